package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Choice
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Sign
import dk.roadside.app.look.Typed
import dk.roadside.app.look.Weight
import dk.roadside.app.look.choices
import dk.roadside.app.look.country
import dk.roadside.app.look.field
import dk.roadside.app.look.moment
import dk.roadside.app.look.page
import dk.roadside.core.Label

/** The pre-check: one question at a time, and below it how the answer stands. */
fun Kit.checkScreen(shown: CheckShown, act: (Act) -> Unit): View = page(
    title = say(Label.AM_I_COVERED),
    act = act,
    trouble = shown.trouble,
    main = number(shown.call.who, shown.call.number, Weight.MAIN) { act(Act.Dial(shown.call.uri)) },
    parts = listOf(
        shown.question?.let { question(it, shown.asked, act) },
        if (shown.answered) goBack(act) else null,
        part(if (shown.question == null) Label.THE_ANSWER else Label.SO_FAR, answer(shown)),
        panel(body(shown.callAnyway, palette.onCaution), ground = palette.caution),
        clauses(Label.FOR_ALL_OF_IT, shown.shared),
        clauses(Label.NOT_AT_HAND, shown.notAtHand),
    ),
)

private fun Kit.question(question: String, asked: Asked?, act: (Act) -> Unit): View {
    val answers = when (asked) {
        null -> emptyList()
        is Asked.OneOf -> asked.answers
        is Asked.Free -> asked.answers
        is Asked.Here -> asked.answers
    }
    val ways = listOfNotNull(
        (asked as? Asked.Free)?.let { free ->
            typed(free.form, act)
        },
        if (asked is Asked.Here) button(say(Label.HERE_YOU_ARE)) { act(Act.AnswerHere) } else null,
        answers.takeIf { it.isNotEmpty() }?.let { list ->
            choices(list.map { Choice(it.text, chosen = false) { act(Act.Choose(it.at)) } })
        },
    )
    return column(listOf(heading(question).apply { accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE }) + ways)
}

private fun Kit.typed(form: Asked.Form, act: (Act) -> Unit): View = when (form) {
    Asked.Form.WORDS -> field(say(Label.YOUR_ANSWER), Typed.WORDS) { act(Act.Type(it)) }
    Asked.Form.NUMBER -> field(say(Label.YOUR_ANSWER), Typed.NUMBER) { act(Act.Type(it.replace(',', '.'))) }
    Asked.Form.COUNTRY -> country(say(Label.YOUR_ANSWER)) { act(Act.Type(it)) }
    Asked.Form.TIME -> moment(say(Label.YOUR_ANSWER)) { act(Act.Type(it.toString())) }
}

private fun Kit.goBack(act: (Act) -> Unit): View = column(
    listOf(
        button(say(Label.PREVIOUS_QUESTION)) { act(Act.PreviousQuestion) },
        button(say(Label.START_OVER)) { act(Act.StartOver) },
    ),
    gap = 8,
)

/**
 * What is granted first, each to be unfolded; what is not, together. While a question is open the
 * benefits stand only under their verdicts.
 */
private fun Kit.answer(shown: CheckShown): View {
    val byVerdict = shown.benefits.groupBy { it.verdict }.toSortedMap()
    val parts = byVerdict.flatMap { (verdict, benefits) ->
        when {
            shown.question != null -> listOf(panel(together(verdict, benefits)))
            verdict == Verdict.NOT_COVERED -> listOf(
                panel(
                    together(verdict, benefits),
                    unfolding(say(Label.DETAILS)) { column(benefits.map(::named), gap = 20) },
                ),
            )
            else -> benefits.map { benefit ->
                val said = signed(verdict.sign, text(benefit.title, size = 18f, bold = true), body(benefit.verdictText))
                panel(said, unfolding(say(Label.DETAILS)) { details(benefit) })
            }
        }
    }
    return column(parts, gap = 10)
}

private val Verdict.sign
    get() = when (this) {
        Verdict.COVERED -> Sign.YES
        Verdict.CONDITIONAL -> Sign.MIND
        Verdict.UNKNOWN -> Sign.ASK
        Verdict.NOT_COVERED -> Sign.NO
    }

private fun Kit.together(verdict: Verdict, benefits: List<Benefit>): View {
    val said = text(benefits.first().verdictText, size = 18f, bold = true)
    return signed(verdict.sign, said, *benefits.map { body(it.title) }.toTypedArray())
}

private fun Kit.named(benefit: Benefit): View = column(listOf(heading(benefit.title), details(benefit)), gap = 6)

private fun Kit.details(benefit: Benefit): View = column(
    listOfNotNull(
        column((listOf(benefit.main) + benefit.reasons).distinct().map(::clausal), gap = 10),
        clauses(Label.STILL_TO_SETTLE, benefit.conditions),
        clauses(Label.LIMITS, benefit.limits),
        clauses(Label.YOU_PAY, benefit.youPay),
        clauses(Label.DUTIES, benefit.duties),
        sentences(Label.NOT_WITH, benefit.notWith),
        sentences(Label.RESTS_ON, benefit.assumptions),
    ),
    gap = 16,
)

private fun Kit.clausal(said: Clausal): View =
    column(listOfNotNull(body(said.text), said.clause.takeIf(String::isNotEmpty)?.let { quiet("${say(Label.CLAUSE)} $it") }), gap = 1)

internal fun Kit.clauses(name: Label, said: List<Clausal>): View? =
    said.takeIf { it.isNotEmpty() }?.let { part(name, column(it.map(::clausal), gap = 10)) }

private fun Kit.sentences(name: Label, said: List<String>): View? =
    said.takeIf { it.isNotEmpty() }?.let { part(name, column(it.map(::body), gap = 8)) }
