import AstroTokens
import Delivery
import Kernel

/// The state folder, and what earlier runs left in it: values that nobody has, and old tokens that still work.
struct StateChecks {
    let context: Context

    var findings: [Finding] { [folder, values, overlaps] }

    /// Without a folder that can be written to, no change is requested.
    private var folder: Finding {
        do {
            let state = try StateFolder(context.environment)
            try state.requireOwn(in: context.files)
            guard context.files.target(of: state.path).kind != .nothing else {
                return Finding("state folder", .ok, "\(state.path) will be created")
            }
            try context.files.requireReplaceable(FilePaths.join(state.path, "probe.json"), size: Self.probeSize)
            try context.files.requireAppendable(state.auditLog, size: Self.probeSize)
            return Finding("state folder", .ok, state.path)
        } catch {
            let error = CommandError(describing: error)
            return Finding("state folder", .problem, error.message, fix: error.hint ?? StateFolder.hint)
        }
    }

    private static let probeSize = 4096

    private var values: Finding {
        do {
            let left = try RecoveryStore(context).left()
            guard let first = left.first else { return Finding("undelivered values", .ok, "none") }
            let remedy = RecoveryRemedy(first, in: context.program)
            return Finding(
                "undelivered values", .warning, left.map(\.subject).joined(separator: ", "),
                fix: first.secret == nil ? remedy.repetition ?? remedy.delivery : remedy.delivery)
        } catch {
            return Finding("undelivered values", error)
        }
    }

    private var overlaps: Finding {
        do {
            let pending = try OverlapStore(context).everywhere()
            guard let first = pending.first else { return Finding("pending overlaps", .ok, "none") }
            let words = pending.map { "'\($0.name)' (\($0.oldID)), which works \($0.until)" }
            return Finding(
                "pending overlaps", .warning, words.joined(separator: "; "),
                fix: first.command("overlap list", "--context", first.context))
        } catch {
            return Finding("pending overlaps", error)
        }
    }
}
