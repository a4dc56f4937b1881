import Foundation
import Roadside
import RoadsideTestSupport
import Testing

/// `tests/vectors/phones.json`: the calls Rust, Kotlin and Swift must answer alike, letter for
/// letter. `tests/tests/phone_vectors.rs` makes them and says how an answer becomes lines.
@Suite("The vectors every shell answers to")
struct VectorTests {
    private struct Vectors: Decodable {
        let now: Date
        let card: String
        let checks, verdicts: [Check]
        let notices: [Notice]
        let positions: [Position]
        let help: [Help]
        let cards: [Card]
        let errors: [Error]

        struct Check: Decodable {
            let name, product: String
            let language: String?
            let told: [String: String]
            let lines: [String]
        }
        struct Notice: Decodable {
            let country, language: String
            let lines: [String]
        }
        struct Place: Decodable {
            let lat, lon: Double
            let accuracy_m: Double?
            let fixed_at: Date?
            let method: String

            var fix: Fix {
                let made = { Fix(lat: lat, lon: lon, accuracyM: accuracy_m, fixedAt: fixed_at, method: $0) }
                switch method {
                case "gnss": return made(.gnss)
                case "wifi": return made(.wifi)
                case "cell": return made(.cell)
                case "manual": return made(.manual)
                default: return made(.unknown)
                }
            }
        }
        struct Position: Decodable {
            let fix: Place
            let language: String
            let lines: [String]
        }
        struct Help: Decodable {
            let told: [String: String]
            let fix: Place?
            let danger: Bool
            let on_motorway: Bool?
            let language: String
            let lines: [String]
        }
        struct Card: Decodable {
            let file, language: String
            let lines: [String]
        }
        struct Error: Decodable {
            let name, language: String
            let lines: [String]
        }
    }

    private let vectors: Vectors

    init() throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        vectors = try decoder.decode(Vectors.self, from: try Checkout.vector("phones.json"))
    }

    private func opened() async throws -> (TemporaryFolder, Roadside) {
        let folder = try TemporaryFolder()
        let roadside = try await Roadside.open(in: folder.url, keys: TestKeys(), now: vectors.now)
        _ = try await roadside.addCard(Data(vectors.card.utf8))
        return (folder, roadside)
    }

    private func handbook() -> RoadsideHandbook {
        RoadsideHandbook.loadAt(directory: nil, now: vectors.now)
    }

    @Test("every assessment, clause for clause")
    func checks() throws {
        #expect(vectors.checks.count >= 8)
        for vector in vectors.checks {
            let said = try handbook().check(
                product: try product(vector.product), told: told(vector.told), fix: nil,
                language: try language(vector.language ?? ""))
            #expect(lines(said) == vector.lines, "\(vector.name)")
        }
    }

    @Test("the verdicts of every adjudicated scenario")
    func verdicts() throws {
        #expect(vectors.verdicts.count >= 191)
        for vector in vectors.verdicts {
            let said = try handbook().check(
                product: try product(vector.product), told: told(vector.told), fix: nil, language: .da)
            #expect(said.benefits.map { "\($0.id) \($0.verdict)" } == vector.lines, "\(vector.name)")
        }
    }

    @Test("every notice, letter for letter")
    func notices() async throws {
        #expect(vectors.notices.count >= 10)
        let (_, roadside) = try await opened()
        for vector in vectors.notices {
            let said = try await roadside.notice(
                country: vector.country, driver: try language(vector.language))
            #expect(lines(said) == vector.lines, "\(vector.country)")
        }
    }

    @Test("every position in every language")
    func positions() throws {
        #expect(vectors.positions.count >= 32)
        for vector in vectors.positions {
            let said = try handbook().sayPosition(
                fix: vector.fix.fix, language: try language(vector.language))
            let lines =
                [
                    said.forms.geoUri, said.forms.dms, said.forms.plusCode, said.forms.spoken,
                    said.caption, "\(said.country ?? "-") \(said.countryCertain)",
                ] + said.cautions
            #expect(lines == vector.lines, "\(vector.language)")
        }
    }

    @Test("every call plan")
    func help() async throws {
        #expect(vectors.help.count >= 12)
        let (_, roadside) = try await opened()
        for vector in vectors.help {
            let plan = try await roadside.planHelp(
                HelpWish(
                    told: told(vector.told), fix: vector.fix?.fix, danger: vector.danger,
                    onMotorway: vector.on_motorway),
                language: try language(vector.language))
            #expect(lines(plan) == vector.lines, "\(vector.language)")
        }
    }

    @Test("every faulty card is refused in the same words")
    func cards() async throws {
        #expect(vectors.cards.count >= 6)
        let (_, roadside) = try await opened()
        for vector in vectors.cards {
            do {
                _ = try await roadside.addCard(Data(vector.file.utf8))
                Issue.record("taken: \(vector.lines)")
            } catch let error as RoadsideError {
                #expect(lines(error.said(try language(vector.language))) == vector.lines)
            }
        }
    }

    @Test("every error in every language")
    func errors() throws {
        #expect(vectors.errors.count >= 31 * 8)
        var every = ErrorTests.every.map { $0 }
        every.removeAll { if case .BadInput = $0 { true } else { false } }
        every.append(.BadInput(faults: [Fault(at: "vehicle.vin", problem: .vinLength)]))
        every.removeAll { if case .ConsentNeeded = $0 { true } else { false } }
        every.append(.ConsentNeeded(purpose: .health))
        every.removeAll { if case .TermsRefused(why: .untrustedKey) = $0 { true } else { false } }
        every.append(.TermsRefused(why: .untrustedKey(key: 0xE7)))
        every.removeAll { if case .TermsRefused(why: .notNewer) = $0 { true } else { false } }
        every.append(.TermsRefused(why: .notNewer(have: 3)))
        let named = Dictionary(uniqueKeysWithValues: every.map { ($0.said(.en).name, $0) })
        for vector in vectors.errors {
            let error = try #require(named[vector.name], "\(vector.name)")
            #expect(lines(error.said(try language(vector.language))) == vector.lines)
        }
    }

    // MARK: Into lines, as the Rust side does

    private func lines(_ said: SaidAssessment) -> [String] {
        var lines = ["\(said.product) \(said.edition)"]
        for one in said.benefits {
            lines.append("\(one.id) \(one.verdict) \(one.verdictText)")
            lines.append("  \(one.title) | \(one.main.message)")
            lines += one.reasons.map { "  reason \($0.clause) \($0.message)" }
            lines += one.conditions.map { "  condition \($0.id) \($0.clause) \($0.message)" }
            lines += one.limits.map { "  limit \($0.id) \($0.value) \($0.unit ?? "-") \($0.message)" }
            lines += one.youPay.map { "  pay \($0.id) \($0.message)" }
            lines.append("  missing \(one.missing.joined(separator: ","))")
            lines += one.assumptions.map { "  assume \($0.fact)=\($0.value) \($0.message)" }
        }
        if let next = said.nextQuestion {
            lines.append("next \(next.fact) \(next.kind) \(next.text)")
            lines += next.answers.map { "  answer \($0.value)=\($0.text)" }
        }
        lines.append("call \(said.call.phoneSpaced) \(said.call.telUri) \(said.call.who)")
        return lines
    }

    private func lines(_ said: SaidNotices) -> [String] {
        var lines = [said.country ?? ""]
        for notice in said.notices {
            lines.append("\(notice.language.tag) \(notice.nativeLanguage) \(notice.title)")
            lines += notice.paragraphs
            lines.append("\(notice.assistanceCompany) \(notice.phone)")
        }
        return lines + [said.textOfTwo]
    }

    private func lines(_ plan: CallPlan) -> [String] {
        let hide = { (text: String) in text.replacingOccurrences(of: plan.case.code, with: "CODE") }
        let body = hide(plan.sms.body).components(separatedBy: " CHK=").first ?? ""
        var lines = ["sms \(plan.sms.to) \(body)"]
        if let emergency = plan.emergency {
            lines.append("emergency \(emergency.phone) \(emergency.why)")
        }
        lines += ([plan.first] + plan.then).map { "call \($0.phone) \($0.who) \($0.why)" }
        lines += plan.steps.map(hide)
        lines += plan.haveReady.map { "ready \($0.item): \($0.value ?? "-")" }
        return lines + [plan.voice.telUri]
    }

    private func lines(_ said: SaidError) -> [String] {
        [said.name, said.title, said.detail, said.remedy]
            + said.fields.map { "\($0.at) | \($0.text)" }
    }

    private func told(_ facts: [String: String]) -> [ToldFact] {
        facts.map { ToldFact(name: $0.key, value: $0.value) }
    }

    private func language(_ tag: String) throws -> Language { try #require(Language(tag: tag)) }

    private func product(_ word: String) throws -> Product {
        let products: [String: Product] = [
            "rescue-abroad": .rescueAbroad, "autohjaelp": .autohjaelp, "tusk": .tusk,
        ]
        return try #require(products[word])
    }
}
