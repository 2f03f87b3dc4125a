import Testing

@testable import Kernel

@Suite struct ProxySettingsTests {
    @Test func `No variable, no proxy`() {
        #expect(proxy(for: "https", [:]) == nil)
        #expect(ProxySettings(environment: [:]).exceptions.isEmpty)
    }

    @Test func `The scheme chooses the variable`() {
        let environment = ["https_proxy": "s:1", "http_proxy": "p:2"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(proxy(for: "http", environment) == "p:2")
    }

    @Test func `Capitals are read except for plain HTTP`() {
        let environment = ["HTTPS_PROXY": "s:1", "HTTP_PROXY": "p:2", "NO_PROXY": "a.test"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(proxy(for: "http", environment) == nil)
        #expect(ProxySettings(environment: environment).exceptions == "a.test")
    }

    @Test func `Small letters win over capitals`() {
        let environment = ["HTTPS_PROXY": "S:1", "https_proxy": "s:1", "NO_PROXY": "A", "no_proxy": "a"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(ProxySettings(environment: environment).exceptions == "a")
    }

    @Test(arguments: ["all_proxy", "ALL_PROXY"])
    func `One variable can stand for both schemes`(name: String) {
        #expect(proxy(for: "https", [name: "a:1"]) == "a:1")
        #expect(proxy(for: "http", [name: "a:1"]) == "a:1")
        #expect(proxy(for: "https", [name: "a:1", "https_proxy": "s:1"]) == "s:1")
    }

    @Test func `An empty variable is none`() {
        #expect(proxy(for: "https", ["https_proxy": "", "HTTPS_PROXY": "s:1"]) == "s:1")
    }

    @Test(arguments: ["localhost", "LOCALHOST", "api.localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
    func `A loopback host has no proxy`(host: String) {
        #expect(ProxySettings(environment: ["all_proxy": "a:1"]).proxy(scheme: "http", host: host) == nil)
    }

    @Test(arguments: ["localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "127.0.0", "127.0.0.256", "::2"])
    func `A host that only looks like loopback has one`(host: String) {
        #expect(ProxySettings(environment: ["all_proxy": "a:1"]).proxy(scheme: "http", host: host) == "a:1")
    }

    @Test(arguments: [
        ("proxy.test", "proxy.test"), ("proxy.test:3128", "proxy.test"), ("http://proxy.test:3128/", "proxy.test"),
        ("socks5h://me:p@ss@proxy.test:1", "proxy.test"), ("http://[::1]:3128", "::1"),
    ])
    func `A proxy's host is told without its password`(address: String, host: String) {
        #expect(ProxySettings.host(of: address) == host)
    }

    private func proxy(for scheme: String, _ environment: [String: String]) -> String? {
        ProxySettings(environment: environment).proxy(scheme: scheme, host: "api.example.test")
    }
}
