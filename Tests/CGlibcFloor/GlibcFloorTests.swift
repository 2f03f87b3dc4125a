#if canImport(Glibc)
    import CGlibcFloor
    import Glibc
    import Testing

    @Suite("Our definitions of newer glibc functions")
    struct GlibcFloorTests {
        private static let sides: [Float] = [
            0, -0.0, 1, -3, 4, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-30, 1e30, .greatestFiniteMagnitude,
            .infinity,
            -.infinity,
            .nan,
        ]

        @Test("return the length of a vector like double arithmetic does")
        func vectorLength() {
            for x in Self.sides {
                for y in Self.sides {
                    let wanted = Float(hypot(Double(x), Double(y)))
                    let found = floor_hypotf(x, y)
                    #expect(found.isNaN == wanted.isNaN, "\(x), \(y)")
                    #expect(found.isNaN || found == wanted || abs(found - wanted) <= wanted.ulp, "\(x), \(y): \(found)")
                }
            }
        }

        @Test("return random bits that differ in every position")
        func randomBits() {
            let draws = (0..<64).map { _ in floor_arc4random() }
            #expect(Set(draws).count > 60)
            #expect(draws.reduce(0, |) == .max && draws.reduce(.max, &) == 0)
        }

        @Test("find the object of a function, with its unwinding table")
        func loadedObject() throws {
            for name in ["malloc", "pthread_create", "swift_retain"] {
                // A null handle searches everything that is loaded.
                let address = try #require(dlsym(nil, name))
                var object = FloorObject()
                #expect(floor_find_object(address, &object) == 0)
                let start = try #require(object.map_start)
                let end = try #require(object.map_end)
                #expect(start <= address && address < end)
                // The first byte of the table is its version.
                #expect(try #require(object.eh_frame).load(as: UInt8.self) == 1)
            }
        }

        @Test("find no object for an unmapped address")
        func noObject() {
            var object = FloorObject()
            #expect(floor_find_object(UnsafeMutableRawPointer(bitPattern: 1), &object) == -1)
            #expect(object.eh_frame == nil)
        }
    }
#endif
