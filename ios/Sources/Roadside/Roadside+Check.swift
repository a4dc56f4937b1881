import Foundation

extension Roadside {
    /// What a card's terms say now: from what the driver told, the card, the fix and the clock,
    /// in this order.
    ///
    /// - Parameters:
    ///   - card: a card's id; the active card when nil.
    ///   - told: facts and their values as text; an empty value is "I don't know" and is not
    ///     asked again.
    ///   - fix: where the car stands, when known.
    /// - Throws: as ``card(_:language:)``; `.BadInput` with every fact that may not have its
    ///   value; `.NotFound` when the product's terms are not here.
    public func check(
        card: String? = nil, told: [ToldFact] = [], fix: Fix? = nil, language: Language = .device
    ) async throws -> SaidAssessment {
        try await act { try $0.check(card: card, told: told, fix: fix, language: language) }
    }

    /// The same, with the verdict on one benefit unfolded into the chain of clauses behind it.
    ///
    /// - Throws: as ``check(card:told:fix:language:)``; `.BadInput` naming the benefits there
    ///   are, when there is none of that id.
    public func explain(
        _ benefit: String, card: String? = nil, told: [ToldFact] = [], fix: Fix? = nil,
        language: Language = .device
    ) async throws -> SaidAssessment {
        try await act {
            try $0.explain(card: card, told: told, fix: fix, benefit: benefit, language: language)
        }
    }

    /// What every card in force says now, and which answers first and why.
    ///
    /// - Throws: `.NotFound` when there is no card; `.Storage`; `.BadInput` as
    ///   ``check(card:told:fix:language:)``.
    public func checkAll(
        told: [ToldFact] = [], fix: Fix? = nil, language: Language = .device
    ) async throws -> SaidSeveral {
        try await act { try $0.checkAll(told: told, fix: fix, language: language) }
    }

    /// The notice a card gives a garage: in the language of `country`, or of the place of `fix`,
    /// the driver's own last; or in `only` one.
    ///
    /// - Parameter country: ISO 3166-1 alpha-2.
    /// - Throws: as ``card(_:language:)``; `.BadInput` for a country or a fix that is none.
    public func notice(
        card: String? = nil, country: String? = nil, fix: Fix? = nil,
        driver: Language = .device, only: Language? = nil
    ) async throws -> SaidNotices {
        try await act {
            try $0.notice(card: card, country: country, fix: fix, driver: driver, only: only)
        }
    }

    /// What to know before leaving: per country what each card holds, what is doubtful and why,
    /// what never; what to bring; whom to call.
    ///
    /// - Throws: `.BadInput` with every fault of the journey; `.NotFound` when there is no card;
    ///   `.Storage`.
    public func trip(_ journey: Journey, language: Language = .device) async throws -> SaidTrip {
        try await act { try $0.trip(journey: journey, language: language) }
    }
}
