import Foundation

/// Where a device keeps one secret: Apple's Keychain, or something like it.
public protocol SecretShelf: Sendable {
    /// The secret; nil when there is none.
    ///
    /// - Throws: when it cannot be read now; nothing is known then.
    func read() throws -> Data?

    /// Puts a secret down where none is.
    ///
    /// - Returns: false when there is one already, which stays as it is.
    /// - Throws: when it cannot be written now.
    func put(_ secret: Data) throws -> Bool

    /// Removes the secret, every copy of it; does nothing when there is none.
    ///
    /// - Throws: when it may still be there.
    func remove() throws
}

/// The database's key on a ``SecretShelf``: 32 random bytes, made the first time.
///
/// When there is a database and its key is gone, no new key is made: that would look like a wrong
/// key, and the reason would be lost.
public final class DeviceKeyStore: KeyStore {
    private let shelf: any SecretShelf
    private let folder: URL

    /// The file of the database in Roadside's folder.
    static let database = "roadside.db"

    /// A key store on `shelf` for the database in `folder`.
    public init(shelf: any SecretShelf, folder: URL) {
        self.shelf = shelf
        self.folder = folder
    }

    /// The 32 bytes of the key.
    ///
    /// - Throws: `KeyStoreError.Missing` when there is a database and no key; `.Malformed` when
    ///   what is kept is no key; `.Unavailable` when the shelf cannot be read or written now, as
    ///   before the first unlock after a restart.
    public func databaseKey() throws -> Data {
        if let kept = try reading({ try shelf.read() }) { return try Self.checked(kept) }
        let database = folder.appendingPathComponent(Self.database)
        if FileManager.default.fileExists(atPath: database.path) { throw KeyStoreError.Missing }
        var random = SystemRandomNumberGenerator()
        let fresh = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        if try reading({ try shelf.put(fresh) }) { return fresh }
        // Somebody else was quicker: theirs is the key.
        guard let theirs = try reading({ try shelf.read() }) else { throw KeyStoreError.Unavailable }
        return try Self.checked(theirs)
    }

    /// Removes the key for good, so that nothing sealed under it can ever be read again. Does
    /// nothing when there is none.
    ///
    /// - Throws: `KeyStoreError.Unavailable` when the key may still be there.
    public func destroyKey() throws {
        try reading { try shelf.remove() }
    }

    private static func checked(_ key: Data) throws -> Data {
        guard key.count == 32 else { throw KeyStoreError.Malformed }
        return key
    }

    private func reading<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch { throw KeyStoreError.Unavailable }
    }
}
