import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("A claim, from the receipt to the confirmation")
struct ClaimTests {
    static let towing = ExpenseEntry(
        category: "towing", amount: "240.50", currency: "EUR", incurredOn: "2026-07-11",
        paidOn: "2026-07-12")

    /// What a finger drew.
    static let strokes = Strokes(
        width: 300, height: 120,
        strokes: [[StrokePoint(x: 10, y: 60), StrokePoint(x: 120, y: 20), StrokePoint(x: 290, y: 40)]])

    /// A PDF on disk.
    private func receipt(in folder: TemporaryFolder) throws -> URL {
        let file = folder.url.appendingPathComponent("bill.pdf")
        try Data("%PDF-1.7\nRačun br. 17\n".utf8).write(to: file)
        return file
    }

    /// A claim with all it needs but the signature.
    private func written(_ home: Home, _ folder: TemporaryFolder) async throws -> SaidClaim {
        let roadside = home.roadside
        let claim = try await roadside.startClaim(language: .da)
        try await roadside.tellClaim(
            claim.id,
            ClaimEntry(
                kind: "breakdown", description: "Motoren gik i stå på bjerget.",
                place: "A1 km 214, Karlovac", position: "45.4929,15.5553~20",
                occurredAt: "2026-07-10T14:30:00+02:00", discoveredAt: "2026-07-10T14:35:00+02:00",
                cameHomeOn: "2026-07-20"))
        try await roadside.addExpense(Self.towing, to: claim.id)
        try await roadside.addReceipt(
            from: receipt(in: folder), showing: .expense(number: 1), to: claim.id)
        return try await roadside.payClaim(
            claim.id, to: BankEntry(registration: "0040", account: "0440116243"), language: .da)
    }

    @Test("written, signed, bundled, sent, and received with its receipt")
    func whole() async throws {
        let home = try await Home.make()
        let desk = try TemporaryFolder()
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let claim = try await written(home, desk)
        #expect(claim.expenses.map(\.amount.text) == ["EUR 240.50"])
        #expect(claim.expenses.first?.receipts == [1])
        #expect(claim.receipts.map(\.mediaType) == ["application/pdf"])
        #expect(claim.missing.map(\.id) == ["signature"])
        #expect(!claim.valid)
        await #expect(throws: RoadsideError.NotNow(why: .claimUnsigned)) {
            try await home.roadside.sendClaim(claim.id)
        }
        #expect(try await home.roadside.signClaim(claim.id, Self.strokes).valid)

        let zip = desk.url.appendingPathComponent("claim.zip")
        let bundle = try await home.roadside.bundleClaim(claim.id, to: zip, language: .da)
        #expect(bundle.files.count == 3)
        let bytes = try Data(contentsOf: zip)
        #expect(Int64(bytes.count) == bundle.bytes)
        #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
        // Nothing in it is compressed: the receipt's own words stand in the file.
        #expect(bytes.range(of: Data("Račun br. 17".utf8)) != nil)
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.bundleClaim(claim.id, to: zip)
        }

        #expect(try await home.roadside.sendClaim(claim.id).state == "queued")
        let delivery = try await home.roadside.deliverClaims(through: intake, prompt: .person)
        #expect(delivery.delivered == 1)
        #expect(delivery.waiting == 0)
        let received = try await home.roadside.claim(claim.code, language: .hr)
        #expect(received.state == "received")
        #expect(received.receivedRevision == received.revision)
        #expect(try await centre.holds("claims") == [claim.id])
        #expect(try await home.roadside.claims().claims.map(\.code) == [claim.code])
        #expect(try await home.roadside.receipts().receipts.map(\.kind) == ["claim"])
    }

    @Test("a change lets the signature lapse, receipts are taken out again, a claim is removed")
    func changes() async throws {
        let home = try await Home.make()
        let desk = try TemporaryFolder()
        let roadside = home.roadside
        let claim = try await written(home, desk)
        #expect(try await roadside.signClaim(claim.id, Self.strokes).valid)
        let changed = try await roadside.changeExpense(
            1, of: claim.id, ExpenseEntry(amount: "99"))
        #expect(changed.expenses.map(\.amount.text) == ["EUR 99.00"])
        #expect(!changed.valid)
        let copy = desk.url.appendingPathComponent("copy.pdf")
        try await roadside.saveReceipt(1, of: claim.id, to: copy)
        #expect(
            try Data(contentsOf: copy)
                == Data(contentsOf: desk.url.appendingPathComponent("bill.pdf")))
        #expect(try await roadside.removeReceipt(1, of: claim.id).receipts.isEmpty)
        #expect(try await roadside.removeExpense(1, of: claim.id).expenses.isEmpty)
        #expect(try await roadside.claimPage(claim.id).contains("Karlovac"))
        try await roadside.removeClaim(claim.id)
        await #expect(throws: RoadsideError.NotFound(what: .claim)) {
            try await roadside.claim(claim.id)
        }
    }

    @Test("what cannot be is refused with every field at fault, and nothing is changed")
    func refused() async throws {
        let home = try await Home.make()
        let roadside = home.roadside
        let claim = try await roadside.startClaim()
        do {
            try await roadside.addExpense(
                ExpenseEntry(category: "gold", amount: "-1", currency: "EUR"), to: claim.id)
            Issue.record("taken")
        } catch RoadsideError.BadInput(let faults) {
            #expect(Set(faults.map(\.at)) == ["category", "amount", "incurred_on"])
        }
        let text = home.folder.url.appendingPathComponent("note.txt")
        try Data("hello".utf8).write(to: text)
        for file in [text, home.folder.url, home.folder.url.appendingPathComponent("none")] {
            await #expect(throws: RoadsideError.self) {
                try await roadside.addReceipt(from: file, showing: .other, to: claim.id)
            }
        }
        await #expect(throws: RoadsideError.NotFound(what: .expense)) {
            try await roadside.removeExpense(1, of: claim.id)
        }
        await #expect(throws: RoadsideError.NotFound(what: .receipt)) {
            try await roadside.removeReceipt(1, of: claim.id)
        }
        let held = try await roadside.claim(claim.id)
        #expect(held.expenses.isEmpty && held.receipts.isEmpty)
    }

    @Test("with the alarm centre down a claim waits; everything goes when it is up again")
    func downThenUp() async throws {
        let home = try await Home.make()
        let desk = try TemporaryFolder()
        let data = try home.folder.folder("centre")
        let first = try ReferenceCentre.start(data: data)
        let (address, url) = (first.address, first.url)
        first.stop()
        let intake = try RoadsideIntake.alarmCentre(at: url, patience: .seconds(5))
        let claim = try await written(home, desk)
        try await home.roadside.signClaim(claim.id, Self.strokes)
        try await home.roadside.sendClaim(claim.id)
        _ = try await home.roadside.callHelp(HelpWish())
        let down = try await home.roadside.deliverEverything(through: intake)
        #expect(down.waiting == 2)
        #expect(down.delivered == 0)
        #expect(down.trouble == .noConnection)
        #expect(down.nextAttemptAt != nil)
        let second = try ReferenceCentre.start(data: data, listen: address)
        // A person does not wait for the schedule.
        try await home.roadside.deliver(through: intake, prompt: .person)
        try await home.roadside.deliverClaims(through: intake, prompt: .person)
        let up = try await home.roadside.deliverEverything(through: intake)
        #expect(up.waiting == 0)
        #expect(try await second.holds("claims") == [claim.id])
        #expect(try await second.holds().count == 1)
    }

    @Test("a claim about health leaves only with consent, and waits when that is taken back")
    func health() async throws {
        let home = try await Home.make()
        let desk = try TemporaryFolder()
        let roadside = home.roadside
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let claim = try await written(home, desk)
        try await roadside.tellClaim(claim.id, ClaimEntry(aboutHealth: true))
        try await roadside.signClaim(claim.id, Self.strokes)
        let needed = RoadsideError.ConsentNeeded(purpose: .health)
        await #expect(throws: needed) { try await roadside.sendClaim(claim.id) }
        await #expect(throws: needed) {
            try await roadside.bundleClaim(claim.id, to: desk.url.appendingPathComponent("a.zip"))
        }
        try await ConsentTests.give(.health, roadside)
        try await roadside.sendClaim(claim.id)
        try await roadside.withdrawConsent(to: .health)
        await #expect(throws: needed) {
            try await roadside.deliverClaims(through: intake, prompt: .person)
        }
        #expect(try await roadside.deliverEverything(through: intake).waiting == 0)
        #expect(try await centre.holds("claims").isEmpty)
        try await ConsentTests.give(.health, roadside)
        let delivery = try await roadside.deliverClaims(through: intake, prompt: .person)
        #expect(delivery.delivered == 1)
        #expect(try await centre.holds("claims") == [claim.id])
    }
}
