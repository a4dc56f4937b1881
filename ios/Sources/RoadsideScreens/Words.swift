import Foundation
import Roadside

/// The words of the screens in one language. All of them are the core's.
public struct Words: Sendable {
    /// The driver's language.
    public let language: Language

    /// Words in `language`.
    public init(_ language: Language) { self.language = language }

    /// A label's text.
    public func callAsFunction(_ name: Label) -> String { label(name: name, language: language) }

    /// A label's text in another language.
    func callAsFunction(_ name: Label, in other: Language) -> String {
        label(name: name, language: other)
    }

    func button(_ name: Label, _ act: Act) -> Button { Button(text: self(name), act: act) }

    func main(_ name: Label, _ act: Act) -> Button {
        Button(text: self(name), weight: .main, act: act)
    }

    /// A number to press: who answers, the number in groups, and that it only opens the phone.
    func call(_ who: String, _ number: NumberToCall, _ weight: Button.Weight = .plain) -> Button {
        Button(
            text: who, detail: number.spaced, hint: self(.opensPhone), weight: weight,
            act: .dial(number.telUri))
    }

    func choice(_ name: Label, _ chosen: Bool, _ act: Act) -> Button {
        Button(text: self(name), chosen: chosen, act: act)
    }

    /// A state's name alone on a line: they are words for the middle of one.
    func state(_ state: CaseState) -> String {
        let text = caseStateText(state: state, language: language)
        return text.prefix(1).uppercased(with: Locale(identifier: language.tag)) + text.dropFirst()
    }

    /// A moment as people of this language write it.
    func moment(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: language.tag)
        formatter.dateStyle = .medium
        formatter.timeStyle = .short
        return formatter.string(from: date)
    }
}
