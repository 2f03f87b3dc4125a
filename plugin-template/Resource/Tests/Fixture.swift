import AstroAPI
import Kernel
import KernelTesting
import Samples
import Sandbox

/// The shared parts of this plugin's tests.
enum Fixture {
    static let id = "cseed000000000000000night"
    static let all = "/v1/organizations/corganization00000000acme/samplesurl"

    /// A test with a scripted server: every request must be expected.
    static func scripted() -> CommandTest {
        var test = CommandTest(.astro, SamplesPlugin.self)
        test.variables = ["ASTRO_API_TOKEN": jwt, "ASTRO_ORGANIZATION_ID": "corganization00000000acme"]
        return test
    }

    /// A test with the sandbox as the server, in memory.
    static func sandboxed() -> CommandTest {
        var test = CommandTest(.astro, SamplesPlugin.self, SandboxPlugin.self)
        test.variables = ["ASTRO_DOMAIN": "sandbox"]
        test.allowsWriting = true
        return test
    }

    /// A sample in the API's format.
    static func one(_ id: String = id, name: String = "Every night", status: String = "ACTIVE") -> String {
        """
        {"id": "\(id)", "name": "\(name)", "status": "\(status)", "deploymentId": "cdeployment0000production",
        "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00Z"}
        """
    }

    /// One page of a list, by default the only one.
    static func page(_ rows: String..., offset: Int = 0, totalCount: Int? = nil) -> String {
        """
        {"limit": 1000, "offset": \(offset), "totalCount": \(totalCount ?? rows.count),
        "samplesfield": [\(rows.joined(separator: ","))]}
        """
    }

    /// A well-formed API token without an expiry; its payload is `{"permissions": []}`.
    private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
}
