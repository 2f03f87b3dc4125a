import AstroAPI
import Kernel
import KernelTesting
import Settings

/// The shared parts of this family's tests: a home file that another tool has written.
enum SettingsFixture {
    static let home = "/home/test/.astro/config.yaml"
    static let project = "/work/.astro/config.yaml"
    static let file = """
        # mine
        context: astronomer.io
        contexts:
            astronomer_io:
                domain: astronomer.io   # the usual one
                token: Bearer eyJ-marked-secret
                refreshtoken: marked-refresh
                organization: corg1
                workspace: cwsp1
                user_email: "ada@example.com"
            astro_example_com:
                domain: astro.example.com
        local:
            core: http://localhost:8888

        """

    static func test(writing: Bool = true) -> CommandTest {
        var test = CommandTest(.astro, SettingsPlugin.self)
        test.files[home] = file
        test.allowsWriting = writing
        return test
    }
}
