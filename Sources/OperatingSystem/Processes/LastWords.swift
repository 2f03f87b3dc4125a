import CLibCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A line that is printed if the process crashes.
package enum LastWords {
    /// Arranges for one line on stderr in that case; the process ends as it would have anyway.
    package static func set(_ line: String) { say_when_trapped(strdup(line + "\n")) }
}
