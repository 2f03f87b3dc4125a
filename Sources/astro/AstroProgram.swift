import Kernel

/// What this program is called, and what it tells newcomers.
let program = Program(
    name: "astro", version: "0.1.0", summary: "Rotate and manage the API tokens of Astro",
    beginnings: [
        Example("help COMMAND", "Show how it is used"),
        Example("--context sandbox organization token list", "Try it without a login"),
    ],
    plugins: plugins)
