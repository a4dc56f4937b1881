import Roadside

extension Pages {
    /// The pre-check: one question at a time, and below it how the answer stands.
    func check(_ state: State) -> Screen {
        var page = page(.check, .amICovered)
        guard let said = state.assessment else {
            page.blocks = [.busy(say(.wait))]
            return page
        }
        page.main = say.call(
            said.call.who, NumberToCall(spaced: said.call.phoneSpaced, telUri: said.call.telUri),
            .main)
        if let question = said.nextQuestion { page.blocks += asked(question) }
        if !state.told.isEmpty {
            page.blocks += [
                .button(say.button(.previousQuestion, .previousQuestion)),
                .button(say.button(.startOver, .startOver)),
            ]
        }
        page.blocks.append(.heading(say(said.nextQuestion == nil ? .theAnswer : .soFar)))
        for benefit in said.benefits {
            page.blocks.append(.signed(sign(benefit.verdict), benefit.title, benefit.verdictText))
            // While a question is open the verdicts stand close together.
            if said.nextQuestion == nil {
                page.blocks.append(.unfolding(say(.details), details(benefit)))
            }
        }
        page.blocks.append(.caution([said.call.text]))
        let shared =
            said.shared.conditions.map { clausal($0.message, $0.clause) }
            + said.shared.limits.map { clausal($0.message, $0.clause) }
        page.blocks += under(.forAllOfIt, shared)
        page.blocks += under(.notAtHand, said.notAtHand.map { clausal($0.message, $0.clause) })
        return page
    }

    private func asked(_ question: SaidQuestion) -> [Block] {
        var blocks: [Block] = [.heading(question.text)]
        switch question.kind {
        case "position": blocks.append(.button(say.button(.measureAgain, .measure)))
        case "number": blocks.append(.field(say(.yourAnswer), hint: nil, number: true))
        case "yes_no", "choice": break
        default:
            // A country is chosen where the core names some, and typed where it does not.
            if question.answers.count < 2 {
                blocks.append(.field(say(.yourAnswer), hint: nil, number: false))
            }
        }
        let answers = question.answers.enumerated().map { at, answer in
            Button(text: answer.text, chosen: false, act: .choose(at))
        }
        if !answers.isEmpty { blocks.append(.choices(answers)) }
        return blocks
    }

    private func sign(_ verdict: String) -> Sign {
        switch verdict {
        case "covered": .yes
        case "conditional": .mind
        case "not_covered": .no
        default: .ask
        }
    }

    private func details(_ benefit: SaidBenefit) -> [Block] {
        var reasons = [benefit.main]
        reasons += benefit.reasons.filter { $0 != benefit.main }
        var blocks = reasons.map { clausal($0.message, $0.clause) }
        blocks += under(.stillToSettle, benefit.conditions.map { clausal($0.message, $0.clause) })
        blocks += under(.limits, benefit.limits.map { clausal($0.message, $0.clause) })
        blocks += under(.youPay, benefit.youPay.map { clausal($0.message, $0.clause) })
        blocks += under(.duties, benefit.duties.map { clausal($0.message, $0.clause) })
        blocks += under(.notWith, benefit.notWith.map { .text($0) })
        blocks += under(.restsOn, benefit.assumptions.map { .text($0.message) })
        return blocks
    }

    private func clausal(_ message: String, _ clause: String) -> Block {
        clause.isEmpty ? .text(message) : .pair("\(say(.clause)) \(clause)", message)
    }

    private func under(_ heading: Label, _ blocks: [Block]) -> [Block] {
        blocks.isEmpty ? [] : [.heading(say(heading))] + blocks
    }
}
