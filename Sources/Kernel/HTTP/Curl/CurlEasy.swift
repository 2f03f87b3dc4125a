import CLibCurl

/// One request as libcurl sees it: an "easy handle" and the memory that it points into.
///
/// It belongs to the thread of the ``CurlLoop`` that made it.
final class CurlEasy {
    let library: CurlLibrary
    let handle: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var headerLines: OpaquePointer?

    /// As many bytes as libcurl writes at most (`CURL_ERROR_SIZE`).
    private static let errorSize = 256

    /// Makes a handle; nil when there is no memory.
    init?(_ library: CurlLibrary) {
        guard let handle = libcurl_easy_create(library.functions) else { return nil }
        self.library = library
        self.handle = handle
        errorBuffer = .allocate(capacity: Self.errorSize)
        errorBuffer.initialize(repeating: 0, count: Self.errorSize)
        set(.errorBuffer, errorBuffer)
    }

    deinit {
        libcurl_easy_destroy(library.functions, handle)
        libcurl_list_destroy(library.functions, headerLines)
        errorBuffer.deallocate()
    }

    /// What libcurl said of the failure, empty when it said nothing.
    var errorMessage: String { String(cString: errorBuffer) }

    func number(_ info: CurlInfo) -> Int {
        libcurl_easy_get_long(library.functions, handle, info.rawValue)
    }

    // An option that a libcurl does not know is left alone there: each of those set here is either as old as
    // the oldest libcurl that opens, or asks for something that can be done without.

    func set(_ option: CurlNumberOption, _ value: Int) {
        _ = libcurl_easy_set_long(library.functions, handle, option.rawValue, value)
    }

    func set(_ option: CurlStringOption, _ value: String?) {
        _ = libcurl_easy_set_string(library.functions, handle, option.rawValue, value)
    }

    func set(_ option: CurlPointerOption, _ value: UnsafeMutableRawPointer) {
        _ = libcurl_easy_set_pointer(library.functions, handle, option.rawValue, value)
    }

    /// Sends these bytes, which are copied, as the body.
    func setBody(_ bytes: UnsafeRawBufferPointer) {
        _ = libcurl_easy_set_offset(
            library.functions, handle, CurlOtherOption.postFieldSize, Int64(bytes.count))
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return set(.copyPostFields, "") }
        let text = start.assumingMemoryBound(to: CChar.self)
        _ = libcurl_easy_set_string(library.functions, handle, CurlStringOption.copyPostFields.rawValue, text)
    }

    /// Sends these lines, such as `Accept: text/plain`, instead of libcurl's own of the same name.
    func setHeaderLines(_ lines: [String]) {
        for line in lines {
            guard let longer = libcurl_list_append(library.functions, headerLines, line) else { continue }
            headerLines = longer
        }
        _ = libcurl_easy_set_list(library.functions, handle, CurlOtherOption.httpHeader, headerLines)
    }

    /// Has libcurl hand over headers and body; both callbacks get `context`.
    func onData(
        header: LibCurlDataCallback, body: LibCurlDataCallback, context: UnsafeMutableRawPointer
    ) {
        let functions = library.functions
        _ = libcurl_easy_set_data_callback(functions, handle, CurlOtherOption.headerFunction, header)
        _ = libcurl_easy_set_data_callback(functions, handle, CurlOtherOption.writeFunction, body)
        set(.headerData, context)
        set(.writeData, context)
    }

    /// Has libcurl ask before it writes a request to a connection; false when it cannot (before 7.80).
    func onRequest(_ callback: LibCurlPrerequestCallback, context: UnsafeMutableRawPointer) -> Bool {
        set(.prerequestData, context)
        return libcurl_easy_set_prerequest(
            library.functions, handle, CurlOtherOption.prerequestFunction, callback) == CurlCode.ok
    }
}
