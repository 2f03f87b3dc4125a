import Base
import Terminal

/// The arguments that every command of a program has: the kernel's and the service's.
package struct CommonArguments: Sendable {
    /// The prefix of the program's environment variables.
    private let variablePrefix: String
    private let service: (any ServiceOptions.Type)?
    /// The options that the groups of a command's path declare.
    package private(set) var inherited: [any ArgumentGroup.Type] = []

    package init(variablePrefix: String, service: (any ServiceOptions.Type)? = nil) {
        self.variablePrefix = variablePrefix
        self.service = service
    }

    /// Returns the same for commands below groups with options of their own.
    package func inheriting(_ groups: [any ArgumentGroup.Type]) -> CommonArguments {
        guard !groups.isEmpty else { return self }
        var common = self
        common.inherited += groups
        return common
    }

    /// Returns everything that can be typed after a command's name.
    ///
    /// - Throws: An error that names a property of the command without a wrapper.
    package func schema<Declared: Command>(of type: Declared.Type) throws -> ArgumentSchema {
        var schema = try ArgumentSchema(of: Declared())
        if Declared.configuration.isList { try schema.addMissing(RowOptions()) }
        try add(to: &schema)
        return schema
    }

    /// The arguments that every command has.
    package var schema: ArgumentSchema {
        get throws {
            var schema = ArgumentSchema()
            try add(to: &schema)
            return schema
        }
    }

    /// The arguments that groups declare for the commands below them.
    static func inheritedSchema(of groups: [any ArgumentGroup.Type]) throws -> ArgumentSchema {
        var schema = ArgumentSchema()
        for group in groups { try schema.add(inherited: group) }
        return schema
    }

    /// The kernel's own arguments among them.
    package var kernelSchema: ArgumentSchema {
        get throws { try ArgumentSchema(of: CommonFlags()) }
    }

    private func add(to schema: inout ArgumentSchema) throws {
        for group in inherited { try schema.add(inherited: group) }
        try schema.add(CommonFlags())
        if let service { try schema.add(service.init()) }
        schema.nameVariables(withPrefix: variablePrefix)
    }

    /// Creates the kernel's common options from values.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` if they contradict each other.
    package func options(
        of values: [String: any Sendable], typed: Set<String> = []
    ) throws(CommandError) -> CommonOptions {
        var options = try CommandReader.group(CommonFlags.self, of: values).options
        if typed.contains("context") { options.typedContext = options.context }
        return options
    }

    /// Returns the overrides of the context's settings in the service's options.
    package func settings(of values: [String: any Sendable]) throws(CommandError) -> [String: String] {
        guard let service else { return [:] }
        return try CommandReader.group(service, of: values).settings
    }

    /// Returns the selected rows of a list; all of them for a command without a list.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func rows(
        of command: any Command.Type, _ values: [String: any Sendable]
    ) throws(CommandError) -> RowSelection {
        guard command.configuration.isList else { return RowSelection() }
        return try CommandReader.group(RowOptions.self, of: values).selection(from: command.fields)
    }
}

/// Options that every command of a program has, such as the project that they all work in.
///
/// ```swift
/// struct PlatformOptions: ServiceOptions {
///     static let title: String? = "Common flags"
///     @Option(valueName: "NAME", help: "Project to work in", environment: .own("PROJECT")) var project: String?
///     var settings: [String: String] { project.map { ["project": $0] } ?? [:] }
/// }
/// ```
public protocol ServiceOptions: ArgumentGroup {
    /// Overrides of the context's settings, by key.
    var settings: [String: String] { get }
}
