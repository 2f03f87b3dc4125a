import Base

/// Linux's table of mounts, which shows where else a file or folder appears, as in containers.
enum MountTable {
    /// Returns whether a file is the source of a mount: a replacement would not be visible there.
    static func shows(_ path: String) -> Bool {
        let target = FileTarget(onDisk: path)
        guard target.kind == .plainFile, let table = try? LocalFileSystem().read("/proc/self/mountinfo") else {
            return false
        }
        let name = FilePaths.name(of: target.path)
        return table.split(separator: UInt8(ascii: "\n")).contains { line in
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5).map { text($0) }
            // Checking every mount could mean waiting for a server.
            guard fields.count > 5, FilePaths.name(of: fields[3]) == name else { return false }
            return FileTarget(onDisk: fields[4]).isSame(as: target)
        }
    }

    /// Returns a field of the table, in which spaces and backslashes are octal escapes of three digits.
    private static func text(_ field: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(3), as: UTF8.self)
            if byte == UInt8(ascii: "\\"), let code = UInt8(digits, radix: 8) {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
