import Foundation
import Kernel
import Support
import Testing

/// Each system call that accesses the disk fails once, as on a full or broken one.
@Suite("A disk that fails", .enabled(if: Tools.canTrace))
struct DiskFaultTests {
    static let errors = [
        "write": "ENOSPC", "fsync": "EIO", "rename": "EACCES", "openat": "ENOSPC", "mkdir": "EROFS", "unlink": "EACCES",
    ]

    @Test("at any system call loses no value, and the exit code says where it is", arguments: KilledIssuance.all)
    func failing(issuance: KilledIssuance) async throws {
        let sandbox = try await ServedSandbox()
        let rehearsal = try await KilledRun(issuance, sandbox, number: 0)
        let points = try await KillPoint.all(in: rehearsal.program, rehearsal.world)
        let failing = points.indices.filter { Self.errors[points[$0].call] != nil }
        #expect(failing.count >= 10)
        for place in Faults.sample(failing.indices, every: 2, from: issuance.number) {
            let index = failing[place]
            let point = points[index]
            guard let error = Self.errors[point.call] else { continue }
            let run = try await KilledRun(issuance, sandbox, number: index + 1)
            try await run.fail(at: point, with: error)
            try run.checkAgreement()
        }
    }
}
