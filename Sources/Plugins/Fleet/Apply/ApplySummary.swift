import Kernel

/// The output of a run: a line for each item as it is done, and a summary at the end.
struct ApplySummary: Sendable {
    private let context: Context
    private let planned: Int
    private let allowedFailures: Int

    init(_ context: Context, planned: Int, allowedFailures: Int) {
        self.context = context
        self.planned = planned
        self.allowedFailures = allowedFailures
    }

    /// Whether a line is written as soon as an item is done; explicitly requested formats are written at the end.
    private var isStreamed: Bool {
        (context.options.output == nil || context.options.output == .jsonl) && !context.options.json
            && context.options.fields == nil
    }

    /// Writes the line of one item.
    @Sendable func report(_ result: ItemResult) throws {
        guard isStreamed else { return }
        let value = try JSONValueEncoder.encode(result)
        try context.output.line(JSONWriter.text(of: value, indented: false))
    }

    /// Writes the remaining output, and says how to continue.
    ///
    /// - Throws: ``CommandError`` unless every item is done.
    func end(_ outcome: ApplyRun.Outcome) throws {
        let results = outcome.results
        if !isStreamed {
            try context.output.list(results, key: "tokens", columns: ItemResult.columns, none: "Nothing was done.")
        }
        let counts = Dictionary(grouping: results) { $0.status }.mapValues(\.count)
        let rest = planned - results.count
        var words = [ItemResult.Status.rotated, .skipped, .failed, .undelivered].compactMap { status in
            counts[status].map { "\($0) \(status.rawValue)" }
        }
        if rest > 0 { words.append("\(rest) not started") }
        let sentence = words.joined(separator: ", ")
        let failures = (counts[.failed] ?? 0) + (counts[.undelivered] ?? 0)
        guard failures > 0 || rest > 0 else { return context.output.notice("\(sentence).") }
        let again = "try the same command again"
        if rest > 0, failures == 0 { throw CommandError.interrupted("interrupted: \(sentence)", hint: Hint(again)) }
        let stop = rest > 0 ? stop(outcome, failures) : nil
        let isKept = counts[.undelivered] != nil
        let unknown = results.filter(\.isUnknown).map { "--redo \(ShellWords.argument($0.id))" }
        let redo = unknown.count > 3 ? "--redo for each token reported as unknown" : unknown.joined(separator: " ")
        let hint =
            again + (isKept ? " on this machine once the destination is fixed" : "")
            + (unknown.isEmpty ? "" : ", with \(redo)") + (stop?.remedy ?? "")
        var error = CommandError(
            isKept ? .undelivered : .partial, sentence + (stop?.reason ?? ""), hint: Hint(hint))
        error.parts = results.filter(\.isFailure).map { result in
            CommandError.Part(
                "'\(result.name)' (\(result.id))", CommandError(.failure, result.reason ?? result.status.rawValue))
        }
        throw error
    }

    /// Returns why the rest was not started, and how to start it anyway; nil if the run was interrupted.
    private func stop(_ outcome: ApplyRun.Outcome, _ failures: Int) -> (reason: String, remedy: String)? {
        if outcome.isCanaryDead {
            return (
                " because a canary failed",
                "; --canary 0 continues with the others, of which \(allowedFailures) may fail"
            )
        }
        guard failures > allowedFailures else { return nil }
        return (" because more than \(allowedFailures) failed", "; --max-failures lets more fail")
    }
}
