import Foundation
import Roadside

extension Pilot {
    /// Does what was pressed.
    public func act(_ act: Act) async {
        switch act {
        case .back: await back()
        case .closeTrouble: state.trouble = nil
        case .go(let place): await go(place)
        case .dial(let uri): await hands?.dial(uri)
        case .write(let sms): await hands?.write(sms)
        case .danger(let yes):
            state.danger = yes
            await plan()
        case .motorway(let yes):
            state.motorway = yes
            await plan()
        case .measure: measure()
        case .sendCase: await sendCase()
        case .choose(let at): await choose(at)
        case .type(let text): await type(text)
        case .previousQuestion:
            state.told = Array(state.told.dropLast())
            await check()
        case .startOver:
            state.told = []
            await check()
        case .chooseLanguage: state.choosingLanguage = true
        case .showIn(let language):
            state.noticeLanguage = language
            state.choosingLanguage = false
            await notice()
        case .shareNotice:
            await hands?.share(text: state.notices?.textOfTwo, page: state.notices?.html)
        default: await actOnCardOrCase(act)
        }
    }

    private func actOnCardOrCase(_ act: Act) async {
        switch act {
        case .showCase(let id):
            state.shownCase = id
            follow(id)
        case .askCentre: await askCentre()
        case .sendPosition: await sendPosition()
        case .callOff: state.callingOff = true
        case .callOffSurely: await callOff()
        case .keepIt:
            state.callingOff = false
            state.removing = nil
        case .showCard(let id):
            state.shownCard = id
            state.places.append(.card)
        case .useCard(let id):
            await cards(.cardChosen) { try await self.roadside.chooseCard(id) }
        case .shareCard(let id):
            await attempt {
                await self.hands?.share(text: try await self.roadside.exportCard(id), page: nil)
            }
        case .removeCard(let id): state.removing = id
        case .removeCardSurely(let id):
            await cards(.cardRemoved) { try await self.roadside.removeCard(id) }
        case .addCard:
            state.adding = true
            if state.place != .cards { await go(.cards) }
        case .pickCardFile:
            guard let file = await hands?.pickCardFile() else { return }
            await cards(.cardSaved) { _ = try await self.roadside.addCard(file) }
        default: break
        }
    }

    // MARK: Going

    private func back() async {
        guard state.places.count > 1 else { return }
        var next = state
        next.places.removeLast()
        next.trouble = nil
        next.shownCard = nil
        next.removing = nil
        next.adding = false
        next.done = nil
        next.choosingLanguage = false
        next.callingOff = false
        state = next
        await refreshPlace()
    }

    private func go(_ place: Place) async {
        state.trouble = nil
        state.places.append(place)
        await refreshPlace()
    }

    /// Asks anew what the screen shown depends on.
    func refreshPlace() async {
        switch state.place {
        case .card, .cards: await attempt { try await self.loadCards() }
        case .help: await plan()
        case .check: await check()
        case .notice: await notice()
        case .status: await loadCases()
        case .about:
            state.about = State.About(
                sources: dataSources(), terms: handbook.termsHere(language: language),
                version: libraryVersion())
        }
    }

    func loadCards() async throws { state.cards = try await roadside.cards(language: language) }

    // MARK: Help

    private var wish: HelpWish {
        HelpWish(
            told: state.told, fix: state.whereabouts.fix, danger: state.danger == true,
            onMotorway: state.motorway)
    }

    private func plan() async {
        let country = country()
        state.emergency = try? handbook.emergency(country: country, language: language)
        await attempt {
            self.state.plan = try await self.roadside.planHelp(self.wish, language: self.language)
        }
    }

    private func country() -> String? {
        guard case .found(_, let said) = state.whereabouts, said.countryCertain else { return nil }
        return said.country
    }

    private func sendCase() async {
        await attempt {
            let plan = try await self.roadside.callHelp(self.wish, language: self.language)
            self.state.plan = plan
            self.state.shownCase = plan.case.id
            self.state.places.append(.status)
            await self.loadCases()
            await self.askCentre()
        }
    }

    // MARK: Pre-check

    private func check() async {
        await attempt {
            self.state.assessment = try await self.roadside.check(
                told: self.state.told, fix: self.state.whereabouts.fix, language: self.language)
        }
    }

    private func choose(_ at: Int) async {
        guard let question = state.assessment?.nextQuestion, question.answers.indices.contains(at)
        else { return }
        await tell(ToldFact(name: question.fact, value: question.answers[at].value))
    }

    /// What was typed: an answer, or a card's text.
    private func type(_ text: String) async {
        if state.place == .cards {
            await cards(.cardSaved) {
                // What was handed on is a payload; what came as a file is the file's text.
                if text.trimmingCharacters(in: .whitespaces).hasPrefix("{") {
                    _ = try await self.roadside.addCard(Data(text.utf8))
                } else {
                    _ = try await self.roadside.importCard(text)
                }
            }
        } else if let question = state.assessment?.nextQuestion {
            await tell(ToldFact(name: question.fact, value: text))
        }
    }

    private func tell(_ fact: ToldFact) async {
        let before = state.told
        state.trouble = nil
        state.told.append(fact)
        await check()
        // An answer the core refuses is not kept: the question stands, and why stands beside it.
        if state.trouble != nil { state.told = before }
    }

    // MARK: Notice

    private func notice() async {
        await attempt {
            self.state.notices = try await self.roadside.notice(
                fix: self.state.whereabouts.fix, driver: self.language,
                only: self.state.noticeLanguage)
        }
    }

    // MARK: Case

    private func loadCases() async {
        await attempt {
            let held = try await self.roadside.cases(language: self.language)
            self.state.cases = held.cases
            self.state.centre = try? await self.roadside.check(language: self.language).call
        }
        if let current = state.current { follow(current.id) }
    }

    private func askCentre() async {
        guard let intake, let held = state.current else {
            if intake == nil {
                state.caseTrouble = RoadsideError.NotFound(what: .intake).said(language)
            }
            return
        }
        state.busy = true
        do {
            let delivery = try await roadside.deliver(through: intake, prompt: .person)
            if let trouble = delivery.trouble {
                throw RoadsideError.Unreachable(
                    trouble: trouble, nextAttemptAt: delivery.nextAttemptAt)
            }
            try await roadside.refreshCase(held.id, through: intake)
            state.caseTrouble = nil
        } catch let error as RoadsideError {
            state.caseTrouble = error.said(language)
        } catch {}
        state.busy = false
        await attempt {
            self.state.cases = try await self.roadside.cases(language: self.language).cases
        }
    }

    private func sendPosition() async {
        guard let held = state.current else { return }
        await attempt {
            _ = try await self.roadside.updateCase(held.id, self.wish, language: self.language)
            await self.askCentre()
        }
    }

    private func callOff() async {
        guard let held = state.current else { return }
        state.callingOff = false
        await attempt {
            try await self.roadside.cancelCase(held.id)
            await self.askCentre()
        }
    }

    // MARK: Cards

    private func cards(_ done: Label, _ work: @MainActor () async throws -> Void) async {
        state.trouble = nil
        await attempt {
            try await work()
            var next = self.state
            next.done = done
            next.adding = false
            next.removing = nil
            self.state = next
            try await self.loadCards()
        }
    }
}
