import KernelTesting
import Testing

@Suite("The floors of modules")
struct FloorTests {
    @Test("have only imports that point down")
    func arrows() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(FloorRules.arrows) == [])
        let planted = [
            ("Sources/Base/a.swift", "import Kernel"), ("Sources/Base/b/a.swift", "import OperatingSystem"),
            ("Sources/HTTPClient/a.swift", "package import LoopbackServer"),
            ("Sources/Authentication/a.swift", "import Terminal"), ("Sources/Kernel/b/a.swift", "import AstroAPI"),
            ("Sources/Kernel/a.swift", "@_exported public import Delivery"),
            ("Sources/AstroPlaces/a.swift", "import AstroTokens"),
        ]
        for (path, line) in planted {
            #expect(FloorRules.arrows(SourceFile(path, "import Testing\n\(line)")).count == 1, "\(path): \(line)")
        }
        #expect(FloorRules.arrows(SourceFile("Sources/Delivery/a.swift", "import Kernel\nimport Base")) == [])
    }

    @Test("are listed in Package.swift in the same order")
    func package() throws {
        let text = try CodeBase.file("Package.swift").lines.joined(separator: "\n")
        let listed = text.split(separator: "let floors")[1].split(separator: "\n]")[0].split(separator: "\n")
            .dropFirst().filter { $0.contains("\": [") }.compactMap { $0.split(separator: "\"").dropFirst().first }
        let floors = FloorRules.floors.joined().map { Substring($0) }
        #expect(listed.count > 5)
        #expect(listed == floors.filter(listed.contains))
    }

    @Test("have no cycle of folders")
    func cycles() throws {
        let modules = try CodeBase.modules()
        #expect(modules.contains("Kernel"))
        for module in modules {
            let files = try CodeBase.files(in: "Sources/\(module)")
            #expect(FloorRules.cycles(files) == [], "\(module)")
        }
    }

    @Test("have an order of the kernel's folders, in which each uses those below it")
    func kernelFolders() throws {
        let order = FloorRules.kernelFolders
        let files = try CodeBase.files(in: "Sources/Kernel")
        #expect(FloorRules.upwardUses(files, order: order) == [])
        let planted = [
            SourceFile("Sources/Kernel/Arguments/planted.swift", "extension Registry {}"),
            SourceFile("Sources/Kernel/Cellar/planted.swift", "struct Planted {}"),
        ]
        #expect(
            FloorRules.upwardUses(files + planted, order: order) == [
                "Cellar has no place in the order",
                "Sources/Kernel/Arguments/planted.swift: Arguments uses Registry of Registry",
            ])
    }

    @Test("fail the check with a planted cycle of folders")
    func plantedCycle() {
        let files = [
            SourceFile("Sources/X/a/A.swift", "struct A { let b: B }"),
            SourceFile("Sources/X/b/B.swift", "// A\npackage struct B { let c: [C] }"),
            SourceFile("Sources/X/C.swift", "enum C { case a(A) }"),
            SourceFile("Sources/X/d/D.swift", "struct D { let a: A }"),
        ]
        #expect(FloorRules.cycles(files) == [[".", "a", "b"]])
        #expect(FloorRules.cycles(Array(files.dropFirst())) == [])
    }
}
