import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("Rights, answers, rehearsal, paper")
struct AfterTests {
    @Test("a letter is written in Danish and English, its days are counted, and it is removed")
    func request() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let typed = TypedRequest(right: "access", data: "health")
        let guide = try await roadside.rightsGuide(typed, language: .hr)
        #expect(guide.right == "access" && !guide.answer.isEmpty)
        let draft = try await roadside.draftRequest(typed, language: .pl)
        #expect(draft.state == "draft")
        let letter = try await roadside.requestLetter(draft.id, language: .pl)
        #expect(letter.letters.map(\.language) == ["da", "en"])
        #expect(letter.letters.allSatisfy { $0.text.contains("Mette Kjærgaard") })
        #expect(letter.toRead?.language == "pl")
        #expect(letter.html.contains("<html"))
        let sent = try await roadside.requestSent(draft.id, language: .pl)
        #expect(sent.state == "waiting" && !sent.due.isEmpty)
        #expect(try await roadside.requestAnswered(draft.id).state == "answered")
        #expect(try await roadside.requests().requests.map(\.id) == [draft.id])
        #expect(try await roadside.request(String(draft.id.prefix(13))).id == draft.id)
        await #expect(throws: RoadsideError.self) {
            try await roadside.requestSent(draft.id, on: "2026-02-30")
        }
        try await roadside.removeRequest(draft.id)
        await #expect(throws: RoadsideError.NotFound(what: .request)) {
            try await roadside.request(draft.id)
        }
    }

    @Test("a request that cannot be is refused with every field at fault")
    func refused() async throws {
        let home = try await Home.make(card: false)
        do {
            _ = try await home.roadside.draftRequest(
                TypedRequest(right: "everything", forWhom: "neighbour"))
            Issue.record("taken")
        } catch RoadsideError.BadInput(let faults) {
            #expect(Set(faults.map(\.at)).isSuperset(of: ["right", "for"]))
        }
        #expect(try await home.roadside.requests().requests.isEmpty)
    }

    @Test("what travellers ask is answered in their language, and the alarm centre's number is always there", arguments: Language.allCases)
    func ask(_ language: Language) async throws {
        let home = try await Home.make()
        let all = try await home.roadside.ask(language: language)
        #expect(all.answers.count > 5)
        #expect(all.nothingFits == nil)
        #expect(all.call.telUri == "tel:+4570105052")
        let first = try #require(all.answers.first)
        let found = try await home.roadside.ask(first.question, language: language)
        #expect(found.answers.contains { $0.id == first.id })
        #expect(found.answers.count < all.answers.count || found.answers.first?.id == first.id)
        let nothing = try await home.roadside.ask("xyzzy qwrtp", language: language)
        #expect(nothing.answers.isEmpty && nothing.nothingFits?.contains(" ") == true)
    }

    @Test("a rehearsal walks everything with no network, and the card remembers it")
    func rehearse() async throws {
        let home = try await Home.make()
        let card = try await home.roadside.card().id
        #expect(try await home.roadside.lastRehearsed(card) == nil)
        let done = try await home.roadside.rehearse(fix: SampleCard.place, language: .da)
        #expect(done.passed && done.card == card)
        #expect(done.steps.count == 11)
        #expect(done.steps.allSatisfy { $0.outcome != .failed })
        let last = try #require(try await home.roadside.lastRehearsed(card, language: .da))
        #expect(last.passed && last.text == done.summary)
        let other = try await Home.make(card: false)
        await #expect(throws: RoadsideError.NotFound(what: .activeCard)) {
            try await other.roadside.rehearse()
        }
    }

    @Test("the sheet for the glove box has the number and not the holder", arguments: [Language.da, .hr])
    func paper(_ language: Language) async throws {
        let home = try await Home.make()
        let page = try await home.roadside.paper(language: language)
        #expect(page.contains("<html") && page.contains("+45 70 10 50 52"))
        #expect(page.contains("određene troškove prijevoza"))
        #expect(!page.contains("Mette"))
    }
}
