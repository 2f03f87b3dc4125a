import Foundation

/// Inputs that try to run something, and the evidence if they succeed.
enum HostileText {
    static let all = [
        "$(touch pwned)", "`touch pwned`", "'; touch pwned; '\"; touch pwned; \"", "x\ntouch pwned\nversion=pwned",
        "--help",
        "${{ secrets.PWNED }}$[[ inputs.pwned ]]", "../../pwned",
    ]

    /// Lines that only a text that was run, or split into several lines, can have written; and files that it created.
    static func traces(in lines: [String], _ folders: [URL]) -> [String] {
        let files = folders.map { $0.appending(path: "pwned").path() }
        return lines.filter { $0.contains("pwned") } + files.filter(FileManager.default.fileExists)
    }
}
