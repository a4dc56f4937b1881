import Foundation

/// Who follows which case, and what each was told last.
final class StatusBoard: @unchecked Sendable {
    private struct Listener {
        let id: String
        let continuation: AsyncStream<CaseStatus>.Continuation
        var last: CaseStatus?
    }

    // The lock is what makes it sendable: everything below is read and written under it.
    private let lock = NSLock()
    private var listeners: [UUID: Listener] = [:]
    private var open = true

    /// The cases somebody follows.
    var followed: Set<String> {
        lock.withLock { Set(listeners.values.map(\.id)) }
    }

    /// Whether ``finish()`` was not called yet.
    var isOpen: Bool { lock.withLock { open } }

    /// Adds somebody who follows the case of `id`, until the stream ends.
    func add(_ continuation: AsyncStream<CaseStatus>.Continuation, to id: String) {
        let key = UUID()
        let added = lock.withLock {
            if open { listeners[key] = Listener(id: id, continuation: continuation) }
            return open
        }
        guard added else { return continuation.finish() }
        continuation.onTermination = { [weak self] _ in self?.remove(key) }
    }

    /// Tells how a case stands to those who do not know it yet. What went wrong stays said until
    /// the alarm centre has confirmed something, or ``answered(_:)``.
    func post(_ held: HeldCase) {
        tell(held.id) { last in
            let confirmed = last?.held.receivedRevision != held.receivedRevision
            return CaseStatus(held: held, trouble: confirmed ? nil : last?.trouble)
        }
    }

    /// Tells that the alarm centre could not be asked about a case.
    func post(_ trouble: RoadsideError, of id: String) {
        tell(id) { last in last.map { CaseStatus(held: $0.held, trouble: trouble) } }
    }

    /// Tells that what waits could not be delivered.
    func post(undelivered trouble: RoadsideError) {
        for id in followed {
            tell(id) { last in
                guard let held = last?.held, held.receivedRevision != held.revision else {
                    return nil
                }
                return CaseStatus(held: held, trouble: trouble)
            }
        }
    }

    /// Tells that the alarm centre has answered about a case.
    func answered(_ id: String) {
        tell(id) { last in last.map { CaseStatus(held: $0.held) } }
    }

    /// Ends the streams of one case.
    func finish(_ id: String) {
        let those = lock.withLock {
            listeners.values.filter { $0.id == id }.map(\.continuation)
        }
        for continuation in those { continuation.finish() }
    }

    /// Ends every stream.
    func finish() {
        let all = lock.withLock {
            open = false
            defer { listeners = [:] }
            return listeners.values.map(\.continuation)
        }
        for continuation in all { continuation.finish() }
    }

    private func tell(_ id: String, _ status: (CaseStatus?) -> CaseStatus?) {
        // Yielding happens under the lock, so that two who tell at once cannot cross; what may
        // call back (the end of a stream) happens after it.
        let ended: [AsyncStream<CaseStatus>.Continuation] = lock.withLock {
            var ended: [AsyncStream<CaseStatus>.Continuation] = []
            for (key, listener) in listeners where listener.id == id {
                guard let now = status(listener.last), now != listener.last else { continue }
                listeners[key]?.last = now
                listener.continuation.yield(now)
                if now.isFinal { ended.append(listener.continuation) }
            }
            return ended
        }
        for continuation in ended { continuation.finish() }
    }

    private func remove(_ key: UUID) {
        lock.withLock { _ = listeners.removeValue(forKey: key) }
    }
}
