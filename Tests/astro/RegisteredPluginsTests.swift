import Kernel
import Testing

@testable import astro

@Suite("The registered plugins")
struct RegisteredPluginsTests {
    @Test("declare nothing that contradicts or leaves people without help")
    func soundness() {
        #expect(RegistryCheck(Registry(plugins)).problems() == [])
    }
}
