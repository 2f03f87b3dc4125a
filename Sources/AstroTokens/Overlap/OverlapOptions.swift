package import Kernel

/// Where an overlap is recorded.
package enum OverlapState: String, CaseIterable, ArgumentValue {
    /// At the end of the new token's description, for any machine with the credential.
    case server
    /// Only on this machine.
    case local
}

/// The options to rotate a token by creating a replacement.
package struct OverlapOptions: ArgumentGroup, Equatable {
    @Option(
        help: "Keep the old value working for DURATION; 0 until the new one works, manual until you finish the overlap")
    package var overlap: OverlapMode?

    @Option(
        valueName: "WHERE",
        help:
            "Where to record the overlap: server (the default), so that any machine can finish it, or local")
    package var overlapState: OverlapState?

    package init() {}

    package func validate() throws {
        guard overlapState != nil, overlap == nil else { return }
        throw CommandError.usage("--overlap-state is for a rotation with --overlap")
    }

    /// Whether the new token's description contains a mark.
    package var isMarked: Bool { overlapState != .local }
}
