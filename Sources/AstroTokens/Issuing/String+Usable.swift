import Kernel

extension String {
    /// Refuses a value that can't be a credential: a header, a variable or a line of a file would garble it.
    func requireUsable() throws(CommandError) {
        guard let odd = unicodeScalars.first(where: { !(0x21...0x7E).contains($0.value) }) else { return }
        let kind =
            switch odd {
            case "\n", "\r": "a line break"
            case " ", "\t": "a space"
            case _ where odd.properties.generalCategory == .control: "a control character"
            default: "a character that is not ASCII"
            }
        throw CommandError(.failure, "it has \(kind) in it, which no credential has")
    }
}
