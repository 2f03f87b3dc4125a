import Kernel

/// The options of a script.
struct ScriptOptions: ArgumentGroup, Equatable {
    @Flag(help: "Complete without descriptions")
    var noDescriptions = false

    /// The arguments for the program that the script runs on TAB, with a leading space.
    var words: String { noDescriptions ? " --no-descriptions" : "" }
}
