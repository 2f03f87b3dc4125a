extension CommonOptions {
    /// What can be told of the common options in a line that may not be sound: enough to report its errors as asked.
    static func salvaged(from arguments: [String]) -> CommonOptions {
        var options = CommonOptions()
        var rest = arguments.prefix { $0 != "--" }[...]
        while let word = rest.popFirst() {
            switch word {
            case "--json", "--json=true", "-ojson", "-o=json", "--output=json": options.json = true
            case "-o", "--output": if rest.first == "json" { options.json = true }
            case "--no-color", "--no-color=true": options.noColor = true
            default: break
            }
        }
        return options
    }
}
