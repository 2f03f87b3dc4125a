import Base
import CLibCurl

/// A libcurl "easy handle" for one request, and the memory that it points to.
///
/// It belongs to the thread of the ``CurlLoop`` that created it.
final class CurlEasy {
    let library: CurlLibrary
    let handle: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var headerLines: OpaquePointer?
    /// Whether libcurl failed to store an option: the request would be sent without it.
    private(set) var isOutOfMemory = false

    /// The size of libcurl's error buffer (`CURL_ERROR_SIZE`).
    private static let errorSize = 256

    /// Creates a handle; nil if there is no memory.
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

    /// libcurl's message about the failure; empty if there is none.
    var errorMessage: String { String(cString: errorBuffer) }

    func number(_ info: CurlInfo) -> Int {
        libcurl_easy_get_long(library.functions, handle, info.rawValue)
    }

    // Unknown options are ignored: each one set here is either as old as the oldest supported libcurl, or
    // not essential.

    private func note(_ code: Int32) {
        if code == CurlCode.outOfMemory { isOutOfMemory = true }
    }

    func set(_ option: CurlNumberOption, _ value: Int) {
        _ = libcurl_easy_set_long(library.functions, handle, option.rawValue, value)
    }

    func set(_ option: CurlStringOption, _ value: String?) {
        note(libcurl_easy_set_string(library.functions, handle, option.rawValue, value))
    }

    func set(_ option: CurlPointerOption, _ value: UnsafeMutableRawPointer) {
        _ = libcurl_easy_set_pointer(library.functions, handle, option.rawValue, value)
    }

    /// Copies these bytes and sends them as the body.
    func setBody(_ bytes: UnsafeRawBufferPointer) {
        _ = libcurl_easy_set_offset(
            library.functions, handle, CurlOtherOption.postFieldSize, Int64(bytes.count))
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return set(.copyPostFields, "") }
        let text = start.assumingMemoryBound(to: CChar.self)
        note(libcurl_easy_set_string(library.functions, handle, CurlStringOption.copyPostFields.rawValue, text))
    }

    /// Sends these lines, such as `Accept: text/plain`, instead of libcurl's own with the same name.
    func setHeaderLines(_ lines: [String]) {
        for line in lines {
            guard let longer = libcurl_list_append(library.functions, headerLines, line) else {
                isOutOfMemory = true
                return
            }
            headerLines = longer
        }
        _ = libcurl_easy_set_list(library.functions, handle, CurlOtherOption.httpHeader, headerLines)
    }

    /// Makes libcurl pass on headers and body; both callbacks get `context`.
    func onData(
        header: LibCurlDataCallback, body: LibCurlDataCallback, context: UnsafeMutableRawPointer
    ) {
        let functions = library.functions
        _ = libcurl_easy_set_data_callback(functions, handle, CurlOtherOption.headerFunction, header)
        _ = libcurl_easy_set_data_callback(functions, handle, CurlOtherOption.writeFunction, body)
        set(.headerData, context)
        set(.writeData, context)
    }

    /// Makes libcurl ask before it writes a request to a connection; returns false if it can't (before 7.80).
    func onRequest(_ callback: LibCurlPrerequestCallback, context: UnsafeMutableRawPointer) -> Bool {
        set(.prerequestData, context)
        return libcurl_easy_set_prerequest(
            library.functions, handle, CurlOtherOption.prerequestFunction, callback) == CurlCode.ok
    }
}
