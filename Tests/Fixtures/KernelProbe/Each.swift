import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests many addresses at once.
struct Each: Command {
    static let configuration = CommandConfiguration("each", summary: "Ask for many addresses at once")

    @Argument("URL", help: "What to ask for") var urls: [String] = []
    @Option(help: "How often") var times = 1
    @Option(help: "How many at once") var atOnce = 6
    @Flag(help: "Ask with the credential") var withCredential = false

    func run(in context: Context) async throws {
        let addresses = (0..<times).flatMap { _ in urls }
        let outcomes = try await context.forEach(addresses, "Asking", atOnce: atOnce) { [withCredential] address in
            guard let url = URL(string: address) else { throw CommandError.usage("'\(address)' is not an address") }
            let request = HTTPRequest(.get, url, credential: withCredential ? .automatic : .omit)
            return try await context.http.send(request).status
        }
        try context.output.text("\(outcomes.values.count) of \(outcomes.count)")
        try outcomes.requireSuccess { $0 }
    }
}
