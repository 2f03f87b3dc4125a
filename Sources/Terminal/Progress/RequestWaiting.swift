import Base
import Synchronization

/// Tells people that a server takes its time, for as long as any request is in progress.
package final class RequestWaiting: Sendable {
    private struct State {
        var requests = 0
        var stop: @Sendable () -> Void = {}
    }

    private static let patience = Duration.milliseconds(500)
    private let state = Mutex(State())
    private let output: Output

    package init(_ output: Output) { self.output = output }

    /// Notes that a request starts.
    package func begin(host: String) {
        state.withLock { state in
            state.requests += 1
            guard state.requests == 1 else { return }
            let line = ProgressLine(title: "Waiting for \(VisibleText.escaping(host))", glyphs: output.glyphs)
            state.stop = output.animate(after: Self.patience) { beat, columns in
                line.text(completed: 0, of: nil, beat: beat, columns: columns)
            }
        }
    }

    /// Notes that a request has ended, successfully or not.
    package func end() {
        state.withLock { state in
            state.requests -= 1
            if state.requests == 0 { state.stop() }
        }
    }
}
