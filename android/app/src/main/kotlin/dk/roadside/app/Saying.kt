package dk.roadside.app

import dk.roadside.app.screens.Answer
import dk.roadside.app.screens.Asked
import dk.roadside.app.screens.Benefit
import dk.roadside.app.screens.Callee
import dk.roadside.app.screens.CardLines
import dk.roadside.app.screens.CaseLines
import dk.roadside.app.screens.Clausal
import dk.roadside.app.screens.Entered
import dk.roadside.app.screens.Line
import dk.roadside.app.screens.NoticePage
import dk.roadside.app.screens.Trouble
import dk.roadside.app.screens.Verdict
import dk.roadside.app.screens.Where
import dk.roadside.core.Contact
import dk.roadside.core.HeldCase
import dk.roadside.core.Label
import dk.roadside.core.Language
import dk.roadside.core.Notice
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidBenefit
import dk.roadside.core.SaidCall
import dk.roadside.core.SaidCard
import dk.roadside.core.SaidCondition
import dk.roadside.core.SaidEmergency
import dk.roadside.core.SaidLimit
import dk.roadside.core.SaidPosition
import dk.roadside.core.SaidQuestion
import dk.roadside.core.SaidReason
import dk.roadside.core.Square
import dk.roadside.core.Validity
import dk.roadside.core.label
import dk.roadside.core.numberToCall
import dk.roadside.said
import java.time.Instant

// What the core said, in the shape screens lay out. Nothing is decided or worded here.

internal fun RoadsideException.trouble(language: Language): Trouble =
    said(language).let { Trouble(it.title, it.detail.ifEmpty { null }, it.remedy.ifEmpty { null }) }

internal fun SaidCard.lines() = CardLines(
    id = id,
    product = productText,
    plate = plate.orEmpty(),
    validity = validityText,
    inForce = validity == Validity.VALID || validity == Validity.OPEN,
    active = active,
    lines = lines.map { Line(it.label, it.value) },
    missing = missing,
)

internal fun SaidCall.callee() = Callee(who, phoneSpaced, telUri)

internal fun Contact.callee() = numberToCall(phone).let { Callee(who, it.spaced, it.telUri, why) }

/** The numbers for an emergency, where there is no card to make a plan from. */
internal fun SaidEmergency.callees(language: Language): List<Callee> {
    val first = numberToCall(call).let { Callee(label(Label.EMERGENCY, language), it.spaced, it.telUri, text) }
    return listOf(first) + others.map { other -> numberToCall(other.number).let { Callee(other.who, it.spaced, it.telUri) } }
}

internal fun SaidPosition.found() =
    Where.Found(forms.dms, forms.spoken, caption, cautions, attribution)

internal fun SaidQuestion.asked(): Asked {
    val choices = answers.mapIndexed { at, answer -> Answer(at, answer.text) }
    return when (kind) {
        "position" -> Asked.Here(choices)
        "number" -> Asked.Free(Asked.Form.NUMBER, choices)
        "country" -> Asked.Free(Asked.Form.COUNTRY, choices)
        "time" -> Asked.Free(Asked.Form.TIME, choices)
        "text" -> Asked.Free(Asked.Form.WORDS, choices)
        else -> Asked.OneOf(choices)
    }
}

internal fun SaidBenefit.shown() = Benefit(
    title = title,
    verdict = when (verdict) {
        "covered" -> Verdict.COVERED
        "conditional" -> Verdict.CONDITIONAL
        "not_covered" -> Verdict.NOT_COVERED
        else -> Verdict.UNKNOWN
    },
    verdictText = verdictText,
    main = main.clausal(),
    reasons = reasons.map(SaidReason::clausal),
    conditions = conditions.map(SaidCondition::clausal),
    limits = limits.map(SaidLimit::clausal),
    youPay = youPay.map(SaidCondition::clausal),
    duties = duties.map(SaidReason::clausal),
    notWith = notWith,
    assumptions = assumptions.map { it.message },
)

internal fun SaidReason.clausal() = Clausal(clause, message)

internal fun SaidCondition.clausal() = Clausal(clause, message)

internal fun SaidLimit.clausal() = Clausal(clause, message)

internal fun Notice.page() = NoticePage(
    language,
    title,
    paragraphs,
    numberToCall(phone).let { Callee(assistanceCompany, it.spaced, it.telUri) },
)

internal fun Square.rows(): List<List<Boolean>> = dark.chunked(side.toInt())

internal fun HeldCase.lines(time: (Instant) -> String) = CaseLines(
    id = id,
    code = code,
    stage = state,
    history = history.map { Entered(it.state, time(it.at)) },
    reference = centre?.reference,
    helper = centre?.helper,
    expected = centre?.eta?.let(time),
    saidAt = centre?.saidAt?.let(time),
)
