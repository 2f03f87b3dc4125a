import Base

/// A periodic timer, such as a thread that sleeps in between.
package protocol Metronome: Sendable {
    /// Calls `beat` about ten times a second after an initial delay, until the returned function is called.
    func start(after delay: Duration, _ beat: @escaping @Sendable () -> Void) -> @Sendable () -> Void
}
