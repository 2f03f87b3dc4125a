/// The names that a program goes by: its command, its folder, and the prefix of its environment variables.
///
/// ```swift
/// let names = ProgramNames("platctl")
/// names.stateFolder       // .platctl
/// names.variable("HOME")  // PLATCTL_HOME
/// ```
public struct ProgramNames: Sendable, Equatable {
    /// The command that people type to run the program.
    public let program: String
    /// The name of the folder for config and state, in the home folder or in a project.
    public let stateFolder: String
    /// The prefix of the program's environment variables, such as `PLATCTL_`.
    public let variablePrefix: String

    /// Creates the names of a program.
    ///
    /// - Parameters:
    ///   - stateFolder: The folder's name; by default a dot and the program's name.
    ///   - variablePrefix: The prefix; by default the program's name in capitals and an underscore.
    public init(_ program: String, stateFolder: String? = nil, variablePrefix: String? = nil) {
        self.program = program
        self.stateFolder = stateFolder ?? ".\(program)"
        self.variablePrefix = variablePrefix ?? Self.variablePrefix(of: program)
    }

    private static func variablePrefix(of program: String) -> String {
        // By bytes: a name is ASCII, and every start of the program comes by here.
        let capitals = program.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: capitals, as: UTF8.self) + "_"
    }

    /// Returns the full name of one of the program's environment variables, such as `PLATCTL_HOME`.
    public func variable(_ name: String) -> String { variablePrefix + name }
}
