import CCurl

extension EasyHandle {
    /// The C functions that libcurl calls, each handing over to the transfer in its context.
    func prepareCallbacks(_ context: UnsafeMutableRawPointer) -> [CURLcode] {
        [
            curl_shim_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, context),
            curl_shim_set_open_socket(pointer) { context, _, address in
                guard let context, let address else { return -1 }
                return transfer(context).openSocket(address)
            },
            curl_shim_set_pointer(pointer, CURLOPT_PREREQDATA, context),
            curl_shim_set_before_request(pointer) { context, address, _, _, _ in
                guard let context, let address else { return Int32(CURL_PREREQFUNC_ABORT) }
                let isFine = transfer(context).mayIssue(to: String(cString: address))
                return Int32(isFine ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
            },
            curl_shim_set_pointer(pointer, CURLOPT_HEADERDATA, context),
            curl_shim_set_header(pointer) { bytes, size, count, context in
                take(bytes, size * count, context) { $0.takeHeaderLine($1) }
            },
            curl_shim_set_pointer(pointer, CURLOPT_WRITEDATA, context),
            curl_shim_set_write(pointer) { bytes, size, count, context in
                take(bytes, size * count, context) { $0.takeBody($1) }
            },
        ]
    }
}

/// Hands over what arrived; any other count than that of all bytes makes libcurl end the exchange.
private func take(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ reading: (inout ReplyReader, UnsafeRawBufferPointer) -> Bool
) -> Int {
    guard let context else { return 0 }
    let transfer = transfer(context)
    transfer.lastActivity = .now
    return reading(&transfer.reply, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
}

private func transfer(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}
