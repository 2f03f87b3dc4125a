import Kernel
import KernelTesting
import Testing

@Suite("The Organization and the Workspace after a login")
struct PlaceChoiceTests {
    func login(
        _ organizations: [String], _ workspaces: [String], config: String = "", terminal: Bool = false,
        input: [String] = []
    ) async throws -> CommandResult {
        var test = LoginFixture.serving()
        test.files[LoginFixture.home] = config.isEmpty ? "" : "contexts:\n  astronomer_io:\n\(config)"
        test.terminal = terminal ? 80 : nil
        test.input = input
        test.expectPlaces(organizations: organizations, workspaces: workspaces)
        return try await test.run("login")
    }

    func text(_ result: CommandResult) -> String { result.files[LoginFixture.home] ?? "" }

    @Test("are chosen silently if there is one of each")
    func one() async throws {
        let result = try await login(["o1"], ["w1"])
        #expect(result.stderr.contains("The Organization is Name of o1, the Workspace Name of w1."))
    }

    @Test("are chosen by the person on a terminal if there are several")
    func chosen() async throws {
        let result = try await login(["o1", "o2"], ["w1", "w2"], terminal: true, input: ["1", "2"])
        #expect(text(result).contains("organization: o1\n"))
        #expect(text(result).contains("workspace: w2\n"))
    }

    @Test("stay the same if they still exist")
    func stay() async throws {
        var test = LoginFixture.serving()
        test.files[LoginFixture.home] =
            "contexts:\n  astronomer_io:\n    organization: o1\n    last_used_workspace: w2\n"
        test.expectPlaces(organizations: ["o1", "o9"], workspaces: ["w1", "w2"])
        let result = try await test.run("login")
        #expect(text(result).contains("organization: o1\n"))
        #expect(text(result).contains("    workspace: w2\n"))
    }

    @Test("are the first Organization and no Workspace without a terminal, with a message")
    func nobody() async throws {
        let result = try await login(["o1", "o2"], ["w1", "w2"], config: "    workspace: gone\n")
        #expect(result.exitCode == .success)
        #expect(text(result).contains("organization: o1\n"))
        #expect(!text(result).contains("workspace"))
        #expect(result.stderr.contains("the first of 2 Organizations"))
        #expect(result.stderr.contains("There are 2 Workspaces and none is chosen"))
    }

    @Test("are unset if the person gives no answer, and the login is kept")
    func unanswered() async throws {
        let result = try await login(["o1"], ["w1", "w2"], terminal: true)
        #expect(result.exitCode == .success)
        #expect(text(result).contains("organization: o1\n"))
        #expect(result.stderr.contains("Not everything was chosen"))
    }

    @Test("are unset if the person belongs to none")
    func none() async throws {
        let result = try await login([], [])
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("You belong to no Organization yet"))
    }
}
