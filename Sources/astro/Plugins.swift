import Audit
import Documentation
import Help
import Inspection
import Kernel
import Login
import Places
import RawAPI
import Sandbox
import Settings
import ShellCompletion
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
    DeploymentPlugin.self,
    WorkspacePlugin.self,
    OrganizationPlugin.self,
    RawAPIPlugin.self,
    AuditPlugin.self,
    LoginPlugin.self,
    AuthPlugin.self,
    ContextPlugin.self,
    ConfigPlugin.self,
    SandboxPlugin.self,
    CompletionPlugin.self,
    InspectionPlugin.self,
    DocumentationPlugin.self,
    HelpPlugin.self,
    VersionPlugin.self,
]
