#if canImport(BackgroundTasks) && os(iOS)
import BackgroundTasks
import Foundation

/// Sends what waits while the app is in the background, when iOS allows it.
///
/// Register before the app has finished launching, and name the identifier in `Info.plist` under
/// `BGTaskSchedulerPermittedIdentifiers`.
public struct BackgroundDelivery: Sendable {
    /// The task's identifier.
    public let identifier: String
    private let open: @Sendable () async throws -> (AppPresence, RoadsideIntake)

    /// - Parameter open: gives Roadside and the way to the alarm centre when iOS wakes the app.
    public init(
        identifier: String = "dk.roadside.deliver",
        open: @escaping @Sendable () async throws -> (AppPresence, RoadsideIntake)
    ) {
        self.identifier = identifier
        self.open = open
    }

    /// Tells iOS what to run.
    ///
    /// - Returns: false when the identifier is not in `Info.plist`.
    @discardableResult
    public func register() -> Bool {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { task in
            let task = Handle(task: task)
            let sending = Task {
                let done = (try? await deliver()) ?? false
                task.finish(done)
            }
            task.onExpiration { sending.cancel() }
        }
    }

    /// Asks iOS for a time to send, at `date` or later; call it whenever something waits and the
    /// app goes to the background.
    public func schedule(after date: Date?) {
        let request = BGProcessingTaskRequest(identifier: identifier)
        request.requiresNetworkConnectivity = true
        request.earliestBeginDate = date
        // Refused when the user forbids background refresh: then it is sent at the next opening.
        try? BGTaskScheduler.shared.submit(request)
    }

    private func deliver() async throws -> Bool {
        let (presence, intake) = try await open()
        // A cancelled task ends no attempt under way; closing the file does, and nothing is lost.
        let delivery = try await withTaskCancellationHandler {
            try await presence.visit { try await $0.deliverEverything(through: intake) }
        } onCancel: {
            Task { await presence.expire() }
        }
        if delivery.waiting > 0 { schedule(after: delivery.nextAttemptAt) }
        return delivery.waiting == 0
    }

    /// iOS hands the task to one queue and takes its end from any.
    private final class Handle: @unchecked Sendable {
        private let task: BGTask
        init(task: BGTask) { self.task = task }
        func finish(_ done: Bool) { task.setTaskCompleted(success: done) }
        func onExpiration(_ act: @escaping @Sendable () -> Void) { task.expirationHandler = act }
    }
}
#endif
