import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("Cards")
struct CardTests {
    @Test("a card is kept and read with every field as people call it")
    func keepAndRead() async throws {
        let home = try await Home.make(card: false)
        let id = try await home.roadside.addCard(SampleCard.file)
        let card = try await home.roadside.card(language: .da)
        #expect(card.id == id)
        #expect(card.active)
        #expect(card.product == .rescueAbroad)
        let values = card.lines.map(\.value)
        #expect(values.contains("Mette Kjærgaard"))
        #expect(values.contains { $0.contains("TMBJJ7NE8L0123456") })
        #expect(!values.contains { $0.contains("tok-9f3c2e7a51") })
        #expect(!card.validityText.isEmpty)
    }

    @Test("a file with faults is refused with every fault, and nothing is kept")
    func everyFault() async throws {
        let home = try await Home.make(card: false)
        let file = Data(#"{"product": "rescue-abroad", "vehicle": {"vin": "123"}, "colour": 1}"#.utf8)
        do {
            _ = try await home.roadside.addCard(file)
            Issue.record("a faulty card was kept")
        } catch let error as RoadsideError {
            guard case .BadInput(let faults) = error else { throw error }
            #expect(faults.contains { $0.at == "vehicle.vin" })
            #expect(faults.count >= 2)
            #expect(error.said(.de).fields.map(\.at) == faults.map(\.at))
        }
        #expect(try await home.roadside.cards().cards.isEmpty)
    }

    @Test("no card is not found, and says so")
    func noCard() async throws {
        let home = try await Home.make(card: false)
        await #expect(throws: RoadsideError.NotFound(what: .activeCard)) {
            try await home.roadside.card()
        }
        await #expect(throws: RoadsideError.NotFound(what: .card)) {
            try await home.roadside.chooseCard("5b0f7c06-0000-4000-8000-000000000000")
        }
        await #expect(throws: RoadsideError.NotFound(what: .card)) {
            try await home.roadside.removeCard("no id at all")
        }
    }

    @Test("a card handed on as text is the same card without the token")
    func handOn() async throws {
        let home = try await Home.make()
        let other = try await Home.make(card: false)
        let payload = try await home.roadside.exportCard()
        #expect(!payload.contains("tok-9f3c2e7a51"))
        _ = try await other.roadside.importCard(payload)
        let mine = try await home.roadside.card(language: .en).lines
        let theirs = try await other.roadside.card(language: .en).lines
        #expect(mine == theirs)
        let code = try #require(try await home.roadside.cardCode())
        #expect(code.contains("<svg"))
    }

    @Test("a second card is chosen, the first removed")
    func chooseAndRemove() async throws {
        let home = try await Home.make()
        let first = try await home.roadside.card().id
        let second = try await home.roadside.addCard(SampleCard.file)
        #expect(try await home.roadside.card().id == first)
        try await home.roadside.chooseCard(second)
        try await home.roadside.removeCard(first)
        let left = try await home.roadside.cards()
        #expect(left.cards.map(\.id) == [second])
        #expect(left.cards.map(\.active) == [true])
        #expect(left.trouble == nil)
    }
}
