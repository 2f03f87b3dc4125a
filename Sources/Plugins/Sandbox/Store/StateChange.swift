/// The difference between two states, as a line of the journal.
struct StateChange: Codable {
    /// The ID of the state file that the change follows.
    let fileID: String
    private let revision: Int
    /// The IDs of deleted tokens.
    private let removed: [String]
    /// The new or changed tokens.
    private let put: [StoredToken]
    /// Everything except the tokens; nil if nothing else changed.
    private let rest: SandboxState?

    init(from old: SandboxState, to new: SandboxState, following fileID: String) {
        self.fileID = fileID
        revision = new.revision
        (removed, put) = new.tokens.difference(from: old.tokens)
        rest = old.withoutTokens == new.withoutTokens ? nil : new.withoutTokens
    }

    /// Changes the old state into the new one.
    func apply(to state: inout SandboxState) {
        if let rest {
            let tokens = state.tokens
            state = rest
            state.tokens = tokens
        }
        state.revision = revision
        for id in removed { state.tokens.remove(id) }
        for token in put { state.tokens.put(token) }
    }
}

extension SandboxState {
    /// Everything except the tokens and the revision, which every change increments.
    fileprivate var withoutTokens: SandboxState {
        var rest = self
        rest.tokens = TokenList()
        rest.revision = 0
        return rest
    }
}
