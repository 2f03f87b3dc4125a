import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests that wait for a free connection.
///
/// libcurl has its own queue, but counts the time in it as the request's: a request could time out before it was
/// sent. So libcurl gets no more requests than it can send at once.
struct CurlQueue {
    private var waiting: [String: ArraySlice<CurlJob>] = [:]
    private var active: [String: Int] = [:]
    private var multiplexed: Set<String> = []
    private let fixedLimit: Int?
    /// The maximum number of connections to one server.
    private(set) var connections: Int

    init(connectionsPerHost: Int?) {
        fixedLimit = connectionsPerHost.map { max($0, 1) }
        connections = fixedLimit ?? CurlSettings.usualHostConnections
    }

    /// Appends a request.
    mutating func add(_ job: CurlJob) {
        if fixedLimit == nil, let width = job.width {
            connections = min(max(connections, width), CurlSettings.maximumHostConnections)
        }
        waiting[job.server, default: []].append(job)
    }

    /// Removes and returns the requests that may be sent now.
    mutating func ready() -> [CurlJob] {
        var ready: [CurlJob] = []
        for (server, jobs) in waiting {
            let limit = multiplexed.contains(server) ? max(CurlSettings.maximumStreams, connections) : connections
            let count = min(max(limit - active[server, default: 0], 0), jobs.count)
            guard count > 0 else { continue }
            ready += jobs.prefix(count)
            active[server, default: 0] += count
            waiting[server] = count == jobs.count ? nil : jobs.dropFirst(count)
        }
        return ready
    }

    /// Counts a request as ended.
    ///
    /// - Parameter isMultiplexed: Whether its server multiplexes; nil if it didn't respond.
    mutating func end(_ job: CurlJob, isMultiplexed: Bool?) {
        active[job.server, default: 1] -= 1
        if active[job.server] == 0 { active[job.server] = nil }
        switch isMultiplexed {
        case true: multiplexed.insert(job.server)
        case false: multiplexed.remove(job.server)
        case nil: break
        }
    }

    /// Removes waiting requests by their IDs.
    mutating func remove(_ numbers: Set<UInt64>) -> [CurlJob] {
        var removed: [CurlJob] = []
        for (server, jobs) in waiting {
            let found = jobs.filter { numbers.contains($0.id) }
            guard !found.isEmpty else { continue }
            removed += found
            waiting[server] = jobs.filter { !numbers.contains($0.id) }
        }
        return removed
    }

    /// Removes all waiting requests.
    mutating func removeAll() -> [CurlJob] {
        defer { waiting = [:] }
        return waiting.values.flatMap(\.self)
    }

    /// Returns the name under which the connections of a request's server are counted.
    static func server(of request: HTTPRequest) -> String {
        Origin(request.url)?.description ?? request.url.host?.lowercased() ?? ""
    }
}
