import Foundation
import Testing

extension BuiltProgram {
    /// Runs the words of a line that must succeed; what it wrote to stdout.
    func stdout(of line: String) async throws -> String {
        let outcome = try await shell("astro \(line)")
        #expect(outcome.exitCode == 0, "\(line): \(outcome.stderr)")
        return outcome.stdout
    }
}

/// A text that must be a JSON object.
func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
