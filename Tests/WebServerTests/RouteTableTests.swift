import Testing
import WebServer

struct RouteTableTests {
    private static let table = RouteTable([
        Route("GET", "/people/{id}") { _, _ in },
        Route("PUT", "/people/{id}") { _, _ in },
        Route("GET", "/people/{id}/tags/{tag}") { _, _ in },
        Route("GET", "/health") { _, _ in },
    ])

    @Test(arguments: [
        ("GET", "/health", []), ("HEAD", "/health", []), ("GET", "/people/7", ["7"]), ("PUT", "//people//7/", ["7"]),
        ("GET", "/people/7/tags/vip", ["7", "vip"]),
    ])
    func `a path that fits gives its parameters`(method: String, path: String, parameters: [String]) throws {
        guard case .route(_, let found) = Self.table.match(method, path) else {
            Issue.record("\(method) \(path) found no route")
            return
        }
        #expect(found == parameters)
    }

    @Test func `a path with other methods names them`() {
        guard case .otherMethods(let methods) = Self.table.match("DELETE", "/people/7") else {
            Issue.record("the path was not found")
            return
        }
        #expect(methods == ["GET", "PUT"])
    }

    @Test(arguments: ["/", "/people", "/people/7/tags", "/health/7", ""])
    func `other paths lead nowhere`(path: String) {
        guard case .nothing = Self.table.match("GET", path) else {
            Issue.record("\(path) found a route")
            return
        }
    }
}
