import AstroAPI
import Kernel
import KernelTesting
import Samples
import Sandbox

/// The shared parts of this plugin's tests.
enum Fixture {
    static let id = "ctoken0000000000terraform"
    static let tokens = "/v1/organizations/corganization00000000acme/tokens"

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

    /// A token in the API's format.
    static func token(_ id: String = id, name: String = "Terraform", description: String) -> String {
        """
        {"id": "\(id)", "name": "\(name)", "description": "\(description)", "kind": "STANDARD", "scope": "ORGANIZATION",
        "shortToken": "abc123", "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00Z",
        "startAt": "2026-01-05T10:00:00Z"}
        """
    }

    /// The only page of a listing.
    static func page(_ tokens: String...) -> String {
        #"{"limit": 1000, "offset": 0, "totalCount": \#(tokens.count), "tokens": [\#(tokens.joined(separator: ","))]}"#
    }

    /// A well-formed API token without an expiry; its payload is `{"permissions": []}`.
    private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
}
