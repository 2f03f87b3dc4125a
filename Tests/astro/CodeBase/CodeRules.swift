import KernelTesting

/// The house style, as functions from files to complaints.
enum CodeRules {
    /// No file has more than 400 lines.
    static func length(_ file: SourceFile) -> [String] {
        file.lineCount > 400 ? ["\(file.path): has \(file.lineCount) lines"] : []
    }

    /// No module outgrows what one person can keep in mind; only API models and a simulated server may.
    static func moduleSize(_ module: String, _ files: [SourceFile]) -> [String] {
        let limit =
            switch module {
            case "AstroAPI", "Sandbox": Int.max
            case "Kernel": 4_500
            default: 4_000
            }
        let count = files.map(\.lineCount).reduce(0, +)
        return count > limit ? ["\(module) has \(count) lines, more than \(limit)"] : []
    }

    /// Foundation is imported only if FoundationEssentials can't be: it costs 6 ms at every start.
    static func foundation(_ file: SourceFile) -> [String] {
        var branch = Branch.outside
        return file.numbered.compactMap { number, line in
            switch line.drop(while: { $0 == " " }) {
            case "#if canImport(FoundationEssentials)": branch = .essentials
            case "#else": branch = branch == .essentials ? .otherwise : .outside
            case "#endif": branch = .outside
            default: break
            }
            guard let module = SourceFile.importedModule(line), module.hasPrefix("Foundation") else { return nil }
            let isSound = module == "FoundationEssentials" ? branch == .essentials : branch == .otherwise
            return isSound && module != "FoundationNetworking" ? nil : "\(file.path):\(number): imports \(module)"
        }
    }

    private enum Branch { case outside, essentials, otherwise }

    /// Differences between systems are in files named for them; elsewhere a condition only selects the C library.
    static func platformDifferences(_ file: SourceFile) -> [String] {
        guard !file.path.hasSuffix("Platform.swift") else { return [] }
        let conditions = ["os(", "canImport(Glibc)", "canImport(Darwin)", "canImport(Musl)", "targetEnvironment("]
        return file.numbered.compactMap { number, line in
            let text = line.drop { $0 == " " }
            guard text.hasPrefix("#if") || text.hasPrefix("#elseif"), conditions.contains(where: text.contains) else {
                return nil
            }
            let next = file.lines[number...].prefix(4).map { $0.drop { $0 == " " } }
            let chooses =
                next.count == 4 && SourceFile.importedModule(next[0]) == "Glibc" && next[1] == "#else"
                && SourceFile.importedModule(next[2]) == "Darwin" && next[3] == "#endif"
            return chooses ? nil : "\(file.path):\(number): has a condition about the system"
        }
    }

    /// Modules below the typed calls know no service, and no resource of one.
    static func serviceWords(_ file: SourceFile) -> [String] {
        let words = ["astro", "organization", "workspace", "deployment", "sandbox", "v1alpha1", "auth-config"]
        return file.numbered.flatMap { number, line in
            let text = line.lowercased()
            return words.filter(text.contains).map { "\(file.path):\(number): says '\($0)'" }
        }
    }

    /// Code that can crash or race has a comment on the line before that proves it safe.
    ///
    /// The wrapper of libcurl is exempt.
    static func unprovenWords(_ file: SourceFile) -> [String] {
        guard !file.path.hasPrefix("Sources/CLibCurl/"), !file.path.hasPrefix("Sources/HTTPClient/Curl/") else {
            return []
        }
        return file.numbered.flatMap { number, line -> [String] in
            let words = ["try!", "fatalError(", "@unchecked Sendable"].filter(line.contains)
            let isProven = isComment(line) || number > 1 && isComment(file.lines[number - 2])
            return isProven ? [] : words.map { "\(file.path):\(number): has \($0)" }
        }
    }

    private static func isComment(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("//") }

    /// Every plugin's folder is named in Package.swift, and imported and registered in the program, and vice versa.
    ///
    /// - Parameter plugins: The plugins that each folder declares: one, named for the folder.
    static func pluginLists(plugins: [String: [String]], package: SourceFile, registry: SourceFile) -> [String] {
        let folders = plugins.keys.sorted()
        let list = package.lines.joined(separator: "\n").split(separator: "let plugins = [").dropFirst().first ?? ""
        let listed = list.prefix { $0 != "]" }.split { !$0.isLetter }.map(String.init)
        let imported = registry.lines.compactMap(SourceFile.importedModule).map(String.init)
        let types = folders.flatMap { plugins[$0] ?? [] }
        var faults = folders.filter { !listed.contains($0) }.map { "\(package.path) does not list \($0)" }
        faults += listed.filter { !folders.contains($0) }.map { "\(package.path) lists \($0), which has no folder" }
        faults += folders.filter { !imported.contains($0) }.map { "\(registry.path) does not import \($0)" }
        faults += folders.filter { plugins[$0] != ["\($0)Plugin"] }.map {
            "Sources/Plugins/\($0) does not declare \($0)Plugin alone"
        }
        faults += types.filter { !registers($0, registry) }.map { "\(registry.path) does not register \($0)" }
        return faults
    }

    private static func registers(_ plugin: String, _ registry: SourceFile) -> Bool {
        registry.lines.contains { $0.drop { $0 == " " } == "\(plugin).self," }
    }

    /// The plugins that a file declares.
    static func declaredPlugins(_ file: SourceFile) -> [String] {
        file.lines.compactMap { line in
            let words = line.split { " :{".contains($0) }
            guard let index = words.firstIndex(of: "enum"), words.contains("Plugin") else { return nil }
            return words[(index + 1)...].first.map(String.init)
        }
    }
}
