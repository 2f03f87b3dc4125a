import Base

/// Host names and addresses that never leave this machine.
package enum LoopbackHost {
    /// Returns whether `host` is `localhost`, a name below it, or a loopback address.
    package static func matches(_ host: String) -> Bool {
        var name = host.lowercased()
        if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
        return name == "localhost" || name.hasSuffix(".localhost") || name == "::1" || isLoopbackIPv4(name)
    }

    /// Returns whether `name` is an address in 127.0.0.0/8 in its usual form, unlike `127.0.0.1.example.com`.
    private static func isLoopbackIPv4(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in
            part.utf8.allSatisfy { (48...57).contains($0) } && UInt8(part) != nil
        }
    }
}
