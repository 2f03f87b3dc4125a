import Kernel
import MCP

Program(
    name: "probe", version: "0.0.0", summary: "What no command of the product shows yet",
    plugins: [ProbePlugin.self, MCPPlugin.self]
).main()
