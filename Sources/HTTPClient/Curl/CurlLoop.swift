import Base
import CLibCurl

/// The thread that sends all requests: it takes jobs from a mailbox and drives libcurl's "multi handle".
final class CurlLoop {
    private let library: CurlLibrary
    private let multi: UnsafeMutableRawPointer
    private let mailbox: CurlMailbox
    private let settings: CurlSettings
    private let stores: [CertificateStore]
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    private var queue: CurlQueue

    /// libcurl returns earlier for its own timeouts, and a wakeup ends the wait.
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
        queue = CurlQueue(connectionsPerHost: settings.connectionsPerHost)
        stores = settings.certificates()
        // Without spare file descriptors libcurl has no wakeup, and later requests would have to wait for one.
        guard libcurl_multi_wakeup(library.functions, multi) == 0 else {
            libcurl_multi_destroy(library.functions, multi)
            throw TransportError(
                .exhausted, "libcurl cannot open any more files; nothing was sent",
                requestMayHaveArrived: false, advice: TransportError.fileAdvice)
        }
        set(.pipelining, CurlValue.multiplex)
        set(.maximumHostConnections, queue.connections)
    }

    private static let outOfMemory = TransportError(
        .exhausted, "libcurl ran out of memory; nothing was sent", requestMayHaveArrived: false,
        advice: "free some memory, and run it again")

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
        for job in queue.removeAll() { job.continuation.resume(throwing: CancellationError()) }
        for transfer in transfers.values { end(transfer, .failure(CancellationError())) }
        libcurl_multi_destroy(library.functions, multi)
        libcurl_leave()
    }

    /// Does everything that is possible without waiting; returns false if the mailbox was stopped.
    private func turn() -> Bool {
        libcurl_enter()
        defer { libcurl_leave() }
        let delivery = mailbox.take()
        if delivery.isStopped {
            for job in delivery.jobs { job.continuation.resume(throwing: CancellationError()) }
            return false
        }
        for job in delivery.jobs { queue.add(job) }
        set(.maximumHostConnections, queue.connections)
        if !delivery.cancelled.isEmpty {
            for job in queue.remove(delivery.cancelled) { job.continuation.resume(throwing: CancellationError()) }
            for transfer in transfers.values where delivery.cancelled.contains(transfer.job.id) {
                end(transfer, .failure(CancellationError()))
            }
        }
        // A transfer that ends passes its connection to a waiting one. libcurl has to run again for that: it forgets
        // the timeout of the waiting transfer meanwhile, so waiting for the next event could take the maximum time.
        repeat {
            for job in queue.ready() { begin(job) }
            _ = libcurl_multi_perform(library.functions, multi)
        } while finishTransfers()
        return true
    }

    private func begin(_ job: CurlJob) {
        guard let easy = CurlEasy(library) else { return refuse(job) }
        let transfer = CurlTransfer(
            job, easy: easy, stores: stores, maximumBodySize: settings.maximumBodySize)
        transfer.configure(settings)
        if easy.isOutOfMemory { return refuse(job) }
        transfers[easy.handle] = transfer
        start(transfer)
    }

    private func refuse(_ job: CurlJob) {
        queue.end(job, isMultiplexed: nil)
        job.continuation.resume(throwing: Self.outOfMemory)
    }

    private func start(_ transfer: CurlTransfer) {
        let code = libcurl_multi_add(library.functions, multi, transfer.easy.handle)
        if code != 0 { end(transfer, .failure(Self.outOfMemory)) }
    }

    /// Resumes the tasks whose transfers ended; returns true if there was one, so that libcurl must run again.
    private func finishTransfers() -> Bool {
        var code: Int32 = 0
        var mustRunAgain = false
        while let handle = libcurl_multi_next_finished(library.functions, multi, &code) {
            guard let transfer = transfers[handle] else { continue }
            mustRunAgain = true
            if code == CurlCode.ok, transfer.finishStream() {
                end(transfer, .success(transfer.response))
            } else if let error = transfer.sinkError {
                end(transfer, .failure(error))
            } else if code == CurlCode.certificateNotTrusted, transfer.useNextStore() {
                // Nothing was sent to the untrusted server, so the request can simply start again.
                _ = libcurl_multi_remove(library.functions, multi, handle)
                transfer.setTime()
                start(transfer)
            } else {
                let failure = CurlFailure(code, of: transfer, settings)
                end(transfer, .failure(failure.error))
            }
        }
        return mustRunAgain
    }

    /// Removes a transfer from libcurl, then resumes its task.
    private func end(_ transfer: CurlTransfer, _ result: Result<HTTPResponse, any Error>) {
        _ = libcurl_multi_remove(library.functions, multi, transfer.easy.handle)
        transfers[transfer.easy.handle] = nil
        queue.end(transfer.job, isMultiplexed: transfer.isMultiplexed)
        transfer.job.continuation.resume(with: result)
    }
}
