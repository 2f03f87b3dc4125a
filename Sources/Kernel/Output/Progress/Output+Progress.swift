import Synchronization

extension Output {
    /// Shows how far a long step has come while it runs, on stderr and to people alone.
    ///
    /// ```swift
    /// try await context.output.progress("Watering", total: plants.count) { progress in
    ///     for plant in plants {
    ///         try await water(plant)
    ///         progress.advance()
    ///     }
    /// }
    /// ```
    /// What is written meanwhile stands above the line; however the step ends, the line is taken away. Nothing is shown
    /// where stderr is no terminal, nor to those who asked for details or for silence.
    /// - Parameters:
    ///   - title: What is done, as in "Watering the plants".
    ///   - total: How many parts it has; without it, something turns instead of growing.
    public func progress<Result>(
        _ title: String, total: Int? = nil, _ body: (Progress) async throws -> Result
    ) async throws -> Result {
        let progress = Progress(total: total)
        let line = ProgressLine(title: VisibleText.escaping(title), glyphs: glyphs)
        let stop = animate(after: .milliseconds(200)) { beat, columns in
            line.text(completed: progress.completed, of: total, beat: beat, columns: columns)
        }
        defer { stop() }
        return try await body(progress)
    }

    /// Draws a line again and again until the function that this gives is called.
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
        console.error.isTerminal && environment["TERM"] != "dumb" && options.verbosity > .debug
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
