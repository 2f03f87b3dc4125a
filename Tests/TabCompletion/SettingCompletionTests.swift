@testable import TabCompletion
import Kernel
import KernelTesting
import Testing

@Suite("Completions from config files")
struct SettingCompletionTests {
    private var test: CommandTest {
        var test = Orchard.test()
        test.files["/home/test/.astro/config.yaml"] = """
            context: garden.example
            contexts:
              garden_example:
                domain: garden.example
                token: Bearer abc
                refreshtoken: def
                last_password: xyz
              meadow_example:
                workspace: w
            """
        return test
    }

    @Test("are the contexts, then the embedded ones")
    func contexts() async throws {
        #expect(
            try await test.completions(of: "tree plant --context ").map(\.value)
                == ["garden.example", "meadow.example", "toy"])
    }

    @Test("are the known and present keys, without secrets or values")
    func keys() async throws {
        let found = try await test.completions(of: "tree plant --setting ")
        #expect(
            found.map(\.value) == [
                "context", "credential_helper", "local.core", "cloud.api.protocol",
                "contexts.garden_example.domain", "contexts.meadow_example.workspace",
            ])
        #expect(found.filter { !$0.description.isEmpty }.map(\.value) == ["context", "credential_helper"])
    }

    @Test("are nothing if a file is malformed, silently")
    func malformed() async throws {
        var test = test
        test.files["/home/test/.astro/config.yaml"] = "\tbroken"
        for option in ["--context", "--setting", "--garden-id"] {
            #expect(try await test.completions(of: "tree plant \(option) ") == [])
        }
        #expect(try await test.completions(of: "tree plant --season2 su").map(\.value) == ["summer"])
    }
}
