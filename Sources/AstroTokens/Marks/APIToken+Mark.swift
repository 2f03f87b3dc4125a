package import AstroAPI
import Kernel

extension APIToken {
    /// What its description says about the token that it replaces, if anything.
    package var mark: OverlapMark? { OverlapMark(in: description) }

    /// The token for output: its description without the mark, which ``replaces`` holds instead.
    package var shown: APIToken {
        guard let mark else { return self }
        var token = self
        token.description = OverlapMark.note(in: description)
        token.replaces = mark.oldID
        return token
    }
}

extension [APIToken] {
    /// The tokens for output.
    package var shown: [APIToken] { contains { $0.mark != nil } ? map(\.shown) : self }
}
