import KernelTesting

/// The layers of the modules, as design decisions about imports.
enum FloorRules {
    /// The modules from the lowest; each may import those in the lines before its own.
    static let floors: [[String]] = [
        ["CLibCurl", "CGlibcFloor"], ["Base"], ["OperatingSystem"], ["HTTPClient", "LoopbackServer"], ["Terminal"],
        ["Authentication"], ["AuditTrail"], ["Kernel"], ["Catalog", "Delivery", "TabCompletion"], ["AstroAPI"],
        ["AstroPlaces", "AstroSandbox", "OfficialCLI"], ["AstroTokens"],
    ]

    /// The pairs on two lines that still may not import each other: they are in the same layer.
    private static let neighbors: [String: Set<String>] = [
        "Authentication": ["Terminal", "LoopbackServer"], "Terminal": ["HTTPClient", "LoopbackServer"],
    ]

    /// An import that points up or sideways.
    static func arrows(_ file: SourceFile) -> [String] {
        guard let module = module(of: file), let floor = floors.firstIndex(where: { $0.contains(module) }) else {
            return []
        }
        return file.numbered.compactMap { number, line in
            guard let imported = SourceFile.importedModule(line).map(String.init), imported != module,
                let other = floors.firstIndex(where: { $0.contains(imported) })
            else { return nil }
            let isDown = other < floor && neighbors[module]?.contains(imported) != true
            return isDown ? nil : "\(file.path):\(number): \(module) imports \(imported)"
        }
    }

    /// The folders of the kernel from the lowest; each may use those before it.
    static let kernelFolders = [
        "Context", "Arguments", "Command", "Parsing", "Registry", "Program", "Help", "Running",
    ]

    /// Every use between a module's folders that points up in their order, and every folder that isn't in it.
    static func upwardUses(_ files: [SourceFile], order: [String]) -> [String] {
        let order = order + ["."]
        let strangers = Set(files.map(folder)).subtracting(order).sorted().map { "\($0) has no place in the order" }
        return strangers
            + uses(files).filter { use in
                guard let from = order.firstIndex(of: use.from), let to = order.firstIndex(of: use.to) else {
                    return false
                }
                return from < to
            }.map { "\($0.path): \($0.from) uses \($0.type) of \($0.to)" }
    }

    /// The folders of a module that use each other in a circle, each circle as its folders in order.
    static func cycles(_ files: [SourceFile]) -> [[String]] {
        let uses = uses(files).reduce(into: [String: Set<String>]()) { $0[$1.from, default: []].insert($1.to) }
        let reached = uses.keys.reduce(into: [String: Set<String>]()) { $0[$1] = reach(from: $1, uses) }
        let circles = uses.keys.map { folder in
            Set(reached[folder, default: []].filter { reached[$0, default: []].contains(folder) })
        }
        return Set(circles.filter { $0.count > 1 }).map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    /// A file of one folder that names a type which a file of another declares.
    private struct Use {
        let path: String
        let from: String
        let type: Substring
        let to: String
    }

    private static func uses(_ files: [SourceFile]) -> [Use] {
        var owners: [Substring: Set<String>] = [:]
        for file in files { for type in declaredTypes(file) { owners[type, default: []].insert(folder(of: file)) } }
        return files.flatMap { file in
            let own = folder(of: file)
            return words(file).sorted().flatMap { word in
                let folders = owners[word, default: []]
                return folders.contains(own)
                    ? [] : folders.sorted().map { Use(path: file.path, from: own, type: word, to: $0) }
            }
        }
    }

    private static func reach(from folder: String, _ uses: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var ahead = Array(uses[folder, default: []])
        while let next = ahead.popLast() {
            if reached.insert(next).inserted { ahead += uses[next, default: []] }
        }
        return reached
    }

    private static func module(of file: SourceFile) -> String? {
        file.path.split(separator: "/").dropFirst().first.map(String.init)
    }

    /// The folder of a file below its module; files next to the folders count as one of their own.
    private static func folder(of file: SourceFile) -> String {
        let parts = file.path.split(separator: "/").dropFirst(2)
        return parts.count > 1 ? parts.first.map(String.init) ?? "." : "."
    }

    private static func declaredTypes(_ file: SourceFile) -> [Substring] {
        file.lines.compactMap { line in
            guard line.first.map({ $0 != " " && $0 != "/" }) == true else { return nil }
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
            guard let index = words.firstIndex(where: kinds.contains), !line.contains("private") else { return nil }
            return words[(index + 1)...].first
        }
    }

    /// The words of a file's code that may be types, without comments and string literals.
    private static func words(_ file: SourceFile) -> Set<Substring> {
        let code = file.lines.map { line in
            let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
            return code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: " ")
        }
        let words = code.joined(separator: "\n").split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return Set(words.filter { $0.first?.isUppercase == true }.map { Substring(String($0)) })
    }
}
