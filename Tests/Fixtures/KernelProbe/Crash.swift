import Delivery
import Kernel
import OperatingSystem

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

/// The faults that end a process.
enum Fault: String, ArgumentValue, CaseIterable {
    case trap, fatal, aborted, memory, stack, thread

    func happen() throws {
        switch self {
        case .trap:
            let nothing: [Int] = []
            _ = nothing[rawValue.utf8.count]
        case .fatal: fatalError("the probe is fatal")
        case .aborted: Self.end()
        case .memory: _ = UnsafePointer<Int>(bitPattern: rawValue.utf8.count)?.pointee
        case .stack: _ = Self.deep(0)
        case .thread:
            _ = BackgroundThread.start { try? Fault.trap.happen() }
            while true { sleep(1) }
        }
    }

    private static func end() -> Never { abort() }

    private static func deep(_ level: Int) -> Int { level < 0 ? 0 : deep(level + 1) + deep(level + 2) }
}

/// Ends by a fault.
struct Crash: Command {
    static let configuration = CommandConfiguration("crash", summary: "End by a fault", effect: .local)

    @Argument("FAULT", help: "Which") var fault: Fault

    func run(in context: Context) async throws { try fault.happen() }
}

/// Ends by a fault before a change, after it, or once its value is there.
struct CrashInChange: Command {
    static let configuration = CommandConfiguration("crash-in-change", summary: "End by a fault", effect: .changes)

    @Option(help: "Where to send a change before") var url: String?
    @Flag(help: "Whether a value is under way") var delivers = false

    func run(in context: Context) async throws {
        if let url = url.flatMap({ URL(string: $0) }) {
            _ = try await context.http.send(HTTPRequest(.post, url, credential: .omit))
        }
        if delivers { try await deliver(context) }
        try Fault.trap.happen()
    }

    private func deliver(_ context: Context) async throws {
        let issue = SecretIssue(
            name: "plant", subject: "the plant 'fern'", step: "growing", remedy: .command("secret"), previous: .stops)
        try await SecretDelivery(DeliveryOptions(), in: context).issue(
            issue, columns: [Column<String>("value", "VALUE") { $0 }], verify: { _ in try Fault.trap.happen() },
            make: { _ in IssuedSecret("s3cr3t", of: "s3cr3t", without: "", id: "plant", subject: "the plant 'fern'") })
    }
}
