package dk.roadside.app

import dk.roadside.CaseNews
import dk.roadside.Roadside
import dk.roadside.app.screens.Act
import dk.roadside.app.screens.CardShown
import dk.roadside.app.screens.Place
import dk.roadside.app.screens.Shown
import dk.roadside.app.screens.Where
import dk.roadside.core.Captured
import dk.roadside.core.CaseState
import dk.roadside.core.HelpWish
import dk.roadside.core.Label
import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import dk.roadside.core.label
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * Between the screens and the library: it takes what a person does, asks the library, and holds
 * what is to be shown. It words and decides nothing itself.
 *
 * @param scope of one thread, the main one; it outlives any screen.
 * @param language the driver's.
 */
class Desk(private val scope: CoroutineScope, private val means: Means, val language: Language) {
    private val state = State().apply { trouble = means.opening.failure()?.trouble(language) }
    private val showing = Showing(means, language, state)
    private val seen = MutableStateFlow<Shown?>(null)
    private val errands = Channel<Errand>(Channel.UNLIMITED)
    private val oneAtATime = Mutex()
    private var measuring: Job? = null

    /** What is to be shown; null until the first answer. */
    val shown: StateFlow<Shown?> = seen.asStateFlow()

    /** What the phone is to do, each once. */
    val toDo: Flow<Errand> = errands.receiveAsFlow()

    /** Shows the first screen and starts looking for the position: it should be there before anybody asks. */
    fun begin() {
        again()
        measure()
    }

    /** Goes back; false on the first screen. */
    fun back(): Boolean = (state.places.size > 1).also { if (it) act(Act.Back) }

    /** Takes in the file of a card. */
    fun cardPicked(bytes: ByteArray) {
        launch { add { it.addCard(bytes) } }
    }

    /** The person has said whether the position may be read. */
    fun positionAnswered() = measure()

    /** Shows the present screen anew, as after coming back to the app. */
    fun again() {
        launch { }
    }

    /** What a person did. Calling and writing never wait for anything else. */
    fun act(act: Act) {
        when (act) {
            is Act.Dial -> errands.trySend(Errand.Dial(act.uri))
            is Act.Message -> errands.trySend(Errand.Message(act.uri))
            else -> launch { state.step(act) }
        }
    }

    private fun launch(work: suspend () -> Unit): Job = scope.launch {
        oneAtATime.withLock {
            attempt(work)
            publish()
        }
    }

    /** The same beside everything else: what waits for a network or a satellite holds nobody up. */
    private fun aside(work: suspend () -> Unit) {
        state.busy = true
        scope.launch {
            attempt(work)
            state.busy = false
            oneAtATime.withLock { publish() }
        }
    }

    private suspend fun attempt(work: suspend () -> Unit) = try {
        work()
    } catch (failed: RoadsideException) {
        state.trouble = failed.trouble(language)
    }

    private suspend fun publish() {
        seen.value = try {
            showing.show()
        } catch (failed: RoadsideException) {
            // A screen that needs a card or the storage leads back to the one that needs neither.
            while (state.places.size > 1) state.places.removeLast()
            CardShown(card = null, trouble = failed.trouble(language))
        }
    }

    private suspend fun State.step(act: Act) {
        when (act) {
            is Act.Dial, is Act.Message -> Unit
            Act.Back -> leave()
            is Act.Go -> go(act.place)
            Act.CloseTrouble -> trouble = null
            is Act.Danger -> danger = act.yes
            is Act.Motorway -> motorway = act.yes
            Act.Measure -> {
                errands.send(Errand.AskForPosition)
                measure()
            }
            Act.SendCase -> sendCase()
            is Act.Choose -> dialogue?.run { question?.answers?.getOrNull(act.at)?.let { answer(it) } }
            is Act.Type -> dialogue?.answer(act.text)
            Act.AnswerHere -> fix?.let { dialogue?.answerPosition(it.lat, it.lon) }
            Act.PreviousQuestion -> dialogue?.back()
            Act.StartOver -> dialogue = null
            Act.ChooseLanguage -> choosing = true
            is Act.ShowIn -> {
                noticeIn = act.language
                choosing = false
            }
            Act.ShareNotice -> errands.send(Errand.Share(showing.notices().textOfTwo))
            Act.PrintNotice -> errands.send(Errand.Print(showing.notices().html))
            is Act.ShowCase -> case = act.id
            Act.AskCentre -> askCentre()
            Act.SendPosition -> sendPosition()
            Act.CallOff -> callingOff = true
            Act.CallOffSurely -> callOff()
            Act.KeepIt -> {
                callingOff = false
                removing = null
            }
            is Act.ShowCard -> {
                card = act.id
                places.addLast(Place.CARD)
            }
            is Act.UseCard -> {
                roadside().chooseCard(act.id)
                done = label(Label.CARD_CHOSEN, language)
            }
            is Act.ShareCard -> {
                errands.send(Errand.Share(roadside().exportCard(act.id)))
                done = label(Label.SHARE_CARD_CAUTION, language)
            }
            is Act.RemoveCard -> removing = act.id
            is Act.RemoveCardSurely -> {
                roadside().removeCard(act.id)
                removing = null
                done = label(Label.CARD_REMOVED, language)
            }
            Act.AddCard -> adding = true
            Act.PickCardFile -> errands.send(Errand.PickCardFile)
            is Act.PasteCard -> add { it.importCard(act.text.trim()) }
        }
    }

    private fun roadside(): Roadside = means.roadside()

    private suspend fun State.go(place: Place) {
        trouble = null
        done = null
        adding = false
        if (place == Place.NOTICE) noticeIn = null
        // Another card in use, another day: the questions begin anew each time the screen is opened.
        if (place == Place.CHECK) dialogue = null
        if (place == Place.HELP && fix == null) errands.send(Errand.AskForPosition)
        if (place == Place.HELP || place == Place.CHECK) measureIfOld()
        places.addLast(place)
    }

    private fun State.leave() {
        trouble = null
        done = null
        callingOff = false
        removing = null
        choosing = false
        if (adding) adding = false else if (places.size > 1) places.removeLast()
        if (places.size == 1) card = null
    }

    private suspend fun add(keep: suspend (Roadside) -> String) {
        keep(roadside())
        state.adding = false
        state.trouble = null
        state.done = label(Label.CARD_SAVED, language)
    }

    /** Keeps the case before anything is sent: what is kept here is delivered, whatever happens now. */
    private suspend fun State.sendCase() {
        val open = case?.let { roadside().case(it) }?.takeUnless { it.state == CaseState.CLOSED || it.state == CaseState.CANCELLED }
        val wish = showing.wish()
        val plan = if (open == null) roadside().callHelp(wish, language) else roadside().updateCase(open.id, wish, language)
        case = plan.case.id
        places.addLast(Place.CASE)
        aside { deliver() }
    }

    private suspend fun State.deliver() {
        // Where no intake is set up the case waits; the screen says so and offers the call.
        val intake = means.intake ?: return
        val round = roadside().deliver(intake)
        trouble = round.trouble?.let { RoadsideException.Unreachable(it, round.nextAttemptAt).trouble(language) }
        if (round.waiting > 0u) means.deliverLater()
    }

    private suspend fun State.askCentre() {
        val intake = means.intake ?: return
        val kept = showing.case() ?: return
        aside {
            deliver()
            val news = roadside().refresh(intake, kept.id)
            if (news is CaseNews.AsKept) trouble = news.why.trouble(language)
        }
    }

    private suspend fun State.sendPosition() {
        val kept = showing.case() ?: return
        aside {
            capture()
            roadside().updateCase(kept.id, HelpWish(fix = fix), language)
            deliver()
        }
    }

    private suspend fun State.callOff() {
        val kept = showing.case() ?: return
        roadside().cancelCase(kept.id)
        callingOff = false
        aside { deliver() }
    }

    private fun measureIfOld() {
        val at = state.fix?.fixedAt
        if (at == null || at.isBefore(Instant.now().minusSeconds(FRESH_SECONDS))) measure()
    }

    private fun measure() {
        if (measuring?.isActive == true) return
        state.where = Where.Finding
        measuring = scope.launch {
            capture()
            oneAtATime.withLock { publish() }
        }
    }

    private suspend fun capture() {
        val captured = means.handbook.capture(means.location, language = language)
        if (captured is Captured.Found) state.fix = captured.fix
        // What was found before is better than nothing, and says its age itself.
        state.where = when (val fix = state.fix) {
            null -> Where.None((captured as? Captured.Nothing)?.text.orEmpty())
            else -> means.handbook.sayPosition(fix, language).found()
        }
    }

    private companion object {
        /** A car beside the road stands still; a position this old is measured anew all the same. */
        const val FRESH_SECONDS = 120L
    }
}
