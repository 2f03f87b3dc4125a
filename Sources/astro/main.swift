import Kernel

let program = Program(
    name: "astro", version: "0.1.0", summary: "Rotate and manage the API tokens of Astro", plugins: plugins)
program.main()
