import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("Opening and closing")
struct OpeningTests {
    @Test("what was kept is there at the next opening")
    func keptIsThere() async throws {
        let folder = try TemporaryFolder()
        let first = try await Roadside.open(in: folder.url, keys: TestKeys())
        let id = try await first.addCard(SampleCard.file)
        await first.close()
        let second = try await Roadside.open(in: folder.url, keys: TestKeys())
        #expect(try await second.card().id == id)
        #expect(second.setAside == nil)
    }

    @Test("a wrong key is locked, and nothing is changed")
    func wrongKey() async throws {
        let home = try await Home.make()
        await home.roadside.close()
        await #expect(throws: RoadsideError.Locked) {
            try await Roadside.open(in: home.folder.url, keys: TestKeys(TestKeys.wrong))
        }
        let again = try await Roadside.open(in: home.folder.url, keys: TestKeys())
        #expect(try await again.cards().cards.count == 1)
    }

    @Test(
        "a key store that throws is an error, never a crash",
        arguments: [
            KeyStoreError.Missing as any Error, KeyStoreError.Unavailable, Unforeseen(),
        ])
    func throwingKeyStore(_ error: any Error) async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: RoadsideError.Storage(fault: .noKey)) {
            try await Roadside.open(in: folder.url, keys: TestKeys(throwing: error))
        }
    }

    @Test("a key of the wrong length is no key", arguments: [0, 31, 33])
    func keyOfWrongLength(_ count: Int) async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: RoadsideError.Storage(fault: .noKey)) {
            try await Roadside.open(in: folder.url, keys: TestKeys(Data(count: count)))
        }
    }

    @Test("a folder that cannot be made is unwritable storage")
    func unwritableFolder() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("file")
        try Data().write(to: file)
        await #expect(throws: RoadsideError.Storage(fault: .unwritable)) {
            try await Roadside.open(in: file.appendingPathComponent("home"), keys: TestKeys())
        }
    }

    @Test("use after close is an error, and closing twice is nothing")
    func useAfterClose() async throws {
        let home = try await Home.make()
        let intake = try RoadsideIntake.alarmCentre(at: "http://127.0.0.1:9")
        await home.roadside.close()
        await home.roadside.close()
        let closed = RoadsideError.Storage(fault: .closed)
        await #expect(throws: closed) { try await home.roadside.cards() }
        await #expect(throws: closed) { try await home.roadside.addCard(SampleCard.file) }
        await #expect(throws: closed) { try await home.roadside.check() }
        await #expect(throws: closed) { try await home.roadside.callHelp(HelpWish()) }
        await #expect(throws: closed) { try await home.roadside.deliver(through: intake) }
        await #expect(throws: closed) { try await home.roadside.resume() }
        var statuses = 0
        for await _ in home.roadside.statuses(of: "any") { statuses += 1 }
        #expect(statuses == 0)
    }

    @Test("a paused Roadside answers that it is closed, and goes on after resuming")
    func pauseAndResume() async throws {
        let home = try await Home.make()
        await home.roadside.pause()
        await #expect(throws: RoadsideError.Storage(fault: .closed)) {
            try await home.roadside.cards()
        }
        try await home.roadside.resume()
        try await home.roadside.resume()
        #expect(try await home.roadside.cards().cards.count == 1)
    }

    @Test("the app's coming and going pauses and resumes, a visit keeps it open")
    func presence() async throws {
        let home = try await Home.make()
        let presence = AppPresence(home.roadside)
        await presence.left()
        await #expect(throws: RoadsideError.Storage(fault: .closed)) {
            try await home.roadside.cards()
        }
        let seen = try await presence.visit { try await $0.cards().cards.count }
        #expect(seen == 1)
        await #expect(throws: RoadsideError.Storage(fault: .closed)) {
            try await home.roadside.cards()
        }
        try await presence.visit { roadside in
            try await presence.came()
            _ = try await roadside.cards()
        }
        #expect(try await home.roadside.cards().cards.count == 1)
    }

    @Test("when time is up in the background the file is closed, whatever is under way")
    func expired() async throws {
        let home = try await Home.make()
        let presence = AppPresence(home.roadside, here: false)
        await #expect(throws: RoadsideError.Storage(fault: .closed)) {
            try await presence.visit { roadside in
                _ = try await roadside.cards()
                await presence.expire()
                _ = try await roadside.cards()
            }
        }
        let again = try await presence.visit { try await $0.cards().cards.count }
        #expect(again == 1)
    }

    @Test("coming and going in quick turns ends as the last turn says")
    func quickTurns() async throws {
        let home = try await Home.make()
        let presence = AppPresence(home.roadside)
        await withTaskGroup(of: Void.self) { group in
            for turn in 0..<40 {
                group.addTask {
                    if turn.isMultiple(of: 2) {
                        await presence.left()
                    } else {
                        try? await presence.came()
                    }
                }
            }
        }
        try await presence.came()
        #expect(try await home.roadside.cards().cards.count == 1)
    }

    @Test("100 calls at once are all answered")
    func hundredCalls() async throws {
        let home = try await Home.make()
        let intake = try RoadsideIntake.alarmCentre(
            at: "http://127.0.0.1:9", patience: .milliseconds(500))
        let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for call in 0..<100 {
                group.addTask {
                    let roadside = home.roadside
                    switch call % 5 {
                    case 0: return try await !roadside.check(language: .da).benefits.isEmpty
                    case 1: return try await !roadside.notice(country: "HR").notices.isEmpty
                    case 2: return try await !roadside.addCard(SampleCard.file).isEmpty
                    case 3: return try await !roadside.callHelp(HelpWish()).case.code.isEmpty
                    default: return try await roadside.deliver(through: intake).delivered == 0
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 100)
        #expect(try await home.roadside.cards().cards.count == 21)
        #expect(try await home.roadside.cases().cases.count == 20)
    }
}
