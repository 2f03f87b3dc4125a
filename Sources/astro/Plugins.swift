import DeploymentToken
import Kernel
import Sandbox
import Version

/// Every plugin of this program, in the order in which help lists their commands.
let plugins: [any Plugin.Type] = [
    DeploymentTokenPlugin.self,
    SandboxPlugin.self,
    VersionPlugin.self,
]
