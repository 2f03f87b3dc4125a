import Base

/// Reads the options that a mount declares for every command below it.
///
/// ```swift
/// struct BedOptions: ArgumentGroup { @Option(help: "The bed to work in") var bed: String? }
/// Mount("bed", summary: "Care for beds", options: BedOptions.self, commands: [WaterBed.self])
/// struct WaterBed: Command { @Inherited var options: BedOptions }
/// ```
/// Every command below the mount accepts the options, even one that doesn't read them. The plugin check reports a
/// command that reads options that none of its mounts declares.
@propertyWrapper
public struct Inherited<Group: ArgumentGroup>: Sendable, Codable {
    /// The group, with its values after parsing.
    public var wrappedValue: Group

    /// Refers to the options that a mount declares.
    public init() { wrappedValue = Group() }

    /// Decodes the parsed values and validates the group.
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? ArgumentDecoder else { throw ArgumentDecoder.refusal(decoder.codingPath) }
        wrappedValue = try Group(
            from: ArgumentDecoder(values: decoder.values, codingPath: [TextKey(inherited: Group.self)]))
        try wrappedValue.validate()
    }

    /// Encodes that the command reads the options.
    public func encode(to encoder: any Encoder) throws {
        guard let collector = encoder as? DeclarationCollector else {
            throw DeclarationCollector.refusal(encoder.codingPath)
        }
        collector.declarations.inherited.append(Group.self)
    }
}

extension Inherited: Equatable where Group: Equatable {}

extension TextKey {
    /// The path that the properties of inherited options are below, so that no property of a command has theirs.
    init(inherited group: any ArgumentGroup.Type) { self.init(stringValue: String(reflecting: group)) }
}
