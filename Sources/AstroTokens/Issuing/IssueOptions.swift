import Kernel

/// The options of every command that issues a value.
package struct IssueOptions: ArgumentGroup, Equatable {
    @Flag("c", help: "Print only the value")
    package var cleanOutput = false

    @Flag(help: "Verify the new value with one API call")
    package var verify = false

    package init() {}

    /// Creates the options of a command whose new value can't be verified.
    package init(cleanOutput: Bool) { self.cleanOutput = cleanOutput }
}
