import Base
import Synchronization

/// One line on stderr that changes, below all other output.
///
/// Other output removes it from the terminal first; it returns when it is drawn next.
package final class StatusLine: Sendable {
    private struct State {
        /// The current owner, as the number of owners so far.
        var owner: Int?
        var owners = 0
        var isShown = false
    }

    private let sink: any ByteSink
    private let state = Mutex(State())

    package init(_ sink: any ByteSink) { self.sink = sink }

    /// Claims the line for a new owner; returns nil if another one has it.
    package func take() -> Int? {
        state.withLock { state in
            guard state.owner == nil else { return nil }
            state.owners += 1
            state.owner = state.owners
            return state.owner
        }
    }

    /// Shows a text that fits the terminal; does nothing if the line has another owner.
    func draw(_ text: String, by owner: Int) {
        state.withLock { state in
            guard state.owner == owner else { return }
            state.isShown = true
            try? sink.write(Array("\r\(text)\u{1B}[K".utf8))
        }
    }

    /// Removes the line from the terminal for good.
    package func release(_ owner: Int) {
        state.withLock { state in
            guard state.owner == owner else { return }
            state.owner = nil
            clear(&state)
        }
    }

    /// Removes the line from the terminal, and keeps it off while something else is written.
    func apart(_ write: () -> Void) {
        state.withLock { state in
            clear(&state)
            write()
        }
    }

    private func clear(_ state: inout State) {
        guard state.isShown else { return }
        state.isShown = false
        try? sink.write(Array("\r\u{1B}[K".utf8))
    }
}

/// A stream that removes a status line from the terminal before each write.
struct LineClearingSink: ByteSink {
    let base: any ByteSink
    let line: StatusLine

    var isTerminal: Bool { base.isTerminal }
    var columns: Int? { base.columns }
    var rows: Int? { base.rows }
    var isBroken: Bool { base.isBroken }

    func settle() throws(StreamError) { try base.settle() }

    func write(_ bytes: [UInt8]) throws(StreamError) {
        var result = Result<Void, StreamError>.success(())
        line.apart {
            result = Result { () throws(StreamError) in try base.write(bytes) }
        }
        try result.get()
    }
}
