import CLibCurl
import OperatingSystem

/// The system's libcurl, loaded.
///
/// It stays loaded until the process ends, so that a copy of this value is always valid.
struct CurlLibrary {
    /// The table of libcurl's functions, which the functions of `CLibCurl` take.
    let functions: OpaquePointer

    /// Loads the first library that exists.
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
            let isShort = words.contains("Too many open files")
            throw TransportError(
                .libraryUnavailable, "libcurl cannot be used: \(words)", requestMayHaveArrived: false,
                advice: isShort ? TransportError.fileAdvice : nil)
        }
        return CurlLibrary(functions: functions)
    }

    /// Returns libcurl's message for the result of a transfer.
    func errorText(_ code: Int32) -> String {
        String(cString: libcurl_error_text(functions, code))
    }
}

private func duplicate(_ text: UnsafeBufferPointer<CChar>) -> UnsafeMutableBufferPointer<CChar> {
    let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
    _ = copy.initialize(from: text)
    return copy
}
