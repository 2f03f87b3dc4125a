#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel

/// Gets the newest version from the page of releases, which learns nothing but the requester, and no credential.
struct NewestVersion {
    private let context: Context

    /// The answer, in one of two common forms.
    private struct Answer: Decodable {
        let version: String?
        let tagName: String?

        private enum CodingKeys: String, CodingKey {
            case version
            case tagName = "tag_name"
        }
    }

    init(_ context: Context) { self.context = context }

    /// The address in the settings, such as a mirror's, or else the page of releases that the program was built with.
    private var address: String? {
        get throws {
            try context.config.value("version.url")
                ?? context.program.releases.map {
                    "\($0)/latest/download/version.json"
                }
        }
    }

    func find() async throws -> SemanticVersion {
        guard let address = try address else {
            throw CommandError(
                .notFound, "this build does not know where its releases are",
                hint: .command("config set", "version.url", "URL", "--global"))
        }
        let url = try SecureAddress.url(address, of: "the setting version.url")
        let request = HTTPRequest(.get, url, timeout: context.options.timeout)
        let response = try await context.anonymousHTTP.send(request)
        let answer = try? JSONDecoder().decode(Answer.self, from: response.body)
        let text = answer?.version ?? answer?.tagName
        guard response.isSuccess, let text, let newest = SemanticVersion(String(text.drop { $0 == "v" })) else {
            throw CommandError(
                .failure, "\(address) did not return the newest version (status \(response.status))",
                hint: .command("config get", "version.url"))
        }
        return newest
    }
}
