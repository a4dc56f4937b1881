import Foundation

extension Roadside {
    // MARK: Rights

    /// What somebody who wants to use a right needs to know beforehand.
    ///
    /// - Throws: `.BadInput` with every word that is none.
    public func rightsGuide(
        _ wish: TypedRequest, language: Language = .device
    ) async throws -> RightsGuide {
        try await act { try $0.rightsGuide(wish: wish, language: language) }
    }

    /// Keeps a request with its letter.
    ///
    /// - Throws: `.BadInput` with every field at fault; `.Storage`. Nothing is kept then.
    public func draftRequest(
        _ typed: TypedRequest, language: Language = .device
    ) async throws -> SaidRequest {
        try await act { try $0.draftRequest(typed: typed, language: language) }
    }

    /// Every request on this device.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func requests(language: Language = .device) async throws -> SaidRequests {
        try await act { try $0.requests(language: language) }
    }

    /// One request, by its id or the beginning of it.
    ///
    /// - Throws: `.NotFound` when there is none.
    public func request(_ named: String, language: Language = .device) async throws -> SaidRequest {
        try await act { try $0.request(named: named, language: language) }
    }

    /// Its letter in Danish and English, to sign and send.
    ///
    /// - Throws: as ``request(_:language:)``.
    public func requestLetter(
        _ named: String, language: Language = .device
    ) async throws -> SaidLetters {
        try await act { try $0.requestLetter(named: named, language: language) }
    }

    /// Notes the day the letter went, `YYYY-MM-DD`; today in Denmark when left out.
    ///
    /// - Throws: as ``request(_:language:)``; `.BadInput` when the day does not exist or cannot be.
    @discardableResult
    public func requestSent(
        _ named: String, on day: String? = nil, language: Language = .device
    ) async throws -> SaidRequest {
        try await act { try $0.requestSent(named: named, on: day, language: language) }
    }

    /// Notes the day an answer came; today in Denmark when left out.
    ///
    /// - Throws: as ``requestSent(_:on:language:)``.
    @discardableResult
    public func requestAnswered(
        _ named: String, on day: String? = nil, language: Language = .device
    ) async throws -> SaidRequest {
        try await act { try $0.requestAnswered(named: named, on: day, language: language) }
    }

    /// Removes a request for good.
    ///
    /// - Throws: as ``request(_:language:)``.
    public func removeRequest(_ named: String) async throws {
        try await act { try $0.removeRequest(named: named) }
    }

    // MARK: Answers, rehearsal, paper

    /// Answers what travellers ask, without a network; everything there is when nothing is asked.
    ///
    /// - Throws: `.Storage(fault: .closed)` after ``close()``.
    public func ask(
        _ words: String = "", language: Language = .device
    ) async throws -> FoundAnswers {
        try await act { try $0.ask(words: words, language: language) }
    }

    /// Walks everything needed at the roadside, with no network, and keeps the date and what
    /// failed.
    ///
    /// - Throws: as ``card(_:language:)``; `.BadInput` when the fix is no position; `.Storage` when
    ///   it could not be kept.
    @discardableResult
    public func rehearse(
        card: String? = nil, fix: Fix? = nil, language: Language = .device
    ) async throws -> Rehearsed {
        try await act { try $0.rehearse(card: card, fix: fix, language: language) }
    }

    /// When a card was last rehearsed, and what came of it; nil when it never was.
    ///
    /// - Throws: `.Storage`.
    public func lastRehearsed(
        _ card: String, language: Language = .device
    ) async throws -> LastRehearsed? {
        try await act { try $0.lastRehearsed(card: card, language: language) }
    }

    /// The sheet for the glove box, as one page (HTML): A4, to fold to A6.
    ///
    /// - Throws: as ``card(_:language:)``.
    public func paper(card: String? = nil, language: Language = .device) async throws -> String {
        try await act { try $0.paper(card: card, language: language) }
    }
}
