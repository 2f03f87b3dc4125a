import Foundation
import Testing

/// Everything that runs of the program left behind, to be searched for secrets.
///
/// Every test of what may be lost ends with one question: does the value that works now stand exactly where it was said
/// to be, for its owner alone?
struct Leftovers {
    /// Somewhere that a value can stand.
    enum Place: Hashable, Comparable, CustomStringConvertible {
        case stdout
        case stderr
        /// A file, by its path below the home.
        case file(String)

        var description: String {
            switch self {
            case .stdout: "stdout"
            case .stderr: "stderr"
            case .file(let path): path
            }
        }

        /// Whether it is where values are saved until they are delivered.
        var isRecovery: Bool {
            if case .file(let path) = self { path.hasPrefix(".astro/recovery/") } else { false }
        }
    }

    let home: URL
    let outcomes: [BuiltProgram.Outcome]

    /// Every place that holds a value.
    func places(of value: String) throws -> Set<Place> {
        var places: Set<Place> = []
        if outcomes.contains(where: { $0.stdout.contains(value) }) { places.insert(.stdout) }
        if outcomes.contains(where: { $0.stderr.contains(value) }) { places.insert(.stderr) }
        for path in try FileManager.default.subpathsOfDirectory(atPath: home.path())
        where FileManager.default.contents(atPath: home.appending(path: path).path())?.range(of: Data(value.utf8))
            != nil
        {
            places.insert(.file(path))
        }
        return places
    }

    /// Proves that a value is in exactly these places, and that nobody else can read the files among them.
    func expect(_ value: String, in places: Set<Place>, _ story: String, at location: SourceLocation = #_sourceLocation)
        throws
    {
        let found = try self.places(of: value)
        #expect(found == places, "\(story): \(found.sorted()) \(said)", sourceLocation: location)
        for case .file(let path) in found {
            #expect(try mode(path) == 0o600, "\(story): \(path)", sourceLocation: location)
            guard Place.file(path).isRecovery else { continue }
            #expect(try mode(".astro/recovery") == 0o700, "\(story)", sourceLocation: location)
        }
    }

    /// The text on stderr.
    var said: String { outcomes.map(\.stderr).joined(separator: "\n") }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: home.appending(path: path).path())[.posixPermissions] as? Int
    }
}
