import Synchronization

/// One line on stderr that changes, below everything else that is written.
///
/// Whoever writes meanwhile takes it off the terminal first; it comes back when it is drawn next.
package final class StatusLine: Sendable {
    private struct State {
        /// Who draws: the number of those that did so far.
        var owner: Int?
        var owners = 0
        var isShown = false
    }

    private let sink: any ByteSink
    private let state = Mutex(State())

    init(_ sink: any ByteSink) { self.sink = sink }

    /// Makes the line somebody's; nil where it is another's already.
    func take() -> Int? {
        state.withLock { state in
            guard state.owner == nil else { return nil }
            state.owners += 1
            state.owner = state.owners
            return state.owner
        }
    }

    /// Shows a text that fits the terminal; nothing happens where the line is not the owner's any more.
    func draw(_ text: String, by owner: Int) {
        state.withLock { state in
            guard state.owner == owner else { return }
            state.isShown = true
            try? sink.write(Array("\r\(text)\u{1B}[K".utf8))
        }
    }

    /// Takes the line off the terminal for good.
    func release(_ owner: Int) {
        state.withLock { state in
            guard state.owner == owner else { return }
            state.owner = nil
            clear(&state)
        }
    }

    /// Takes the line off the terminal, and keeps it off while something else is written.
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

/// A stream whose writes take a status line off the terminal first.
struct LineClearingSink: ByteSink {
    let base: any ByteSink
    let line: StatusLine

    var isTerminal: Bool { base.isTerminal }
    var columns: Int? { base.columns }
    var rows: Int? { base.rows }
    var isBroken: Bool { base.isBroken }

    func write(_ bytes: [UInt8]) throws(StreamError) {
        var result = Result<Void, StreamError>.success(())
        line.apart {
            result = Result { () throws(StreamError) in try base.write(bytes) }
        }
        try result.get()
    }
}
