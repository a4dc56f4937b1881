import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("The vectors every shell answers to")
struct VectorTests {
    private let handbook = RoadsideHandbook.load(directory: nil)

    @Test("every adjudicated scenario comes out as it must")
    func scenarios() throws {
        let scenarios = try Checkout.lines("scenarios.jsonl")
        #expect(scenarios.count >= 191)
        for scenario in scenarios {
            let name = try #require(scenario["id"] as? String)
            let product = try #require(Product.all[scenario["product"] as? String ?? ""])
            let situation = try #require(scenario["situation"] as? [String: Any])
            let told = situation.map { ToldFact(name: $0.key, value: Self.text($0.value)) }
            let said = try handbook.check(product: product, told: told, fix: nil, language: .en)
            let expect = try #require(scenario["expect"] as? [String: [String: Any]])
            for (benefit, expected) in expect {
                let got = try #require(said.benefits.first { $0.id == benefit }, "\(name) \(benefit)")
                Self.compare(got, expected, "\(name) \(benefit)")
            }
        }
    }

    private static func compare(_ got: SaidBenefit, _ expected: [String: Any], _ name: String) {
        let verdict = expected["verdict"] as? String
        #expect(got.verdict == verdict, "\(name)")
        if verdict == "unknown" {
            #expect(Set(got.missing) == Set(expected["missing"] as? [String] ?? []), "\(name)")
        }
        if verdict == "conditional" {
            let conditions = Set(got.conditions.map(\.id))
            #expect(conditions == Set(expected["conditions"] as? [String] ?? []), "\(name)")
        }
        let cited = Set(
            got.reasons.map(\.clause) + got.conditions.map(\.clause) + got.limits.map(\.clause))
        #expect(cited.isSuperset(of: expected["clauses"] as? [String] ?? []), "\(name)")
        for (limit, value) in expected["limits"] as? [String: Any] ?? [:] {
            #expect(
                got.limits.contains { $0.id == limit && $0.value == text(value) },
                "\(name): \(limit)")
        }
    }

    @Test("every place lies in its country")
    func points() throws {
        let lines = String(decoding: try Checkout.vector("points.csv"), as: UTF8.self)
            .split(whereSeparator: \.isNewline).dropFirst()
        #expect(lines.count >= 80)
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let lat = try #require(Double(fields[2]))
            let lon = try #require(Double(fields[3]))
            let said = try handbook.sayPosition(
                fix: Fix(lat: lat, lon: lon, accuracyM: nil, fixedAt: nil, method: .unknown),
                language: .en)
            #expect((said.country ?? "") == fields[4], "\(fields[1])")
        }
    }

    /// A JSON value as a told fact's text.
    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let list as [Any]: list.map(text).joined(separator: ",")
        // JSON's booleans are numbers to Foundation.
        case let number as NSNumber:
            CFBooleanLike.isBool(number) ? (number.boolValue ? "true" : "false") : "\(number)"
        default: ""
        }
    }
}

/// Tells `true` from `1`.
private enum CFBooleanLike {
    static func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

extension Product {
    /// By the word of files and JSON.
    fileprivate static let all: [String: Product] = [
        "rescue-abroad": .rescueAbroad, "autohjaelp": .autohjaelp, "tusk": .tusk,
    ]
}
