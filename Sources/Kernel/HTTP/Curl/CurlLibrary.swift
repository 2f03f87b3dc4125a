import CLibCurl

/// The system's libcurl, opened.
///
/// It stays open until the process ends, so that a copy of this value is valid anywhere, for ever.
struct CurlLibrary {
    /// The table of libcurl's functions, which the functions of `CLibCurl` take.
    let functions: OpaquePointer

    /// Opens the first library that there is.
    ///
    /// - Throws: ``TransportError`` with ``TransportError/Kind/libraryUnavailable``.
    static func open(_ names: [String] = Platform.curlLibraryNames) throws(TransportError) -> CurlLibrary {
        var reason = [CChar](repeating: 0, count: 512)
        let copies = names.map { name in name.utf8CString.withUnsafeBufferPointer(duplicate) }
        defer { copies.forEach { $0.deallocate() } }
        let functions = copies.map { UnsafePointer($0.baseAddress) }.withUnsafeBufferPointer {
            libcurl_open($0.baseAddress, $0.count, &reason, reason.count)
        }
        guard let functions else {
            let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            throw TransportError(
                .libraryUnavailable, "libcurl cannot be used: \(words)", requestMayHaveArrived: false)
        }
        return CurlLibrary(functions: functions)
    }

    /// libcurl's words for the result of a transfer.
    func errorText(_ code: Int32) -> String {
        String(cString: libcurl_error_text(functions, code))
    }
}

private func duplicate(_ text: UnsafeBufferPointer<CChar>) -> UnsafeMutableBufferPointer<CChar> {
    let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
    _ = copy.initialize(from: text)
    return copy
}
