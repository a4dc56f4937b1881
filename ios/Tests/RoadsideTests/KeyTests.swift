import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("The key on the device")
struct KeyTests {
    /// A shelf in memory that can refuse, or be filled by somebody quicker.
    private final class Shelf: SecretShelf, @unchecked Sendable {
        private let lock = NSLock()
        private var secret: Data?
        private let quicker: Data?
        private let refuses: Bool

        init(_ secret: Data? = nil, quicker: Data? = nil, refuses: Bool = false) {
            self.secret = secret
            self.quicker = quicker
            self.refuses = refuses
        }

        func read() throws -> Data? {
            if refuses { throw Unforeseen() }
            return lock.withLock { secret }
        }

        func put(_ new: Data) throws -> Bool {
            if refuses { throw Unforeseen() }
            return lock.withLock {
                if let quicker { secret = quicker }
                guard secret == nil else { return false }
                secret = new
                return true
            }
        }

        func remove() throws {
            if refuses { throw Unforeseen() }
            lock.withLock { secret = nil }
        }
    }

    @Test("a key is made once and is the same ever after; another device's is another")
    func once() throws {
        let folder = try TemporaryFolder()
        let keys = DeviceKeyStore(shelf: Shelf(), folder: folder.url)
        let key = try keys.databaseKey()
        #expect(key.count == 32)
        #expect(try keys.databaseKey() == key)
        #expect(try DeviceKeyStore(shelf: Shelf(), folder: folder.url).databaseKey() != key)
    }

    @Test("a database whose key is gone is missing its key, and none is made")
    func gone() async throws {
        let folder = try TemporaryFolder()
        let keys = DeviceKeyStore(shelf: Shelf(), folder: folder.url)
        await (try Roadside.open(in: folder.url, keys: keys)).close()
        let shelf = Shelf()
        let lost = DeviceKeyStore(shelf: shelf, folder: folder.url)
        #expect(throws: KeyStoreError.Missing) { try lost.databaseKey() }
        #expect(try shelf.read() == nil)
        await #expect(throws: RoadsideError.Storage(fault: .noKey)) {
            try await Roadside.open(in: folder.url, keys: lost)
        }
    }

    @Test("a destroyed key is gone, twice is nothing, and the next one is another")
    func destroyed() throws {
        let folder = try TemporaryFolder()
        let shelf = Shelf()
        let keys = DeviceKeyStore(shelf: shelf, folder: folder.url)
        let key = try keys.databaseKey()
        try keys.destroyKey()
        #expect(try shelf.read() == nil)
        try keys.destroyKey()
        #expect(try keys.databaseKey() != key)
    }

    @Test("somebody quicker wins")
    func quicker() throws {
        let folder = try TemporaryFolder()
        let theirs = Data(repeating: 3, count: 32)
        let keys = DeviceKeyStore(shelf: Shelf(quicker: theirs), folder: folder.url)
        #expect(try keys.databaseKey() == theirs)
    }

    @Test("a shelf that refuses is unavailable, what is no key is malformed")
    func refuses() throws {
        let folder = try TemporaryFolder()
        #expect(throws: KeyStoreError.Unavailable) {
            try DeviceKeyStore(shelf: Shelf(refuses: true), folder: folder.url).databaseKey()
        }
        #expect(throws: KeyStoreError.Unavailable) {
            try DeviceKeyStore(shelf: Shelf(refuses: true), folder: folder.url).destroyKey()
        }
        #expect(throws: KeyStoreError.Malformed) {
            try DeviceKeyStore(shelf: Shelf(Data([1])), folder: folder.url).databaseKey()
        }
    }
}
