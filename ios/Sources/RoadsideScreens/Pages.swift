import Roadside

/// The screens as functions from what is known to what is shown.
struct Pages: Sendable {
    let say: Words

    /// Screens in `language`.
    init(_ language: Language) { say = Words(language) }

    /// The screen of a state.
    func screen(_ state: State) -> Screen {
        var screen =
            switch state.place {
            case .card: card(state)
            case .help: help(state)
            case .check: check(state)
            case .notice: notice(state)
            case .status: status(state)
            case .cards: cards(state)
            case .about: about(state)
            }
        screen.trouble = state.trouble
        if state.places.count > 1 { screen.back = say.button(.back, .back) }
        return screen
    }

    func page(_ place: Place, _ title: Label) -> Screen {
        Screen(place: place, title: say(title), close: say.button(.close, .closeTrouble))
    }

    // MARK: Card

    private func card(_ state: State) -> Screen {
        var page = page(.card, .serviceCard)
        page.main = say.main(.getHelp, .go(.help))
        guard let card = state.card else {
            page.blocks = [
                .text(say(.noCards)), .button(say.button(.addCard, .addCard)),
                .button(say.button(.about, .go(.about))),
            ]
            return page
        }
        page.blocks = front(card)
        if state.shownCard == nil {
            page.blocks += [
                .button(say.button(.forGarage, .go(.notice))),
                .button(say.button(.amICovered, .go(.check))),
                .button(say.button(.yourCases, .go(.status))),
            ]
        }
        if !card.missing.isEmpty { page.blocks.append(.caution([say(.fillIn)] + card.missing)) }
        page.blocks += card.lines.map { .pair($0.label, $0.value) }
        page.blocks += [
            .button(say.button(.yourCards, .go(.cards))), .button(say.button(.about, .go(.about))),
        ]
        return page
    }

    private func front(_ card: SaidCard) -> [Block] {
        var blocks: [Block] = []
        if let plate = card.plate { blocks.append(.large(card.productText, plate)) } else {
            blocks.append(.heading(card.productText))
        }
        blocks.append(.signed([.valid, .open].contains(card.validity) ? .yes : .mind, card.validityText, nil))
        return blocks
    }

    // MARK: Cards

    private func cards(_ state: State) -> Screen {
        var page = page(.cards, .yourCards)
        if let done = state.done { page.blocks.append(.signed(.yes, say(done), nil)) }
        if let trouble = state.cards?.trouble { page.blocks.append(.caution([trouble])) }
        let all = state.cards?.cards ?? []
        if all.isEmpty { page.blocks.append(.text(say(.noCards))) }
        for card in all {
            page.blocks += front(card)
            if card.active {
                page.blocks.append(.signed(.yes, say(.cardInUse), nil))
            } else {
                page.blocks.append(.button(say.button(.useCard, .useCard(card.id))))
            }
            page.blocks += [
                .button(say.button(.showCard, .showCard(card.id))),
                .button(say.button(.shareCard, .shareCard(card.id))),
                .quiet(say(.shareCardCaution)),
            ]
            if state.removing == card.id {
                page.blocks += [
                    .caution([say(.removeCardSure)]), .button(say.button(.keep, .keepIt)),
                    .button(say.button(.removeCard, .removeCardSurely(card.id))),
                ]
            } else {
                page.blocks.append(.button(say.button(.removeCard, .removeCard(card.id))))
            }
        }
        if state.adding {
            page.blocks += [
                .button(say.button(.cardFile, .pickCardFile)),
                .field(say(.cardText), hint: say(.cardTextHint), number: false),
            ]
        } else {
            page.main = say.main(.addCard, .addCard)
        }
        return page
    }

    // MARK: Notice

    private func notice(_ state: State) -> Screen {
        var page = page(.notice, .forGarage)
        guard let notices = state.notices, let theirs = notices.notices.first else {
            page.blocks = [.busy(say(.wait))]
            return page
        }
        if state.choosingLanguage {
            page.blocks.append(.heading(say(.otherLanguage)))
            page.blocks.append(
                .choices(
                    Language.all.map { each in
                        Button(
                            text: say(.languageName, in: each), language: each,
                            chosen: each == theirs.language, act: .showIn(each))
                    }))
        }
        let other = theirs.language
        var call = say.call(
            say(.garageCall, in: other) + " " + theirs.assistanceCompany,
            numberToCall(phone: theirs.phone), .main)
        call.language = other
        var paper: [Block] = [.heading(theirs.title)] + theirs.paragraphs.map { .text($0) }
        paper.append(.button(call))
        if let square = notices.square {
            paper += [.square(square, say(.numberAsQr)), .text(say(.garageScan, in: other))]
        }
        page.blocks.append(.paper(other, paper))
        if let own = notices.notices.last, own.language != other, own.language == say.language {
            page.blocks += [.heading(say(.inYourLanguage)), .text(own.title)]
            page.blocks += own.paragraphs.map { .text($0) }
        }
        if !state.choosingLanguage {
            page.blocks.append(.button(say.button(.otherLanguage, .chooseLanguage)))
        }
        page.blocks.append(.button(say.button(.shareNotice, .shareNotice)))
        return page
    }

    // MARK: About

    private func about(_ state: State) -> Screen {
        var page = page(.about, .about)
        page.blocks = [
            .caution([say(.aboutEmergency)]), .text(say(.aboutOffline)), .text(say(.aboutDecides)),
            .text(say(.aboutData)), .heading(say(.dataSources)),
        ]
        page.blocks += state.about.sources.map { .text($0) }
        if !state.about.terms.isEmpty {
            page.blocks.append(.heading(say(.termsHere)))
            page.blocks += state.about.terms.map { terms in
                terms.edition.map { .pair(terms.title, $0) } ?? .text(terms.title)
            }
        }
        page.blocks.append(.pair(say(.version), state.about.version))
        return page
    }
}
