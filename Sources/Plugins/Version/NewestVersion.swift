#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Asks an address for the newest version; it is told nothing but who asks, and gets no credential.
struct NewestVersion {
    private let context: Context

    /// The answer, in either of two usual forms.
    private struct Answer: Decodable {
        let version: String?
        let tagName: String?

        private enum CodingKeys: String, CodingKey {
            case version
            case tagName = "tag_name"
        }
    }

    init(_ context: Context) { self.context = context }

    func find() async throws -> String {
        guard let address = try context.config.value("version.url") else {
            throw CommandError(
                .notFound, "no address is set that knows the newest version",
                hint: "astro config set version.url https://… --global")
        }
        guard let url = URL(string: address) else {
            throw CommandError.usage("version.url: '\(address)' is no address", hint: "astro config set version.url")
        }
        let request = HTTPRequest(.get, url, timeout: .seconds(context.options.timeout))
        let response = try await context.anonymousHTTP.send(request)
        let answer = try? JSONDecoder().decode(Answer.self, from: response.body)
        guard response.isSuccess, let newest = answer?.version ?? answer?.tagName else {
            throw CommandError(
                .failure, "\(address) does not tell the newest version (status \(response.status))",
                hint: "astro config get version.url")
        }
        return newest
    }
}
