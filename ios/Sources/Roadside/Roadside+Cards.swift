import Foundation

extension Roadside {
    /// Keeps the card a file holds (JSON or TOML) and gives its id. The first card kept becomes
    /// the active one.
    ///
    /// - Throws: `.BadInput` with every fault of the file; `.Storage`. Nothing is kept then.
    public func addCard(_ file: Data) async throws -> String {
        try await act { try $0.addCard(file: file) }
    }

    /// Keeps the card a QR payload holds; it comes without the intake's token.
    ///
    /// - Throws: `.BadInput` when the payload is no Roadside card or damaged; `.Storage`.
    public func importCard(_ payload: String) async throws -> String {
        try await act { try $0.importCard(payload: payload) }
    }

    /// The card as text for a QR code, without the intake's token.
    ///
    /// - Throws: as ``card(_:language:)``.
    public func exportCard(_ id: String? = nil) async throws -> String {
        try await act { try $0.exportCard(id: id) }
    }

    /// The same as a QR code, drawn as SVG; nil when the card is too long for one.
    ///
    /// - Throws: as ``card(_:language:)``.
    public func cardCode(_ id: String? = nil) async throws -> String? {
        try await act { try $0.cardQrSvg(id: id) }
    }

    /// Every card on this device.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func cards(language: Language = .device) async throws -> SaidCards {
        try await act { try $0.cards(language: language) }
    }

    /// One card: the one named, else the active one.
    ///
    /// - Throws: `.NotFound` when there is none of that id, or none is active; `.Storage` when it
    ///   was changed from outside.
    public func card(_ id: String? = nil, language: Language = .device) async throws -> SaidCard {
        try await act { try $0.card(id: id, language: language) }
    }

    /// Makes a card the active one.
    ///
    /// - Throws: `.NotFound` when there is none of that id.
    public func chooseCard(_ id: String) async throws {
        try await act { try $0.chooseCard(id: id) }
    }

    /// Removes a card for good. Cases made from it stay.
    ///
    /// - Throws: `.NotFound` when there is none of that id.
    public func removeCard(_ id: String) async throws {
        try await act { try $0.removeCard(id: id) }
    }
}
