import Roadside

/// Where the car stands, as far as the phone knows.
enum Whereabouts: Sendable, Equatable {
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
struct State: Sendable, Equatable {
    /// The screens one came through; the last is shown.
    var places: [Place] = [.card]
    /// What went wrong last.
    var trouble: SaidError?

    /// Every card, and which of them is shown when it is not the one in use.
    var cards: SaidCards?
    var shownCard: String?
    var removing: String?
    var adding = false
    /// What was just done with a card, said by the core.
    var done: Label?

    /// Whether somebody is hurt or in danger; nil until answered.
    var danger: Bool?
    var motorway: Bool?
    var whereabouts = Whereabouts.unasked
    var plan: CallPlan?
    /// The numbers for an emergency where nothing more is known.
    var emergency: SaidEmergency?

    /// What was answered in the pre-check, in this order.
    var told: [ToldFact] = []
    var assessment: SaidAssessment?

    var notices: SaidNotices?
    var noticeLanguage: Language?
    var choosingLanguage = false

    var cases: [HeldCase] = []
    var shownCase: String?
    var caseTrouble: SaidError?
    var busy = false
    var callingOff = false
    /// Whom to call about a case, whatever its state.
    var centre: SaidCall?

    /// What is on the page about the app.
    var about = About()

    /// What is on the page about the app.
    struct About: Sendable, Equatable {
        var sources: [String] = []
        var terms: [TermsHere] = []
        var version = ""
    }

    init() {}

    /// The screen shown.
    var place: Place { places.last ?? .card }

    /// The card in use, or the one chosen to be shown.
    var card: SaidCard? {
        let all = cards?.cards ?? []
        return shownCard.flatMap { id in all.first { $0.id == id } } ?? all.first(where: \.active)
    }

    /// The case chosen, or the newest.
    var current: HeldCase? {
        shownCase.flatMap { id in cases.first { $0.id == id } } ?? cases.last
    }
}
