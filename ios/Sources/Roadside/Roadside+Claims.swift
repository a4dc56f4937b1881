import Foundation

/// A claim is named by its id or its code.
extension Roadside {
    /// Begins a claim, from a case or alone.
    ///
    /// - Throws: `.NotFound` when there is no such case or card; `.Storage`.
    public func startClaim(
        _ start: ClaimStart = ClaimStart(), language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.startClaim(start: start, language: language) }
    }

    /// Every claim on this device.
    ///
    /// - Throws: `.Storage` when the list itself cannot be read.
    public func claims(language: Language = .device) async throws -> SaidClaims {
        try await act { try $0.claims(language: language) }
    }

    /// One claim, with what is missing and what is due when.
    ///
    /// - Throws: `.NotFound` when there is none; `.Storage` when it was changed from outside.
    public func claim(_ named: String, language: Language = .device) async throws -> SaidClaim {
        try await act { try $0.claim(named: named, language: language) }
    }

    /// Tells what happened, where and when, or corrects it. A signature lapses with every change.
    ///
    /// - Throws: as ``claim(_:language:)``; `.BadInput` with every field at fault, nothing changed
    ///   then.
    @discardableResult
    public func tellClaim(
        _ named: String, _ entry: ClaimEntry, language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.tellClaim(named: named, entry: entry, language: language) }
    }

    /// Adds an expense at the end.
    ///
    /// - Throws: as ``tellClaim(_:_:language:)``.
    @discardableResult
    public func addExpense(
        _ entry: ExpenseEntry, to named: String, language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.addExpense(named: named, entry: entry, language: language) }
    }

    /// Changes the expense of that number, from 1. What the entry leaves open stays as it was.
    ///
    /// - Throws: as ``tellClaim(_:_:language:)``; `.NotFound` when there is no such expense.
    @discardableResult
    public func changeExpense(
        _ number: UInt32, of named: String, _ entry: ExpenseEntry, language: Language = .device
    ) async throws -> SaidClaim {
        try await act {
            try $0.changeExpense(named: named, number: number, entry: entry, language: language)
        }
    }

    /// Takes the expense of that number out; the others close up.
    ///
    /// - Throws: as ``changeExpense(_:of:_:language:)``.
    @discardableResult
    public func removeExpense(
        _ number: UInt32, of named: String, language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.removeExpense(named: named, number: number, language: language) }
    }

    /// Takes a file in as a receipt, sealed, with the next number. The file itself stays where it
    /// is. One the person chose must be reachable: see `startAccessingSecurityScopedResource`.
    ///
    /// - Throws: as ``claim(_:language:)``; `.BadInput` for what is no file, no PDF, JPEG, PNG or
    ///   HEIC, or too large; nothing is kept then.
    @discardableResult
    public func addReceipt(
        from file: URL, showing entry: ReceiptEntry, to named: String, language: Language = .device
    ) async throws -> SaidClaim {
        try await act {
            try $0.addReceipt(named: named, path: file.path, entry: entry, language: language)
        }
    }

    /// Takes the receipt of that number out, for good; the others are numbered anew without gaps.
    ///
    /// - Throws: as ``claim(_:language:)``; `.NotFound` when there is no such receipt.
    @discardableResult
    public func removeReceipt(
        _ number: UInt32, of named: String, language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.removeReceipt(named: named, number: number, language: language) }
    }

    /// Writes the receipt of that number out in clear, to be looked at. Delete it afterwards.
    ///
    /// - Throws: as ``removeReceipt(_:of:language:)``; `.BadInput` when the file is there already.
    public func saveReceipt(_ number: UInt32, of named: String, to file: URL) async throws {
        try await act { try $0.saveReceipt(named: named, number: number, path: file.path) }
    }

    /// Says where to pay.
    ///
    /// - Throws: as ``tellClaim(_:_:language:)``.
    @discardableResult
    public func payClaim(
        _ named: String, to entry: BankEntry, language: Language = .device
    ) async throws -> SaidClaim {
        try await act { try $0.payClaimTo(named: named, entry: entry, language: language) }
    }

    /// Signs the claim as it stands, with what a finger drew; `name` when it is not the card
    /// holder's.
    ///
    /// - Throws: as ``claim(_:language:)``; `.BadInput` when nothing was drawn or nobody is named.
    @discardableResult
    public func signClaim(
        _ named: String, _ strokes: Strokes, name: String? = nil, language: Language = .device
    ) async throws -> SaidClaim {
        try await act {
            try $0.signClaim(named: named, strokes: strokes, name: name, language: language)
        }
    }

    /// The claim as one page (HTML) in Danish and English, for screen and print.
    ///
    /// - Throws: as ``claim(_:language:)``; `.ConsentNeeded` when it tells of somebody's health
    ///   and there is no consent to that.
    public func claimPage(_ named: String) async throws -> String {
        try await act { try $0.claimPage(named: named) }
    }

    /// Writes the claim out as one ZIP, for the share sheet or a mail. It holds everything in
    /// clear: delete it once it is on its way.
    ///
    /// - Throws: as ``claimPage(_:)``; `.BadInput` when the file is there already; `.Storage`.
    @discardableResult
    public func bundleClaim(
        _ named: String, to file: URL, language: Language = .device
    ) async throws -> SaidBundle {
        try await act { try $0.bundleClaim(named: named, path: file.path, language: language) }
    }

    /// Queues the claim, durably, before this returns; ``deliverClaims(through:prompt:)`` sends it.
    ///
    /// - Throws: as ``claimPage(_:)``; `.NotNow` when it is not signed.
    @discardableResult
    public func sendClaim(_ named: String, language: Language = .device) async throws -> SaidClaim {
        try await act { try $0.sendClaim(named: named, language: language) }
    }

    /// Removes a claim and its receipts from this device, for good.
    ///
    /// - Throws: `.NotFound` when there is none; `.Storage`.
    public func removeClaim(_ named: String) async throws {
        try await act { try $0.removeClaim(named: named) }
    }

    /// Sends the claims that wait, receipt by receipt, and goes on where it was broken off. That
    /// the alarm centre could not be reached is no error: see `Delivery.trouble`.
    ///
    /// - Throws: `.Storage` when the outbox could not be read or an outcome not be kept;
    ///   `.ConsentNeeded` when a consent a claim needs was taken back: that claim keeps waiting.
    @discardableResult
    public func deliverClaims(
        through intake: RoadsideIntake, prompt: Prompt = .schedule
    ) async throws -> Delivery {
        try await core.deliverClaims(intake: intake, prompt: prompt)
    }

    /// Sends every case and every claim that is due, as work in the background does.
    ///
    /// - Throws: as ``deliver(through:prompt:)``. A claim that lacks a consent is left out of the
    ///   count: only the person can help it on.
    @discardableResult
    public func deliverEverything(through intake: RoadsideIntake) async throws -> Delivery {
        let cases = try await deliver(through: intake, prompt: .schedule)
        do {
            let claims = try await deliverClaims(through: intake, prompt: .schedule)
            return Delivery(
                delivered: cases.delivered + claims.delivered,
                waiting: cases.waiting + claims.waiting,
                nextAttemptAt: [cases.nextAttemptAt, claims.nextAttemptAt].compactMap { $0 }.min(),
                trouble: cases.trouble ?? claims.trouble)
        } catch RoadsideError.ConsentNeeded {
            return cases
        }
    }
}
