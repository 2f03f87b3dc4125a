import Kernel

/// What a command that makes a value has in common with the others.
package struct IssueOptions: ArgumentGroup, Equatable {
    @Flag("c", help: "Write nothing but the value")
    package var cleanOutput = false

    @Flag(help: "Use the value once before saying that it works")
    package var verify = false

    package init() {}
}
