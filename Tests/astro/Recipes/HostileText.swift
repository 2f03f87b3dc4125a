import Foundation

/// Inputs of people who would like to have something run, and what shows that they succeeded.
enum HostileText {
    static let all = [
        "$(touch pwned)", "`touch pwned`", "'; touch pwned; '\"; touch pwned; \"", "x\ntouch pwned\nversion=pwned",
        "--help",
        "${{ secrets.PWNED }}$[[ inputs.pwned ]]", "../../pwned",
    ]

    /// Lines that only a text which was run, or taken for several lines, can have written; files that it made.
    static func traces(in lines: [String], _ folders: [URL]) -> [String] {
        let files = folders.map { $0.appending(path: "pwned").path() }
        return lines.filter { $0.contains("pwned") } + files.filter(FileManager.default.fileExists)
    }
}
