import Audit
import Doctor
import Documentation
import Fleet
import Help
import Inspection
import Kernel
import Login
import MCP
import Places
import RawAPI
import Sandbox
import Settings
import ShellCompletion
import Tokens
import Version

/// Every plugin of this program, in the order in which help lists their commands.
let plugins: [any Plugin.Type] = [
    FleetPlugin.self,
    TokensPlugin.self,
    PlacesPlugin.self,
    RawAPIPlugin.self,
    AuditPlugin.self,
    LoginPlugin.self,
    SettingsPlugin.self,
    SandboxPlugin.self,
    DoctorPlugin.self,
    ShellCompletionPlugin.self,
    InspectionPlugin.self,
    MCPPlugin.self,
    DocumentationPlugin.self,
    HelpPlugin.self,
    VersionPlugin.self,
]
