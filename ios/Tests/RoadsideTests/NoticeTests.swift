import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("The notice for the garage")
struct NoticeTests {
    @Test("in Croatia it is Croatian first, its letters intact, the driver's own last")
    func croatian() async throws {
        let home = try await Home.make()
        let said = try await home.roadside.notice(country: "HR", driver: .da)
        #expect(said.country == "HR")
        let first = try #require(said.notices.first)
        #expect(first.language == .hr)
        #expect(first.nativeLanguage)
        #expect(said.notices.last?.language == .da)
        let text = first.title + first.paragraphs.joined()
        #expect(text.contains("određene troškove prijevoza"))
        for letter in "ćđšž" { #expect(text.contains(letter), "\(letter)") }
        #expect(first.phone == "+4570105052")
        #expect(said.html.contains(first.title))
        for text in [said.text, said.textOfTwo] {
            #expect(text.contains("Pozive plaća osiguranje."))
            #expect(text.contains("Til værkstedet"))
        }
    }

    @Test("it says what the terminal program says, letter for letter", arguments: ["HR", "PL", "FR", "NO"])
    func sameAsTerminal(_ country: String) async throws {
        let home = try await Home.make()
        let here = try await home.roadside.notice(country: country, driver: .de)
        let folder = try TemporaryFolder()
        let card = folder.url.appendingPathComponent("card.json")
        try SampleCard.file.write(to: card)
        let terminal = Terminal(home: try folder.folder("home"))
        _ = try terminal.json(["card", "add", "--file", card.path])
        let there = try terminal.json(["notice", "--country", country, "--language", "de"])
        let notices = try #require(there["notices"] as? [[String: Any]])
        #expect(notices.map { $0["title"] as? String } == here.notices.map(\.title))
        #expect(notices.map { $0["paragraphs"] as? [String] } == here.notices.map(\.paragraphs))
        #expect(notices.map { $0["language"] as? String } == here.notices.map(\.language.tag))
    }

    @Test("where the country is not known, English comes first")
    func nowhere() async throws {
        let home = try await Home.make()
        let said = try await home.roadside.notice(driver: .pl)
        #expect(said.notices.first?.language == .en)
        let only = try await home.roadside.notice(country: "HR", driver: .pl, only: .it)
        #expect(only.notices.map(\.language) == [.it])
    }

    @Test("a country that is none is bad input")
    func noCountry() async throws {
        let home = try await Home.make()
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.notice(country: "Croatia")
        }
    }
}
