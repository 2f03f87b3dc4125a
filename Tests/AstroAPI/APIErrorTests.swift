import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Errors of the server")
struct APIErrorTests {
    /// The message for this answer of the server.
    private func told(
        _ status: Int, _ body: String = "", headers: HTTPHeaders = [:]
    ) -> CommandError {
        let response = HTTPResponse(status: status, headers: headers, body: Data(body.utf8))
        return APIError(purpose: "show the token t1", response: response).commandError
    }

    @Test(
        "Each status has its exit code",
        arguments: [
            (400, .failure), (401, .unauthorized), (403, .unauthorized), (404, .notFound), (409, .failure),
            (422, .failure), (429, .failure), (500, .failure), (502, .failure), (503, .failure), (504, .failure),
            (302, .failure),
        ] as [(Int, ExitCode)])
    func exitCodes(status: Int, code: ExitCode) {
        #expect(told(status, #"{"message": "m", "requestId": "r", "statusCode": \#(status)}"#).exitCode == code)
    }

    @Test(
        "The message says what was requested and what the server said",
        arguments: [
            (400, "the server refused to show the token t1 (status 400): m"),
            (401, "the server does not accept the credential: m"),
            (403, "not allowed to show the token t1: m"), (404, "the server could not show the token t1: m"),
            (429, "the server refused to show the token t1: too many requests"),
            (500, "the server failed to show the token t1 (status 500): m"),
        ])
    func messages(status: Int, message: String) {
        #expect(told(status, #"{"message": "m", "requestId": "r", "statusCode": 1}"#).message == message)
    }

    @Test("Invalid fields are named one by one")
    func fieldErrors() {
        let body = """
            {"message": "bad", "requestId": "r", "statusCode": 400, "fieldErrors":
            [{"code": "c", "field": "role", "message": "unknown"}, {"code": "c", "field": "name", "message": "too long"}]}
            """
        #expect(told(400, body).message.hasSuffix(": bad (role: unknown; name: too long)"))
    }

    @Test(
        "A foreign body does not hide the status",
        arguments: [
            "", "<html><h1>502 Bad Gateway</h1></html>", "null", "[]", "{}", "\"x\"", #"{"message": 5}"#,
            "{\"message\": \"", "\u{FEFF}",
        ])
    func otherBodies(body: String) {
        #expect(
            told(502, body).message == "the server failed to show the token t1 (status 502): its answer gives no reason"
        )
    }

    @Test(
        "A body with missing or unknown fields still yields its message",
        arguments: [
            #"{"message": "m"}"#, #"{"message": "m", "statusCode": "x"}"#, #"{"message": "m", "fieldErrors": "x"}"#,
            #"{"message": "m", "fieldErrors": [{"field": "f"}]}"#, #"{"message": "m", "requestId": 7, "extra": {}}"#,
        ])
    func partialBodies(body: String) {
        #expect(told(400, body).message == "the server refused to show the token t1 (status 400): m")
    }

    @Test(
        "The request ID comes from the body, or else from a header",
        arguments: [
            (#"{"message": "m", "requestId": "b", "statusCode": 1}"#, ["X-Request-Id": "h"], "b"),
            (#"{"requestId": "b"}"#, [:], "b"), ("<html>", ["x-request-id": "h"], "h"),
            ("", ["X-Astro-Request-Id": "a"], "a"), ("", [:], nil),
        ] as [(String, HTTPHeaders, String?)])
    func requestID(body: String, headers: HTTPHeaders, id: String?) {
        #expect(told(500, body, headers: headers).requestID == id)
    }

    @Test(
        "Too many requests say when to retry",
        arguments: [
            ("7", "try again in 7 s"), (nil, "try again in a minute"),
            ("Fri, 31 Dec 1999 23:59:59 GMT", "try again now"), ("Friday, 31-Dec-99 23:59:59 GMT", "try again now"),
            ("Fri Dec 31 23:59:59 1999", "try again now"), ("0", "try again now"), ("60", "try again in 60 s"),
            ("61", "try again in 61 s"), ("-5", "try again in a minute"),
            ("soon", "try again in a minute"), ("1e9", "try again in a minute"),
            ("99999999999999999999999", "try again in an hour"),
            ("Fri, 31 Dec 9999 23:59:59 GMT", "try again in an hour"),
        ] as [(String?, String)])
    func retryAfter(value: String?, hint: String) {
        #expect(told(429, headers: value.map { ["Retry-After": $0] } ?? [:]).hint == Hint(hint))
    }

    @Test(
        "A rejected or insufficient credential says what to do",
        arguments: [(401, "astro auth status"), (403, "more permissions")])
    func hints(status: Int, word: String) {
        #expect(told(status).hint.flatMap(HintWriter(ProgramNames("astro")).text)?.contains(word) == true)
    }
}
