@testable import Terminal
import KernelTesting
import Synchronization
import Testing

@Suite("A progress line")
struct AnimationTests {
    /// Ticks when the test says so.
    final class HandMetronome: Metronome {
        private let current: Mutex<(@Sendable () -> Void)?> = Mutex(nil)
        private let last: Mutex<(@Sendable () -> Void)?> = Mutex(nil)

        func start(after delay: Duration, _ beat: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
            current.withLock { $0 = beat }
            last.withLock { $0 = beat }
            return { self.current.withLock { $0 = nil } }
        }

        var isRunning: Bool { current.withLock { $0 != nil } }
        /// Ticks, even if it is too late.
        func beat() { last.withLock { $0 }?() }
    }

    let metronome = HandMetronome()

    private func screen(
        columns: Int? = 80, variables: [String: String] = [:], _ change: (inout OutputOptions) -> Void = { _ in }
    ) -> Screen {
        Screen(columns: columns, variables: variables, metronome: metronome) { options in
            options.isPlain = true
            change(&options)
        }
    }

    @Test("shows progress below other output, and disappears at the end")
    func progress() async throws {
        let screen = screen(variables: ["LC_ALL": "C"])
        let result = try await screen.output.progress("Watering", total: 2) { progress in
            metronome.beat()
            progress.advance()
            metronome.beat()
            screen.output.notice("Half empty.")
            metronome.beat()
            return 7
        }
        #expect(result == 7)
        let (none, half) = (
            "\rWatering  ..............................  0/2\u{1B}[K",
            "\rWatering  ###############...............  1/2\u{1B}[K"
        )
        #expect(screen.stderr.text == "\(none)\(half)\r\u{1B}[KHalf empty.\n\(half)\r\u{1B}[K")
        #expect(!metronome.isRunning)
    }

    @Test("disappears if the step fails, and a late tick draws nothing")
    func failure() async {
        let screen = screen()
        await #expect(throws: StreamError.closed) {
            try await screen.output.progress("Watering") { _ in
                metronome.beat()
                throw StreamError.closed
            }
        }
        metronome.beat()
        #expect(screen.stderr.text.hasSuffix("\r\u{1B}[K"))
        #expect(screen.stderr.text.ranges(of: "Watering").count == 1)
    }

    @Test("makes room for results")
    func results() async throws {
        let screen = screen()
        try await screen.output.progress("Watering") { _ in
            metronome.beat()
            try screen.output.text("result")
        }
        #expect(screen.stderr.text == "\r⠋ Watering\u{1B}[K\r\u{1B}[K")
        #expect(screen.stdout.text == "result\n")
    }

    @Test("is drawn for the outer step only")
    func nested() async throws {
        let screen = screen()
        try await screen.output.progress("Outer") { _ in
            try await screen.output.progress("Inner") { _ in metronome.beat() }
            metronome.beat()
        }
        #expect(!screen.stderr.text.contains("Inner"))
        #expect(screen.stderr.text.contains("Outer"))
    }

    @Test("is not drawn in a pipe, on a dumb terminal, or with --verbosity error or debug")
    func silent() async throws {
        let screens = [
            screen(columns: nil), screen(variables: ["TERM": "dumb"]), screen { $0.verbosity = .error },
            screen { $0.verbosity = .debug },
        ]
        for screen in screens {
            try await screen.output.progress("Watering") { _ in #expect(!metronome.isRunning) }
            #expect(screen.stderr.text == "")
        }
    }

    @Test("shows what could act on the terminal as escapes")
    func hostile() async throws {
        let screen = screen()
        try await screen.output.progress("a\u{1B}[2J\n") { _ in metronome.beat() }
        #expect(screen.stderr.text.contains("a\\u{1b}[2J\\n"))
    }

    @Test("says that a server is slow until the last request has ended")
    func waiting() {
        let screen = screen()
        let waiting = RequestWaiting(screen.output)
        waiting.begin(host: "garden.example")
        waiting.begin(host: "garden.example")
        metronome.beat()
        waiting.end()
        #expect(metronome.isRunning)
        waiting.end()
        #expect(!metronome.isRunning)
        #expect(screen.stderr.text == "\r⠋ Waiting for garden.example\u{1B}[K\r\u{1B}[K")
    }
}
