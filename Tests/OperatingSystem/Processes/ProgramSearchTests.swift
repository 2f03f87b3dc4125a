import Support
import Foundation
import Testing

@testable import OperatingSystem

@Suite("The search for programs")
struct ProgramSearchTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: path("bin"), withIntermediateDirectories: true)
        for name in ["tool", "bin/tool", "my tool"] { try plant(name) }
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func plant(_ name: String) throws {
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
    }

    func environment(_ path: String?) -> Environment {
        Environment(variables: path.map { ["PATH": $0] } ?? [:], workingDirectory: folder.path)
    }

    @Test("skips relative entries of PATH, however they are spelled", arguments: ["", ".", "./", "bin", ":", ".:bin:"])
    func relative(entries: String) {
        #expect(Subprocess.find("tool", in: environment(entries)) == nil)
        #expect(Subprocess.find("tool", in: environment("\(entries):/usr/bin")) == nil)
        let whole = environment("\(entries):\(path("bin"))")
        #expect(Subprocess.find("tool", in: whole) == path("bin/tool"))
        #expect(whole.absolutePath == path("bin"))
    }

    @Test("uses the standard folders without PATH, and accepts an absolute path")
    func others() {
        #expect(Subprocess.find("sh", in: environment(nil)) != nil)
        #expect(Subprocess.find("./tool", in: environment(nil)) != nil)
        #expect(environment(".").absolutePath == "/usr/bin:/bin")
    }

    @Test(
        "splits BROWSER at colons outside quotes",
        arguments: [
            ("firefox", ["firefox"]), ("firefox:w3m", ["firefox", "w3m"]), (":firefox::", ["firefox"]),
            ("a 'b:c':d", ["a 'b:c'", "d"]), (#"a "b:c":d"#, [#"a "b:c""#, "d"]), (#"a\:b:c"#, [#"a\:b"#, "c"]),
            ("", []),
            (#"'a\':b"#, [#"'a\'"#, "b"]), (#"a "\":b":c"#, [#"a "\":b""#, "c"]),
        ])
    func list(text: String, commands: [String]) {
        #expect(Browser.split(text) == commands)
    }

    @Test(
        "splits BROWSER's words like a shell, with the page in place of %s or at the end",
        arguments: [
            ("firefox", ["firefox", "URL"]), ("firefox --new-window", ["firefox", "--new-window", "URL"]),
            ("open -a 'Google Chrome'", ["open", "-a", "Google Chrome", "URL"]),
            (#"open -a "Google Chrome" %s"#, ["open", "-a", "Google Chrome", "URL"]),
            (#"a\ b %s --x"#, ["a b", "URL", "--x"]), ("a --app=%s", ["a", "--app=URL"]), ("a '%s'", ["a", "URL"]),
            ("lynx %s &", ["lynx", "URL"]), ("firefox &", ["firefox", "URL"]), ("  ", []), ("''", ["", "URL"]),
        ])
    func words(command: String, words: [String]) {
        #expect(Browser.words(of: command, page: "URL", in: environment(nil)) == words)
    }

    @Test("accepts a BROWSER path with unquoted spaces")
    func spaces() {
        #expect(Browser.words(of: path("my tool"), page: "URL", in: environment(nil)) == [path("my tool"), "URL"])
    }
}
