import AstroAPI
import Kernel
import KernelTesting
import Samples
import Sandbox
import Testing

@Suite("The plugin")
struct RulesTests {
    private let program = Program(SERVICE, version: "0.1.0", plugins: [SamplesPlugin.self, SandboxPlugin.self])

    @Test("keeps the rules of plugins")
    func rules() async throws {
        try await PluginRules(SamplesPlugin.self, in: program).verify()
    }
}
