import Foundation

extension Roadside {
    // MARK: Consent

    /// Every purpose, what one agrees to, and how things stand.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func consents(language: Language = .device) async throws -> SaidConsents {
        try await act { try $0.consents(language: language) }
    }

    /// Gives consent for a year from now, or renews it. Open cases tell the alarm centre so, with
    /// the next delivery.
    ///
    /// - Parameter textVersion: that of the words the motorist has read.
    /// - Throws: `.BadInput` when other words are agreed to now, or this purpose cannot be given
    ///   that way; `.Storage`. Nothing is kept then.
    @discardableResult
    public func giveConsent(
        to purpose: Purpose, textVersion: UInt32, by channel: Channel = .app,
        language: Language = .device
    ) async throws -> ConsentChange {
        try await change {
            try $0.giveConsent(
                purpose: purpose, channel: channel, textVersion: textVersion, language: language)
        }
    }

    /// Takes a consent back, at once. What it allowed is taken out of every case still to be sent.
    ///
    /// - Throws: `.Storage` when it could not be kept.
    @discardableResult
    public func withdrawConsent(
        to purpose: Purpose, language: Language = .device
    ) async throws -> ConsentChange {
        try await change { try $0.withdrawConsent(purpose: purpose, language: language) }
    }

    /// The SMS that gives consent for a case, the newest when none is named; the motorist sends it.
    ///
    /// - Throws: `.NotFound` when there is no such case or card; `.BadInput` when the card names
    ///   nobody.
    public func consentSms(
        for named: String? = nil, language: Language = .device
    ) async throws -> ConsentSms {
        try await act { try $0.consentSms(named: named, language: language) }
    }

    /// A declaration to print and sign, as one page (HTML).
    ///
    /// - Throws: `.BadInput` without a purpose; `.NotFound` when there is no such case.
    public func consentDeclaration(
        of purposes: [Purpose], for named: String? = nil, language: Language = .device
    ) async throws -> String {
        try await act {
            try $0.consentDeclaration(purposes: purposes, named: named, language: language)
        }
    }

    // MARK: What goes out

    /// What would go out if help were called for now, field by field, to whom and why.
    ///
    /// - Parameter intake: names the computer it would go to, when it is known.
    /// - Throws: as ``planHelp(_:language:)``.
    public func previewHelp(
        _ wish: HelpWish, through intake: RoadsideIntake? = nil, language: Language = .device
    ) async throws -> Preview {
        try await act { try $0.previewHelp(wish: wish, intake: intake, language: language) }
    }

    /// The receipts of everything that went out, newest first.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func receipts(language: Language = .device) async throws -> SaidReceipts {
        try await act { try $0.receipts(language: language) }
    }

    /// A text for the share sheet: where the car of a case stands, or what a garage or a hospital
    /// needs of a card.
    ///
    /// - Throws: `.ConsentNeeded` when there is no valid consent to it; `.NotFound` when there is
    ///   no such case or card; `.NotNow` when the case is over.
    public func share(
        _ kind: ShareKind, of named: String? = nil, card: String? = nil,
        language: Language = .device
    ) async throws -> Shared {
        try await act { try $0.share(kind: kind, named: named, card: card, language: language) }
    }

    // MARK: What stays

    /// Deletes what has reached its time, and says what. Done at every opening; an app that stays
    /// open for days calls it again.
    ///
    /// - Throws: `.Storage`.
    @discardableResult
    public func purge(language: Language = .device) async throws -> [PurgedItem] {
        try await change { try $0.purge(language: language) }
    }

    /// What was deleted by its rule when this was opened: show it once.
    public func purgedAtOpening(language: Language = .device) async -> [PurgedItem] {
        (try? await act { $0.purgedAtOpening(language: language) }) ?? []
    }

    /// What is kept here, by kind.
    ///
    /// - Throws: `.Storage`.
    public func holdings() async throws -> [HeldKind] {
        try await act { try $0.holdings() }
    }

    /// Writes everything kept here to a new or empty folder, in clear, as one documented JSON and
    /// the files beside it.
    ///
    /// - Throws: `.BadInput` when the folder is not empty; `.Storage`.
    @discardableResult
    public func exportAll(to folder: URL) async throws -> Exported {
        try await act { try $0.exportAll(folder: folder.path) }
    }

    /// Destroys the key, then the database and every file, for good, and closes. Ask first.
    ///
    /// - Throws: `.Storage` when the key could not be destroyed (nothing is erased then, and
    ///   ``resume()`` goes on) or a file not be removed: call it again, or ``erase(_:keys:)`` once
    ///   this is closed.
    public func eraseAll(keys: any KeyStore) async throws {
        try await act { try $0.eraseAll(keys: keys) }
        await close()
    }

    /// Erases a folder that cannot be opened: the key is lost, or the database damaged.
    ///
    /// - Throws: as ``eraseAll(keys:)``.
    public static func erase(_ folder: URL, keys: any KeyStore) async throws {
        try await detached { try eraseHome(directory: folder.path, keys: keys) }
    }

    /// What of Roadside lies in a folder: nothing, once it was erased. Opens and makes nothing.
    ///
    /// - Throws: `.Storage` when the folder cannot be read.
    public static func files(in folder: URL) async throws -> [HeldFile] {
        try await detached { try filesIn(directory: folder.path) }
    }
}
