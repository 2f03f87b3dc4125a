import Kernel

// What the article about results quotes.

struct Plant: Codable, Sendable {
    let name: String
    let petals: Int
    let plantedAt: String
}

enum PlantColumns {
    static let all = [
        Column<Plant>("name", "NAME") { $0.name },
        Column<Plant>("petals", "PETALS", .number) { String($0.petals) },
        Column<Plant>("plantedAt", "PLANTED", .age, shown: .wide) { $0.plantedAt },
    ]
}

func results(_ context: Context, _ rows: [Plant]) throws {
    try context.output.list(rows, key: "plants", columns: PlantColumns.all, none: "Nothing grows here.")
    try context.output.record(rows[0], columns: PlantColumns.all)
    try context.output.outcome("Watered the rose.", rows[0], columns: PlantColumns.all)
    context.output.notice("It may rain.")
}
