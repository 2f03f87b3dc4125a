import Base

/// Writes responses, head and body in one piece so that they fit in one packet.
enum ResponseWriter {
    /// The interim response that makes a waiting client send its body.
    static let pleaseContinue = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    static func bytes(_ response: HTTPResponse, withoutBody: Bool, keepsAlive: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(response.status) \(reason(response.status))\r\n"
        for field in response.headers.fields { head += "\(field.name): \(field.value)\r\n" }
        if response.status != 204 { head += "Content-Length: \(response.body.count)\r\n" }
        head += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n"
        return Array(head.utf8) + (withoutBody ? [] : Array(response.body))
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 302: "Found"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }
}
