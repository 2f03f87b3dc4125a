import Foundation

@testable import Sandbox

/// What the server knows, read past its API.
extension ServedSandbox: TokenServer {
    var state: SandboxState {
        get throws {
            let file = program.home.appending(path: ".astro/sandbox/state.json")
            return try JSONDecoder().decode(SandboxState.self, from: Data(contentsOf: file))
        }
    }
}
