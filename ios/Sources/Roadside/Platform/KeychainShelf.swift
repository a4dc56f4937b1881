#if canImport(Security)
import Foundation
import Security

/// One secret in the device's Keychain. It is there after the first unlock, in the background
/// too, and never leaves the device: not in a backup, not to another of the owner's devices.
public struct KeychainShelf: SecretShelf {
    private let service: String
    private let account: String

    /// The secret of `account` under `service`.
    public init(service: String = "dk.roadside", account: String = "database-key") {
        self.service = service
        self.account = account
    }

    /// The Keychain's own answer, when it was not the one hoped for.
    public struct Refusal: Error, Sendable {
        /// An `OSStatus`.
        public let status: OSStatus
    }

    private var item: [CFString: Any] {
        [
            kSecClass: kSecClassGenericPassword,
            kSecAttrService: service,
            kSecAttrAccount: account,
            kSecAttrSynchronizable: false,
            kSecUseDataProtectionKeychain: true,
        ]
    }

    /// The secret; nil when there is none.
    public func read() throws -> Data? {
        var query = item
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        switch status {
        case errSecSuccess: return found as? Data ?? Data()
        case errSecItemNotFound: return nil
        default: throw Refusal(status: status)
        }
    }

    /// Puts a secret down where none is.
    public func put(_ secret: Data) throws -> Bool {
        var new = item
        new[kSecValueData] = secret
        new[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        let status = SecItemAdd(new as CFDictionary, nil)
        switch status {
        case errSecSuccess: return true
        case errSecDuplicateItem: return false
        default: throw Refusal(status: status)
        }
    }

    /// Removes the secret, every copy of it: one in iCloud's Keychain too, should there ever have
    /// been one.
    public func remove() throws {
        var every = item
        every[kSecAttrSynchronizable] = kSecAttrSynchronizableAny
        let status = SecItemDelete(every as CFDictionary)
        switch status {
        case errSecSuccess, errSecItemNotFound: return
        default: throw Refusal(status: status)
        }
    }
}

extension DeviceKeyStore {
    /// The key in the device's Keychain, for the database in `folder`.
    public static func keychain(for folder: URL) -> DeviceKeyStore {
        DeviceKeyStore(shelf: KeychainShelf(), folder: folder)
    }
}
#endif
