/// A request with its values put in and before the destination adds what is secret: what people see, edit and copy.
package struct RenderedRequest: Sendable, Equatable {
    package var method: String
    /// Relative to the destination's base address when it begins with `/`, otherwise a whole URL.
    package var url: String
    /// In the order in which they are sent; never one that holds a secret.
    package var headers: [HeaderField]
    /// Text, since every body that a workflow can make is text; empty for none.
    package var body: String

    package init(method: String, url: String, headers: [HeaderField] = [], body: String = "") {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
