import Kernel
import KernelTesting
import Settings
import Testing

@Suite("A secret among the settings")
struct SecretSettingTests {
    let fixture = SettingsFixture.self

    static let file = """
        proxy: http://ada:hunter2@proxy.example.com:3128
        proxies:
          all: "socks5://ada:hun@ter2@p.example.com, ada:hunter2@q.example.com:80 http://r.example.com"
          exceptions: localhost
        cloud:
          api:
            token: hunter2
        postgres:
          password: hunter2
          user: postgres
        secrets:
          deep:
            down: hunter2
        Registry_Credentials:
          mine: hunter2
        a:
          api-key: hunter2
          APIKEY: hunter2
          apiToken2: hunter2
          header: Bearer hunter2
        credential_helper: keyring

        """

    @Test(
        "is hidden by list and get, whatever its key, and so are passwords in addresses",
        arguments: ["", "-o json", "-o jsonl", "-o csv", "-o yaml", "-o wide", "--verbosity debug", "-g"])
    func hidden(flags: String) async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.home] = Self.file
        let all = try await test.run("config list \(flags)")
        #expect(!(all.stdout + all.stderr).contains("hunter2") && !all.stdout.contains("ter2@"))
        for shown in ["***@proxy.example.com:3128", "***@p.example.com", "***@q.example.com", "keyring", "localhost"] {
            #expect(all.stdout.contains(shown), "\(shown)")
        }
        for key in [
            "proxy", "proxies.all", "cloud.api.token", "postgres.password", "secrets.deep.down", "a.api-key",
            "registry_credentials.mine", "a.apikey", "a.apitoken2", "a.header",
        ] {
            let result = try await test.run("config get \(key) \(flags)")
            #expect(!(result.stdout + result.stderr).contains("hunter2"), "\(key)")
            #expect(!(result.stdout + result.stderr).contains("ter2@"), "\(key)")
        }
    }

    @Test("is neither a declared setting nor a harmless one")
    func shown() async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.home] = Self.file + "monkey: banana\nemail: ada@example.com\nurl: https://a.io/x:y\n"
        for (key, value) in [
            ("credential_helper", "keyring"), ("proxies.exceptions", "localhost"), ("monkey", "banana"),
            ("email", "ada@example.com"), ("url", "https://a.io/x:y"), ("postgres.user", "postgres"),
        ] {
            #expect(try await test.run("config get \(key)").stdout == value + "\n")
        }
    }

    @Test("is not shown by set if it overrides the new value")
    func overriding() async throws {
        var test = fixture.test()
        test.variables = [
            "ASTRO_POSTGRES_PASSWORD": "hunter2", "ASTRO_PROJECT_NAME": "http://ada:hunter2@p.example.com",
        ]
        for key in ["postgres.password", "project.name"] {
            let result = try await test.run("config set \(key) x -g")
            #expect(result.stderr.contains("is still"))
            #expect(!result.stderr.contains("hunter2"))
        }
    }
}
