import Foundation
import Support
import Testing

/// A copy of the parts of the package that the scaffold reads and writes.
private struct PackageCopy {
    private let folder: TemporaryFolder
    var url: URL { folder.url.appending(path: "package") }

    init() throws {
        folder = try TemporaryFolder()
        for path in ["Package.swift", ".swift-format", "plugin-template", "Sources"] {
            let target = url.appending(path: path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: CodeBase.root.appending(path: path), to: target)
        }
        try FileManager.default.createDirectory(
            at: url.appending(path: "Tests/Plugins"), withIntermediateDirectories: true)
    }

    /// Runs the scaffold, and returns its exit status and its output on stderr.
    func scaffold(_ arguments: [String], in folder: String = "", path: String? = nil) async throws -> (
        exitCode: Int32, stderr: String
    ) {
        var scaffold = ChildProgram(
            executable: url.appending(path: "plugin-template/new").path(), arguments: arguments,
            folder: url.appending(path: folder).path())
        if let path { scaffold.variables["PATH"] = path }
        let error = self.folder.url.appending(path: "stderr")
        let code = try await scaffold.run(stderr: .writing(error))
        return (code, try String(contentsOf: error, encoding: .utf8))
    }

    /// Every file with its content.
    func files() throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path())
        return try paths.reduce(into: [:]) { files, path in
            var isFolder: ObjCBool = false
            let file = url.appending(path: path)
            guard FileManager.default.fileExists(atPath: file.path(), isDirectory: &isFolder) else { return }
            files[path] = isFolder.boolValue ? Data() : try Data(contentsOf: file)
        }
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: url.appending(path: path), encoding: .utf8)
    }
}

@Suite("The scaffold of a plugin")
struct ScaffoldTests {
    @Test("creates the plugin and its tests, and three lines elsewhere")
    func makes() async throws {
        let copy = try PackageCopy()
        let before = try copy.files()
        #expect(try await copy.scaffold(["Quotas", "--mount", "deployment quota"]) == (0, ""))
        let after = try copy.files()
        let changed = after.keys.filter { after[$0] != before[$0] && !$0.contains("Quotas") }.sorted()
        #expect(changed == ["Package.swift", "Sources/astro/Plugins.swift"])
        #expect(before.keys.filter { after[$0] == nil } == [])
        #expect(
            after.keys.filter { $0.contains("Quotas/") }.sorted() == [
                "Sources/Plugins/Quotas/DescribeQuotas.swift", "Sources/Plugins/Quotas/ListQuotas.swift",
                "Sources/Plugins/Quotas/QuotasColumns.swift", "Sources/Plugins/Quotas/QuotasPlugin.swift",
                "Sources/Plugins/Quotas/README.md", "Tests/Plugins/Quotas/DescribeQuotasTests.swift",
                "Tests/Plugins/Quotas/Fixture.swift", "Tests/Plugins/Quotas/ListQuotasTests.swift",
            ])
        let package = try copy.text("Package.swift")
        #expect(package.contains("\"Quotas\""))
        let list = try copy.text("Sources/astro/Plugins.swift")
        let imports = list.split(separator: "\n").filter { $0.hasPrefix("import ") }
        #expect(imports == imports.sorted() && imports.contains("import Quotas"))
        let names = package.split(separator: "let plugins = [")[1].prefix { $0 != "]" }.split { !$0.isLetter }
        #expect(names == names.sorted() && names.contains("Quotas"))
        #expect(list.hasSuffix("    QuotasPlugin.self,\n]\n"))
        #expect(
            try copy.text("Sources/Plugins/Quotas/QuotasPlugin.swift").contains(
                #""deployment", "quota", summary: ""#))
    }

    @Test("creates one file per verb, of the requested kind")
    func verbs() async throws {
        let copy = try PackageCopy()
        let line = ["Quotas", "--mount", "quota", "--command", "show", "check-all", "--change", "raise"]
        #expect(try await copy.scaffold(line) == (0, ""))
        let plugin = try copy.text("Sources/Plugins/Quotas/QuotasPlugin.swift")
        #expect(
            plugin.contains(
                "    ShowQuotas.self,\n                CheckAllQuotas.self,\n                RaiseQuotas.self,\n            ])"
            ))
        #expect(try copy.text("Sources/Plugins/Quotas/RaiseQuotas.swift").contains(#""raise", summary"#))
        #expect(try copy.text("Tests/Plugins/Quotas/CheckAllQuotasTests.swift").contains("quota check-all"))
        let page = try copy.text("Sources/Plugins/Quotas/README.md")
        #expect(page.contains("`astro quota check-all`") && page.contains("\nastro quota raise ctoken"))
        #expect(!page.contains("describe") && !page.contains("quota list"))
    }

    @Test(
        "refuses invalid names, says why, and changes nothing",
        arguments: [
            (["class", "--mount", "x"], "'class' is a keyword of Swift"),
            (["My Plugin", "--mount", "x"], "'My Plugin' cannot be a module's name"),
            (["My", "Plugin", "--mount", "x"], "'Plugin' follows the name 'My'"),
            (["quotas", "--mount", "x"], "'quotas' cannot be a module's name"),
            (["../Quotas", "--mount", "x"], "'../Quotas' cannot be a module's name"),
            (["Tokens", "--mount", "x"], "the plugin Tokens is there already, in Sources/Plugins/Tokens"),
            (["TOKENS", "--mount", "x"], "'TOKENS' differs only in case from the module Tokens"),
            (["Astro", "--mount", "x"], "'Astro' differs only in case from the module astro"),
            (["Kernel", "--mount", "x"], "the package has a module Kernel already"),
            (["Context", "--mount", "x"], "'Context' is a type already, in Sources/Kernel/Context/Context.swift"),
            (["Workspace", "--mount", "x"], "'Workspace' is a type already, in Sources/AstroAPI/"),
            (["String", "--mount", "x"], "'String' is taken"),
            (["Quotas"], "no mount is named"), (["Quotas", "--mount", " "], "no mount is named"),
            (["Quotas", "--mount"], "--mount has no value"),
            (["Quotas", "--mount", "Deployment quota"], "'Deployment' cannot stand in a mount"),
            (["Quotas", "--mount", "a/b"], "'a/b' cannot stand in a mount"),
            (["Quotas", "--mount", "x", "--command", "List"], "'List' cannot be a verb"),
            (["Quotas", "--mount", "x", "--command", "go", "--change", "go"], "the verb 'go' is named twice"),
            (["Quotas", "--mount", "x", "--commands", "go"], "there is no flag --commands"),
            (["Quotas", "--mount", "x", "--program", "q"], "--program, --astro and --version need --package"),
            (["Quotas", "--mount", "x", "--resource", "Quota"], "'Quota' cannot be a resource"),
            (["Quotas", "--mount", "x", "--resource"], "--resource has no value"),
            (["Quota", "--mount", "x", "--resource", "quota"], "the resource and the module are both called Quota"),
            (["Places", "--mount", "x", "--package", "../p"], "the plugin Places is there already"),
            (
                ["Quotas", "--mount", "x", "--resource", "token-role"],
                "'TokenRole' is a type already, in Sources/AstroAPI"
            ),
            (["Quotas", "--mount", "x", "--resource", "task"], "'Task' is taken"),
            (["Quotas", "--mount", "sample", "--resource", "quota"], "'sample' is the template's own word"),
            (
                ["Quotas", "--mount", "x", "--resource", "quota", "--change", "go"],
                "--resource brings its own commands"
            ),
            (["Quotas", "--mount", "x", "--package", "../p", "--program", "Q"], "'Q' cannot be a program's name"),
            (["Quotas", "--mount", "x", "--package", "../p", "--astro", "../none"], "there is no folder ../none"),
            (["Quotas", "--mount", "x", "--package", "../p", "--version", "1.0.0"], "--version needs a URL"),
        ])
    func refusals(arguments: [String], message: String) async throws {
        let copy = try PackageCopy()
        let before = try copy.files()
        let outcome = try await copy.scaffold(arguments)
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("error: \(message)"))
        #expect(outcome.stderr.contains("nothing was changed"))
        #expect(try copy.files() == before)
    }

    @Test("creates a whole family for a resource, under its words in code, sentences, addresses and JSON")
    func resource() async throws {
        let copy = try PackageCopy()
        let line = ["NotificationChannels", "--mount", "deployment channel", "--resource", "notification-channel"]
        #expect(try await copy.scaffold(line) == (0, ""))
        let folder = "Sources/Plugins/NotificationChannels"
        let names = try copy.files().keys.filter { $0.contains("NotificationChannels/") }.compactMap {
            $0.split(separator: "/").last.map(String.init)
        }
        #expect(
            Set(names).isSuperset(of: [
                "NotificationChannelsModel.swift", "NotificationChannelsSandbox.swift",
                "UpdateNotificationChannels.swift",
                "UpdateNotificationChannelsTests.swift", "Fixture.swift", "README.md",
            ]))
        let model = try copy.text("\(folder)/NotificationChannelsModel.swift")
        #expect(model.contains("struct NotificationChannel: PageItem"))
        #expect(model.contains(#"pageField = "notificationChannels""#))
        let calls = try copy.text("\(folder)/NotificationChannelsCalls.swift")
        #expect(calls.contains(#""notification-channels/\(id)""#) && calls.contains("show the notification channel"))
        #expect(calls.contains(#".command("deployment channel list")"#))
        let plugin = try copy.text("\(folder)/NotificationChannelsPlugin.swift")
        #expect(plugin.contains(#"PluginManifest("notification-channels", summary: "Manage notification channels")"#))
        #expect(plugin.contains(#""deployment", "channel", summary: "Manage notification channels""#))
        for (path, data) in try copy.files() where path.contains("NotificationChannels/") {
            #expect(!String(decoding: data, as: UTF8.self).lowercased().contains("sample"), "\(path)")
        }
    }

    @Test("creates a separate package, with a program, and changes nothing here")
    func package() async throws {
        let copy = try PackageCopy()
        let before = try copy.files()
        let line = ["Quotas", "--mount", "deployment quota", "--package", "../own", "--program", "quotactl"]
        #expect(try await copy.scaffold(line) == (0, ""))
        #expect(try copy.files() == before)
        let package = try copy.text("../own/Package.swift")
        #expect(package.contains(".package(path: ") && package.contains("name: \"quotactl\""))
        #expect(try copy.text("../own/Sources/quotactl/main.swift").contains("QuotasPlugin.self"))
        #expect(try copy.text("../own/Sources/Quotas/README.md").contains("\nquotactl deployment quota list"))
        #expect(try copy.text("../own/Tests/QuotasTests/RulesTests.swift").contains("PluginRules(QuotasPlugin.self"))
        let again = try await copy.scaffold(line)
        #expect(again.exitCode == 2 && again.stderr.contains("own is not empty; nothing was changed"))
    }

    @Test("creates a package that depends on a URL, at a version or at the main branch")
    func packageOfURL() async throws {
        let copy = try PackageCopy()
        let line = ["Quotas", "--mount", "quota", "--astro", "https://git.example/team/astro-cli.git"]
        #expect(try await copy.scaffold(line + ["--package", "../main"]) == (0, ""))
        let main = try copy.text("../main/Package.swift")
        #expect(main.contains(#".package(url: "https://git.example/team/astro-cli.git", branch: "main")"#))
        #expect(main.contains(#"package: "astro-cli")"#) && !main.contains("executableTarget"))
        #expect(try await copy.scaffold(line + ["--package", "../version", "--version", "1.2.0"]) == (0, ""))
        #expect(try copy.text("../version/Package.swift").contains(#"from: "1.2.0")"#))
    }

    @Test("refuses to run twice, and says so")
    func twice() async throws {
        let copy = try PackageCopy()
        #expect(try await copy.scaffold(["Quotas", "--mount", "quota"]) == (0, ""))
        let once = try copy.files()
        let outcome = try await copy.scaffold(["Quotas", "--mount", "quota"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("the plugin Quotas is there already, in Sources/Plugins/Quotas"))
        #expect(try copy.files() == once)
    }

    @Test("needs its template and the package, and must run inside")
    func places() async throws {
        let copy = try PackageCopy()
        let outside = try await copy.scaffold(["Quotas", "--mount", "quota"], in: "..")
        #expect(outside.exitCode == 2 && outside.stderr.contains("this is not a folder of the package in "))
        #expect(try await copy.scaffold(["Quotas", "--mount", "quota"], in: "Sources/Kernel") == (0, ""))
        try FileManager.default.removeItem(at: copy.url.appending(path: "plugin-template/Sources"))
        let incomplete = try await copy.scaffold(["Others", "--mount", "other"])
        #expect(incomplete.exitCode == 2 && incomplete.stderr.contains("the template is incomplete: there is no "))
        try FileManager.default.removeItem(at: copy.url.appending(path: "Package.swift"))
        let alone = try await copy.scaffold(["Others", "--mount", "other"])
        #expect(alone.exitCode == 2 && alone.stderr.contains("is not the package of astro: it has no Package.swift"))
    }

    @Test("leaves no trace of a run that fails halfway")
    func halfWay() async throws {
        let copy = try PackageCopy()
        // The files are moved into place by two calls of mv, the second of which fails.
        let tools = copy.url.appending(path: ".tools")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        let mv = tools.appending(path: "mv")
        try "#!/bin/sh\ncase $2 in */Tests/*) exit 1 ;; *) exec /bin/mv \"$@\" ;; esac\n".write(
            to: mv, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: mv.path())
        let before = try copy.files()
        let path = "\(tools.path()):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        #expect(try await copy.scaffold(["Quotas", "--mount", "quota"], path: path).exitCode == 1)
        #expect(try copy.files() == before)
    }
}
