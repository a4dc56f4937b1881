import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("What is kept, taken along, and gone")
struct PrivacyTests {
    /// A home with something of everything in it.
    private func full() async throws -> Home {
        let home = try await Home.make()
        let roadside = home.roadside
        _ = try await roadside.callHelp(HelpWish(fix: SampleCard.place))
        try await ConsentTests.give(.abroad, roadside)
        let claim = try await roadside.startClaim()
        try await roadside.addExpense(ClaimTests.towing, to: claim.id)
        let desk = try TemporaryFolder()
        let bill = desk.url.appendingPathComponent("bill.pdf")
        try Data("%PDF-1.7\nbill\n".utf8).write(to: bill)
        try await roadside.addReceipt(from: bill, showing: .expense(number: 1), to: claim.id)
        _ = try await roadside.draftRequest(TypedRequest(right: "access"))
        try await roadside.rehearse()
        return home
    }

    @Test("everything is written out for its owner, the receipt with it, the token not")
    func export() async throws {
        let home = try await full()
        let held = try await home.roadside.holdings()
        for kind in ["cards", "cases", "consents", "claims", "requests", "rehearsals"] {
            #expect(held.first { $0.kind == kind }?.count == 1, "\(kind)")
        }
        let desk = try TemporaryFolder()
        let folder = desk.url.appendingPathComponent("mine")
        let exported = try await home.roadside.exportAll(to: folder)
        #expect(exported.unreadable == 0)
        #expect(exported.files.count == 2)
        for name in exported.files {
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path))
        }
        let document = try Data(
            contentsOf: folder.appendingPathComponent("roadside-export.json"))
        let said = try #require(try JSONSerialization.jsonObject(with: document) as? [String: Any])
        #expect((said["cards"] as? [[String: Any]])?.count == 1)
        let text = String(decoding: document, as: UTF8.self)
        #expect(text.contains("Mette Kjærgaard"))
        #expect(!text.contains("tok-9f3c2e7a51"))
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.exportAll(to: folder)
        }
    }

    @Test(
        "erased, nothing is left: no file, no key, no stream, no answer", .timeLimit(.minutes(1)))
    func erase() async throws {
        let shelf = MemoryShelf()
        let folder = try TemporaryFolder()
        let keys = DeviceKeyStore(shelf: shelf, folder: folder.url)
        let roadside = try await Roadside.open(in: folder.url, keys: keys)
        _ = try await roadside.addCard(SampleCard.file)
        let plan = try await roadside.callHelp(HelpWish())
        let statuses = roadside.statuses(of: plan.case.id)
        #expect(try await !Roadside.files(in: folder.url).isEmpty)
        #expect(try shelf.read() != nil)
        try await roadside.eraseAll(keys: keys)
        #expect(try await Roadside.files(in: folder.url).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.url.path))
        #expect(try shelf.read() == nil)
        // It ends because Roadside is closed.
        for await _ in statuses {}
        await #expect(throws: RoadsideError.Storage(fault: .closed)) {
            try await roadside.cards()
        }
        let fresh = try await Roadside.open(in: folder.url, keys: keys)
        #expect(try await fresh.cards().cards.isEmpty)
    }

    @Test("while the key cannot be destroyed nothing is erased; afterwards all of it is")
    func keyStays() async throws {
        let home = try await full()
        #expect(try await Roadside.files(in: home.folder.url).count > 1)
        await #expect(throws: RoadsideError.Storage(fault: .noKey)) {
            try await home.roadside.eraseAll(keys: TestKeys(throwing: Unforeseen()))
        }
        let kept = try await Roadside.files(in: home.folder.url).map(\.name)
        #expect(kept.contains("roadside.db") && kept.contains { $0.hasPrefix("receipts/") })
        // It was paused for it, and goes on.
        try await home.roadside.resume()
        #expect(try await home.roadside.cards().cards.count == 1)
        #expect(try await home.roadside.claims().claims.count == 1)
        await home.roadside.close()
        let keys = TestKeys()
        try await Roadside.erase(home.folder.url, keys: keys)
        #expect(keys.isDestroyed)
        #expect(try await Roadside.files(in: home.folder.url).isEmpty)
    }

    @Test("what has reached its time goes at the opening, and that is said")
    func purge() async throws {
        let home = try await full()
        #expect(try await home.roadside.purge().isEmpty)
        #expect(await home.roadside.purgedAtOpening().isEmpty)
        try await home.roadside.cancelCase(try #require(try await home.roadside.cases().cases.first).id)
        await home.roadside.close()
        let years = Date().addingTimeInterval(20 * 366 * 86_400)
        let later = try await Roadside.open(in: home.folder.url, keys: TestKeys(), now: years)
        let purged = await later.purgedAtOpening(language: .da)
        #expect(!purged.isEmpty)
        for item in purged { #expect(item.count > 0 && item.text.contains(" ")) }
        #expect(try await later.cards().cards.count == 1)
        for rule in retentionRules(language: .pl) { #expect(rule.text.contains(" ")) }
    }
}

/// A shelf in memory.
final class MemoryShelf: SecretShelf, @unchecked Sendable {
    private let lock = NSLock()
    private var secret: Data?

    func read() throws -> Data? { lock.withLock { secret } }

    func put(_ new: Data) throws -> Bool {
        lock.withLock {
            guard secret == nil else { return false }
            secret = new
            return true
        }
    }

    func remove() throws { lock.withLock { secret = nil } }
}
