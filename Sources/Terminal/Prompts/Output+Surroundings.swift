import OperatingSystem

/// What variables reveal about the terminal's user: a person, a job, or a person with a screen reader.
extension Output {
    /// The variable that keeps the person at the terminal from being asked; nil if none does.
    ///
    /// In a CI job a terminal is one without a person. Answers on a piped stdin count all the same: somebody wrote them.
    var silencingVariable: String? {
        let names = ["CI", environment.names.variable("PROMPT_DISABLED"), "GH_PROMPT_DISABLED"]
        return names.first { environment.isOn($0) }
    }

    /// Whether the terminal may be redrawn.
    ///
    /// A screen reader would read all of it again, or nothing.
    var redraws: Bool { environment["TERM"] != "dumb" && !isAccessible }

    /// Whether something may turn while a person waits.
    var spins: Bool {
        redraws
            && ![environment.names.variable("SPINNER_DISABLED"), "GH_SPINNER_DISABLED"].contains(
                where: environment.isOn)
    }

    private var isAccessible: Bool {
        [
            environment.names.variable("ACCESSIBLE"), environment.names.variable("ACCESSIBLE_PROMPTER"), "ACCESSIBLE",
            "GH_ACCESSIBLE_PROMPTER",
        ].contains(where: environment.isOn)
    }
}

extension Environment {
    /// Whether a variable is set, and not to a word for no.
    fileprivate func isOn(_ name: String) -> Bool {
        guard let value = self[name]?.lowercased() else { return false }
        return !["", "0", "false", "no", "off"].contains(value)
    }
}
