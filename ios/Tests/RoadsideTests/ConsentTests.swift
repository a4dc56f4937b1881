import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("Consent and what goes out")
struct ConsentTests {
    private let wish = HelpWish(
        told: [
            ToldFact(name: "event.kind", value: "illness"),
            ToldFact(name: "illness.person", value: "driver"),
        ],
        fix: SampleCard.place, withHealth: true)

    /// Gives consent as a screen does: with the version of the words it has shown.
    static func give(_ purpose: Purpose, _ roadside: Roadside) async throws {
        let all = try await roadside.consents(language: .da).consents
        let shown = try #require(all.first { $0.purpose == purpose })
        try await roadside.giveConsent(
            to: purpose, textVersion: shown.textVersion, language: .da)
    }

    private func state(_ purpose: Purpose, _ roadside: Roadside) async throws -> ConsentState? {
        try await roadside.consents().consents.first { $0.purpose == purpose }?.state
    }

    @Test("health facts go with a case only with consent; taken back, they do not")
    func health() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let needed = RoadsideError.ConsentNeeded(purpose: .health)
        #expect(try await state(.health, roadside) == .off)
        await #expect(throws: needed) { try await roadside.callHelp(wish) }
        #expect(try await roadside.cases().cases.isEmpty)
        try await Self.give(.health, roadside)
        #expect(try await state(.health, roadside) == .valid)
        let plan = try await roadside.callHelp(wish, language: .da)
        #expect(plan.case.state == .queued)
        let change = try await roadside.withdrawConsent(to: .health, language: .da)
        #expect(change.casesQueued == 1)
        #expect(try await state(.health, roadside) == .withdrawn)
        await #expect(throws: needed) { try await roadside.callHelp(wish) }
        #expect(try await roadside.cases().cases.count == 1)
        #expect(try await roadside.outbox().waiting == 1)
    }

    @Test(
        "a case that is followed shows at once that taking back a consent queued it anew",
        .timeLimit(.minutes(1)))
    func followed() async throws {
        let home = try await Home.make()
        try await Self.give(.health, home.roadside)
        let plan = try await home.roadside.callHelp(wish)
        var revisions: [UInt32] = []
        for await status in home.roadside.statuses(of: plan.case.id) {
            revisions.append(status.held.revision)
            if revisions.count == 1 { try await home.roadside.withdrawConsent(to: .health) }
            if revisions.count == 2 { break }
        }
        #expect(revisions.count == 2 && revisions[0] < revisions[1])
    }

    @Test("every purpose says whole what one agrees to, in every language", arguments: Language.allCases)
    func words(_ language: Language) async throws {
        let home = try await Home.make()
        let consents = try await home.roadside.consents(language: language)
        #expect(Set(consents.consents.map(\.purpose)) == Set(Purpose.allCases))
        for one in consents.consents {
            for text in [one.name, one.text, one.holds, one.stateText] {
                #expect(text.contains(" ") || text.count > 4, "\(one.purpose)")
                #expect(!text.contains("%{") && !text.hasPrefix("privacy."), "\(text)")
            }
        }
    }

    @Test("other words than were shown are no consent")
    func otherWords() async throws {
        let home = try await Home.make()
        do {
            try await home.roadside.giveConsent(to: .health, textVersion: 99)
            Issue.record("taken")
        } catch RoadsideError.BadInput(let faults) {
            #expect(faults.map(\.at) == ["text_version"])
        }
        #expect(try await state(.health, home.roadside) == .off)
    }

    @Test("what would go out is shown before, and receipted after")
    func previewAndReceipt() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let without = HelpWish(told: wish.told, fix: wish.fix)
        let preview = try await roadside.previewHelp(without, through: intake, language: .en)
        #expect(preview.host?.hasPrefix("127.0.0.1") == true)
        #expect(preview.company == "SOS International a/s")
        #expect(preview.fields.contains { $0.value == "ZQ 48 217" })
        #expect(!preview.withheld.isEmpty)
        #expect(!preview.fields.contains { $0.value.contains("tok-9f3c2e7a51") })
        #expect(try await roadside.receipts().receipts.isEmpty)
        let plan = try await roadside.callHelp(without, language: .en)
        try await roadside.deliver(through: intake)
        let receipt = try #require(try await roadside.receipts(language: .en).receipts.first)
        #expect(receipt.code == plan.case.code)
        #expect(receipt.confirmedAt != nil)
        #expect(receipt.fields.count == receipt.labels.count && !receipt.fields.isEmpty)
    }

    @Test("a text is handed on only with consent to that")
    func share() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let plan = try await roadside.callHelp(HelpWish(fix: SampleCard.place))
        await #expect(throws: RoadsideError.ConsentNeeded(purpose: .positionToHelper)) {
            try await roadside.share(.position)
        }
        try await Self.give(.positionToHelper, roadside)
        let shared = try await roadside.share(.position, language: .en)
        #expect(shared.text.contains(plan.case.code))
        #expect(try await roadside.receipts().receipts.map(\.kind) == ["share"])
        let sms = try await roadside.consentSms(language: .en)
        #expect(sms.uri.hasPrefix("sms:+45") && sms.body.contains("Mette"))
        #expect(sms.messagesLink.hasPrefix("sms:\(sms.to)&body=") && !sms.messagesLink.contains(" "))
        let page = try await roadside.consentDeclaration(of: [.health], language: .hr)
        #expect(page.contains("<html"))
    }
}
