import Foundation
@testable import Roadside
import RoadsideTestSupport
import Testing

@Suite("Position")
struct LocationTests {
    private let handbook = RoadsideHandbook.load(directory: nil)

    /// A source that does as it is told.
    private final class Source: LocationSource {
        private let act: @Sendable () async throws -> [Fix]
        init(_ act: @escaping @Sendable () async throws -> [Fix]) { self.act = act }
        func fixes() async throws -> [Fix] { try await act() }
    }

    @Test("the best of the fixes is taken")
    func best() async throws {
        let now = Date()
        let good = Fix(lat: 45.7645, lon: 15.8612, accuracyM: 12, fixedAt: now, method: .gnss)
        let old = Fix(
            lat: 46, lon: 15, accuracyM: 10, fixedAt: now.addingTimeInterval(-7200), method: .gnss)
        let wide = Fix(lat: 45.7, lon: 15.9, accuracyM: 2500, fixedAt: now, method: .cell)
        let captured = await handbook.capture(from: Source { [old, wide, good] })
        guard case .found(let fix) = captured else { throw SupportProblem("no fix") }
        #expect(fix.lat == good.lat && fix.lon == good.lon && fix.method == .gnss)
    }

    @Test("a source that throws ends in a state with words, never a crash")
    func throwing() async {
        let cases: [(any Error, NoFix)] = [
            (LocationSourceError.Denied, .denied), (LocationSourceError.Off, .off),
            (LocationSourceError.Failed, .failed), (Unforeseen(), .failed),
        ]
        for (error, expected) in cases {
            let captured = await handbook.capture(from: Source { throw error }, language: .pl)
            guard case .nothing(let why, let text) = captured else {
                Issue.record("a fix out of nothing")
                continue
            }
            #expect(why == expected)
            #expect(text.contains(" "))
        }
    }

    @Test("a source that never answers ends within the patience")
    func never() async {
        let source = Source {
            while true { try? await Task.sleep(for: .seconds(3600)) }
        }
        let captured = await handbook.capture(
            from: source, within: .milliseconds(150), language: .da)
        guard case .nothing(let why, let text) = captured else {
            Issue.record("a fix out of nothing")
            return
        }
        #expect(why == .tooSlow)
        #expect(!text.isEmpty)
    }

    @Test("no fix at all is a state")
    func none() async {
        guard case .nothing = await handbook.capture(from: Source { [] }) else {
            Issue.record("a fix out of nothing")
            return
        }
    }

    @Test("gathering ends with the first good fix")
    func gathering() async throws {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Fix.self)
        continuation.yield(Fix(lat: 1, lon: 1, accuracyM: 500, fixedAt: nil, method: .cell))
        continuation.yield(Fix(lat: 2, lon: 2, accuracyM: 9, fixedAt: nil, method: .gnss))
        let fixes = try await FixGathering(patience: .seconds(3600)).gather(
            stream, last: Fix(lat: 3, lon: 3, accuracyM: nil, fixedAt: nil, method: .unknown))
        #expect(fixes.map(\.lat) == [3, 1, 2])
    }

    @Test("gathering ends when time is up, with what there is")
    func gatheringTimesOut() async throws {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Fix.self)
        continuation.yield(Fix(lat: 1, lon: 1, accuracyM: 500, fixedAt: nil, method: .cell))
        let fixes = try await FixGathering(patience: .milliseconds(100)).gather(stream)
        #expect(fixes.map(\.lat) == [1])
        let (silent, _) = AsyncThrowingStream.makeStream(of: Fix.self)
        #expect(try await FixGathering(patience: .milliseconds(50)).gather(silent).isEmpty)
    }

    @Test("a receiver that fails is an error only when nothing came before")
    func gatheringFails() async throws {
        let (empty, first) = AsyncThrowingStream.makeStream(of: Fix.self)
        first.finish(throwing: LocationSourceError.Denied)
        await #expect(throws: LocationSourceError.Denied) {
            try await FixGathering().gather(empty)
        }
        let (one, second) = AsyncThrowingStream.makeStream(of: Fix.self)
        second.yield(Fix(lat: 1, lon: 1, accuracyM: 500, fixedAt: nil, method: .cell))
        second.finish(throwing: LocationSourceError.Failed)
        #expect(try await FixGathering().gather(one).count == 1)
    }

    @Test("what is said of a position carries its accuracy and its age")
    func said() throws {
        let said = try handbook.sayPosition(
            fix: Fix(lat: 55.3433, lon: 11.0392, accuracyM: 15, fixedAt: Date(), method: .gnss),
            language: .en)
        #expect(said.country == "DK")
        #expect(said.zones.denmark == .in)
        #expect(said.caption.contains("15"))
        #expect(said.forms.geoUri == "geo:55.3433,11.0392;u=15")
        #expect(try handbook.emergency(country: "HR", language: .en).call == "112")
    }

    @Test("a duration is whole milliseconds, at least one and at most a day")
    func durations() {
        #expect(Duration.milliseconds(1500).milliseconds == 1500)
        #expect(Duration.zero.milliseconds == 1)
        #expect(Duration.seconds(-5).milliseconds == 1)
        #expect(Duration.seconds(1_000_000).milliseconds == 86_400_000)
    }

    @Test("the device's language is the first one Roadside speaks")
    func language() {
        #expect(Language.preferred(in: ["sv-SE", "da-DK", "en"]) == .da)
        #expect(Language.preferred(in: ["hr_HR.UTF-8"]) == .hr)
        #expect(Language.preferred(in: ["sv", ""]) == .en)
        #expect(Language.preferred(in: []) == .en)
        for language in Language.allCases { #expect(Language(tag: language.tag) == language) }
    }
}
