// What one pre-check and one notice cost through Swift, as JSON lines. Run `cargo xtask swift bench`.
import Foundation
import Roadside

/// One key, for a database that goes with the process.
private final class BenchKeys: KeyStore {
    func databaseKey() throws -> Data { Data(repeating: 7, count: 32) }
    func destroyKey() throws {}
}

/// The median of 2,000 calls after 500 to warm up, in microseconds: the same calls, card and facts
/// as in Rust (`core/benches/calls.rs`) and in Kotlin.
private func measure(_ name: String, _ call: () throws -> Void) throws {
    for _ in 0..<500 { try call() }
    let clock = ContinuousClock()
    let times = try (0..<2_000).map { _ in try clock.measure { try call() } }.sorted()
    func at(_ share: Int) -> Double {
        let (seconds, attoseconds) = times[times.count * share / 100].components
        return Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    }
    print(#"{"what": "\#(name)", "median_us": \#(at(50)), "p90_us": \#(at(90)), "rounds": 2000}"#)
}

let card = Data(
    #"""
    {"product": "rescue-abroad", "insurer": "Havblik Forsikring",
     "policy_no": "KP-55660-91", "alarm_phone": "+4570105052",
     "vehicle": {"kind": "passenger_car", "make": "Skoda", "model": "Octavia Combi",
         "model_year": 2021, "registration": "ZQ 48 217", "registered_in": "DK",
         "vin": "TMBJJ7NE8L0123456", "permitted_weight_kg": 1965, "casco": true, "use": "private"},
     "holder": {"name": "Mette Kjærgaard", "phone": "+4520304050"}, "in_force_from": "2026-01-01"}
    """#.utf8)
let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("roadside-bench-" + UUID().uuidString)
defer { try? FileManager.default.removeItem(at: folder) }
// The core is called directly: what is measured is the call across and the answer's way back.
let core = try RoadsideCore.open(directory: folder.path, keys: BenchKeys(), log: nil)
_ = try core.addCard(file: card)
let handbook = RoadsideHandbook.load(directory: nil)
let told = [
    ToldFact(name: "event.kind", value: "breakdown"),
    ToldFact(name: "place.country", value: "HR"),
    ToldFact(name: "vehicle.kind", value: "passenger_car"),
]
try measure("pre_check_without_card") {
    _ = try handbook.check(product: .rescueAbroad, told: told, fix: nil, language: .da)
}
try measure("pre_check_with_card") {
    _ = try core.check(card: nil, told: told, fix: nil, language: .da)
}
try measure("notice") {
    _ = try core.notice(card: nil, country: "HR", fix: nil, driver: .da, only: nil)
}
try measure("call_plan") {
    _ = try core.planHelp(wish: HelpWish(told: told), language: .da)
}
try measure("card") { _ = try core.card(id: nil, language: .da) }
