import Foundation
import Support
import Testing

@Suite("The man pages, as mandoc reads them")
struct ManPageTests {
    @Test("have no warning", .needs("mandoc"))
    func lint() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.shell("astro docs man --output-dir man && mandoc -T lint -W warning man/*")
        // A page without a date is the same whenever it is made.
        let faults = outcome.stdout.split(separator: "\n").filter { !$0.contains("missing date") }
        #expect(faults == [])
        let page = try await program.shell("mandoc -T ascii man/astro-deployment-token-rotate.1 | col -b")
        #expect(page.stdout.contains("astro-deployment-token-rotate - Replace a token's value"))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: program.home.appending(path: "man/astro.1").path())[.posixPermissions] as? Int
        #expect(mode == 0o644)
    }
}
