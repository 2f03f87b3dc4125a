// swift-tools-version: 6.2
import PackageDescription

/// Every plugin: one folder under Sources/Plugins, one under Tests/Plugins, one name here.
let plugins = [
    "Audit",
    "Doctor",
    "Documentation",
    "Fleet",
    "Help",
    "Inspection",
    "Login",
    "MCP",
    "Places",
    "RawAPI",
    "Sandbox",
    "Settings",
    "ShellCompletion",
    "Tokens",
    "Version",
]

/// The modules below the plugins, from the ground up, with the ones that each imports: arrows point down only.
let floors: KeyValuePairs<String, [String]> = [
    "Base": ["CGlibcFloor"],
    "OperatingSystem": ["Base", "CLibCurl"],
    "HTTPClient": ["Base", "CLibCurl", "OperatingSystem"],
    "LoopbackServer": ["Base", "OperatingSystem"],
    "Terminal": ["Base", "OperatingSystem"],
    "Authentication": ["Base", "HTTPClient", "OperatingSystem"],
    "AuditTrail": ["Authentication", "Base", "HTTPClient", "OperatingSystem", "Terminal"],
    "Kernel": [
        "AuditTrail", "Authentication", "Base", "CLibCurl", "HTTPClient", "LoopbackServer", "OperatingSystem",
        "Terminal",
    ],
    "Catalog": [
        "AuditTrail", "Authentication", "Base", "HTTPClient", "Kernel", "LoopbackServer", "OperatingSystem", "Terminal",
    ],
    "Delivery": [
        "AuditTrail", "Authentication", "Base", "HTTPClient", "Kernel", "LoopbackServer", "OperatingSystem", "Terminal",
    ],
    "TabCompletion": [
        "AuditTrail", "Authentication", "Base", "HTTPClient", "Kernel", "LoopbackServer", "OperatingSystem", "Terminal",
    ],
]

/// What a module depends on that imports the kernel, which brings all that lies below it.
///
/// Each floor is named: a change of one may leave the kernel's own module file as it was, and then those above would not be
/// compiled again, and run with what that floor was before.
let kernel = ["Kernel"] + floors.prefix { $0.key != "Kernel" }.map(\.key)

/// What a few plugins are built on besides.
let furtherFloors: [String: [String]] = [
    "Documentation": ["Catalog"],
    "Inspection": ["Catalog"],
    "MCP": ["Catalog"],
    "Sandbox": ["Catalog"],
    "ShellCompletion": ["TabCompletion"],
    "Version": ["Catalog"],
]

/// The modules between the kernel's and the plugins, from the ground up: what several plugins share about Astro.
let service = ["AstroAPI", "AstroPlaces", "AstroSandbox", "AstroTokens", "OfficialCLI"]

func targets(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

let pluginTargets = plugins.flatMap { name -> [Target] in
    [
        .target(
            name: name,
            dependencies: targets(service + ["Delivery"] + kernel + furtherFloors[name, default: []]),
            path: "Sources/Plugins/\(name)", exclude: ["README.md"]),
        .testTarget(
            name: "\(name)Tests",
            // The sandbox is a server that the tests of any plugin can talk to.
            dependencies: targets(
                Set([name, "KernelTesting", "Sandbox", "Support"] + service + floors.map(\.key)).sorted()),
            path: "Tests/Plugins/\(name)"),
    ]
}

let package = Package(
    name: "astro",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "astro", targets: ["astro"]),
        .library(name: "Kernel", targets: ["Kernel"]),
        .library(name: "Catalog", targets: ["Catalog"]),
        .library(name: "Delivery", targets: ["Delivery"]),
        .library(name: "AstroAPI", targets: ["AstroAPI"]),
        .library(name: "AstroSandbox", targets: ["AstroSandbox"]),
        .library(name: "KernelTesting", targets: ["KernelTesting"]),
    ] + plugins.map { .library(name: $0, targets: [$0]) },
    targets: [
        // Before glibc 2.34, dlopen was in a library of its own.
        .target(name: "CLibCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        // Nothing imports it: the static runtime libraries of the shipped program call what it defines.
        .target(name: "CGlibcFloor"),
    ]
        + floors.map { name, below in
            .target(name: name, dependencies: below.map { .target(name: $0) })
        } + [
            .target(name: "AstroAPI", dependencies: targets(["Delivery"] + kernel)),
            .target(name: "AstroPlaces", dependencies: targets(["AstroAPI"] + kernel)),
            .target(name: "AstroSandbox", dependencies: targets(["AstroAPI"] + kernel)),
            .target(name: "OfficialCLI", dependencies: targets(kernel)),
            .target(name: "AstroTokens", dependencies: targets(["AstroAPI", "AstroPlaces", "Delivery"] + kernel)),
            .target(name: "KernelTesting", dependencies: targets(["Catalog", "Delivery", "TabCompletion"] + kernel)),
            .executableTarget(
                name: "astro", dependencies: targets(service + ["Delivery"] + kernel + plugins)),
            .executableTarget(
                name: "KernelProbe", dependencies: targets(["Delivery", "MCP"] + kernel),
                path: "Tests/Fixtures/KernelProbe"),
            // What the articles quote.
            .target(
                name: "Articles", dependencies: targets(["AstroAPI"] + kernel), path: "Tests/Fixtures/Articles"),
            .target(name: "CSpawn", path: "Tests/Fixtures/CSpawn"),
            .testTarget(name: "CGlibcFloorTests", dependencies: ["CGlibcFloor"], path: "Tests/CGlibcFloor"),
            .target(name: "Support", dependencies: targets(["CSpawn"] + kernel), path: "Tests/Support"),
            .testTarget(
                name: "AstroAPITests",
                dependencies: targets(["AstroAPI", "KernelTesting", "Support"] + floors.map(\.key)),
                path: "Tests/AstroAPI"),
            .testTarget(
                name: "AstroPlacesTests",
                dependencies: targets(["AstroAPI", "AstroPlaces", "KernelTesting", "Support"] + kernel),
                path: "Tests/AstroPlaces"),
            .testTarget(
                name: "AstroTokensTests",
                dependencies: targets(
                    ["AstroAPI", "AstroPlaces", "AstroTokens", "Delivery", "KernelTesting", "Support"] + kernel),
                path: "Tests/AstroTokens"),
            .testTarget(
                name: "KernelTestingTests", dependencies: ["Kernel", "KernelTesting", "Support"],
                path: "Tests/KernelTesting"),
            .testTarget(
                name: "astroTests",
                dependencies: targets(
                    ["Articles", "astro", "Catalog", "Delivery", "KernelProbe", "KernelTesting", "Support"] + service
                        + kernel
                        + plugins),
                path: "Tests/astro", exclude: ["Golden"]),
        ]
        + floors.map { name, below in
            .testTarget(
                name: "\(name)Tests",
                dependencies: targets(Set([name, "KernelTesting", "Support"] + kernel + below).sorted()),
                path: "Tests/\(name)", exclude: name == "Kernel" ? ["Help/Golden"] : [])
        } + pluginTargets,
    swiftLanguageModes: [.v6])

for target in package.targets where !["CGlibcFloor", "CLibCurl", "CSpawn"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
