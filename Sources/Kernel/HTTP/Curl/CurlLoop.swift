import CLibCurl

/// The thread that sends everything: it takes jobs from a mailbox and drives libcurl's "multi handle".
final class CurlLoop {
    private let library: CurlLibrary
    private let multi: UnsafeMutableRawPointer
    private let mailbox: CurlMailbox
    private let settings: CurlSettings
    private let stores: [CertificateStore]
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    /// libcurl returns earlier for its own time limits, and a wakeup ends the wait.
    private static let longestWait: Int32 = 60_000

    /// Serves a mailbox until it is stopped; the body of the thread.
    static func serve(_ mailbox: CurlMailbox, _ settings: CurlSettings) {
        do throws(TransportError) {
            let library = try CurlLibrary.open(settings.libraryNames)
            try CurlLoop(library, mailbox, settings).run()
        } catch {
            mailbox.close(failing: error)
        }
    }

    private init(
        _ library: CurlLibrary, _ mailbox: CurlMailbox, _ settings: CurlSettings
    ) throws(TransportError) {
        guard let multi = libcurl_multi_create(library.functions) else { throw Self.outOfMemory }
        self.library = library
        self.multi = multi
        self.mailbox = mailbox
        self.settings = settings
        stores = settings.certificates()
        set(.pipelining, CurlValue.multiplex)
        set(.maximumHostConnections, CurlSettings.maximumHostConnections)
    }

    private static let outOfMemory = TransportError(
        .libraryUnavailable, "libcurl has no memory", requestMayHaveArrived: false)

    private func set(_ option: CurlMultiOption, _ value: Int) {
        _ = libcurl_multi_set_long(library.functions, multi, option.rawValue, value)
    }

    private func run() {
        mailbox.open(waking: CurlAlarm(library: library, multi: multi))
        while turn() {
            _ = libcurl_multi_poll(library.functions, multi, Self.longestWait)
        }
        mailbox.close(failing: CancellationError())
        libcurl_enter()
        for transfer in transfers.values { end(transfer, .failure(CancellationError())) }
        libcurl_multi_destroy(library.functions, multi)
        libcurl_leave()
    }

    /// Does everything that can be done without waiting; false when the mailbox was stopped.
    private func turn() -> Bool {
        libcurl_enter()
        defer { libcurl_leave() }
        let delivery = mailbox.take()
        if delivery.isStopped {
            for job in delivery.jobs { job.continuation.resume(throwing: CancellationError()) }
            return false
        }
        for job in delivery.jobs { begin(job) }
        if !delivery.cancelled.isEmpty {
            for transfer in transfers.values where delivery.cancelled.contains(transfer.job.id) {
                end(transfer, .failure(CancellationError()))
            }
        }
        // A transfer that ends gives its connection to one that waits for it. libcurl has to be run again for that: it
        // forgets the waiting one's time limit meanwhile, and a wait for the next event could be the longest of all.
        repeat {
            _ = libcurl_multi_perform(library.functions, multi)
        } while finishTransfers()
        return true
    }

    private func begin(_ job: CurlJob) {
        guard let easy = CurlEasy(library) else { return job.continuation.resume(throwing: Self.outOfMemory) }
        let transfer = CurlTransfer(
            job, easy: easy, stores: stores, maximumBodySize: settings.maximumBodySize)
        transfer.configure(settings)
        transfers[easy.handle] = transfer
        start(transfer)
    }

    private func start(_ transfer: CurlTransfer) {
        let code = libcurl_multi_add(library.functions, multi, transfer.easy.handle)
        if code != 0 { end(transfer, .failure(Self.outOfMemory)) }
    }

    /// Lets the tasks go on whose transfers ended; true when there was one, so that libcurl must be run again.
    private func finishTransfers() -> Bool {
        var code: Int32 = 0
        var mustRunAgain = false
        while let handle = libcurl_multi_next_finished(library.functions, multi, &code) {
            guard let transfer = transfers[handle] else { continue }
            mustRunAgain = true
            if code == CurlCode.ok {
                end(transfer, .success(transfer.response))
            } else if code == CurlCode.certificateNotTrusted, transfer.useNextStore() {
                // Nothing was sent to a server that is not trusted, so the request can simply start again.
                _ = libcurl_multi_remove(library.functions, multi, handle)
                transfer.setTime()
                start(transfer)
            } else {
                let failure = CurlFailure(code, of: transfer, proxy: transfer.proxy(settings))
                end(transfer, .failure(failure.error))
            }
        }
        return mustRunAgain
    }

    /// Takes a transfer out of libcurl's hands, then lets its task go on.
    private func end(_ transfer: CurlTransfer, _ result: Result<HTTPResponse, any Error>) {
        _ = libcurl_multi_remove(library.functions, multi, transfer.easy.handle)
        transfers[transfer.easy.handle] = nil
        transfer.job.continuation.resume(with: result)
    }
}
