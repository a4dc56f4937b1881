import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("The pre-check")
struct CheckTests {
    @Test("every verdict comes with its clause and a sentence")
    func clauses() async throws {
        let home = try await Home.make()
        let told = [
            ToldFact(name: "event.kind", value: "breakdown"),
            ToldFact(name: "vehicle.drivable", value: "false"),
        ]
        let said = try await home.roadside.check(told: told, fix: SampleCard.place, language: .da)
        #expect(said.product == "rescue-abroad")
        #expect(!said.benefits.isEmpty)
        for benefit in said.benefits {
            #expect(["covered", "conditional", "unknown", "not_covered"].contains(benefit.verdict))
            #expect(!benefit.verdictText.isEmpty)
            #expect(!benefit.main.clause.isEmpty && !benefit.main.message.isEmpty, "\(benefit.id)")
        }
        #expect(said.call.telUri == "tel:+4570105052")
    }

    @Test("the next question leads to the end, asking nothing twice", arguments: [0, 1, 2])
    func dialogue(_ choice: Int) async throws {
        let home = try await Home.make()
        var told: [ToldFact] = []
        var asked: Set<String> = []
        var said = try await home.roadside.check(told: told, language: .fr)
        while let question = said.nextQuestion {
            #expect(asked.insert(question.fact).inserted, "\(question.fact) was asked twice")
            #expect(!question.text.isEmpty)
            let answer = question.answers[min(choice, question.answers.count - 1)]
            told.append(ToldFact(name: question.fact, value: answer.value))
            said = try await home.roadside.check(told: told, language: .fr)
            try #require(asked.count < 60)
        }
        #expect(!asked.isEmpty)
    }

    @Test("a verdict unfolds into the clauses behind it")
    func explain() async throws {
        let home = try await Home.make()
        let benefit = try #require(try await home.roadside.check().benefits.first?.id)
        let said = try await home.roadside.explain(benefit, language: .it)
        #expect(said.explain != nil)
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.explain("no such benefit")
        }
    }

    @Test("two cards are compared, and one is to be called first")
    func severalCards() async throws {
        let home = try await Home.make()
        _ = try await home.roadside.addCard(SampleCard.file)
        let said = try await home.roadside.checkAll(fix: SampleCard.place, language: .en)
        #expect(said.cards.count == 2)
        #expect(said.first != nil)
    }

    @Test("a journey is weighed country by country")
    func trip() async throws {
        let home = try await Home.make()
        let said = try await home.roadside.trip(
            Journey(countries: "DE AT HR", from: "2026-07-01", to: "2026-07-14"), language: .da)
        #expect(said.countries.map(\.country) == ["DE", "AT", "HR"])
        #expect(said.countries.allSatisfy { !$0.cards.isEmpty })
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.trip(Journey(countries: "Germany"), language: .da)
        }
    }

    @Test("a fact with a value it may not have is named, its value is not repeated")
    func badFact() async throws {
        let home = try await Home.make()
        do {
            let told = [ToldFact(name: "vehicle.drivable", value: "Mette Kjærgaard")]
            _ = try await home.roadside.check(told: told)
            Issue.record("taken")
        } catch let error as RoadsideError {
            let said = error.said(.en)
            #expect(said.fields.map(\.at) == ["vehicle.drivable"])
            #expect(!said.detail.contains("Mette"))
            #expect(!String(describing: error).contains("Mette"))
        }
    }
}
