import Base
import Testing

@Suite("How often something may start")
struct RateTests {
    @Test("is the same by the second and by the minute")
    func units() {
        #expect(Rate.perMinute(60) == .perSecond(1))
        #expect(Rate.perMinute(30).interval == .seconds(2))
        #expect(Rate.perSecond(4).interval == .milliseconds(250))
    }
}
