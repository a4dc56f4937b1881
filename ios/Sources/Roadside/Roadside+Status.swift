import Foundation

/// How a case stands, for a screen.
public struct CaseStatus: Sendable, Equatable {
    /// The case as it is kept.
    public let held: HeldCase
    /// Why the case could not be delivered, or the alarm centre not be asked, when last tried; nil
    /// when it could, or nobody tried.
    public let trouble: RoadsideError?

    /// A status.
    public init(held: HeldCase, trouble: RoadsideError? = nil) {
        self.held = held
        self.trouble = trouble
    }

    /// Whether nothing more can come: the case has ended, and the alarm centre knows it as it is.
    public var isFinal: Bool {
        switch held.state {
        case .closed: true
        case .cancelled: held.receivedRevision == held.revision
        default: false
        }
    }
}

extension Roadside {
    /// How a case stands, now and after every change made here. Asks nobody.
    ///
    /// The stream ends when the case has ended for both sides, when Roadside is closed, or when
    /// nobody listens any more; at once when there is no such case. A listener that is slow gets the newest 16.
    ///
    /// - Parameter id: the case's id.
    public func statuses(of id: String) -> AsyncStream<CaseStatus> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CaseStatus.self, bufferingPolicy: .bufferingNewest(16))
        listen(to: id, continuation)
        Task { await announce() }
        return stream
    }

    /// How a case stands, now and from now on: sends what waits and asks the alarm centre again
    /// and again until the case has ended.
    ///
    /// Ends as ``statuses(of:)`` does; an alarm centre that cannot be reached is a status with
    /// `trouble`, and is asked again.
    ///
    /// - Parameters:
    ///   - id: the case's id.
    ///   - intake: the way to the alarm centre.
    ///   - pause: the time between two questions.
    public func follow(
        _ id: String, through intake: RoadsideIntake, every pause: Duration = .seconds(20)
    ) -> AsyncStream<CaseStatus> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CaseStatus.self, bufferingPolicy: .bufferingNewest(16))
        let inner = statuses(of: id)
        let asking = Task {
            // How it stands now is told before anything is asked.
            await announce()
            await ask(id, through: intake, every: pause)
        }
        let passing = Task {
            for await status in inner { continuation.yield(status) }
            continuation.finish()
        }
        continuation.onTermination = { _ in
            asking.cancel()
            passing.cancel()
        }
        return stream
    }

    /// Sends what waits, and again whenever the next attempt is due, until nothing waits.
    ///
    /// - Throws: as ``deliver(through:prompt:)``, which ends the stream.
    public func deliveries(
        through intake: RoadsideIntake, prompt: Prompt = .schedule
    ) -> AsyncThrowingStream<Delivery, any Error> {
        AsyncThrowingStream { continuation in
            let sending = Task {
                do {
                    var prompt = prompt
                    while !Task.isCancelled {
                        let delivery = try await deliver(through: intake, prompt: prompt)
                        continuation.yield(delivery)
                        guard delivery.waiting > 0 else { break }
                        prompt = .schedule
                        let wait = delivery.nextAttemptAt?.timeIntervalSinceNow ?? 60
                        try await Task.sleep(for: .seconds(min(max(wait, 0.5), 3600)))
                    }
                    continuation.finish()
                } catch is CancellationError {
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in sending.cancel() }
        }
    }

    private func ask(_ id: String, through intake: RoadsideIntake, every pause: Duration) async {
        while !Task.isCancelled {
            do {
                try await deliver(through: intake, prompt: .schedule)
                // What the alarm centre has never confirmed it cannot say anything of.
                let held = try await self.case(id)
                if held.receivedRevision != nil {
                    let held = try await refreshCase(id, through: intake)
                    if CaseStatus(held: held).isFinal { return }
                }
            } catch RoadsideError.NotFound {
                return
            } catch let trouble as RoadsideError {
                guard isOpen else { return }
                // A paused Roadside goes on after resuming.
                if trouble != .Storage(fault: .closed) { report(trouble, of: id) }
            } catch { return }
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }
}
