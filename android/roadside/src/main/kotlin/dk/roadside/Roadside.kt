package dk.roadside

import dk.roadside.core.CallPlan
import dk.roadside.core.Delivery
import dk.roadside.core.Fix
import dk.roadside.core.FoundAnswers
import dk.roadside.core.HeldCase
import dk.roadside.core.HelpWish
import dk.roadside.core.Journey
import dk.roadside.core.KeyStore
import dk.roadside.core.Language
import dk.roadside.core.LogSink
import dk.roadside.core.Outbox
import dk.roadside.core.Prompt
import dk.roadside.core.RoadsideCore
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidAssessment
import dk.roadside.core.SaidCard
import dk.roadside.core.SaidCards
import dk.roadside.core.SaidCases
import dk.roadside.core.SaidNotices
import dk.roadside.core.SaidSeveral
import dk.roadside.core.SaidTrip
import dk.roadside.core.ToldFact
import java.io.Closeable
import java.io.File
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * One motorist's Roadside: cards, cover, notices, cases.
 *
 * Every call may be made from any thread; it works on [Dispatchers.IO] and suspends meanwhile.
 * Everything but [deliver], [refresh] and [Claims.deliver] works without a network. Sentences come in [language],
 * unless a call names another.
 *
 * Errors are [RoadsideException]s, in words by [said]; nothing personal is in one. After [close]
 * every call answers `Storage` with the fault `CLOSED`, between [pause] and [resume] too.
 */
class Roadside private constructor(
    private val core: RoadsideCore,
    keys: KeyStore,
    /** The driver's language. */
    val language: Language,
) : Closeable {
    private val changes = Changes()

    /** Who needs the database open; phones pause it when nobody does. */
    val attendance: Attendance = Attendance(::pause, ::resume)

    /** After the trip: what it cost, and the money back. */
    val claims: Claims = Claims(core, language)

    /** Consent, what went out, what is kept, and doing away with it. */
    val privacy: Privacy = Privacy(core, keys, language, changes)

    /** Letters under people's rights to their data. */
    val rights: Rights = Rights(core, language)

    /** Before the trip: a rehearsal, and the sheet for the glove box. */
    val preparation: Preparation = Preparation(core, language)

    /**
     * Keeps the card a file holds (JSON or TOML) and gives its id. The first one kept is active.
     *
     * @throws RoadsideException.BadInput with every fault of the file; nothing is kept then.
     * @throws RoadsideException.Storage
     */
    suspend fun addCard(file: ByteArray): String = io { core.addCard(file) }

    /**
     * Keeps the card a scanned QR code holds and gives its id.
     *
     * @throws RoadsideException.BadInput when it is no Roadside card, or damaged.
     * @throws RoadsideException.Storage
     */
    suspend fun importCard(payload: String): String = io { core.importCard(payload) }

    /**
     * A card as text for a QR code; the active one when none is named. It holds what is printed
     * on the card, and never the token of the alarm centre.
     *
     * @throws RoadsideException.NotFound when there is no such card.
     */
    suspend fun exportCard(id: String? = null): String = io { core.exportCard(id) }

    /**
     * The same as a QR code, drawn as SVG; null when the card holds too much for one.
     *
     * @throws RoadsideException.NotFound when there is no such card.
     */
    suspend fun cardQrSvg(id: String? = null): String? = io { core.cardQrSvg(id) }

    /**
     * Every card on this device, oldest first.
     *
     * @throws RoadsideException.Storage
     */
    suspend fun cards(language: Language = this.language): SaidCards = io { core.cards(language) }

    /**
     * One card: the one named, else the active one.
     *
     * @throws RoadsideException.NotFound when there is no such card, or none at all.
     * @throws RoadsideException.Storage with the fault `Tampered` when it was changed from outside.
     */
    suspend fun card(id: String? = null, language: Language = this.language): SaidCard = io { core.card(id, language) }

    /**
     * Makes a card the active one: the one meant when none is named.
     *
     * @throws RoadsideException.NotFound
     */
    suspend fun chooseCard(id: String): Unit = io { core.chooseCard(id) }

    /**
     * Removes a card for good. Cases made from it stay.
     *
     * @throws RoadsideException.NotFound
     */
    suspend fun removeCard(id: String): Unit = io { core.removeCard(id) }

    /**
     * What a card's terms say now: from what the driver told, the card, the fix and the clock, in
     * this order. Whatever it says, calling is never wrong.
     *
     * @param told facts by their names in the vocabulary (`event.kind`), values as text.
     * @throws RoadsideException.BadInput with every fact that may not have its value.
     * @throws RoadsideException.NotFound when there is no such card, or its terms are not here.
     */
    suspend fun check(
        told: Map<String, String> = emptyMap(),
        fix: Fix? = null,
        card: String? = null,
        language: Language = this.language,
    ): SaidAssessment = io { core.check(card, told.facts(), fix, language) }

    /**
     * The same, the verdict on one benefit unfolded into the chain of clauses behind it.
     *
     * @throws RoadsideException.BadInput as [check]; and naming the benefits there are, when there is none of that id.
     * @throws RoadsideException.NotFound as [check].
     */
    suspend fun explain(
        benefit: String,
        told: Map<String, String> = emptyMap(),
        fix: Fix? = null,
        card: String? = null,
        language: Language = this.language,
    ): SaidAssessment = io { core.explain(card, told.facts(), fix, benefit, language) }

    /**
     * What every card in force says now, and which answers first and why.
     *
     * @throws RoadsideException.BadInput as [check].
     * @throws RoadsideException.NotFound when there is no card.
     */
    suspend fun checkAll(
        told: Map<String, String> = emptyMap(),
        fix: Fix? = null,
        language: Language = this.language,
    ): SaidSeveral = io { core.checkAll(told.facts(), fix, language) }

    /**
     * The pre-check as a dialogue: question after question, until nothing is open.
     *
     * @throws RoadsideException as [check].
     */
    suspend fun dialogue(
        told: Map<String, String> = emptyMap(),
        fix: Fix? = null,
        card: String? = null,
        language: Language = this.language,
    ): Dialogue = Dialogue.begin(told) { check(it, fix, card, language) }

    /**
     * What to know before leaving: per country what each card holds and what it does not, what
     * to bring, whom to call.
     *
     * @throws RoadsideException.BadInput with every fault of the journey.
     * @throws RoadsideException.NotFound when there is no card.
     */
    suspend fun trip(journey: Journey, language: Language = this.language): SaidTrip = io { core.trip(journey, language) }

    /**
     * The notice a card gives a garage, in the garage's language first and the driver's own last.
     *
     * @param country ISO 3166-1 alpha-2; the country of [fix] when none is named.
     * @param only this language alone, when the garage asks for another.
     * @throws RoadsideException.BadInput for a country or a fix that is none.
     * @throws RoadsideException.NotFound when there is no such card.
     */
    suspend fun notice(
        country: String? = null,
        fix: Fix? = null,
        card: String? = null,
        only: Language? = null,
        language: Language = this.language,
    ): SaidNotices = io { core.notice(card, country, fix, language, only) }

    /**
     * Answers to what travellers ask; everything there is when [words] is empty.
     *
     * @throws RoadsideException.Storage with the fault `CLOSED`.
     */
    suspend fun ask(words: String, language: Language = this.language): FoundAnswers = io { core.ask(words, language) }

    /**
     * Whom to call, what to have ready, send and say. Nothing is kept or sent.
     *
     * @throws RoadsideException.BadInput as [check].
     * @throws RoadsideException.NotFound when there is no such card.
     * @throws RoadsideException.ConsentNeeded when health facts are to go ([HelpWish.withHealth])
     *   and there is no consent to it.
     */
    suspend fun planHelp(wish: HelpWish, language: Language = this.language): CallPlan = io { core.planHelp(wish, language) }

    /**
     * The same, and a case is made: kept and queued, durably, before this returns. Sending it is
     * [deliver]'s.
     *
     * @throws RoadsideException.Storage when it could not be kept: call then.
     * @throws RoadsideException as [planHelp].
     */
    suspend fun callHelp(wish: HelpWish, language: Language = this.language): CallPlan =
        changes.by { core.callHelp(wish, language) }

    /**
     * States a case anew and queues it. What [wish] leaves open stays as it was stated.
     *
     * @param case its id or its code.
     * @throws RoadsideException.NotFound when there is no such case.
     * @throws RoadsideException.NotNow when it has ended.
     */
    suspend fun updateCase(case: String, wish: HelpWish, language: Language = this.language): CallPlan =
        changes.by { core.updateCase(case, wish, language) }

    /**
     * Calls a case off and queues word of it to the alarm centre.
     *
     * @param case its id or its code.
     * @throws RoadsideException.NotFound when there is no such case.
     * @throws RoadsideException.NotNow when it has ended.
     */
    suspend fun cancelCase(case: String): HeldCase = changes.by { core.cancelCase(case) }

    /**
     * Every case on this device, oldest first.
     *
     * @throws RoadsideException.Storage
     */
    suspend fun cases(language: Language = this.language): SaidCases = io { core.cases(language) }

    /**
     * One case as it is kept.
     *
     * @param case its id or its code.
     * @throws RoadsideException.NotFound when there is none.
     * @throws RoadsideException.Storage with the fault `Tampered` when it was changed from outside.
     */
    suspend fun case(case: String): HeldCase = io { core.case(case) }

    /**
     * Sends what waits, each case once, and ends by itself: every attempt has the intake's own
     * patience. That the alarm centre could not be reached is no error but [Delivery.trouble];
     * the case is safe in the outbox. Cancelling it loses nothing either.
     *
     * @param prompt who wants it: a person (everything now) or the schedule (what is due).
     * @throws RoadsideException.Storage when the outbox could not be read or an outcome not be kept.
     */
    suspend fun deliver(intake: Intake, prompt: Prompt = Prompt.PERSON): Delivery = withContext(Dispatchers.IO) {
        try {
            core.deliver(intake.opened, prompt)
        } finally {
            changes.happened()
        }
    }

    /**
     * Asks the alarm centre how a case stands and keeps what it says. Without an answer that
     * counts the case is given as it is kept here.
     *
     * @param id the case's id.
     * @throws RoadsideException.NotFound when there is no such case.
     * @throws RoadsideException.Storage
     */
    suspend fun refresh(intake: Intake, id: String): CaseNews = withContext(Dispatchers.IO) {
        try {
            CaseNews.Current(core.refreshCase(intake.opened, id))
        } catch (unreached: RoadsideException.Unreachable) {
            CaseNews.AsKept(core.case(id), unreached)
        } finally {
            changes.happened()
        }
    }

    /**
     * A case as it is kept, now and whenever it changes: through [deliver], [refresh],
     * [updateCase], [cancelCase]. It never asks the alarm centre; [followCase] does.
     *
     * While paused it is silent. The flow fails as [case] does.
     */
    fun caseStatus(case: String): Flow<HeldCase> = changes.watched { core.case(case) }

    /**
     * The same, and the alarm centre is asked [every] so often for as long as somebody collects.
     * A round that does not reach it changes nothing and is followed by the next.
     *
     * @param id the case's id.
     */
    fun followCase(intake: Intake, id: String, every: Duration = 20.seconds): Flow<HeldCase> = channelFlow {
        launch {
            while (isActive) {
                changes.unlessPaused { refresh(intake, id) }
                delay(every)
            }
        }
        caseStatus(id).collect { send(it) }
    }

    /**
     * What waits for the alarm centre, now and whenever that changes.
     *
     * The flow fails with [RoadsideException.Storage] when the outbox cannot be read.
     */
    val outbox: Flow<Outbox> = changes.watched { core.outbox() }

    /** Closes the database file until [resume]; a delivery under way is finished or kept for later. */
    suspend fun pause(): Unit = io { core.pause() }

    /**
     * Opens the file again; does nothing when it is open.
     *
     * @throws RoadsideException as [open] refuses; the fault `CLOSED` after [close].
     */
    suspend fun resume(): Unit = changes.by { core.resume() }

    /** Closes for good. A call under way is finished; every later one answers `CLOSED`. May be called twice. */
    override fun close() {
        core.shut()
        changes.close()
    }

    override fun toString() = "Roadside"

    companion object {
        /**
         * Opens what is kept in [directory], made when it is not there, under the key of [keys].
         *
         * Nothing is thrown: without its storage Roadside is still a [Handbook], and the numbers
         * to call are in it.
         *
         * @param language the driver's.
         * @param log hears what was done, never about whom.
         * @param now it is this time for as long as it is open: for rehearsals and tests.
         */
        suspend fun open(
            directory: File,
            keys: KeyStore,
            language: Language,
            log: LogSink? = null,
            now: Instant? = null,
        ): Opening = withContext(Dispatchers.IO) {
            val (key, ear) = GuardedKeys(keys) to log?.let(::GuardedLog)
            try {
                val core = when (now) {
                    null -> RoadsideCore.open(directory.path, key, ear)
                    else -> RoadsideCore.openAt(directory.path, key, ear, now)
                }
                Opening.Ready(Roadside(core, key, language), core.setAside()?.let(::File))
            } catch (locked: RoadsideException.Locked) {
                Opening.Locked(locked)
            } catch (failed: RoadsideException) {
                Opening.Failed(failed)
            }
        }
    }
}

internal fun Map<String, String>.facts(): List<ToldFact> = map { (name, value) -> ToldFact(name, value) }
