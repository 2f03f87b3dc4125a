import Foundation
import KernelTesting
import Testing

/// The template is scaffolded, built and tested in CI: so a snippet from it compiles.
@Suite("The tutorial")
struct TutorialTests {
    @Test("quotes code of the template verbatim, and is linked from the landing page")
    func snippets() throws {
        let page = try CodeBase.file("Sources/Kernel/Kernel.docc/TenMinutes.md").lines.joined(separator: "\n")
        let code = try CodeBase.files(in: "plugin-template").map { $0.lines.joined(separator: "\n") }
        let snippets = page.split(separator: "```swift\n").dropFirst().compactMap { $0.split(separator: "\n```").first }
        #expect(snippets.count == 8)
        for snippet in snippets {
            #expect(code.contains { $0.contains(snippet) }, "\(snippet)")
        }
        #expect(!code.contains { $0.contains(snippets[0].replacing("samples", with: "examples")) })
        #expect(try CodeBase.file("Sources/Kernel/Kernel.docc/Kernel.md").lines.contains("- <doc:TenMinutes>"))
    }
}
