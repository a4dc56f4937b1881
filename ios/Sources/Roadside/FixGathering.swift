import Foundation

/// Gathers fixes from a receiver until one is good enough or time is up.
///
/// Which of them to trust is the core's to say; here is only when to stop listening.
public struct FixGathering: Sendable {
    /// A fix of this radius in metres or less, and fresh, ends the gathering.
    public var enough: Double
    /// The longest the gathering may take.
    public var patience: Duration

    /// Fixes of `enough` metres end it, and `patience` does.
    public init(enough: Double = 30, patience: Duration = .seconds(10)) {
        self.enough = enough
        self.patience = patience
    }

    /// Every fix that came.
    ///
    /// - Parameters:
    ///   - fixes: what the receiver gives; its end ends the gathering.
    ///   - last: the last fix the device knew, with its own time.
    /// - Throws: what the receiver throws, when no fix came before.
    public func gather(
        _ fixes: AsyncThrowingStream<Fix, any Error>, last: Fix? = nil
    ) async throws -> [Fix] {
        let gathered = Gathered(last.map { [$0] } ?? [])
        let enough = enough
        let patience = patience
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for try await fix in fixes {
                    await gathered.add(fix)
                    if let width = fix.accuracyM, width > 0, width <= enough { return }
                }
            }
            group.addTask { try? await Task.sleep(for: patience) }
            do {
                try await group.next()
            } catch {
                group.cancelAll()
                let fixes = await gathered.fixes
                if fixes.isEmpty { throw error }
                return fixes
            }
            group.cancelAll()
            return await gathered.fixes
        }
    }

    private actor Gathered {
        private(set) var fixes: [Fix]
        init(_ fixes: [Fix]) { self.fixes = fixes }
        func add(_ fix: Fix) { fixes.append(fix) }
    }
}
