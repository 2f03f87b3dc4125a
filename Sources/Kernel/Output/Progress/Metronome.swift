/// Something that comes back from time to time, such as a thread that sleeps in between.
package protocol Metronome: Sendable {
    /// Calls `beat` about ten times a second, the first time after a while, until the function that it gives is called.
    func start(after delay: Duration, _ beat: @escaping @Sendable () -> Void) -> @Sendable () -> Void
}
