import Foundation
import Roadside
import RoadsideScreens
import RoadsideTestSupport
import Testing

/// The phone's own part, for tests: remembers what it was asked to do.
@MainActor
final class TestHands: Hands {
    var dialled: [String] = []
    var written: [SmsDraft] = []
    var shared: [(String?, String?)] = []
    var file: Data?
    func dial(_ uri: String) async { dialled.append(uri) }
    func write(_ sms: SmsDraft) async { written.append(sms) }
    func share(text: String?, page: String?) async { shared.append((text, page)) }
    func pickCardFile() async -> Data? { file }
}

/// Gives the same fixes, or an error, each time.
final class TestLocation: LocationSource {
    private let result: Result<[Fix], any Error>
    init(_ fixes: [Fix]) { result = .success(fixes) }
    init(throwing error: any Error) { result = .failure(error) }
    func fixes() async throws -> [Fix] { try result.get() }
}

@MainActor
@Suite("The seven screens")
struct ScreensTests {
    private let hands = TestHands()

    private func pilot(
        _ home: Home, language: Language = .da, intake: RoadsideIntake? = nil,
        location: any LocationSource = TestLocation([SampleCard.place])
    ) async throws -> Pilot {
        let pilot = Pilot(
            roadside: home.roadside, handbook: RoadsideHandbook.load(directory: nil),
            intake: intake, location: location, hands: hands, language: language,
            patience: .seconds(20))
        await pilot.begin()
        return pilot
    }

    /// Presses the button of an act, as a person would: only what is there can be pressed.
    private func press(_ act: Act, on pilot: Pilot) async throws {
        try #require(pilot.screen.buttons.contains { $0.act == act && $0.enabled }, "\(act)")
        await pilot.act(act)
    }

    private func label(_ name: Label, _ language: Language = .da) -> String {
        Words(language)(name)
    }

    @Test("every screen has a heading, words on every button and nothing empty", arguments: Language.allCases)
    func whole(_ language: Language) async throws {
        let home = try await Home.make()
        _ = try await home.roadside.callHelp(HelpWish(), language: language)
        let pilot = try await pilot(home, language: language)
        var seen: [Screen] = [pilot.screen]
        for place in Place.allCases where place != .card {
            await pilot.act(.go(place))
            seen.append(pilot.screen)
            #expect(pilot.screen.place == place)
            #expect(pilot.screen.back != nil)
            await pilot.act(.back)
        }
        for screen in seen {
            #expect(screen.trouble == nil, "\(screen.place)")
            #expect(screen.blocks.count >= 3, "\(screen.place)")
            for text in screen.texts { #expect(!text.isEmpty && !text.contains("%{"), "\(screen.place)") }
            for button in screen.buttons { #expect(!button.spoken.isEmpty, "\(screen.place)") }
            // A label without its text would come back as its key.
            for text in screen.texts { #expect(text.firstMatch(of: /^[a-z_]+\.[a-z_.]+$/) == nil, "\(text)") }
        }
        #expect(Set(seen.map(\.title)).count == seen.count)
    }

    @Test("without a card the first screen offers to add one, and help still has the number")
    func noCard() async throws {
        let home = try await Home.make(card: false)
        let pilot = try await pilot(home)
        #expect(pilot.screen.texts.contains(label(.noCards)))
        try await press(.go(.help), on: pilot)
        #expect(pilot.screen.main?.act == .dial("tel:112"))
        #expect(pilot.screen.main?.weight == .emergency)
        await pilot.act(.danger(true))
        #expect(pilot.screen.mainFirst)
        #expect(pilot.screen.main?.detail == "112")
        await pilot.act(.back)
        try await press(.addCard, on: pilot)
        hands.file = SampleCard.file
        try await press(.pickCardFile, on: pilot)
        #expect(pilot.screen.texts.contains(label(.cardSaved)))
        #expect(pilot.screen.texts.contains("ZQ 48 217"))
    }

    @Test("a faulty card is refused in words, and the screen stays")
    func faultyCard() async throws {
        let home = try await Home.make(card: false)
        let pilot = try await pilot(home)
        await pilot.act(.addCard)
        await pilot.act(.type("{\"product\": \"tusk\", \"vehicle\": {\"vin\": \"1\"}}"))
        #expect(pilot.screen.place == .cards)
        #expect(pilot.screen.trouble?.fields.map(\.at) == ["vehicle.vin"])
        await pilot.act(pilot.screen.close.act)
        #expect(pilot.screen.trouble == nil)
        await pilot.act(.type("no card at all"))
        #expect(pilot.screen.trouble?.name == "bad_input")
    }

    @Test("danger puts 112 first, above everything, and it opens the phone")
    func danger() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.help), on: pilot)
        #expect(pilot.screen.main?.act == .sendCase)
        #expect(!pilot.screen.mainFirst)
        try await press(.danger(true), on: pilot)
        let main = try #require(pilot.screen.main)
        #expect(pilot.screen.mainFirst)
        #expect(main.weight == .emergency)
        #expect(main.hint == label(.opensPhone))
        try await press(main.act, on: pilot)
        #expect(hands.dialled == ["tel:112"])
        // The alarm centre and the case come after it.
        #expect(pilot.screen.buttons.contains { $0.act == .dial("tel:+4570105052") })
        #expect(pilot.screen.buttons.contains { $0.act == .sendCase })
        try await press(.danger(false), on: pilot)
        #expect(pilot.screen.main?.act == .sendCase)
    }

    @Test("before the alarm centre is dialled it is said that it may record", arguments: [false, true])
    func recording(_ danger: Bool) async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.help), on: pilot)
        if danger { try await press(.danger(true), on: pilot) }
        let plan = try await home.roadside.planHelp(HelpWish(danger: danger), language: .da)
        let blocks = pilot.screen.blocks
        let said = try #require(blocks.firstIndex(of: .text(plan.voice.recording)))
        let call = try #require(
            blocks.firstIndex {
                if case .button(let one) = $0 { one.act == .dial(plan.voice.telUri) } else { false }
            })
        #expect(said < call)
        #expect(blocks.filter { $0 == .text(plan.voice.recording) }.count == 1)
    }

    @Test("the position is shown in the driver's language with its accuracy; the message is offered")
    func position() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.help), on: pilot)
        let found = try await eventually {
            pilot.screen.texts.contains(label(.hereYouAre))
        }
        #expect(found)
        #expect(pilot.screen.texts.contains { $0.contains("12") && $0.contains("±") })
        let write = try #require(
            pilot.screen.buttons.first { if case .write = $0.act { true } else { false } })
        try await press(write.act, on: pilot)
        #expect(hands.written.first?.to == "+4570105052")
    }

    @Test("no position is said, with what to do now, and help goes on")
    func noPosition() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(
            home, location: TestLocation(throwing: LocationSourceError.Denied))
        try await press(.go(.help), on: pilot)
        let told = try await eventually { pilot.screen.texts.contains(label(.noPosition)) }
        #expect(told)
        #expect(pilot.screen.texts.contains(label(.whyPosition)))
        #expect(pilot.screen.main?.act == .sendCase)
    }

    @Test("the dialogue goes question by question to the answer, and back again", arguments: [Language.da, .de, .pl])
    func dialogue(_ language: Language) async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home, language: language)
        try await press(.go(.check), on: pilot)
        #expect(pilot.screen.texts.contains(label(.soFar, language)))
        var steps = 0
        while pilot.screen.buttons.contains(where: { $0.act == .choose(0) }) {
            try await press(.choose(0), on: pilot)
            #expect(pilot.screen.trouble == nil)
            steps += 1
            try #require(steps < 60)
        }
        #expect(steps > 0)
        #expect(pilot.screen.texts.contains(label(.theAnswer, language)))
        #expect(pilot.screen.texts.contains { $0.hasPrefix(label(.clause, language)) })
        let end = pilot.screen
        try await press(.previousQuestion, on: pilot)
        #expect(pilot.screen != end)
        try await press(.choose(0), on: pilot)
        #expect(pilot.screen == end)
        try await press(.startOver, on: pilot)
        #expect(!pilot.screen.buttons.contains { $0.act == .previousQuestion })
    }

    @Test("every verdict has a sign and words, never colour alone")
    func verdictSigns() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.check), on: pilot)
        let signed = pilot.screen.blocks.compactMap { block -> String? in
            if case .signed(_, let title, let text) = block { return title + (text ?? "") }
            return nil
        }
        let said = try await home.roadside.check(language: .da)
        #expect(signed == said.benefits.map { $0.title + $0.verdictText })
    }

    @Test("the garage's notice is in its language, marked as such, the driver's own below")
    func notice() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.notice), on: pilot)
        let croatian = try await eventually {
            pilot.screen.blocks.contains {
                if case .paper(.hr, _) = $0 { true } else { false }
            }
        }
        #expect(croatian)
        #expect(pilot.screen.texts.contains { $0.contains("određene troškove prijevoza") })
        #expect(pilot.screen.texts.contains(label(.inYourLanguage)))
        let call = try #require(pilot.screen.buttons.first { $0.act == .dial("tel:+4570105052") })
        #expect(call.language == .hr)
        #expect(pilot.screen.blocks.flatMap { squares($0) }.count == 1)
        try await press(.shareNotice, on: pilot)
        #expect(hands.shared.first?.1?.contains("<html") == true)
        try await press(.chooseLanguage, on: pilot)
        try await press(.showIn(.it), on: pilot)
        #expect(
            pilot.screen.blocks.contains { if case .paper(.it, _) = $0 { true } else { false } })
    }

    private func squares(_ block: Block) -> [Square] {
        switch block {
        case .square(let square, _): [square]
        case .paper(_, let blocks): blocks.flatMap { squares($0) }
        default: []
        }
    }

    @Test("a case is sent, seen as received, called off after a question, all on the screen")
    func wholeCase() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let pilot = try await pilot(home, intake: try RoadsideIntake.alarmCentre(at: centre.url))
        try await press(.go(.help), on: pilot)
        try await press(.sendCase, on: pilot)
        #expect(pilot.screen.place == .status)
        let received = Words(.da).stateName(.received)
        #expect(try await eventually { pilot.screen.texts.contains(received) })
        let held = try #require(try await home.roadside.cases().cases.first)
        #expect(pilot.screen.texts.contains(held.code))
        #expect(pilot.screen.texts.contains(label(.helperKnowsCode)))
        try await press(.callOff, on: pilot)
        #expect(pilot.screen.texts.contains(label(.callOffSure)))
        try await press(.keepIt, on: pilot)
        #expect(try await home.roadside.case(held.id).state == .received)
        try await press(.callOff, on: pilot)
        try await press(.callOffSurely, on: pilot)
        #expect(try await home.roadside.case(held.id).state == .cancelled)
        #expect(try await eventually { pilot.screen.main == nil })
        #expect(try await centre.holds().count == 1)
    }

    @Test("an alarm centre that is down is said, and the case is not called received")
    func down() async throws {
        let home = try await Home.make()
        let data = try home.folder.folder("centre")
        let first = try ReferenceCentre.start(data: data)
        let (address, url) = (first.address, first.url)
        first.stop()
        let pilot = try await pilot(home, intake: try RoadsideIntake.alarmCentre(at: url))
        try await press(.go(.help), on: pilot)
        try await press(.sendCase, on: pilot)
        let words = RoadsideError.Unreachable(trouble: .noConnection, nextAttemptAt: nil).said(.da)
        #expect(try await eventually { pilot.screen.texts.contains(words.detail) })
        #expect(pilot.screen.texts.contains(label(.doNotJustWait)))
        #expect(pilot.screen.buttons.contains { $0.act == .dial("tel:+4570105052") })
        let second = try ReferenceCentre.start(data: data, listen: address)
        try await press(.askCentre, on: pilot)
        let received = Words(.da).stateName(.received)
        #expect(try await eventually { pilot.screen.texts.contains(received) })
        #expect(!pilot.screen.texts.contains(label(.doNotJustWait)))
        #expect(try await second.holds().count == 1)
    }

    @Test("cards are chosen, handed on, and removed only after a question")
    func cards() async throws {
        let home = try await Home.make()
        let second = try await home.roadside.addCard(SampleCard.file)
        let pilot = try await pilot(home)
        try await press(.go(.cards), on: pilot)
        try await press(.useCard(second), on: pilot)
        #expect(pilot.screen.texts.contains(label(.cardChosen)))
        try await press(.shareCard(second), on: pilot)
        #expect(hands.shared.count == 1)
        try await press(.removeCard(second), on: pilot)
        #expect(pilot.screen.texts.contains(label(.removeCardSure)))
        try await press(.keepIt, on: pilot)
        #expect(try await home.roadside.cards().cards.count == 2)
        try await press(.removeCard(second), on: pilot)
        try await press(.removeCardSurely(second), on: pilot)
        #expect(try await home.roadside.cards().cards.count == 1)
        #expect(pilot.screen.texts.contains(label(.cardRemoved)))
    }

    @Test("whom to thank for the data, and the terms that are here")
    func about() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        try await press(.go(.about), on: pilot)
        for source in dataSources() { #expect(pilot.screen.texts.contains(source)) }
        #expect(pilot.screen.texts.contains("2011-04"))
        #expect(pilot.screen.texts.contains(libraryVersion()))
    }

    @Test("every new screen is announced once")
    func announced() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home, location: TestLocation([]))
        var heard: [Place] = []
        pilot.onScreen = { heard.append($0.place) }
        await pilot.act(.go(.about))
        #expect(heard.contains(.about))
        let before = heard.count
        await pilot.act(.closeTrouble)
        #expect(heard.count == before)
    }

    @Test("going away stops what goes on, coming back asks anew")
    func awayAndBack() async throws {
        let home = try await Home.make()
        let pilot = try await pilot(home)
        pilot.left()
        _ = try await home.roadside.addCard(SampleCard.file)
        await pilot.act(.go(.cards))
        await pilot.came()
        #expect(pilot.screen.texts.filter { $0 == "ZQ 48 217" }.count == 2)
    }
}

extension Words {
    /// A state's name as the screens write it.
    fileprivate func stateName(_ state: CaseState) -> String {
        let text = caseStateText(state: state, language: language)
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
