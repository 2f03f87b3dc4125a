/// What the house style asks of the code base, as functions from files to complaints.
enum CodeRules {
    /// No file has more than 400 lines.
    static func length(_ file: SourceFile) -> [String] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        return count > 400 ? ["\(file.path): has \(count) lines"] : []
    }

    /// Foundation is imported only where FoundationEssentials cannot be: it costs every start 6 ms.
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

    /// The kernel knows no resource of any server.
    static func kernelWords(_ file: SourceFile) -> [String] {
        file.numbered.filter { $0.text.lowercased().contains("deployment") }.map {
            "\(file.path):\($0.number): says 'deployment'"
        }
    }

    /// No plugin imports another.
    static func pluginImports(_ file: SourceFile, plugins: [String]) -> [String] {
        let own = file.path.split(separator: "/").dropFirst(2).first
        return file.numbered.compactMap { number, line in
            guard let module = SourceFile.importedModule(line), module != own, plugins.contains(String(module)) else {
                return nil
            }
            return "\(file.path):\(number): imports the plugin \(module)"
        }
    }

    /// What can crash or race has a comment on the line before that proves it safe.
    ///
    /// The wrapper of libcurl is exempt.
    static func unprovenWords(_ file: SourceFile) -> [String] {
        guard !file.path.hasPrefix("Sources/CLibCurl/"), !file.path.hasPrefix("Sources/Kernel/HTTP/Curl/") else {
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
    /// - Parameter plugins: The plugins that each folder declares; several families may share one folder's code.
    static func pluginLists(plugins: [String: [String]], package: SourceFile, registry: SourceFile) -> [String] {
        let folders = plugins.keys.sorted()
        let list = package.lines.joined(separator: "\n").split(separator: "let plugins = [").dropFirst().first ?? ""
        let listed = list.prefix { $0 != "]" }.split { !$0.isLetter }.map(String.init)
        let imported = registry.lines.compactMap(SourceFile.importedModule).map(String.init)
        let types = folders.flatMap { plugins[$0] ?? [] }
        var faults = folders.filter { !listed.contains($0) }.map { "\(package.path) does not list \($0)" }
        faults += listed.filter { !folders.contains($0) }.map { "\(package.path) lists \($0), which has no folder" }
        faults += folders.filter { !imported.contains($0) }.map { "\(registry.path) does not import \($0)" }
        faults += folders.filter { plugins[$0] == [] }.map { "Sources/Plugins/\($0) declares no plugin" }
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
