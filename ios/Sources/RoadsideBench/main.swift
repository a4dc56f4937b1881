// What one pre-check and one notice cost through Swift, as JSON lines. Run `cargo xtask swift bench`.
import Foundation
import Roadside

/// One key, for a database that goes with the process.
private final class BenchKeys: KeyStore {
    func databaseKey() throws -> Data { Data(repeating: 7, count: 32) }
    func destroyKey() throws {}
}

/// The median of many runs after a warm-up, in nanoseconds.
private func median(_ name: String, runs: Int = 2000, _ work: () throws -> Void) throws {
    for _ in 0..<(runs / 10) { try work() }
    let clock = ContinuousClock()
    var times = try (0..<runs).map { _ in try clock.measure { try work() } }
    times.sort()
    let (seconds, attoseconds) = times[runs / 2].components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    print(#"{"shell":"swift","what":"\#(name)","median_ns":\#(nanoseconds),"runs":\#(runs)}"#)
}

let card = Data(
    #"""
    {"product": "rescue-abroad", "assistance_company": "SOS International a/s",
     "alarm_phone": "+4570105052", "vehicle": {"kind": "passenger_car", "registered_in": "DK",
     "permitted_weight_kg": 1965, "casco": true, "use": "private"}}
    """#.utf8)
let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("roadside-bench-" + UUID().uuidString)
defer { try? FileManager.default.removeItem(at: folder) }
// The core is called directly: what is measured is the call across and the answer's way back.
let core = try RoadsideCore.open(directory: folder.path, keys: BenchKeys(), log: nil)
_ = try core.addCard(file: card)
let handbook = RoadsideHandbook.load(directory: nil)
let fix = Fix(lat: 45.7645, lon: 15.8612, accuracyM: 12, fixedAt: Date(), method: .gnss)
let told = [
    ToldFact(name: "event.kind", value: "breakdown"),
    ToldFact(name: "vehicle.drivable", value: "false"),
]
try median("pre-check of a card") {
    _ = try core.check(card: nil, told: told, fix: fix, language: .da)
}
try median("pre-check without a card") {
    _ = try handbook.check(product: .rescueAbroad, told: told, fix: fix, language: .da)
}
try median("notice") {
    _ = try core.notice(card: nil, country: "HR", fix: nil, driver: .da, only: nil)
}
try median("smallest call") { _ = label(name: .yes, language: .da) }
