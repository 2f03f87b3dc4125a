extension Array {
    /// The element at an index, or nil outside the bounds.
    package subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
