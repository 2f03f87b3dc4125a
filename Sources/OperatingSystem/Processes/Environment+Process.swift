import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Environment {
    /// Returns the process's variables and working directory.
    package static func process(_ names: ProgramNames) -> Environment {
        var variables = [String: String](minimumCapacity: 64)
        var entry = environ
        while let text = entry.pointee {
            if let sign = strchr(text, Int32(UInt8(ascii: "="))) {
                let name = String(decoding: UnsafeRawBufferPointer(start: text, count: sign - text), as: UTF8.self)
                if variables[name] == nil { variables[name] = String(cString: sign + 1) }
            }
            entry = entry.advanced(by: 1)
        }
        return Environment(
            variables: variables, workingDirectory: Folders.current, names: names,
            accountHome: accountHome(beside: variables, names))
    }

    /// Returns the account's home folder, if no variable sets one.
    private static func accountHome(beside variables: [String: String], _ names: ProgramNames) -> String? {
        if [names.variable("HOME"), "HOME"].contains(where: { !(variables[$0] ?? "").isEmpty }) { return nil }
        var account = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwuid_r(geteuid(), &account, &buffer, buffer.count, &found) == 0, found != nil,
            let folder = account.pw_dir.flatMap({ String(validatingCString: $0) }), folder.hasPrefix("/")
        else { return nil }
        return folder
    }
}
