package import AstroAPI
import Kernel

extension APIToken {
    /// What its description says about the token that it replaces; nil if it says nothing.
    package var mark: OverlapMark? { OverlapMark(in: description) }

    /// The token as people and programs see it: its description without the mark, which ``replaces`` tells.
    package var shown: APIToken {
        guard let mark else { return self }
        var token = self
        token.description = OverlapMark.note(in: description)
        token.replaces = mark.oldID
        return token
    }
}

extension [APIToken] {
    /// The tokens as people and programs see them.
    package var shown: [APIToken] { contains { $0.mark != nil } ? map(\.shown) : self }
}
