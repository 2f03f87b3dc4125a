import Kernel

/// What a command that makes a value has in common with the others.
package struct IssueOptions: ArgumentGroup, Equatable {
    @Flag("c", help: "Print only the value")
    package var cleanOutput = false

    @Flag(help: "Verify the new value with one API call")
    package var verify = false

    package init() {}

    /// Those of a command whose new value nobody can verify.
    package init(cleanOutput: Bool) { self.cleanOutput = cleanOutput }
}
