package dk.roadside.app.screens

import dk.roadside.core.CaseState
import dk.roadside.core.Language

/** Says its kind and nothing of what it holds: cards, codes and positions stay out of logs and errors. */
abstract class Discreet {
    final override fun toString(): String = javaClass.simpleName
}

/** What a screen shows: everything in it was said by the core. */
sealed class Shown : Discreet() {
    /** What went wrong last, if anything did. */
    abstract val trouble: Trouble?
}

/** What went wrong, what it means, and what to do now. */
data class Trouble(
    val title: String,
    val detail: String?,
    val remedy: String?,
    /** Whether it goes away when it was read. */
    val closes: Boolean = true,
)

/** Something with its name. [value] is null where the core does not know it. */
data class Line(val label: String, val value: String?) : Discreet()

/** Somebody to call. */
data class Callee(
    /** Who answers. */
    val who: String,
    /** The number as people read it. */
    val number: String,
    /** `tel:`, RFC 3966. */
    val uri: String,
    /** Why, and why now; empty when nothing is to be said. */
    val why: String = "",
) : Discreet()

/** A card. */
data class CardLines(
    val id: String,
    /** What the product is called. */
    val product: String,
    /** The registration number. */
    val plate: String,
    /** The sentence about its dates. */
    val validity: String,
    /** Whether its dates include today, as far as it states any. */
    val inForce: Boolean,
    /** Whether it is the card in use. */
    val active: Boolean,
    /** Every filled field. */
    val lines: List<Line>,
    /** The names of fields to be filled in before leaving. */
    val missing: List<String>,
) : Discreet()

/** The card screen, which is where the app begins. */
data class CardShown(val card: CardLines?, val begins: Boolean = true, override val trouble: Trouble? = null) : Shown()

/** Where the car stands, as far as the phone knows. */
sealed class Where : Discreet() {
    /** The phone is still looking. */
    data object Finding : Where()

    /** It gave up, or was not allowed: what to do now. */
    data class None(val text: String) : Where()

    /** Found. */
    data class Found(
        /** Degrees, minutes, seconds. */
        val degrees: String,
        /** As it is spoken on the phone. */
        val spoken: String,
        /** Accuracy and age. */
        val caption: String,
        /** What to know before trusting it. */
        val cautions: List<String>,
        /** Whom to thank for the borders. */
        val attribution: String,
    ) : Where()
}

/** The help screen. */
data class HelpShown(
    /** Whether somebody is hurt or in danger; null until it was answered. */
    val danger: Boolean?,
    /** Whether the car stands on a motorway; null until it was answered. */
    val motorway: Boolean?,
    val where: Where,
    /** Whom to call, first to last. The emergency number is the first of them when somebody is in danger. */
    val calls: List<Callee>,
    /** Whether the first of [calls] is the emergency call. */
    val emergency: Boolean,
    val steps: List<String> = emptyList(),
    val ready: List<Line> = emptyList(),
    /** That the alarm centre may record the call, to be read before dialling. */
    val recording: String = "",
    /** What to say, in the driver's language. */
    val script: List<String> = emptyList(),
    /** The same for reading out to an operator who does not speak it; empty where that is not needed. */
    val toOperator: List<String> = emptyList(),
    /** The text message; empty when there is no card to make one from. */
    val sms: String = "",
    /** `sms:`, RFC 5724. */
    val smsUri: String = "",
    override val trouble: Trouble? = null,
) : Shown() {
    /** Whether there is a card, and so a case, to send. */
    val canSend: Boolean get() = smsUri.isNotEmpty()
}

/** How an answer is given. */
sealed interface Asked {
    /** One of these. */
    data class OneOf(val answers: List<Answer>) : Asked

    /** Typed in; "I don't know" beside it. */
    data class Free(val form: Form, val answers: List<Answer>) : Asked

    /** What is typed. */
    enum class Form { WORDS, NUMBER, COUNTRY, TIME }

    /** The phone's position. */
    data class Here(val answers: List<Answer>) : Asked
}

/** An answer to choose: [at] is its place among the core's answers. */
data class Answer(val at: Int, val text: String)

/** A sentence with the clause it rests on. */
data class Clausal(val clause: String, val text: String)

/** The answer about one benefit. */
data class Benefit(
    val title: String,
    val verdict: Verdict,
    val verdictText: String,
    val main: Clausal,
    val reasons: List<Clausal>,
    val conditions: List<Clausal>,
    val limits: List<Clausal>,
    val youPay: List<Clausal>,
    val duties: List<Clausal>,
    val notWith: List<String>,
    val assumptions: List<String>,
)

/** The core's four verdicts. */
enum class Verdict { COVERED, CONDITIONAL, UNKNOWN, NOT_COVERED }

/** The pre-check. */
data class CheckShown(
    /** The question and how it is answered; null when nothing is open. */
    val question: String?,
    val asked: Asked?,
    /** Whether an answer was given that can be taken back. */
    val answered: Boolean,
    val benefits: List<Benefit>,
    /** Conditions and limits that stand with all benefits. */
    val shared: List<Clausal>,
    /** Texts that apply too and are not on this device. */
    val notAtHand: List<Clausal>,
    val call: Callee,
    /** That calling is never wrong. */
    val callAnyway: String,
    override val trouble: Trouble? = null,
) : Shown()

/** The notice in one language. */
data class NoticePage(
    val language: Language,
    val title: String,
    val paragraphs: List<String>,
    val call: Callee,
)

/** The workshop notice. */
data class NoticeShown(
    /** For the garage. */
    val theirs: NoticePage,
    /** The same in the driver's language, unless it is the same page. */
    val own: NoticePage?,
    /** The number as a QR code, rows of dark (true) and light squares; null when there is none. */
    val square: List<List<Boolean>>?,
    /** Whether a language is being chosen. */
    val choosing: Boolean = false,
    override val trouble: Trouble? = null,
) : Shown()

/** A state entered, and when, as people of the driver's language write times. */
data class Entered(val stage: CaseState, val at: String)

/** One case. */
data class CaseLines(
    val id: String,
    val code: String,
    val stage: CaseState,
    /** Oldest first. */
    val history: List<Entered>,
    val reference: String?,
    val helper: String?,
    val expected: String?,
    val saidAt: String?,
) : Discreet()

/** The status of the newest case, or of one chosen. */
data class CaseShown(
    val case: CaseLines?,
    /** Other cases, newest first. */
    val others: List<CaseLines>,
    /** The alarm centre, which is called whatever the state says. */
    val call: Callee?,
    /** Whether there is an intake to send to. */
    val canSend: Boolean = true,
    /** Whether something is being fetched or sent. */
    val busy: Boolean = false,
    /** Whether the person was asked if the case is to be called off. */
    val callingOff: Boolean = false,
    override val trouble: Trouble? = null,
) : Shown()

/** All cards. */
data class CardsShown(
    val cards: List<CardLines>,
    /** The card the person was asked about removing. */
    val removing: String? = null,
    /** Whether a card is being added. */
    val adding: Boolean = false,
    /** What was just done, said by the core. */
    val done: String? = null,
    override val trouble: Trouble? = null,
) : Shown()

/** About the app. */
data class AboutShown(
    /** Whom to thank for data, one a line. */
    val sources: List<String>,
    /** Editions of terms on this device. */
    val terms: List<Line>,
    val version: String,
    override val trouble: Trouble? = null,
) : Shown()
