import AstroAPI
import Testing

@Suite("A word that refers to something on the server")
struct ReferenceTests {
    @Test(
        "is an ID if it has the form of one, in any case",
        arguments: ["clvduhrvd000008l842ohcpvb", "CLVDUHRVD000008L842OHCPVB", "cdeployment0000production"])
    func ids(word: String) {
        #expect(Reference(word) == .id(word.lowercased()))
    }

    @Test(
        "is a name otherwise",
        arguments: [
            "", "c", "Production", "dlvduhrvd000008l842ohcpvb", "clvduhrvd000008l842ohcpv",
            "clvduhrvd000008l842ohcpvbb",
            "clvduhrvd-00008l842ohcpvb", "clvduhrvd000008l842ohcpv\u{E4}", "clvduhrvd000008l842ohcpv\n",
            String(repeating: "c", count: 300), "{lvduhrvd000008l842ohcpvb", "c[vduhrvd000008l842ohcpvb",
        ])
    func names(word: String) {
        #expect(Reference(word) == .name(word))
    }
}
