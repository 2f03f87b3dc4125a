import Foundation
import Testing

@Suite("BROWSER, by the built program")
struct BrowserVariableTests {
    let sandbox: ServedSandbox
    let client: LoginClient

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try LoginClient(url: sandbox.url)
        let home = client.program.home
        let browser = home.appending(path: "my browser")
        try FileManager.default.createDirectory(at: browser, withIntermediateDirectories: true)
        let script =
            "#!/bin/sh\nfor page; do :; done\nprintf '%s\\n' \"$@\" > \"$HOME/words\"\ncurl -sL -o /dev/null \"$page\"\n"
        try Data(script.utf8).write(to: browser.appending(path: "open"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: home.path() + "/my browser/open")
    }

    @Test(
        "can have arguments, quotes, alternatives and %s",
        arguments: [
            ("'DIR/open' --new-window", ["--new-window"]),
            ("\"DIR/open\" -a 'Google Chrome' %s", ["-a", "Google Chrome"]),
            ("DIR/open", []), ("no-such-browser:/no/such/path:'DIR/open' 'a:b'", ["a:b"]),
            (#"no-such-browser --x "y:z":'DIR/open' a\ b &"#, ["a b"]),
        ])
    func forms(value: String, words: [String]) async throws {
        let folder = client.program.home.path() + "/my browser"
        let outcome = try await client.program.run(
            ["login", "localhost"], extra: ["BROWSER": value.replacing("DIR", with: folder)])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let given = try client.text("words").split(separator: "\n").map(String.init)
        #expect(Array(given.dropLast()) == words)
        #expect(given.last?.contains("/authorize?") == true)
    }
}
