package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Choice
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Sign
import dk.roadside.app.look.Weight
import dk.roadside.app.look.choices
import dk.roadside.app.look.page
import dk.roadside.core.Label
import dk.roadside.core.Language

/** Help now. When somebody is hurt or in danger the emergency number is the main thing to do. */
fun Kit.helpScreen(shown: HelpShown, act: (Act) -> Unit): View {
    val first = shown.calls.firstOrNull()
    val main = when {
        first != null && shown.emergency -> danger(first, act)
        shown.canSend -> button(say(Label.SEND_CASE), Weight.MAIN) { act(Act.SendCase) }
        else -> null
    }
    return page(
        title = say(Label.GET_HELP),
        act = act,
        trouble = shown.trouble,
        main = main,
        first = shown.emergency,
        parts = listOf(
            anyoneHurt(shown, act),
            calls(shown, act),
            onMotorway(shown, act),
            where(shown.where, act),
            shown.steps.takeIf { it.isNotEmpty() }?.let { part(Label.WHAT_TO_DO, steps(it)) },
            shown.script.takeIf { it.isNotEmpty() }?.let { unfolding(say(Label.WHAT_TO_SAY)) { script(shown) } },
            shown.ready.takeIf { it.isNotEmpty() }?.let { part(Label.HAVE_READY, ready(it)) },
            if (shown.canSend) message(shown, act) else null,
            // After the emergency call the case is still to be sent.
            if (shown.emergency && shown.canSend) button(say(Label.SEND_CASE)) { act(Act.SendCase) } else null,
        ),
    )
}

/** A heading and what belongs under it. */
internal fun Kit.part(name: Label, inside: View): View = column(listOf(heading(say(name)), inside), gap = 8)

private fun Kit.danger(emergency: Callee, act: (Act) -> Unit): View = panel(
    heading(say(Label.CALL_FIRST)),
    number(emergency.who, emergency.number, Weight.ALARM) { act(Act.Dial(emergency.uri)) },
    emergency.why.takeIf(String::isNotEmpty)?.let(::body),
)

private fun Kit.anyoneHurt(shown: HelpShown, act: (Act) -> Unit): View = part(
    Label.ANYONE_HURT,
    choices(
        listOf(
            Choice(say(Label.YES), shown.danger == true) { act(Act.Danger(true)) },
            Choice(say(Label.NO), shown.danger == false) { act(Act.Danger(false)) },
        ),
    ),
)

private fun Kit.calls(shown: HelpShown, act: (Act) -> Unit): View? {
    val rest = if (shown.emergency) shown.calls.drop(1) else shown.calls
    if (rest.isEmpty()) return null
    val heading = if (shown.emergency) Label.CALL_THEN else Label.CALL_FIRST
    val buttons = rest.flatMapIndexed { at, callee ->
        // The second of two is called after the first.
        val between = if (at == 1 && !shown.emergency) heading(say(Label.CALL_THEN)) else null
        listOfNotNull(
            between,
            number(callee.who, callee.number, Weight.OTHER) { act(Act.Dial(callee.uri)) },
            callee.why.takeIf(String::isNotEmpty)?.let(::body),
        )
    }
    // Said before dialling: who is recorded must know.
    val recording = shown.recording.takeIf(String::isNotEmpty)?.let(::quiet)
    return part(heading, column(listOfNotNull(recording) + buttons, gap = 8))
}

private fun Kit.onMotorway(shown: HelpShown, act: (Act) -> Unit): View = part(
    Label.ON_MOTORWAY,
    choices(
        listOf(
            Choice(say(Label.YES), shown.motorway == true) { act(Act.Motorway(true)) },
            Choice(say(Label.NO), shown.motorway == false) { act(Act.Motorway(false)) },
            Choice(say(Label.DONT_KNOW), shown.motorway == null) { act(Act.Motorway(null)) },
        ),
    ),
)

private fun Kit.where(where: Where, act: (Act) -> Unit): View {
    val inside = when (where) {
        Where.Finding -> listOf(body(say(Label.FINDING_POSITION)))
        is Where.None -> listOf(body(where.text), quiet(say(Label.WHY_POSITION)))
        is Where.Found -> listOf(
            text(where.degrees, size = 20f, bold = true),
            body(where.caption),
            *where.cautions.map { signed(Sign.MIND, body(it)) }.toTypedArray(),
            quiet(say(Label.SAY_POSITION)),
            body(where.spoken),
        )
    }
    val again = if (where == Where.Finding) null else button(say(Label.MEASURE_AGAIN)) { act(Act.Measure) }
    val thanks = (where as? Where.Found)?.let { quiet(it.attribution) }
    val panel = panel(*inside.toTypedArray(), again, thanks).apply {
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }
    return part(if (where is Where.Found) Label.HERE_YOU_ARE else Label.POSITION, panel)
}

private fun Kit.ready(ready: List<Line>): View = column(
    ready.map { line -> line.value?.let { pair(line.label, it) } ?: body(line.label) },
    gap = 12,
)

/** In the driver's language, and below it in the operator's, to be read out. */
private fun Kit.script(shown: HelpShown): View = column(
    listOfNotNull(
        column(shown.script.map(::body), gap = 8),
        shown.toOperator.takeIf { it.isNotEmpty() }?.let { lines ->
            val english = lines.map { text(it, size = 17f, language = Language.EN) }
            panel(quiet(say(Label.LANGUAGE_NAME, Language.EN)), *english.toTypedArray())
        },
    ),
)

private fun Kit.message(shown: HelpShown, act: (Act) -> Unit): View = part(
    Label.SMS_TEXT,
    column(
        listOf(
            body(say(Label.SMS_WHEN)),
            panel(body(shown.sms)),
            button(say(Label.WRITE_SMS)) { act(Act.Message(shown.smsUri)) },
        ),
    ),
)
