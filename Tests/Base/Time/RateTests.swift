import Base
import Testing

@Suite("A rate")
struct RateTests {
    @Test("is the same per second and per minute")
    func units() {
        #expect(Rate.perMinute(60) == .perSecond(1))
        #expect(Rate.perMinute(30).interval == .seconds(2))
        #expect(Rate.perSecond(4).interval == .milliseconds(250))
    }
}
