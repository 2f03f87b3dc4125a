/// Words that other programs use for the same verbs.
enum CommandSynonyms {
    /// The words for one meaning, and the names of our commands for it, the likeliest first.
    private static let meanings: [(words: Set<String>, names: [String])] = [
        (["rm", "remove", "delete", "del", "destroy", "revoke", "erase", "drop"], ["delete", "remove", "unset"]),
        (["show", "get", "describe", "view", "info", "inspect", "cat"], ["inspect", "get", "show", "list"]),
        (["ls", "list", "all"], ["list"]),
        (["new", "create", "make", "generate", "issue"], ["create", "add"]),
        (["add", "invite", "grant"], ["add", "create"]),
        (["regenerate", "renew", "roll", "reissue", "cycle", "refresh"], ["rotate"]),
        (["use", "select", "choose", "checkout"], ["switch"]),
        (["edit", "modify", "change", "rename"], ["update", "set"]),
        (["signin", "sign-in", "logon"], ["login"]),
        (["signout", "sign-out", "logoff"], ["logout"]),
        (["who", "me", "user", "account"], ["whoami"]),
        (["settings", "preferences"], ["config"]),
        (["check", "diagnose", "health"], ["check", "doctor"]),
    ]

    /// Returns the command names that a word may mean; empty if it has no synonym.
    ///
    /// - Parameter others: The words next to it: getting several things means listing them.
    static func names(for word: String, beside others: [String] = []) -> [String] {
        let word = word.lowercased()
        let names = meanings.filter { $0.words.contains(word) }.flatMap(\.names)
        guard names.contains("list"), others.contains(where: { $0.count > 2 && $0.hasSuffix("s") }) else {
            return names
        }
        return ["list"] + names.filter { $0 != "list" }
    }
}
