import Base

// The constants of libcurl's ABI, which never change once assigned; the names are libcurl's own.

/// Options with a number.
enum CurlNumberOption: Int32 {
    case lowSpeedLimit = 19
    case lowSpeedTime = 20
    case noProgress = 43
    case noBody = 44
    case freshConnect = 74
    case httpGet = 80
    case httpVersion = 84
    case noSignal = 99
    case timeoutMilliseconds = 155
    case connectTimeoutMilliseconds = 156
    case protocols = 181
    case pathAsIs = 234
    case pipeWait = 237
    case suppressConnectHeaders = 265
}

/// Options with a string, which libcurl copies.
enum CurlStringOption: Int32 {
    case proxy = 10004
    case customRequest = 10036
    case certificateBundle = 10065
    case certificateDirectory = 10097
    case acceptEncoding = 10102
    case copyPostFields = 10165
    case noProxy = 10177
    case proxyCertificateBundle = 10246
    case proxyCertificateDirectory = 10247
    case url = 10002
}

/// Options with a pointer to something that must outlive the transfer.
enum CurlPointerOption: Int32 {
    case writeData = 10001
    case errorBuffer = 10010
    case headerData = 10029
    case prerequestData = 10313
}

/// The other options, each with its own type.
enum CurlOtherOption {
    static let httpHeader: Int32 = 10023
    static let writeFunction: Int32 = 20011
    static let headerFunction: Int32 = 20079
    static let prerequestFunction: Int32 = 20312
    static let postFieldSize: Int32 = 30120
}

/// Options of the multi handle.
enum CurlMultiOption: Int32 {
    case pipelining = 3
    case maximumHostConnections = 7
}

/// Numbers that libcurl reports about a transfer.
enum CurlInfo: Int32 {
    case responseCode = 0x20_0002
    case requestSize = 0x20_000c
    case connectResponseCode = 0x20_0016
    case systemError = 0x20_0019
    case certificateResult = 0x20_000d
    case proxyCertificateResult = 0x20_002f
}

/// The values of options.
enum CurlValue {
    /// Only the protocols `http` and `https`.
    static let httpAndHTTPS = 1 | 2
    /// HTTP/2 if TLS negotiates it, otherwise HTTP/1.1.
    static let http2OverTLS = 4
    /// Multiplexing over one HTTP/2 connection.
    static let multiplex = 2
}

/// The results of a transfer that the code distinguishes.
enum CurlCode {
    static let ok: Int32 = 0
    static let unsupportedProtocol: Int32 = 1
    static let malformedURL: Int32 = 3
    static let unresolvedProxy: Int32 = 5
    static let unresolvedHost: Int32 = 6
    static let connectionFailed: Int32 = 7
    static let weirdServerReply: Int32 = 8
    static let writeError: Int32 = 23
    static let outOfMemory: Int32 = 27
    static let timedOut: Int32 = 28
    static let receiveFailed: Int32 = 56
    static let tlsFailed: Int32 = 35
    static let emptyReply: Int32 = 52
    static let certificateNotTrusted: Int32 = 60
    static let badContentEncoding: Int32 = 61
    static let tooLarge: Int32 = 63
    static let unreadableCertificates: Int32 = 77
    static let proxyFailed: Int32 = 97
    static let headersTooLarge: Int32 = 100
    /// All TLS errors: the handshake, client certificates, ciphers, engines, revocation, pinning, status.
    static let anyTLS: Set<Int32> = [35, 58, 59, 64, 66, 82, 83, 90, 91, 98]
}
