import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Opens as many files as allowed, and continues with something that needs one more.
struct Exhaust: Command {
    enum Need: String, ArgumentValue, CaseIterable { case request, wait, program, file, log }

    static let configuration = CommandConfiguration("exhaust", summary: "Work without descriptors", effect: .changes)

    @Argument("NEED", help: "What to go on with") var need: Need

    func run(in context: Context) async throws {
        while open("/dev/null", O_RDONLY) >= 0 {}
        guard let url = URL(string: "http://127.0.0.1:1/") else { return }
        switch need {
        case .request: _ = try await context.http.send(HTTPRequest(.get, url, credential: .omit))
        case .wait: try await context.clock.sleep(for: .milliseconds(1))
        case .program: _ = try await context.run(["true"])
        case .file: _ = try context.files.read("/etc/passwd")
        case .log: _ = try await context.http.send(HTTPRequest(.post, url, credential: .omit))
        }
        try context.output.text("done")
    }
}
