import Foundation
import Roadside

/// A key store of the tests: one key, or one error.
public final class TestKeys: KeyStore, @unchecked Sendable {
    private let key: Result<Data, any Error>
    private let lock = NSLock()
    private var destroyed = false

    /// Gives `key`.
    public init(_ key: Data = TestKeys.right) { self.key = .success(key) }

    /// Throws `error`.
    public init(throwing error: any Error) { key = .failure(error) }

    /// The key, or what it throws.
    public func databaseKey() throws -> Data {
        let key = try key.get()
        if isDestroyed { throw KeyStoreError.Missing }
        return key
    }

    /// Destroys the key, or throws.
    public func destroyKey() throws {
        _ = try key.get()
        lock.withLock { destroyed = true }
    }

    /// Whether the key was destroyed.
    public var isDestroyed: Bool { lock.withLock { destroyed } }

    /// The key the tests' databases are made with.
    public static let right = Data(repeating: 7, count: 32)
    /// Another one.
    public static let wrong = Data(repeating: 8, count: 32)
}

/// An error nobody has declared to the core.
public struct Unforeseen: Error {
    /// One.
    public init() {}
}

/// The filled-in card of the journeys (`tests/src/vectors.rs`): no two fields share a word.
public enum SampleCard {
    /// Its file.
    public static let file = Data(
        """
        {"product": "rescue-abroad", "service_card_no": "RC-7781-4402",
         "insurer": "Havblik Forsikring", "policy_no": "KP-55660-91",
         "assistance_company": "SOS International a/s", "alarm_phone": "+4570105052",
         "vehicle": {"kind": "passenger_car", "make": "Skoda", "model": "Octavia Combi",
           "model_year": 2021, "registration": "ZQ 48 217", "registered_in": "DK",
           "vin": "TMBJJ7NE8L0123456", "permitted_weight_kg": 1965, "casco": true, "use": "private"},
         "towed": null, "holder": {"name": "Mette Kjærgaard", "phone": "+4520304050"},
         "in_force_from": "2026-01-01", "in_force_to": null, "intake_token": "tok-9f3c2e7a51"}
        """.utf8)

    /// What of it may never be printed: as entered and as normalised.
    public static let needles = [
        "RC-7781-4402", "Havblik", "KP-55660-91", "ZQ 48 217", "ZQ48217", "TMBJJ7NE8L0123456",
        "Mette", "Kjærgaard", "20304050", "tok-9f3c2e7a51", "Octavia",
    ]

    /// A place on the motorway near Zagreb.
    public static let place = Fix(
        lat: 45.7645, lon: 15.8612, accuracyM: 12, fixedAt: Date(), method: .gnss)
}

/// An opened Roadside over a folder of its own.
public struct Home: Sendable {
    /// The folder; it goes with the value.
    public let folder: TemporaryFolder
    /// What is opened in it.
    public let roadside: Roadside

    /// A new home, with the sample card in it unless told otherwise.
    public static func make(card: Bool = true) async throws -> Home {
        let folder = try TemporaryFolder()
        let roadside = try await Roadside.open(in: folder.url, keys: TestKeys())
        if card { _ = try await roadside.addCard(SampleCard.file) }
        return Home(folder: folder, roadside: roadside)
    }
}

/// Waits for `condition` by asking again and again; the deadline is only there so that a fault
/// fails instead of hanging.
public func eventually(
    within seconds: Double = 30, isolation: isolated (any Actor)? = #isolation,
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return false
}
