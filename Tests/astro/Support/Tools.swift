import Foundation

/// Whether the tools are there that stand in for a program's other side; CI must have them.
enum Tools {
    static let areThere = have("openssl") && have("python3") && have("curl")

    /// What kills a program at a system call of one's choice; Linux alone has it.
    static let strace = "/usr/bin/strace"

    static func have(_ tool: String) -> Bool {
        let variables = ProcessInfo.processInfo.environment
        return variables["CI"] != nil
            || variables["PATH"]?.split(separator: ":").contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
            } ?? false
    }
}
