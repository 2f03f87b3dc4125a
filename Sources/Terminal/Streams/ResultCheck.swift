import Synchronization

/// Collects, for a test, the disagreements between results and the fields that their commands declare.
///
/// A program has none: by the time a result is written, the server may have changed something.
package final class ResultCheck: Sendable {
    private let state = Mutex<(declared: [String]?, complaints: [String])>((nil, []))

    package init() {}

    /// Sets the declared fields of the running command.
    package func declare(_ fields: [String]) { state.withLock { $0.declared = fields } }

    /// The disagreements, as messages.
    package var complaints: [String] { state.withLock(\.complaints) }

    /// Compares the fields of a result with the declaration.
    func compare(_ fields: [String]) {
        state.withLock { state in
            guard let declared = state.declared, Set(fields) != Set(declared) else { return }
            let names = { (list: [String]) in list.isEmpty ? "none" : list.joined(separator: ", ") }
            state.complaints.append(
                "the result has the fields \(names(fields)); its command declares \(names(declared))")
        }
    }

    /// Adds a disagreement, once.
    func note(_ complaint: String) {
        state.withLock { if !$0.complaints.contains(complaint) { $0.complaints.append(complaint) } }
    }
}
