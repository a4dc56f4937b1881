import Foundation

extension Language {
    /// The first of the device's preferred languages that Roadside speaks; English when it
    /// speaks none of them.
    public static var device: Language { preferred(in: Locale.preferredLanguages) }

    /// The first of some BCP 47 tags that Roadside speaks; English when it speaks none.
    public static func preferred(in tags: [String]) -> Language {
        tags.lazy.compactMap(Language.init(tag:)).first ?? .en
    }

    /// The language of a BCP 47 tag, by its primary subtag.
    public init?(tag: String) {
        let primary = tag.split(whereSeparator: { "-_.@".contains($0) }).first?.lowercased()
        guard let language = Self.all.first(where: { $0.tag == primary }) else { return nil }
        self = language
    }

    /// All eight, in the order of their tags.
    public static let all: [Language] = [.da, .de, .en, .es, .fr, .hr, .it, .pl]

    /// The BCP 47 tag: for a screen reader to choose its voice by.
    public var tag: String {
        switch self {
        case .da: "da"
        case .de: "de"
        case .en: "en"
        case .es: "es"
        case .fr: "fr"
        case .hr: "hr"
        case .it: "it"
        case .pl: "pl"
        }
    }
}
