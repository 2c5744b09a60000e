import CMicroHTTPD

/// The C functions that the library calls, each handing over to the server in its context.
enum ServerCallbacks {
    static func install(in settings: inout mhd_shim_settings) {
        settings.accept_policy = { context, address, _ in
            guard let server = server(context) else { return .NO }
            return server.admits(PeerAddress.text(address)) ? .YES : .NO
        }
        settings.notify_connection = { context, connection, socketContext, kind in
            guard let server = server(context), let connection, let socketContext else { return }
            if kind == .CONNECTION_NOTIFY_STARTED {
                let address = PeerAddress.text(mhd_shim_peer(connection))
                let peer = server.registry.add(address: address, socket: mhd_shim_socket(connection))
                socketContext.pointee = Unmanaged.passRetained(peer).toOpaque()
            } else if let opaque = socketContext.pointee {
                server.registry.remove(Unmanaged<Peer>.fromOpaque(opaque).takeRetainedValue())
                socketContext.pointee = nil
            }
        }
        settings.handler = { context, connection, url, method, _, upload, uploadSize, requestContext in
            guard let server = server(context), let connection, let url, let method, let uploadSize,
                let requestContext, let opaque = mhd_shim_socket_context(connection)
            else { return .NO }
            let proceeds: Bool
            if let exchange = requestContext.pointee {
                let exchange = Unmanaged<Exchange>.fromOpaque(exchange)
                if uploadSize.pointee > 0 {
                    let bytes = UnsafeRawBufferPointer(start: upload, count: uploadSize.pointee)
                    uploadSize.pointee = 0
                    proceeds = exchange._withUnsafeGuaranteedRef { server.receive(bytes, $0) }
                } else {
                    proceeds = exchange._withUnsafeGuaranteedRef { server.proceed($0) }
                }
            } else {
                let peer = Unmanaged<Peer>.fromOpaque(opaque).takeUnretainedValue()
                let exchange = server.begin(
                    connection,
                    peer,
                    method: String(cString: method),
                    path: String(cString: url)
                )
                guard let exchange else { return .NO }
                requestContext.pointee = Unmanaged.passRetained(exchange).toOpaque()
                proceeds = server.answerEarly(exchange)
            }
            return proceeds ? .YES : .NO
        }
        settings.completed = { context, _, requestContext, reason in
            guard let server = server(context), let opaque = requestContext?.pointee else { return }
            requestContext?.pointee = nil
            server.end(Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue(), reason)
        }
        settings.log = { context, format, arguments in
            guard let server = server(context), let format, let arguments else { return }
            server.refusedByLibrary(status: Int(mhd_shim_refused_status(format, arguments)))
        }
    }
}

private func server(_ context: UnsafeMutableRawPointer?) -> HTTPServer? {
    context.map { Unmanaged<HTTPServer>.fromOpaque($0).takeUnretainedValue() }
}
