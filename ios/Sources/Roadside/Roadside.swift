@_exported import RoadsideCore
import Foundation

/// One motorist's Roadside: cards, the notice for a garage, the pre-check, help and its status.
///
/// What it knows it asks of the core; it holds no rule and no sentence of its own. Every method
/// may be called from any task: reading and deciding happen one after the other on a queue of
/// their own, never on the caller's actor; what touches the network waits without holding
/// anything.
///
/// ```swift
/// let roadside = try await Roadside.open(in: folder, keys: DeviceKeyStore.keychain(for: folder))
/// let plan = try await roadside.callHelp(HelpWish(fix: fix))
/// for await status in roadside.follow(plan.case.id, through: intake) { … }
/// ```
///
/// What needs neither card nor key (positions, emergency numbers, a product's terms) is
/// `RoadsideHandbook`'s, and works when this cannot be opened.
///
/// Errors are ``RoadsideCore/RoadsideError``; `localizedDescription` says them in the device's
/// language, `String(describing:)` in English for logs. Nothing personal is in either.
public final class Roadside: Sendable {
    let core: RoadsideCore
    private let board = StatusBoard()
    private let queue = DispatchQueue(label: "dk.roadside.core", qos: .userInitiated)

    private init(core: RoadsideCore) { self.core = core }

    /// Opens what is kept in `folder`, made when it is not there.
    ///
    /// - Parameters:
    ///   - folder: a folder of Roadside's own, on this device.
    ///   - keys: gives the 32 bytes of the database's key.
    ///   - log: hears what was done, never about whom.
    ///   - now: what time it is all the time, for rehearsals and tests; the device's clock when nil.
    /// - Throws: `RoadsideError.Locked` when the key does not fit; `.Storage` when the key could
    ///   not be had, the device is full or read-only, or a newer version wrote the database.
    ///   Nothing is changed then.
    public static func open(
        in folder: URL, keys: any KeyStore, log: (any LogSink)? = nil, now: Date? = nil
    ) async throws -> Roadside {
        try Self.prepare(folder)
        // The key store may ask the user; the caller's actor does not wait for that.
        let core = try await detached {
            guard let now else {
                return try RoadsideCore.open(directory: folder.path, keys: keys, log: log)
            }
            return try RoadsideCore.openAt(
                directory: folder.path, keys: keys, log: log, now: now)
        }
        return Roadside(core: core)
    }

    /// Where a damaged database was put, whole, when that had to be done at opening. Tell the
    /// motorist: cards must be added again, and the old file may still be rescued.
    public var setAside: URL? { core.setAside().map { URL(fileURLWithPath: $0) } }

    // MARK: Closing

    /// Closes the database file, as iOS demands before it suspends an app. Calls throw
    /// `.Storage(fault: .closed)` until ``resume()``; a case being delivered meanwhile is kept and
    /// delivered later.
    public func pause() async {
        _ = try? await act { $0.pause() }
    }

    /// Opens the file again; does nothing when it is open.
    ///
    /// - Throws: as ``open(in:keys:log:now:)``; `.Storage(fault: .closed)` after ``close()``.
    public func resume() async throws {
        try await act { try $0.resume() }
        await announce()
    }

    /// Closes for good and ends every stream. Later calls throw `.Storage(fault: .closed)`.
    public func close() async {
        _ = try? await act { $0.shut() }
        board.finish()
    }

    // MARK: Doing

    /// Runs one call of the core on the queue.
    func act<Value: Sendable>(
        _ call: @escaping @Sendable (RoadsideCore) throws -> Value
    ) async throws -> Value {
        let core = core
        return try await onQueue(queue) { try call(core) }
    }

    /// Runs what needs no opened Roadside, off the caller's actor.
    static func detached<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await onQueue(DispatchQueue(label: "dk.roadside.open", qos: .userInitiated), work)
    }

    /// Runs one call that changes cases, and tells those who follow them.
    func change<Value: Sendable>(
        _ call: @escaping @Sendable (RoadsideCore) throws -> Value
    ) async throws -> Value {
        let value = try await act(call)
        await announce()
        return value
    }

    /// Tells everyone who follows a case how it stands now.
    func announce() async {
        let board = board
        for id in board.followed {
            // Told on the queue, so that an older reading is never told after a newer one.
            _ = try? await act { core in
                do {
                    board.post(try core.case(named: id))
                } catch RoadsideError.NotFound {
                    board.finish(id)
                }
            }
        }
    }

    /// Whether ``close()`` was not called yet.
    var isOpen: Bool { board.isOpen }

    /// Every state of a case from now on; see `Roadside+Status.swift`.
    func listen(to id: String, _ continuation: AsyncStream<CaseStatus>.Continuation) {
        board.add(continuation, to: id)
    }

    /// Says to those who follow a case that the alarm centre could not be asked.
    func report(_ trouble: RoadsideError, of id: String) { board.post(trouble, of: id) }

    /// Says to those who follow a case that waits that it could not be delivered.
    func report(undelivered trouble: RoadsideError) { board.post(undelivered: trouble) }

    /// Says to those who follow a case that the alarm centre has answered.
    func answered(_ id: String) { board.answered(id) }
}

/// Runs `work` on `queue` and waits for it without blocking a thread of the caller's.
private func onQueue<Value: Sendable>(
    _ queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result(catching: work)) }
    }
}
