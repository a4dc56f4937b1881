package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Sign
import dk.roadside.app.look.Weight
import dk.roadside.app.look.page
import dk.roadside.app.look.tag
import dk.roadside.core.CaseState
import dk.roadside.core.Label
import dk.roadside.core.caseStateText
import java.util.Locale

/** How the case stands: what the alarm centre has received, and what it said. */
fun Kit.caseScreen(shown: CaseShown, act: (Act) -> Unit): View {
    val case = shown.case
    val main = when {
        case == null -> button(say(Label.GET_HELP), Weight.MAIN) { act(Act.Go(Place.HELP)) }
        case.ended -> null
        !shown.canSend -> shown.call?.let { call -> number(call.who, call.number, Weight.MAIN) { act(Act.Dial(call.uri)) } }
        case.waits -> button(say(Label.SEND_NOW), Weight.MAIN) { act(Act.AskCentre) }
        else -> button(say(Label.ASK_CENTRE), Weight.MAIN) { act(Act.AskCentre) }
    }
    main?.isEnabled = !shown.busy
    return page(
        title = say(if (case == null) Label.YOUR_CASES else Label.YOUR_CASE),
        act = act,
        trouble = shown.trouble,
        main = main,
        parts = listOf(
            if (case == null) body(say(Label.NO_CASES)) else null,
            if (shown.busy) body(say(Label.WAIT)) else null,
            case?.let { state(it) },
            case?.let { code(it) },
            case?.let(::said),
            case?.takeUnless { it.ended || !shown.canSend }?.let { shown.call }?.let { call ->
                number(call.who, call.number, Weight.OTHER) { act(Act.Dial(call.uri)) }
            },
            case?.takeUnless { it.ended }?.let { changes(shown, act) },
            case?.let { part(Label.HISTORY, column(it.history.map { step -> pair(step.at, sentence(step.stage)) })) },
            others(shown.others, act),
        ),
    )
}

private val CaseLines.ended get() = stage == CaseState.CLOSED || stage == CaseState.CANCELLED
private val CaseLines.waits get() = stage == CaseState.DRAFT || stage == CaseState.QUEUED || stage == CaseState.SENT

/** The states are words for the middle of a line; alone they begin with a capital. */
private fun Kit.sentence(stage: CaseState): String =
    caseStateText(stage, language).replaceFirstChar { it.titlecase(Locale.forLanguageTag(language.tag())) }

private fun Kit.state(case: CaseLines): View {
    val sign = when (case.stage) {
        CaseState.RECEIVED, CaseState.IN_PROGRESS -> Sign.YES
        CaseState.DRAFT, CaseState.QUEUED, CaseState.SENT -> Sign.MIND
        CaseState.CLOSED, CaseState.CANCELLED -> Sign.NO
    }
    val words = text(sentence(case.stage), size = 20f, bold = true)
    val caution = if (case.waits) body(say(Label.DO_NOT_JUST_WAIT)) else null
    return part(Label.STATE, signed(sign, *listOfNotNull(words, caution).toTypedArray())).apply {
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }
}

private fun Kit.code(case: CaseLines): View = panel(
    quiet(say(Label.CASE_CODE)),
    large(case.code),
    if (case.ended) null else body(say(Label.HELPER_KNOWS_CODE)),
)

private fun Kit.said(case: CaseLines): View? {
    val lines = listOf(
        Label.EXPECTED_AT to case.expected,
        Label.WHO_COMES to case.helper,
        Label.REFERENCE to case.reference,
        Label.SAID_AT to case.saidAt,
    ).mapNotNull { (label, value) -> value?.let { pair(say(label), it) } }
    return if (lines.isEmpty()) null else part(Label.CENTRE_SAYS, panel(*lines.toTypedArray()))
}

private fun Kit.changes(shown: CaseShown, act: (Act) -> Unit): View =
    if (shown.callingOff) {
        panel(
            body(say(Label.CALL_OFF_SURE), palette.onCaution),
            button(say(Label.KEEP)) { act(Act.KeepIt) },
            button(say(Label.CALL_OFF)) { act(Act.CallOffSurely) },
            ground = palette.caution,
        )
    } else {
        column(
            listOf(
                button(say(Label.BETTER_POSITION)) { act(Act.SendPosition) },
                button(say(Label.CALL_OFF)) { act(Act.CallOff) },
            ),
            gap = 10,
        )
    }

private fun Kit.others(others: List<CaseLines>, act: (Act) -> Unit): View? =
    others.takeIf { it.isNotEmpty() }?.let { list ->
        part(
            Label.YOUR_CASES,
            column(list.map { case -> button("${case.code}: ${sentence(case.stage)}") { act(Act.ShowCase(case.id)) } }, gap = 10),
        )
    }
