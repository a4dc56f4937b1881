import Foundation

extension Roadside {
    /// Whom to call, what to have ready, send and say. Nothing is kept or sent; the case in it is
    /// a draft.
    ///
    /// - Throws: as ``card(_:language:)``; `.BadInput` as ``check(card:told:fix:language:)``.
    public func planHelp(_ wish: HelpWish, language: Language = .device) async throws -> CallPlan {
        try await act { try $0.planHelp(wish: wish, language: language) }
    }

    /// The same, and the case is kept and queued, durably, before this returns;
    /// ``deliver(through:prompt:)`` sends it.
    ///
    /// - Throws: as ``planHelp(_:language:)``; `.Storage` when the case could not be kept: call
    ///   then.
    public func callHelp(_ wish: HelpWish, language: Language = .device) async throws -> CallPlan {
        try await change { try $0.callHelp(wish: wish, language: language) }
    }

    /// States a case anew and queues it. What the wish leaves open stays as it was stated.
    ///
    /// - Parameter named: the case's id or its code.
    /// - Throws: as ``case(_:)``; `.NotNow` when the case has ended.
    public func updateCase(
        _ named: String, _ wish: HelpWish, language: Language = .device
    ) async throws -> CallPlan {
        try await change { try $0.updateCase(named: named, wish: wish, language: language) }
    }

    /// Calls a case off and queues word of it to the alarm centre.
    ///
    /// - Throws: as ``case(_:)``; `.NotNow` when the case has ended.
    @discardableResult
    public func cancelCase(_ named: String) async throws -> HeldCase {
        try await change { try $0.cancelCase(named: named) }
    }

    /// Every case on this device.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func cases(language: Language = .device) async throws -> SaidCases {
        try await act { try $0.cases(language: language) }
    }

    /// One case, by its id or its code.
    ///
    /// - Throws: `.NotFound` when there is none; `.Storage` when it was changed from outside.
    public func `case`(_ named: String) async throws -> HeldCase {
        try await act { try $0.case(named: named) }
    }

    /// What waits for the alarm centre; nothing is sent.
    ///
    /// - Throws: `.Storage` when the outbox could not be read.
    public func outbox() async throws -> Outbox {
        try await act { try $0.outbox() }
    }

    /// Sends what waits, each case once. It ends by itself, each attempt within the intake's
    /// patience; a cancelled task ends no attempt under way. That the alarm centre could not be
    /// reached is no error: see `Delivery.trouble`.
    ///
    /// - Throws: `.Storage` when the outbox could not be read or an outcome not be kept.
    @discardableResult
    public func deliver(
        through intake: RoadsideIntake, prompt: Prompt = .schedule
    ) async throws -> Delivery {
        do {
            let delivery = try await core.deliver(intake: intake, prompt: prompt)
            await announce()
            if let trouble = delivery.trouble {
                report(
                    undelivered: .Unreachable(
                        trouble: trouble, nextAttemptAt: delivery.nextAttemptAt))
            }
            return delivery
        } catch {
            await announce()
            throw error
        }
    }

    /// Asks the alarm centre how a case stands and keeps what it says.
    ///
    /// - Throws: `.NotFound` when there is no such case; `.Unreachable` when no answer came that
    ///   counts, the case as it was.
    @discardableResult
    public func refreshCase(_ id: String, through intake: RoadsideIntake) async throws -> HeldCase {
        do {
            let held = try await core.refreshCase(intake: intake, id: id)
            answered(id)
            await announce()
            return held
        } catch let trouble as RoadsideError {
            if case .Unreachable = trouble { report(trouble, of: id) }
            throw trouble
        }
    }
}
