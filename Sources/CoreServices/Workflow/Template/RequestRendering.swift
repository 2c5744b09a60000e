extension RequestAction {
    /// The request with its values put in.
    ///
    /// - Throws: `TemplateError` for the first value that is missing or cannot stand where it would land.
    package func rendered(_ values: TemplateValues) throws(TemplateError) -> RenderedRequest {
        var request = RenderedRequest(method: method, url: try url.render(values, for: .url))
        for header in headers {
            request.headers.append(HeaderField(name: header.name, value: try header.value.render(values, for: .header)))
        }
        return request
    }
}
