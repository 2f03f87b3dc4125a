@testable import Base
@testable import Authentication
@testable import OperatingSystem
import Support
import Foundation
import Testing

/// The helper is one script for all tests, which runs another script in the test's folder: a program that was just
/// written may still be open for writing in a process that was started in the meantime, and then can't be started.
@Suite("A credential helper")
struct CredentialHelperTests {
    let folder: TemporaryFolder
    let expiry = Date(timeIntervalSince1970: 1_772_323_200)

    init() throws { folder = try TemporaryFolder() }

    func helper(_ script: String, timeout: Duration = .seconds(20)) throws -> CredentialHelper {
        try Data("\(script)\n".utf8).write(to: URL(filePath: folder.path + "/script"))
        return try CredentialHelper("test", environment, timeout: timeout)
    }

    static let helpers = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/helpers").path()

    var environment: Environment {
        Environment(
            variables: ["PATH": "\(Self.helpers):/usr/bin:/bin", "SCRIPT_FOLDER": folder.path],
            workingDirectory: folder.path, names: ProgramNames("astro"))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try #require(try LocalFileSystem().read("\(folder.path)/\(name)")), as: UTF8.self)
    }

    @Test("gets a login on stdin, never in arguments or variables")
    func storing() async throws {
        let helper = try helper("cat > message; echo \"$@\" > words; env > variables")
        try await helper.store(StoredLogin(token: "marked-t", refreshToken: "marked-r", expiry: expiry), "a.io")
        #expect(
            try text("message")
                == #"{"version":1,"domain":"a.io","token":"marked-t","refreshToken":"marked-r","expires":"2026-03-01T00:00:00Z"}"#
                + "\n")
        #expect(try text("words") == "store\n")
        #expect(!(try text("variables").contains("marked")))
    }

    @Test("returns a login by its domain, and erases it")
    func gettingAndErasing() async throws {
        let answer = #"{"version":1,"domain":"a.io","token":"t","refreshToken":"r","expires":"2026-03-01T00:00:00Z"}"#
        let helper = try helper("echo \"$1\" >> words; cat >> messages; [ $1 = get ] && echo '\(answer)'; true")
        #expect(try await helper.get("a.io") == StoredLogin(token: "t", refreshToken: "r", expiry: expiry))
        try await helper.erase("a.io")
        #expect(try text("words") == "get\nerase\n")
        #expect(try text("messages") == String(repeating: "{\"version\":1,\"domain\":\"a.io\"}\n", count: 2))
    }

    @Test("has no login if it returns nothing, or no token", arguments: ["", #"{"version":1,"domain":"a.io"}"#])
    func none(answer: String) async throws {
        #expect(try await helper("cat > /dev/null; echo '\(answer)'").get("a.io") == nil)
    }

    @Test(
        "that returns garbage, or a login of another domain or version, is named without quoting its output",
        arguments: [
            "marked-secret", "{", "[]", #"{"version":1,"domain":"b.io","token":"marked-secret"}"#,
            #"{"version":2,"domain":"a.io","token":"marked-secret"}"#, #"{"token":"marked-secret"}"#,
        ])
    func rubbish(answer: String) async throws {
        let helper = try helper("cat > /dev/null; echo '\(answer)'")
        let error = await #expect(throws: CommandError.self) { try await helper.get("a.io") }
        #expect(
            error?.message == "the credential helper astro-credential-test did not return a login to a.io")
    }

    @Test("that fails is named with its exit code")
    func failing() async throws {
        let helper = try helper("exit 3")
        let error = await #expect(throws: CommandError.self) { try await helper.erase("a.io") }
        #expect(error?.message == "the credential helper astro-credential-test exited with 3 on 'erase'")
    }

    @Test("that hangs is stopped in time, with its children")
    func hanging() async throws {
        let helper = try helper("sleep 600 & wait", timeout: .milliseconds(50))
        let error = await #expect(throws: CommandError.self) { try await helper.get("a.io") }
        #expect(error?.message.hasSuffix("and was stopped") == true)
    }

    @Test("with endless output is stopped, and its answer refused")
    func talkative() async throws {
        let helper = try helper("cat > /dev/null; head -c 3000000 /dev/zero")
        await #expect(throws: CommandError.self) { try await helper.get("a.io") }
    }

    @Test("that is missing is named, with what to do")
    func missing() async throws {
        let helper = try CredentialHelper("nowhere", environment)
        let error = await #expect(throws: CommandError.self) { try await helper.get("a.io") }
        #expect(error?.message == "the credential helper astro-credential-nowhere is not on PATH")
        #expect(error?.hint == "remove credential_helper from the config file to keep logins there")
    }

    @Test("is not looked up by an unsafe name", arguments: ["../x", "a b", "", "a/b", "-x;y"])
    func unsound(name: String) {
        #expect(throws: CommandError.self) { try CredentialHelper(name, environment) }
    }
}
