import Kernel

/// The result of one check.
struct Finding: Sendable {
    /// The state of what was checked.
    enum Status: String, Sendable {
        case ok
        /// It works, but should be changed.
        case warning
        /// Commands fail because of it.
        case problem
        /// It could not be checked, or there was nothing to check.
        case skipped
    }

    let check: String
    let status: Status
    let found: String
    let fix: Hint?

    init(_ check: String, _ status: Status, _ found: String, fix: Hint? = nil) {
        self.check = check
        self.status = status
        self.found = found
        self.fix = fix
    }

    /// Creates a problem from an error.
    init(_ check: String, _ error: any Error) {
        let told = CommandError(describing: error)
        self.init(check, .problem, told.cause, fix: told.hint)
    }

    /// The finding as a row of the result.
    struct Row: Encodable, Sendable {
        let check: String
        let status: String
        let found: String
        let fix: String?

        init(_ finding: Finding, _ hints: HintWriter) {
            check = finding.check
            status = finding.status.rawValue
            found = SecretSetting.shown(finding.found)
            fix = finding.fix.flatMap(hints.text)
        }

        /// Returns the finding for people, with its fix below.
        func facts(_ program: String) -> [Fact] {
            let found = Fact(VisibleText.escaping(check), VisibleText.escaping("\(status): \(found)"))
            guard let fix else { return [found] }
            let isCommand = ["\(program) ", "chmod "].contains(where: fix.hasPrefix)
            return [found, Fact("", VisibleText.escaping(isCommand ? fix : "fix: \(fix)"), isCommand: isCommand)]
        }

        static let columns = [
            Column<Row>("check", "CHECK") { $0.check },
            Column<Row>("status", "STATUS") { $0.status },
            Column<Row>("found", "FOUND") { $0.found },
            Column<Row>("fix", "FIX") { $0.fix ?? "" },
        ]
    }
}
