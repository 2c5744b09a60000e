import TestSupport

/// Little pages on a real server, for the browser to open.
enum SamplePages {
    static let answer: @Sendable (HTTPRequest) -> HTTPResponse = { request in
        switch request.target {
        case "/form": html(form)
        case "/strict":
            html(
                "<title>strict</title><script>document.title = 'broken into'</script>",
                headers: ["Content-Security-Policy": "default-src 'none'"]
            )
        case "/echo": HTTPResponse(200, headers: ["Content-Type": "text/plain"], body: request.body)
        // Browsers ask for it by themselves.
        case "/favicon.ico": HTTPResponse(204)
        default: HTTPResponse(404)
        }
    }

    static func html(_ text: String, headers: HTTPHeaders = [:]) -> HTTPResponse {
        var headers = headers
        headers.append("Content-Type", "text/html; charset=utf-8")
        return HTTPResponse(200, headers: headers, body: Array("<!DOCTYPE html>\n\(text)".utf8))
    }

    private static let form = """
        <title>form</title>
        <input id="name"><button id="greet">Greet</button><p id="greeting"></p>
        <script>
            document.getElementById('greet').onclick = () => {
                document.getElementById('greeting').innerText = 'Hello ' + document.getElementById('name').value
                document.title = 'greeted'
                console.log('greeting', JSON.stringify({ to: 'someone' }))
            }
        </script>
        """
}
