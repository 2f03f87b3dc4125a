import Foundation
package import Testing

/// The programs on this machine that tests use.
package enum Tools {
    /// Kills a program at a system call of the test's choice; only on Linux.
    package static let strace = "/usr/bin/strace"

    /// Whether this process may trace another: it takes root to look into the memory of the built program.
    package static let canTrace = have("strace") && geteuid() == 0

    /// Whether a test may count on these programs.
    ///
    /// CI has them all: there a missing one fails the tests, while a developer's machine goes without them.
    package static func have(_ tools: String...) -> Bool { have(tools) }

    fileprivate static func have(_ tools: [String]) -> Bool { isCI || tools.allSatisfy(isInstalled) }

    /// Whether Python can parse YAML, as an independent parser.
    package static func havePyYAML() async throws -> Bool {
        if isCI { return true }
        return try await ChildProgram("python3", "-c", "import yaml").run() == 0
    }

    package static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

    private static func isInstalled(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs only where ``Tools/have(_:)`` finds these programs.
    package static func needs(_ tools: String...) -> Self {
        .enabled("this machine has no \(tools.joined(separator: " or no "))") { Tools.have(tools) }
    }
}
