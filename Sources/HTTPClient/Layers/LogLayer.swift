package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes one line for each attempt to send a request: the request, its result, and how long it took.
///
/// ```text
/// GET https://api.example.com/v1/tokens?limit=10 → 200 in 34 ms, request cm1x2y3, attempt 2
/// ```
/// Bodies and credentials are never written.
package struct LogLayer: HTTPLayer {
    private let secrets: Set<String>
    private let write: @Sendable (String) -> Void

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - secrets: Texts that must not be written.
    ///   - write: Gets each line, without a line break.
    package init(secrets: Set<String> = [], write: @escaping @Sendable (String) -> Void) {
        self.secrets = secrets
        self.write = write
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        let start = ContinuousClock.now
        do {
            let response = try await next.send(request)
            let id = Self.requestID(response).map { ", request \($0)" } ?? ""
            log(request, "\(response.status) in \(elapsed(start))\(id)")
            return response
        } catch {
            log(request, "\(words(for: error)) after \(elapsed(start))")
            throw error
        }
    }

    private func log(_ request: HTTPRequest, _ outcome: String) {
        let address = LoggedAddress.text(request.url)
        let line = "\(request.method.rawValue) \(address) → \(outcome), attempt \(RetryLayer.attempt)"
        let credential = request.headers["Authorization"]?.split(separator: " ").last.map(String.init)
        let redaction = Redaction(secrets: secrets.union(credential.map { [$0] } ?? []))
        // The server chooses the ID; whatever it is, the log entry stays one line.
        write(VisibleText.escaping(redaction.blanking(line)))
    }

    private func elapsed(_ start: ContinuousClock.Instant) -> String {
        "\(start.duration(to: .now).wholeMilliseconds) ms"
    }

    /// Returns the server's ID for the request, from the header or, in an error response, from the body.
    private static func requestID(_ response: HTTPResponse) -> String? {
        if let id = response.requestID { return id }
        return response.isSuccess ? nil : (try? JSONDecoder().decode(Refusal.self, from: response.body))?.requestId
    }

    private struct Refusal: Decodable {
        let requestId: String
    }

    private func words(for error: any Error) -> String {
        switch error {
        case is CancellationError: "canceled"
        case let error as TransportError: "failed (\(error.message))"
        default: "failed (\(error))"
        }
    }
}

/// URLs in a form that can be logged.
enum LoggedAddress {
    /// Returns the URL without user and password, and without the values of parameters with secret names.
    static func text(_ url: URL) -> String {
        let parts = withoutUser(url.absoluteString).split(separator: "?", maxSplits: 1)
        guard parts.count == 2 else { return parts.first.map(String.init) ?? "" }
        let query = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { parameter -> String in
            guard let sign = parameter.firstIndex(of: "="), isSecret(parameter[..<sign]) else {
                return String(parameter)
            }
            return parameter[...sign] + "***"
        }
        return "\(parts[0])?\(query.joined(separator: "&"))"
    }

    private static func withoutUser(_ address: String) -> String {
        guard let start = address.firstRange(of: "://")?.upperBound else { return address }
        let authority = address[start...].prefix { !"/?#".contains($0) }
        guard let sign = authority.lastIndex(of: "@") else { return address }
        return String(address[..<start]) + address[address.index(after: sign)...]
    }

    private static func isSecret(_ name: Substring) -> Bool {
        let name = name.lowercased().filter { $0 != "_" && $0 != "-" }
        return ["token", "secret", "password", "key", "code", "credential", "signature", "sig", "jwt", "authorization"]
            .contains { name.hasSuffix($0) }
    }
}
