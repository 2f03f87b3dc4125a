@testable import HTTPClient
import Testing

@Suite struct ProxySettingsTests {
    @Test func `Without a variable there is no proxy`() {
        #expect(proxy(for: "https", [:]) == nil)
        #expect(ProxySettings(environment: [:]).exceptions.isEmpty)
    }

    @Test func `The scheme chooses the variable`() {
        let environment = ["https_proxy": "s:1", "http_proxy": "p:2"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(proxy(for: "http", environment) == "p:2")
    }

    @Test func `Uppercase variables count except for plain HTTP`() {
        let environment = ["HTTPS_PROXY": "s:1", "HTTP_PROXY": "p:2", "NO_PROXY": "a.test"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(proxy(for: "http", environment) == nil)
        #expect(ProxySettings(environment: environment).exceptions.contains(host: "a.test", port: 443))
    }

    @Test func `Lowercase variables win over uppercase ones`() {
        let environment = ["HTTPS_PROXY": "S:1", "https_proxy": "s:1", "NO_PROXY": "a.test", "no_proxy": "b.test"]
        #expect(proxy(for: "https", environment) == "s:1")
        #expect(!ProxySettings(environment: environment).exceptions.contains(host: "a.test", port: 443))
    }

    @Test(arguments: ["all_proxy", "ALL_PROXY"])
    func `One variable can apply to both schemes`(name: String) {
        #expect(proxy(for: "https", [name: "a:1"]) == "a:1")
        #expect(proxy(for: "http", [name: "a:1"]) == "a:1")
        #expect(proxy(for: "https", [name: "a:1", "https_proxy": "s:1"]) == "s:1")
    }

    @Test(arguments: ["", " ", "\n\t"])
    func `An empty or blank variable counts as unset`(value: String) {
        #expect(proxy(for: "https", ["https_proxy": value, "HTTPS_PROXY": "s:1"]) == "s:1")
    }

    @Test func `White space around a variable is ignored`() {
        #expect(proxy(for: "https", ["https_proxy": " http://p:1\r\n"]) == "http://p:1")
    }

    @Test(arguments: ["localhost", "LOCALHOST", "api.localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
    func `A loopback host has no proxy`(host: String) {
        #expect(ProxySettings(environment: ["all_proxy": "a:1"]).proxy(scheme: "http", host: host, port: nil) == nil)
    }

    @Test(arguments: ["localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "127.0.0", "127.0.0.256", "::2"])
    func `A host that only looks like loopback has a proxy`(host: String) {
        let settings = ProxySettings(environment: ["all_proxy": "a:1"])
        #expect(settings.proxy(scheme: "http", host: host, port: nil)?.address == "a:1")
    }

    @Test(arguments: [
        ("proxy.test", "proxy.test"), ("proxy.test:3128", "proxy.test"), ("http://proxy.test:3128/", "proxy.test"),
        ("socks5h://me:p@ss@proxy.test:1", "proxy.test"), ("http://[::1]:3128", "::1"), ("SOCKS5://p", "p"),
    ])
    func `A proxy's host is shown without its password`(address: String, host: String) {
        let proxy = Proxy(address: address, variable: "x")
        #expect(proxy.host == host)
        #expect(proxy.fault == nil)
    }

    private func proxy(for scheme: String, _ environment: [String: String]) -> String? {
        ProxySettings(environment: environment).proxy(scheme: scheme, host: "api.example.test", port: nil)?.address
    }
}

@Suite("Hosts that NO_PROXY lists")
struct ProxyExceptionsTests {
    private func excepts(_ list: String, _ host: String, port: Int = 443) -> Bool {
        ProxyExceptions(list).contains(host: host, port: port)
    }

    @Test(
        "are reached without the proxy",
        arguments: [
            ("d.test", "d.test"), ("d.test", "a.d.test"), ("D.Test", "a.b.D.TEST"), (".d.test", "a.d.test"),
            (".d.test", "d.test"), ("*.d.test", "a.d.test"), ("*.d.test", "a.b.d.test"), ("d.test.", "d.test"),
            ("d.test", "d.test."), ("*", "x.test"), ("a,*", "x.test"), ("a.test, d.test", "d.test"),
            ("a.test d.test", "d.test"), (" a.test ,\td.test\n", "d.test"), (",,d.test,", "d.test"),
            ("d.test:443", "a.d.test"), ("*.d.test:443", "a.d.test"), ("10.1.2.3", "10.1.2.3"),
            ("10.1.2.3:443", "10.1.2.3"), ("10.0.0.0/8", "10.200.3.4"), ("10.1.0.0/15", "10.0.255.255"),
            ("0.0.0.0/0", "8.8.8.8"), ("10.1.2.3/32", "10.1.2.3"), ("fd00::1", "fd00:0:0::1"),
            ("[fd00::1]", "[fd00::1]"), ("[fd00::1]:443", "fd00::1"), ("fd00::/8", "[fd12::3]"),
            ("2001:db8::/33", "2001:db8:7fff::1"), ("::/0", "2001:db8::1"), ("10.0.0.0/8", "::ffff:10.1.2.3"),
        ])
    func excepted(list: String, host: String) {
        #expect(excepts(list, host))
    }

    @Test(
        "do not include other hosts",
        arguments: [
            ("", "d.test"), ("d.test", "xd.test"), ("d.test", "d.test.evil"), ("*.d.test", "d.test"),
            ("*d.test", "xd.test"), ("d.test:80", "d.test"), ("d.test:x", "d.test"), ("10.0.0.0/8", "11.0.0.1"),
            ("10.0.0.0/33", "10.0.0.0"), ("10.0.0.0/x", "10.0.0.0"), ("10.0.0.0/8", "10.0.0.0.evil"),
            ("1.2.3.4", "11.2.3.4"), ("3.4", "1.2.3.4"), ("fd00::/8", "fe00::1"), ("fd00::/8", "10.1.2.3"),
            ("0.0.0.0/0", "fd00::1"), ("10.1.2.3:80", "10.1.2.3"), ("[fd00::1]:80", "fd00::1"), ("*x", "ax"),
        ])
    func others(list: String, host: String) {
        #expect(!excepts(list, host))
    }

    @Test("with a port are reached without it at that port only")
    func ports() {
        #expect(excepts("d.test:8443", "d.test", port: 8443))
        #expect(!excepts("d.test:8443", "d.test", port: 443))
    }
}
