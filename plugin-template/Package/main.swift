import AstroAPI
import Documentation
import Help
import Inspection
import Kernel
import Login
import Samples
import Sandbox
import Settings
import ShellCompletion
import Version

Program(
    .astro(named: "PROGRAM"), version: "0.1.0", summary: "See and say what tokens are for",
    plugins: [
        SamplesPlugin.self, LoginPlugin.self, SettingsPlugin.self, SandboxPlugin.self, ShellCompletionPlugin.self,
        InspectionPlugin.self, DocumentationPlugin.self, HelpPlugin.self, VersionPlugin.self,
    ]
).main()
