/// What is wrong with a word given for a value, as the end of a sentence about it.
package struct ValueError: Error, Sendable, Equatable {
    package let word: String
    package let complaint: String
    /// What to type instead, if that is known.
    package var hint: Hint?

    package init(word: String, complaint: String, hint: Hint? = nil) {
        self.word = word
        self.complaint = complaint
        self.hint = hint
    }
}

/// Functions that turn typed readers into untyped ones.
package enum ValueReader {
    /// Reads the last given word: repeating an option overrides it.
    package static func single<Value: ArgumentValue>(
        _ validator: Validator<Value>?
    ) -> @Sendable ([String]) throws(ValueError) -> Value {
        { (words) throws(ValueError) in try one(words.last ?? "", validator) }
    }

    /// Reads every word.
    package static func collection<Values: ArgumentCollection>(
        _ validator: Validator<Values.Item>?
    ) -> @Sendable ([String]) throws(ValueError) -> Values {
        { (words) throws(ValueError) in
            var items: [Values.Item] = []
            for word in words { items.append(try one(word, validator)) }
            return Values(items: items)
        }
    }

    /// Reads a word.
    package static func one<Value: ArgumentValue>(
        _ word: String, _ validator: Validator<Value>?
    ) throws(ValueError) -> Value {
        guard let value = Value(argument: word) else {
            throw ValueError(
                word: word, complaint: "is not \(Value.argumentDescription)", hint: Value.hint(insteadOf: word))
        }
        if let complaint = validator?.complaint(value) { throw ValueError(word: word, complaint: complaint) }
        return value
    }
}
