import AstroAPI
import Kernel
import KernelTesting
import RawAPI

/// The shared parts of this family's tests.
enum RawFixture {
    static let organization = "corg000000000000000000001"
    static let tokens = "/v1/organizations/\(organization)/tokens"

    /// A test that is logged in and names the Organization.
    static func test() -> CommandTest {
        var test = CommandTest(.astro, RawAPIPlugin.self)
        // Its payload is `{"permissions": []}`.
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        test.variables["ASTRO_ORGANIZATION_ID"] = organization
        return test
    }

    /// A test whose only request is this one.
    static func answering(
        _ method: HTTPMethod, _ target: String, _ body: String = "{}", status: Int = 200
    ) -> CommandTest {
        var test = test()
        test.expect(method, target, .json(body, status: status))
        return test
    }
}
