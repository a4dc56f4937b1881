import Foundation

/// Pauses and resumes Roadside as the app goes away and comes back, in the order it happened.
///
/// iOS ends an app that is suspended while it holds a database file; so the file is closed first.
public actor AppPresence {
    /// What is paused and resumed.
    public nonisolated let roadside: Roadside
    private var here: Bool
    private var visits = 0
    private var timeIsUp = false
    private var last: Task<Void, any Error>?

    /// For one opened Roadside.
    ///
    /// - Parameter here: whether the app is in front; an app iOS woke in the background is not.
    public init(_ roadside: Roadside, here: Bool = true) {
        self.roadside = roadside
        self.here = here
    }

    /// The app is in front.
    ///
    /// - Throws: as ``Roadside/resume()``.
    public func came() async throws {
        here = true
        try await settle()
    }

    /// The app is in the background, and may be suspended once this returns.
    public func left() async {
        here = false
        try? await settle()
    }

    /// Does something while the app may be in the background: the file is open for so long.
    ///
    /// - Throws: as ``Roadside/resume()``, and what `work` throws.
    public func visit<Value: Sendable>(
        _ work: @Sendable (Roadside) async throws -> Value
    ) async throws -> Value {
        if visits == 0 { timeIsUp = false }
        visits += 1
        let outcome: Result<Value, any Error>
        do {
            try await settle()
            outcome = .success(try await work(roadside))
        } catch {
            outcome = .failure(error)
        }
        visits -= 1
        try? await settle()
        return try outcome.get()
    }

    /// The system wants the app to stop: the file is closed though a visit is under way, unless the
    /// app is in front. What the visit still asks is answered with `.Storage(fault: .closed)`.
    public func expire() async {
        timeIsUp = true
        try? await settle()
    }

    /// Opens or closes the file as it should be now, after whatever was asked before.
    private func settle() async throws {
        let before = last
        let turn = Task {
            _ = await before?.result
            if here || (visits > 0 && !timeIsUp) { try await roadside.resume() } else { await roadside.pause() }
        }
        last = turn
        try await turn.value
    }
}

#if canImport(UIKit) && os(iOS)
import UIKit

extension AppPresence {
    /// ``left()``, with iOS asked for the moment it takes.
    @MainActor
    public func leave() {
        let application = UIApplication.shared
        var moment = UIBackgroundTaskIdentifier.invalid
        moment = application.beginBackgroundTask { application.endBackgroundTask(moment) }
        Task {
            await left()
            application.endBackgroundTask(moment)
        }
    }
}

/// Opens the phone or the messages with what the core wrote; nobody is called and nothing sent
/// before the person does it.
@MainActor
public enum PhoneApp {
    /// Opens a `tel:` link.
    ///
    /// - Returns: false when this device cannot call.
    @discardableResult
    public static func dial(_ uri: String) async -> Bool { await open(uri) }

    /// Opens the messages with the text in it.
    ///
    /// - Returns: false when this device cannot send messages.
    @discardableResult
    public static func write(_ sms: SmsDraft) async -> Bool { await open(sms.messagesLink) }

    /// Opens the messages with the text by which consent is given.
    ///
    /// - Returns: false when this device cannot send messages.
    @discardableResult
    public static func write(_ sms: ConsentSms) async -> Bool { await open(sms.messagesLink) }

    private static func open(_ uri: String) async -> Bool {
        guard let url = URL(string: uri) else { return false }
        return await UIApplication.shared.open(url)
    }
}
#endif
