/// Refuses fields that a command's result does not have, before the command does anything.
enum FieldCheck {
    static func check(_ fields: FieldList?, of command: any Command.Type, subject: String) throws(CommandError) {
        guard let fields else { return }
        let known = command.fields
        guard !known.isEmpty else { throw .usage("the result of \(subject) has no fields to pick with --fields") }
        var picked: Set<String> = []
        for name in fields.names {
            guard known.contains(name) else {
                let all = known.joined(separator: ", ")
                throw .usage("--fields: '\(name.shortened)' is no field of \(subject)", hint: "the fields are \(all)")
            }
            guard picked.insert(name).inserted else { throw .usage("--fields names '\(name.shortened)' twice") }
        }
    }
}
