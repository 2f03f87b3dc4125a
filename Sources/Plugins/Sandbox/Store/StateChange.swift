/// The difference between two states, as a line of the journal.
struct StateChange: Codable {
    /// The ID of the state file that the change follows.
    let fileID: String
    private let revision: Int
    /// The IDs of deleted tokens.
    private let removed: [String]
    /// The tokens that are new or have changed.
    private let put: [StoredToken]
    /// Everything but the tokens; nil if nothing of it changed.
    private let rest: SandboxState?

    init(from old: SandboxState, to new: SandboxState, following fileID: String) {
        self.fileID = fileID
        revision = new.revision
        (removed, put) = new.tokens.difference(from: old.tokens)
        rest = old.withoutTokens == new.withoutTokens ? nil : new.withoutTokens
    }

    /// Turns the old state into the new one.
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
    /// Everything but the tokens and the revision, which every change raises.
    fileprivate var withoutTokens: SandboxState {
        var rest = self
        rest.tokens = TokenList()
        rest.revision = 0
        return rest
    }
}
