import Roadside

extension Pages {
    /// Help now. When somebody is hurt or in danger, the emergency number stands above all.
    func help(_ state: State) -> Screen {
        var page = page(.help, .getHelp)
        page.blocks = hurt(state)
        guard let plan = state.plan else {
            // Without a card, or with a storage that fails, the emergency number is still known.
            if let emergency = state.emergency {
                page.main = say.call(
                    say(.callFirst), numberToCall(phone: emergency.call), .emergency)
                page.mainFirst = state.danger == true
                page.blocks.append(.text(emergency.text))
            }
            return page
        }
        var contacts = [plan.first] + plan.then
        if let emergency = plan.emergency {
            let who = plan.first.phone == emergency.phone ? plan.first.who : say(.callFirst)
            page.main = say.call(who, emergency.number, .emergency)
            page.mainFirst = true
            page.blocks.insert(.caution([emergency.why]), at: 0)
            contacts.removeAll { $0.phone == emergency.phone }
        } else {
            page.main = say.main(.sendCase, .sendCase)
        }
        page.blocks += calls(contacts, plan)
        page.blocks += motorway(state)
        page.blocks += whereabouts(state.whereabouts)
        page.blocks += [.heading(say(.whatToDo)), .steps(plan.steps)]
        page.blocks.append(.unfolding(say(.whatToSay), plan.voice.script.map { .text($0) }))
        page.blocks.append(.heading(say(.haveReady)))
        page.blocks += plan.haveReady.map { ready in
            ready.value.map { .pair(ready.item, $0) } ?? .text(ready.item)
        }
        page.blocks += [
            .heading(say(.smsText)), .text(say(.smsWhen)), .quiet(plan.sms.body),
            .button(say.button(.writeSms, .write(plan.sms))),
        ]
        if plan.emergency != nil { page.blocks.append(.button(say.button(.sendCase, .sendCase))) }
        return page
    }

    private func hurt(_ state: State) -> [Block] {
        [
            .heading(say(.anyoneHurt)),
            .choices([
                say.choice(.yes, state.danger == true, .danger(true)),
                say.choice(.no, state.danger == false, .danger(false)),
            ]),
        ]
    }

    private func calls(_ contacts: [Contact], _ plan: CallPlan) -> [Block] {
        let emergency = plan.emergency != nil
        var blocks: [Block] = []
        for (at, contact) in contacts.enumerated() {
            if at < 2 {
                blocks.append(.heading(say(at == 0 && !emergency ? .callFirst : .callThen)))
            }
            // Whoever calls the alarm centre knows before dialling that it may record.
            if contact.number.telUri == plan.voice.telUri {
                blocks.append(.text(plan.voice.recording))
            }
            blocks.append(.button(say.call(contact.who, contact.number)))
            if !contact.why.isEmpty { blocks.append(.text(contact.why)) }
        }
        return deduplicated(blocks)
    }

    /// A heading that stands already is not said again.
    private func deduplicated(_ blocks: [Block]) -> [Block] {
        var said: Set<String> = []
        return blocks.filter { block in
            guard case .heading(let text) = block else { return true }
            return said.insert(text).inserted
        }
    }

    private func motorway(_ state: State) -> [Block] {
        [
            .heading(say(.onMotorway)),
            .choices([
                say.choice(.yes, state.motorway == true, .motorway(true)),
                say.choice(.no, state.motorway == false, .motorway(false)),
                say.choice(.dontKnow, state.motorway == nil, .motorway(nil)),
            ]),
        ]
    }

    private func whereabouts(_ place: Whereabouts) -> [Block] {
        let again = Block.button(say.button(.measureAgain, .measure))
        switch place {
        case .unasked, .finding:
            return [.heading(say(.position)), .busy(say(.findingPosition))]
        case .none(let text):
            return [
                .heading(say(.position)), .signed(.mind, say(.noPosition), text),
                .quiet(say(.whyPosition)), again,
            ]
        case .found(_, let said):
            return [.heading(say(.hereYouAre)), .large(said.caption, said.forms.dms)]
                + said.cautions.map { .signed(.mind, $0, nil) }
                + [.pair(say(.sayPosition), said.forms.spoken), again, .quiet(said.attribution)]
        }
    }

    /// How a case stands: what the alarm centre has received, and what it said.
    func status(_ state: State) -> Screen {
        guard let held = state.current else {
            var page = page(.status, .yourCases)
            page.main = say.main(.getHelp, .go(.help))
            page.blocks = [.text(say(.noCases))]
            return page
        }
        var page = page(.status, .yourCase)
        let ended = held.state == .closed || held.state == .cancelled
        let waits = held.receivedRevision != held.revision && !ended
        if !ended {
            page.main = say.main(waits ? .sendNow : .askCentre, .askCentre)
            page.main?.enabled = !state.busy
        }
        if state.busy { page.blocks.append(.busy(say(.wait))) }
        let sign: Sign = ended ? .no : waits ? .mind : .yes
        page.blocks += [
            .heading(say(.state)),
            .signed(sign, say.state(held.state), waits ? say(.doNotJustWait) : nil),
        ]
        if let trouble = state.caseTrouble {
            page.blocks.append(.caution([trouble.detail, trouble.remedy]))
        }
        page.blocks.append(.large(say(.caseCode), held.code))
        if !ended { page.blocks.append(.text(say(.helperKnowsCode))) }
        page.blocks += said(held.centre)
        if !ended {
            if let call = state.centre {
                page.blocks += [
                    .button(say.call(call.who, numberToCall(phone: call.phone))),
                    .text(say(.callAnyway)),
                ]
            }
            page.blocks += changes(state)
        }
        page.blocks.append(.heading(say(.history)))
        page.blocks += held.history.map { .pair(say.moment($0.at), say.state($0.state)) }
        let others = state.cases.filter { $0.id != held.id }.reversed()
        if !others.isEmpty {
            page.blocks.append(.heading(say(.yourCases)))
            page.blocks += others.map {
                .button(Button(text: $0.code, detail: say.state($0.state), act: .showCase($0.id)))
            }
        }
        return page
    }

    private func said(_ centre: CentreStatus?) -> [Block] {
        guard let centre else { return [] }
        let lines: [(Label, String?)] = [
            (.expectedAt, centre.eta.map(say.moment)), (.whoComes, centre.helper),
            (.reference, centre.reference), (.saidAt, say.moment(centre.saidAt)),
        ]
        return [.heading(say(.centreSays))]
            + lines.compactMap { label, value in value.map { .pair(say(label), $0) } }
    }

    private func changes(_ state: State) -> [Block] {
        guard state.callingOff else {
            return [
                .button(say.button(.betterPosition, .sendPosition)),
                .button(say.button(.callOff, .callOff)),
            ]
        }
        return [
            .caution([say(.callOffSure)]), .button(say.button(.keep, .keepIt)),
            .button(say.button(.callOff, .callOffSurely)),
        ]
    }
}
