import Roadside

/// The seven screens.
public enum Place: String, Sendable, CaseIterable {
    case card, help, check, notice, status, cards, about
}

/// What one screen shows, top to bottom. Everything in it was said by the core; a shell lays it
/// out, in the size and colours its user has chosen.
public struct Screen: Sendable, Equatable {
    /// Which one.
    public var place: Place
    /// Its heading.
    public var title: String
    /// The one main thing to do; shown so that it is always in reach.
    public var main: Button?
    /// Whether `main` stands above everything else: life first.
    public var mainFirst = false
    /// What went wrong last, if anything did.
    public var trouble: SaidError?
    /// The rest, in order.
    public var blocks: [Block] = []
    /// Goes to the screen before; nil on the first one.
    public var back: Button?
    /// Closes `trouble`.
    public var close: Button

    /// Every button of the screen, also those inside other blocks.
    public var buttons: [Button] {
        [main, back].compactMap { $0 } + blocks.flatMap(\.buttons)
    }

    /// Every text of the screen that is read, in order.
    public var texts: [String] {
        var texts = [title]
        if let trouble { texts += [trouble.title, trouble.detail, trouble.remedy] }
        return texts + buttons.map(\.text) + blocks.flatMap(\.texts)
    }
}

/// Something to press.
public struct Button: Sendable, Equatable {
    /// How much it weighs on the screen.
    public enum Weight: Sendable { case emergency, main, plain }

    /// What stands on it.
    public var text: String
    /// A second line on it: a number as people read it.
    public var detail: String?
    /// What a screen reader says it does, where the text does not tell.
    public var hint: String?
    /// The language it is written in, where that is not the driver's.
    public var language: Language?
    /// How much it weighs.
    public var weight: Weight = .plain
    /// Whether it is the one chosen of several; nil where nothing is chosen.
    public var chosen: Bool?
    /// Whether it can be pressed now.
    public var enabled = true
    /// What pressing it means.
    public var act: Act

    /// A button of `text` that means `act`.
    public init(
        text: String, detail: String? = nil, hint: String? = nil, language: Language? = nil,
        weight: Weight = .plain, chosen: Bool? = nil, enabled: Bool = true, act: Act
    ) {
        self.text = text
        self.detail = detail
        self.hint = hint
        self.language = language
        self.weight = weight
        self.chosen = chosen
        self.enabled = enabled
        self.act = act
    }

    /// What a screen reader says: everything that stands on it.
    public var spoken: String { [text, detail].compactMap { $0 }.joined(separator: ", ") }
}

/// A sign beside a text, so that nothing is told by colour alone.
public enum Sign: Sendable { case yes, mind, ask, no }

/// One part of a screen.
public indirect enum Block: Sendable, Equatable {
    /// A heading; a screen reader jumps from one to the next.
    case heading(String)
    /// A paragraph.
    case text(String)
    /// A paragraph of less weight.
    case quiet(String)
    /// Something that must be seen.
    case caution([String])
    /// A sign, a title and a text.
    case signed(Sign, String, String?)
    /// A name and its value.
    case pair(String, String)
    /// The same, to be read across a table: a plate, a case code.
    case large(String, String)
    /// Steps, numbered.
    case steps([String])
    /// A title that unfolds what is under it.
    case unfolding(String, [Block])
    /// Something to press.
    case button(Button)
    /// Several to choose from.
    case choices([Button])
    /// A field to type into; what was typed goes to `Act.type`.
    case field(String, hint: String?, number: Bool)
    /// What a garage reads: dark on white in both themes, in this language.
    case paper(Language, [Block])
    /// A QR code, and what a screen reader says of it.
    case square(Square, String)
    /// Something is being fetched; changes are to be announced.
    case busy(String)

    var buttons: [Button] {
        switch self {
        case .button(let button): [button]
        case .choices(let buttons): buttons
        case .unfolding(_, let blocks), .paper(_, let blocks): blocks.flatMap(\.buttons)
        default: []
        }
    }

    var texts: [String] {
        switch self {
        case .heading(let text), .text(let text), .quiet(let text), .busy(let text): [text]
        case .caution(let texts), .steps(let texts): texts
        case .signed(_, let title, let text): [title, text].compactMap { $0 }
        case .pair(let name, let value), .large(let name, let value): [name, value]
        case .unfolding(let title, let blocks): [title] + blocks.flatMap(\.texts)
        case .paper(_, let blocks): blocks.flatMap(\.texts)
        case .field(let name, let hint, _): [name, hint].compactMap { $0 }
        case .square(_, let spoken): [spoken]
        case .button, .choices: []
        }
    }
}

/// Everything a person can do. A screen says which; ``Pilot`` does it.
public enum Act: Sendable, Equatable {
    case back, closeTrouble
    case go(Place)
    /// Opens the phone with a number; nobody is called by that.
    case dial(String)
    /// Opens the messages with the text in it.
    case write(SmsDraft)

    case danger(Bool)
    /// nil: not known.
    case motorway(Bool?)
    case measure, sendCase

    /// The answer at this place of the core's answers.
    case choose(Int)
    case type(String)
    case previousQuestion, startOver

    case chooseLanguage
    case showIn(Language)
    case shareNotice

    case showCase(String)
    case askCentre, sendPosition, callOff, callOffSurely, keepIt

    case showCard(String), useCard(String), shareCard(String)
    case removeCard(String), removeCardSurely(String)
    case addCard, pickCardFile
}
