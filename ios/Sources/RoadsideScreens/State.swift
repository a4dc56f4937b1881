import Roadside

/// Where the car stands, as far as the phone knows.
public enum Whereabouts: Sendable, Equatable {
    /// Nobody has asked yet.
    case unasked
    /// The phone is still looking.
    case finding
    /// It gave up, or was not allowed; why and what now, in the core's words.
    case none(String)
    /// Found, and said in every form.
    case found(Fix, SaidPosition)

    var fix: Fix? {
        if case .found(let fix, _) = self { fix } else { nil }
    }
}

/// What ``Pilot`` knows; the screens are made of it and of nothing else.
public struct State: Sendable, Equatable {
    /// The screens one came through; the last is shown.
    public var places: [Place] = [.card]
    /// What went wrong last.
    public var trouble: SaidError?

    /// Every card, and which of them is shown when it is not the one in use.
    public var cards: SaidCards?
    public var shownCard: String?
    public var removing: String?
    public var adding = false
    /// What was just done with a card, said by the core.
    public var done: Label?

    /// Whether somebody is hurt or in danger; nil until answered.
    public var danger: Bool?
    public var motorway: Bool?
    public var whereabouts = Whereabouts.unasked
    public var plan: CallPlan?
    /// The numbers for an emergency where nothing more is known.
    public var emergency: SaidEmergency?

    /// What was answered in the pre-check, in this order.
    public var told: [ToldFact] = []
    public var assessment: SaidAssessment?

    public var notices: SaidNotices?
    public var noticeLanguage: Language?
    public var choosingLanguage = false

    public var cases: [HeldCase] = []
    public var shownCase: String?
    public var caseTrouble: SaidError?
    public var busy = false
    public var callingOff = false
    /// Whom to call about a case, whatever its state.
    public var centre: SaidCall?

    /// What is on the page about the app.
    public var about = About()

    /// What is on the page about the app.
    public struct About: Sendable, Equatable {
        public var sources: [String] = []
        public var terms: [TermsHere] = []
        public var version = ""
    }

    public init() {}

    /// The screen shown.
    public var place: Place { places.last ?? .card }

    /// The card in use, or the one chosen to be shown.
    public var card: SaidCard? {
        let all = cards?.cards ?? []
        return shownCard.flatMap { id in all.first { $0.id == id } } ?? all.first(where: \.active)
    }

    /// The case chosen, or the newest.
    public var current: HeldCase? {
        shownCase.flatMap { id in cases.first { $0.id == id } } ?? cases.last
    }
}
