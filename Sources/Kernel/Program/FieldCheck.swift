/// Refuses fields that a command's result does not have, before the command does anything.
enum FieldCheck {
    static func check(_ fields: FieldList?, of command: any Command.Type, subject: String) throws(CommandError) {
        guard let fields else { return }
        let known = command.fields
        guard !known.isEmpty else { throw .usage("the result of \(subject) has no fields to pick with --fields") }
        guard let unknown = fields.names.first(where: { !known.contains($0) }) else { return }
        throw .usage(
            "--fields: '\(unknown)' is no field of \(subject)", hint: "the fields are \(known.joined(separator: ", "))")
    }
}
