import AstroAPI
import Foundation

@testable import Sandbox

/// What the server knows, read past its API.
extension ServedSandbox {
    var state: SandboxState {
        get throws {
            let file = program.home.appending(path: ".astro/sandbox/state.json")
            return try JSONDecoder().decode(SandboxState.self, from: Data(contentsOf: file))
        }
    }

    /// The value of a token that works now; nil where nobody was ever told one.
    func value(of id: String) throws -> String? { try state.tokens.first { $0.id == id }?.secret }

    /// The tokens of a name.
    func tokens(named name: String) throws -> [StoredToken] { try state.tokens.filter { $0.token.name == name } }
}
