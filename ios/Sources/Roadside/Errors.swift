import Foundation

extension RoadsideError {
    /// The error as a screen shows it: title, detail, remedy and the fields at fault. Nothing
    /// personal is in it.
    public func said(_ language: Language = .device) -> SaidError {
        sayError(error: self, language: language)
    }
}

// `localizedDescription` of the generated error asks for this one; without it every field of the
// case would be printed as Swift writes it.
extension RoadsideError: CustomDebugStringConvertible {
    /// Title and remedy in the device's language: what `localizedDescription` says.
    public var debugDescription: String {
        let said = said()
        return said.title + " " + said.remedy
    }
}

extension RoadsideError: CustomStringConvertible {
    /// Title and remedy in English, for logs.
    public var description: String {
        let said = said(.en)
        return said.title + " " + said.remedy
    }
}

extension KeyStoreError: CustomDebugStringConvertible {
    /// One sentence in the device's language: what `localizedDescription` says.
    public var debugDescription: String { sayKeyStoreError(error: self, language: .device) }
}

extension KeyStoreError: CustomStringConvertible {
    /// One sentence in English, for logs.
    public var description: String { sayKeyStoreError(error: self, language: .en) }
}
