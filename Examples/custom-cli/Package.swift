// swift-tools-version: 6.2
import PackageDescription

// A command line of our own, assembled out of tree: three of astro's plugins and one of ours.
let package = Package(
    name: "custom-cli",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "astro", path: "../..")],
    targets: [
        .target(name: "Greeting", dependencies: [.product(name: "Kernel", package: "astro")]),
        .executableTarget(
            name: "custom",
            dependencies: [
                "Greeting",
                .product(name: "Kernel", package: "astro"),
                .product(name: "Sandbox", package: "astro"),
                .product(name: "Tokens", package: "astro"),
                .product(name: "Version", package: "astro"),
            ]),
    ],
    swiftLanguageModes: [.v6])
