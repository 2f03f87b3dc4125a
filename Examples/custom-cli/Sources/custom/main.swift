import Greeting
import Kernel
import Sandbox
import Tokens
import Version

let program = Program(
    name: "custom", version: "1.0.0", summary: "Our own command line",
    plugins: [GreetingPlugin.self, OrganizationTokenPlugin.self, SandboxPlugin.self, VersionPlugin.self])
program.main()
