import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The ends of a new pipe, which programs that this one starts don't inherit.
package struct PipeEnds {
    package let reading: Int32
    package let writing: Int32

    package init() throws(CommandError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandError(.failure, "cannot create a pipe: \(SystemCall.lastErrorText())")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }
}
