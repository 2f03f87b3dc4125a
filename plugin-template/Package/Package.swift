// swift-tools-version: 6.2
import PackageDescription

/// A module of astro, whose kernel and plugins this package builds on.
func astro(_ module: String) -> Target.Dependency { .product(name: module, package: "IDENTITY") }

let package = Package(
    name: "PACKAGE",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Samples", targets: ["Samples"])],
    dependencies: [DEPENDENCY],
    targets: [
        .target(
            name: "Samples", dependencies: [astro("AstroAPI"), astro("AstroSandbox"), astro("Kernel")],
            exclude: ["README.md"]),
        .executableTarget(
            name: "PROGRAM",
            dependencies: [
                "Samples", astro("AstroAPI"), astro("Documentation"), astro("Help"), astro("Inspection"),
                astro("Kernel"),
                astro("Login"), astro("Sandbox"), astro("Settings"), astro("ShellCompletion"), astro("Version"),
            ]),
        .testTarget(
            name: "SamplesTests",
            dependencies: ["Samples", astro("AstroAPI"), astro("Kernel"), astro("KernelTesting"), astro("Sandbox")]),
    ],
    swiftLanguageModes: [.v6])
