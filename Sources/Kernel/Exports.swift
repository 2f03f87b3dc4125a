// Authors of plugins write `import Kernel` and also get everything below it.
@_exported public import AuditTrail
@_exported public import Authentication
@_exported public import Base
@_exported public import HTTPClient
@_exported public import LoopbackServer
@_exported public import OperatingSystem
@_exported public import Terminal
