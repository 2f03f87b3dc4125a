import Kernel

/// What a script is to do differently.
struct ScriptOptions: ArgumentGroup, Equatable {
    @Flag(help: "Complete without descriptions")
    var noDescriptions = false

    /// The words for the program that the script runs at the press of TAB, with a space before them.
    var words: String { noDescriptions ? " --no-descriptions" : "" }
}
