import Audit
import Documentation
import Help
import Inspection
import Kernel
import Sandbox
import Settings
import Tokens
import Version

/// Every plugin of this program, in the order in which help lists their commands.
let plugins: [any Plugin.Type] = [
    DeploymentTokenPlugin.self,
    DeploymentOrganizationTokenPlugin.self,
    DeploymentWorkspaceTokenPlugin.self,
    ShortDeploymentOrganizationTokenPlugin.self,
    ShortDeploymentWorkspaceTokenPlugin.self,
    WorkspaceTokenPlugin.self,
    WorkspaceOrganizationTokenPlugin.self,
    OrganizationTokenPlugin.self,
    DeploymentOverlapPlugin.self,
    WorkspaceOverlapPlugin.self,
    OrganizationOverlapPlugin.self,
    AuditPlugin.self,
    ContextPlugin.self,
    ConfigPlugin.self,
    SandboxPlugin.self,
    InspectionPlugin.self,
    DocumentationPlugin.self,
    HelpPlugin.self,
    VersionPlugin.self,
]
