import Base
import Synchronization

extension Output {
    /// Shows the progress of a long step on stderr while it runs, if a person is watching.
    ///
    /// ```swift
    /// try await context.output.progress("Watering", total: plants.count) { progress in
    ///     for plant in plants {
    ///         try await water(plant)
    ///         progress.advance()
    ///     }
    /// }
    /// ```
    /// Other output appears above the line, and the line is removed when the step ends. Nothing is shown
    /// if stderr isn't a terminal, or if the user asked for details or for silence.
    /// - Parameters:
    ///   - title: The name of the step, as in "Watering the plants".
    ///   - total: The number of parts; nil shows a spinner instead of a bar.
    ///   - unit: What the parts are: items or bytes.
    public func progress<Result>(
        _ title: String, total: Int? = nil, unit: ProgressUnit = .things, _ body: (ProgressBar) async throws -> Result
    ) async throws -> Result {
        let progress = ProgressBar(total: total)
        let line = ProgressLine(title: VisibleText.escaping(title), glyphs: glyphs, unit: unit)
        let stop = animate(after: .milliseconds(200)) { beat, columns in
            line.text(completed: progress.completed, of: progress.total, beat: beat, columns: columns)
        }
        defer { stop() }
        return try await body(progress)
    }

    /// Draws a line repeatedly until the returned function is called.
    func animate(
        after delay: Duration, _ text: @escaping @Sendable (_ beat: Int, _ columns: Int) -> String
    ) -> @Sendable () -> Void {
        guard let animation = console.animation, isAnimated, let owner = animation.line.take() else { return {} }
        let sink = console.error
        let counter = BeatCounter()
        let stop = animation.metronome.start(after: delay) {
            // The last column stays free: some terminals break the line there.
            animation.line.draw(text(counter.next(), (sink.columns ?? 80) - 1), by: owner)
        }
        return {
            stop()
            animation.line.release(owner)
        }
    }

    private var isAnimated: Bool {
        console.error.isTerminal && spins && options.verbosity > .debug
            && options.verbosity < .error
    }
}

/// Counts the beats of one animation.
private final class BeatCounter: Sendable {
    private let beats = Mutex(0)

    func next() -> Int {
        beats.withLock { beats in
            defer { beats += 1 }
            return beats
        }
    }
}
