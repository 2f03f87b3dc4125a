/// The rules that keep a plugin from bypassing its context, as functions from files to complaints.
package enum PluginSources {
    /// A plugin uses the terminal, the disk, the clock, the process and the network only through its context.
    ///
    /// A file that plays a server can't: a transport gets no clock. Such files are listed in `exempt`.
    package static func reach(_ file: SourceFile, exempt: [String] = []) -> [String] {
        guard !exempt.contains(where: file.path.hasPrefix) else { return [] }
        return file.numbered.flatMap { number, line -> [String] in
            let code = SourceCode.words(of: line)
            let module = SourceFile.importedModule(line).map(String.init)
            let found = [module].compactMap(\.self).filter(modules.contains) + outside.filter { code.mentions($0) }
            return found.map { "\(file.path):\(number): uses \($0), which is not the context's" }
        }
    }

    private static let modules: Set<String> = ["Darwin", "Dispatch", "Glibc", "Musl", "Network", "os"]

    /// Names of things outside the context; a name with a parenthesis is only searched for as a free function.
    private static let outside = [
        "FileManager", "FileHandle", "LocalFileSystem", "ProcessInfo", "Process", "CommandLine", "Subprocess",
        "URLSession", "CurlTransport", "Thread", "DispatchQueue", "SystemClock", "ContinuousClock", "SuspendingClock",
        "StandardInput", "StandardSink", "Date()", "Date.now", "UUID()", "SystemRandomNumberGenerator", "Int.random",
        "UInt64.random", "Double.random", "Bool.random",
        "Task.sleep", "print(", "debugPrint(",
        "dump(", "readLine(", "exit(", "abort(", "getenv(", "setenv(", "fopen(", "open(", "socket(", "sleep(",
        "usleep(",
    ]

    /// Every "not found" error has a hint with the next command to type.
    ///
    /// So has every usage error: if a command gives no hint, the kernel points to its help.
    package static func hints(_ file: SourceFile) -> [String] {
        SourceCode.calls(["CommandError("], in: file).compactMap { call in
            guard call.arguments.drop(while: \.isWhitespace).hasPrefix(".notFound,") else { return nil }
            return call.arguments.contains("hint:") ? nil : "\(file.path):\(call.line): tells an error without a hint"
        }
    }

    /// Whatever asks for a yes names a flag or option of the plugin that answers beforehand.
    package static func questions(_ files: [SourceFile]) -> [String] {
        let declared = files.flatMap(\.lines)
        return files.flatMap { file in
            SourceCode.calls(["confirm("], in: file).filter { $0.arguments.contains("flag:") }.compactMap { call in
                let flag = call.arguments.split(separator: "flag: \"--").dropFirst().first?.prefix { $0 != "\"" }
                guard let flag else { return "\(file.path):\(call.line): asks and names no flag" }
                let property = "var \(camelCase(flag))"
                let isDeclared = declared.contains {
                    $0.contains("\(property) = false") || $0.contains("\(property): ")
                }
                return isDeclared ? nil : "\(file.path):\(call.line): asks, but nothing here declares --\(flag)"
            }
        }
    }

    private static func camelCase(_ flag: Substring) -> String {
        let words = flag.split(separator: "-")
        return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    /// No plugin imports another.
    ///
    /// - Parameter plugins: The modules of the program's plugins.
    package static func imports(_ file: SourceFile, of module: String, plugins: Set<String>) -> [String] {
        file.numbered.compactMap { number, line in
            guard let imported = SourceFile.importedModule(line).map(String.init), imported != module,
                plugins.contains(imported)
            else { return nil }
            return "\(file.path):\(number): imports the plugin \(imported)"
        }
    }
}

extension String {
    /// Returns whether a whole name occurs in code, not only as a part of another.
    fileprivate func mentions(_ name: String) -> Bool {
        ranges(of: name).contains { range in
            let isWhole = name.hasSuffix(")") || name.hasSuffix("(") || !self[range.upperBound...].beginsWithName
            let before = self[..<range.lowerBound]
            return isWhole && !before.endsInName && !(name.hasSuffix("(") && before.isMemberOrDeclaration)
        }
    }
}

extension Substring {
    fileprivate var beginsWithName: Bool { first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    var endsInName: Bool { last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    fileprivate var isMemberOrDeclaration: Bool { last == "." || hasSuffix("func ") }
}
