import Foundation
import Kernel
import Support
import Testing

/// Each system call that touches the disk fails once, as on a full or a broken one.
@Suite("A disk that fails", .enabled(if: Tools.canTrace))
struct DiskFaultTests {
    static let errors = [
        "write": "ENOSPC", "fsync": "EIO", "rename": "EACCES", "openat": "ENOSPC", "mkdir": "EROFS", "unlink": "EACCES",
    ]

    @Test("at any system call loses no value, and the exit code says where it is", arguments: KilledWay.all)
    func failing(way: KilledWay) async throws {
        let sandbox = try await ServedSandbox()
        let rehearsal = try await KilledRun(way, sandbox, number: 0)
        let points = try await KillPoint.all(in: rehearsal.program, rehearsal.world)
        var count = 0
        for (index, point) in points.enumerated() {
            guard let error = Self.errors[point.call] else { continue }
            let run = try await KilledRun(way, sandbox, number: index + 1)
            try await run.fail(at: point, with: error)
            try run.checkAgreement()
            count += 1
        }
        #expect(count >= 10)
    }
}
