// swift-tools-version: 6.2
import PackageDescription

/// Every command family: one folder under Sources/Plugins, one under Tests/Plugins, one name here.
let plugins = [
    "Audit",
    "Documentation",
    "Help",
    "Inspection",
    "Login",
    "Places",
    "RawAPI",
    "Sandbox",
    "Settings",
    "ShellCompletion",
    "Tokens",
    "Version",
]

let pluginTargets = plugins.flatMap { name -> [Target] in
    [
        .target(
            name: name, dependencies: ["AstroAPI", "Kernel"], path: "Sources/Plugins/\(name)",
            exclude: ["README.md"]),
        .testTarget(
            name: "\(name)Tests",
            // The sandbox is a server that the tests of any plugin can talk to.
            dependencies: Set([name, "AstroAPI", "Kernel", "KernelTesting", "Sandbox"]).sorted().map {
                .target(name: $0)
            },
            path: "Tests/Plugins/\(name)"),
    ]
}

let package = Package(
    name: "astro",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "astro", targets: ["astro"]),
        .library(name: "Kernel", targets: ["Kernel"]),
        .library(name: "AstroAPI", targets: ["AstroAPI"]),
        .library(name: "KernelTesting", targets: ["KernelTesting"]),
    ] + plugins.map { .library(name: $0, targets: [$0]) },
    targets: [
        // Before glibc 2.34, dlopen was in a library of its own.
        .target(name: "CLibCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Kernel", dependencies: ["CLibCurl"]),
        .target(name: "AstroAPI", dependencies: ["Kernel"]),
        .target(name: "KernelTesting", dependencies: ["Kernel"]),
        .executableTarget(name: "astro", dependencies: ["Kernel"] + plugins.map { .target(name: $0) }),
        .executableTarget(name: "KernelProbe", dependencies: ["Kernel"], path: "Tests/Fixtures/KernelProbe"),
        .target(name: "CSpawn", path: "Tests/Fixtures/CSpawn"),
        .testTarget(name: "KernelTests", dependencies: ["Kernel", "KernelTesting"], path: "Tests/Kernel"),
        .testTarget(
            name: "AstroAPITests", dependencies: ["AstroAPI", "Kernel", "KernelTesting"], path: "Tests/AstroAPI"),
        .testTarget(
            name: "KernelTestingTests", dependencies: ["Kernel", "KernelTesting"], path: "Tests/KernelTesting"),
        .testTarget(
            name: "astroTests",
            dependencies: ["astro", "AstroAPI", "Kernel", "CSpawn", "KernelProbe", "KernelTesting"]
                + plugins.map { .target(name: $0) },
            path: "Tests/astro", exclude: ["Golden"]),
    ] + pluginTargets,
    swiftLanguageModes: [.v6])

for target in package.targets where !["CLibCurl", "CSpawn"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
