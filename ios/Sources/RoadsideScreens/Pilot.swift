import Foundation
import Roadside

/// What only the phone can do. Each is a person's own act: nobody is called and nothing is sent
/// or handed on before the person presses it there.
@MainActor
public protocol Hands: AnyObject {
    /// Opens the phone with a `tel:` link.
    func dial(_ uri: String) async
    /// Opens the messages with the text in it.
    func write(_ sms: SmsDraft) async
    /// Hands on a text or a page (HTML).
    func share(text: String?, page: String?) async
    /// Lets the person choose a card's file; nil when they chose none.
    func pickCardFile() async -> Data?
}

/// Leads through the seven screens: what was pressed goes in, the next screen comes out.
///
/// It holds no rule and no sentence: it asks Roadside, keeps what that said, and shows it.
@MainActor
public final class Pilot {
    /// What is shown now.
    public private(set) var screen: Screen
    /// Hears every new screen.
    public var onScreen: ((Screen) -> Void)?

    let roadside: Roadside
    let handbook: RoadsideHandbook
    let intake: RoadsideIntake?
    let location: any LocationSource
    let patience: Duration
    let language: Language
    weak var hands: (any Hands)?
    private let pages: Pages
    private var following: Task<Void, Never>?
    private var followed: String?
    private var measuring: Task<Void, Never>?

    var state = State() { didSet { show() } }

    /// - Parameters:
    ///   - intake: the way to the alarm centre; without one, cases wait and the phone is the way.
    ///   - location: where fixes come from.
    ///   - patience: the longest a position may take.
    public init(
        roadside: Roadside, handbook: RoadsideHandbook, intake: RoadsideIntake?,
        location: any LocationSource, hands: (any Hands)?, language: Language = .device,
        patience: Duration = .seconds(12)
    ) {
        self.roadside = roadside
        self.handbook = handbook
        self.intake = intake
        self.location = location
        self.hands = hands
        self.language = language
        self.patience = patience
        pages = Pages(language)
        screen = pages.screen(state)
    }

    /// Loads the first screen, and begins to look for the position: it is ready before it is
    /// asked for.
    public func begin() async {
        await attempt { try await self.loadCards() }
        measure()
    }

    /// Stops what goes on by itself: the app goes to the background.
    public func left() {
        following?.cancel()
        followed = nil
        measuring?.cancel()
    }

    /// The app is in front again: everything shown is asked anew, the position too.
    public func came() async {
        await refreshPlace()
        measure()
    }

    private func show() {
        let next = pages.screen(state)
        guard next != screen else { return }
        screen = next
        onScreen?(next)
    }

    /// Runs what may fail; a fault is shown with what to do now, and the screen stays.
    func attempt(_ work: @MainActor () async throws -> Void) async {
        do {
            try await work()
        } catch let error as RoadsideError {
            state.trouble = error.said(language)
        } catch {
            // Nothing but our own errors is thrown; anything else is a storage that failed.
            state.trouble = RoadsideError.Storage(fault: .failed).said(language)
        }
    }

    // MARK: What goes on by itself

    /// Looks for the position; what depends on it is asked anew when it is there.
    func measure() {
        measuring?.cancel()
        state.whereabouts = .finding
        measuring = Task {
            let captured = await handbook.capture(
                from: location, within: patience, language: language)
            guard !Task.isCancelled else { return }
            switch captured {
            case .found(let fix):
                if let said = try? handbook.sayPosition(fix: fix, language: language) {
                    state.whereabouts = .found(fix, said)
                }
            case .nothing(_, let text): state.whereabouts = .none(text)
            }
            await refreshPlace()
        }
    }

    /// Follows a case on the screen until another is shown.
    func follow(_ id: String) {
        guard followed != id else { return }
        following?.cancel()
        followed = id
        let statuses = intake.map { roadside.follow(id, through: $0) } ?? roadside.statuses(of: id)
        following = Task {
            for await status in statuses {
                guard !Task.isCancelled else { return }
                take(status)
            }
        }
    }

    private func take(_ status: CaseStatus) {
        var next = state
        if let at = next.cases.firstIndex(where: { $0.id == status.held.id }) {
            next.cases[at] = status.held
        } else {
            next.cases.append(status.held)
        }
        next.caseTrouble = status.trouble?.said(language)
        state = next
    }
}
