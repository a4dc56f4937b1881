import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("What errors say")
struct ErrorTests {
    /// Every error there is, built from every word the core has for what went wrong.
    static let every: [RoadsideError] = {
        // One by one: a single expression of all of them keeps the compiler busy for minutes.
        var all: [RoadsideError] = [.Locked]
        for what in Subject.allCases { all.append(.NotFound(what: what)) }
        for trouble in Trouble.allCases {
            all.append(.Unreachable(trouble: trouble, nextAttemptAt: nil))
        }
        for why in Refusal.allCases { all.append(.NotNow(why: why)) }
        for purpose in Purpose.allCases { all.append(.ConsentNeeded(purpose: purpose)) }
        let faults: [StorageFault] = [
            .setAside, .tampered(table: "cards"), .tooNew, .unwritable, .closed, .failed, .noKey,
        ]
        for fault in faults { all.append(.Storage(fault: fault)) }
        let refusals: [TermsRefusal] = [
            .notSigned, .signatureUnreadable, .untrustedKey(key: 0xC0FFEE), .signatureWrong,
            .newerFormat, .unknownProduct, .faulty, .notNewer(have: 7), .expired,
        ]
        for why in refusals { all.append(.TermsRefused(why: why)) }
        all.append(.BadInput(faults: [Fault(at: "vehicle.vin", problem: .vinLength)]))
        all.append(
            .BadInput(faults: [
                Fault(at: "holder.name", problem: .missing),
                Fault(at: "holder.phone", problem: .phone),
            ]))
        return all
    }()

    @Test("every error has title, detail and remedy in all eight languages", arguments: Language.allCases)
    func allLanguages(_ language: Language) {
        for error in Self.every {
            let said = error.said(language)
            for text in [said.title, said.detail, said.remedy] {
                #expect(text.count > 3, "\(said.name)")
                // A key without its sentence would come back as the key.
                #expect(!text.contains("error."), "\(said.name): \(text)")
                #expect(!text.contains("%{"), "\(said.name): \(text)")
            }
        }
    }

    @Test("localizedDescription is title and remedy in the device's language")
    func localized() {
        for error in Self.every {
            let said = error.said(.device)
            #expect(error.localizedDescription == said.title + " " + said.remedy)
            #expect((error as any Error).localizedDescription == error.localizedDescription)
        }
    }

    @Test("String(describing:) is title and remedy in English")
    func described() {
        for error in Self.every {
            let said = error.said(.en)
            #expect(String(describing: error) == said.title + " " + said.remedy)
            #expect("\(error)" == String(describing: error as any Error))
        }
    }

    @Test("a key store's errors say what is wrong", arguments: Language.allCases)
    func keyStore(_ language: Language) {
        for error in [KeyStoreError.Missing, .Exposed, .Malformed, .Unavailable] {
            #expect(sayKeyStoreError(error: error, language: language).contains(" "))
            #expect(String(describing: error) == sayKeyStoreError(error: error, language: .en))
            #expect(
                error.localizedDescription == sayKeyStoreError(error: error, language: .device))
        }
    }

    @Test("nothing personal is in any error a filled card can provoke")
    func nothingPersonal() async throws {
        let home = try await Home.make()
        let intake = try RoadsideIntake.alarmCentre(
            at: "http://127.0.0.1:9", patience: .milliseconds(300))
        let wish = HelpWish(told: [ToldFact(name: "Mette Kjærgaard", value: "20304050")])
        let card = String(decoding: SampleCard.file, as: UTF8.self)
        let broken = Data(card.replacingOccurrences(of: "TMBJJ7NE8L0123456", with: "Octavia").utf8)
        let roadside = home.roadside
        let plan = try await roadside.callHelp(HelpWish())
        let provoked: [@Sendable () async throws -> Void] = [
            { _ = try await roadside.callHelp(wish) },
            { _ = try await roadside.addCard(broken) },
            { _ = try await roadside.importCard("Mette Kjærgaard") },
            { _ = try await roadside.card("ZQ 48 217") },
            { _ = try await roadside.case("KP-55660-91") },
            { _ = try await roadside.notice(country: "Havblik") },
            { _ = try await roadside.explain("Octavia") },
            { _ = try await roadside.trip(Journey(countries: "Mette")) },
            { _ = try await roadside.refreshCase(plan.case.id, through: intake) },
            { _ = try RoadsideIntake.alarmCentre(at: "Mette Kjærgaard") },
            {
                _ = try RoadsideHandbook.load(directory: nil).readPosition(text: "Mette Kjærgaard")
            },
        ]
        for (index, provoke) in provoked.enumerated() {
            do {
                try await provoke()
                Issue.record("number \(index) was no error")
            } catch {
                var said = [error.localizedDescription, String(describing: error)]
                said.append(String(reflecting: error))
                var dumped = ""
                dump(error, to: &dumped)
                said.append(dumped)
                if let error = error as? RoadsideError {
                    for language in Language.allCases {
                        let words = error.said(language)
                        said += [words.title, words.detail, words.remedy]
                        said += words.fields.flatMap { [$0.at, $0.text] }
                    }
                } else {
                    Issue.record("number \(index) is no error of ours: \(type(of: error))")
                }
                for needle in SampleCard.needles {
                    #expect(!said.contains { $0.contains(needle) }, "number \(index): \(needle)")
                }
            }
        }
    }

    @Test("printing what a screen gets tells nothing of the motorist")
    func discreet() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let wish = HelpWish(
            told: [ToldFact(name: "event.kind", value: "illness")], fix: SampleCard.place)
        let plan = try await roadside.callHelp(wish, language: .en)
        let claim = try await roadside.startClaim(ClaimStart(case: plan.case.id))
        let told = ClaimEntry(description: "Mette", place: "45.76")
        let paid = BankEntry(holder: "Mette", registration: "0040", account: "0440116243")
        let asked = TypedRequest(right: "access", name: "Mette", details: "illness")
        let draft = try await roadside.draftRequest(asked)
        try await ConsentTests.give(.health, roadside)
        var shown: [Any] = [
            try await roadside.card(), try await roadside.cards(), plan, wish, wish.told,
            try await roadside.cases(), try await roadside.check(told: wish.told),
            try await roadside.checkAll(told: wish.told), SampleCard.place,
            Captured.found(fix: SampleCard.place),
            try RoadsideHandbook.load(directory: nil).sayPosition(fix: SampleCard.place, language: .en),
            try await roadside.trip(Journey(countries: "HR")),
        ]
        try await roadside.tellClaim(claim.id, told)
        try await roadside.addExpense(ClaimTests.towing, to: claim.id)
        let whole = try await roadside.payClaim(claim.id, to: paid)
        let letters = try await roadside.requestLetter(draft.id)
        let preview = try await roadside.previewHelp(wish)
        shown += [
            told, paid, asked, draft, ClaimTests.towing, ClaimTests.strokes, whole,
            whole.incident, whole.expenses, whole.bank as Any, preview, preview.fields,
            letters, letters.letters, letters.toRead as Any,
            try await roadside.claims(), try await roadside.requests(),
            try await roadside.receipts(),
            try await roadside.consentSms(), try await roadside.consents(),
            try await roadside.rehearse(fix: SampleCard.place),
        ]
        for value in shown {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                for needle in SampleCard.needles + ["45.76", "illness", "440116243", "0440 1162", "240.50"] {
                    #expect(!text.contains(needle), "\(type(of: value)): \(needle)")
                }
            }
        }
    }

    @Test("the log hears what was done, never about whom")
    func log() async throws {
        let folder = try TemporaryFolder()
        let log = Lines()
        let roadside = try await Roadside.open(in: folder.url, keys: TestKeys(), log: log)
        _ = try? await roadside.card()
        _ = try await roadside.addCard(SampleCard.file)
        _ = try await roadside.callHelp(HelpWish(fix: SampleCard.place))
        #expect(log.lines.prefix(3) == ["open: done", "card: no_active_card", "add_card: done"])
        for needle in SampleCard.needles { #expect(!log.lines.joined().contains(needle)) }
        let throwing = try await Roadside.open(
            in: folder.url.appendingPathComponent("other"), keys: TestKeys(), log: Deaf())
        _ = try await throwing.addCard(SampleCard.file)
    }

    private final class Lines: LogSink, @unchecked Sendable {
        private let lock = NSLock()
        private var kept: [String] = []
        var lines: [String] { lock.withLock { kept } }
        func line(text: String) throws { lock.withLock { kept.append(text) } }
    }

    private final class Deaf: LogSink {
        func line(text: String) throws { throw Unforeseen() }
    }
}
