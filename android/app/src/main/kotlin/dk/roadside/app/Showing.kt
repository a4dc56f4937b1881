package dk.roadside.app

import dk.roadside.app.screens.AboutShown
import dk.roadside.app.screens.CardShown
import dk.roadside.app.screens.CardsShown
import dk.roadside.app.screens.CaseShown
import dk.roadside.app.screens.CheckShown
import dk.roadside.app.screens.HelpShown
import dk.roadside.app.screens.Line
import dk.roadside.app.screens.NoticeShown
import dk.roadside.app.screens.Place
import dk.roadside.app.screens.Shown
import dk.roadside.app.screens.Trouble
import dk.roadside.core.HeldCase
import dk.roadside.core.HelpWish
import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import dk.roadside.core.ToldFact
import dk.roadside.core.dataSources
import dk.roadside.core.libraryVersion
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle
import java.util.Locale

/**
 * Asks the library what is to be shown where the person is.
 *
 * @param language the driver's.
 */
internal class Showing(private val means: Means, private val language: Language, private val state: State) {
    /** The screen for the place where the person is.
     *
     * @throws RoadsideException where it cannot be shown without a card or the storage.
     */
    suspend fun show(): Shown = when (state.places.last()) {
        Place.CARD -> state.card()
        Place.HELP -> state.help()
        Place.CHECK -> state.check()
        Place.NOTICE -> state.notice()
        Place.CASE -> state.case()
        Place.CARDS -> state.cards()
        Place.ABOUT -> state.about()
    }

    private suspend fun State.card(): Shown {
        val held = try {
            means.roadside().card(card, language).lines()
        } catch (_: RoadsideException.NotFound) {
            null
        } catch (failed: RoadsideException) {
            return CardShown(null, begins = places.size == 1, trouble = failed.trouble(language))
        }
        return CardShown(held, begins = places.size == 1, trouble = trouble)
    }

    /** Without a card, or without storage, the numbers for an emergency are still there. */
    private suspend fun State.help(): HelpShown = try {
        val plan = means.roadside().planHelp(wish(), language)
        HelpShown(
            danger = danger,
            motorway = motorway,
            where = where,
            calls = (listOf(plan.first) + plan.then).map { it.callee() },
            emergency = plan.emergency != null,
            steps = plan.steps,
            ready = plan.haveReady.map { Line(it.item, it.value) },
            recording = plan.voice.recording,
            script = plan.voice.script,
            toOperator = plan.voice.operator?.script.orEmpty(),
            sms = plan.sms.body,
            smsUri = plan.sms.uri,
            trouble = trouble,
        )
    } catch (failed: RoadsideException) {
        val country = fix?.let { means.handbook.sayPosition(it, language) }?.takeIf { it.countryCertain }?.country
        HelpShown(
            danger = danger,
            motorway = motorway,
            where = where,
            calls = means.handbook.emergency(country, language).callees(language),
            emergency = true,
            // It stays as long as there is no card: nothing to be closed.
            trouble = trouble ?: failed.trouble(language).copy(closes = false),
        )
    }

    private suspend fun State.check(): CheckShown {
        val talk = dialogue ?: means.roadside().dialogue(fix = fix, language = language).also { dialogue = it }
        val said = talk.assessment
        return CheckShown(
            question = talk.question?.text,
            asked = talk.question?.asked(),
            answered = talk.told.isNotEmpty(),
            benefits = said.benefits.map { it.shown() },
            shared = said.shared.conditions.map { it.clausal() } + said.shared.limits.map { it.clausal() },
            notAtHand = said.notAtHand.map { it.clausal() },
            call = said.call.callee(),
            callAnyway = said.call.text,
            trouble = trouble,
        )
    }

    suspend fun notices() = means.roadside().notice(fix = state.fix, only = state.noticeIn, language = language)

    private suspend fun State.notice(): NoticeShown {
        val said = notices()
        val theirs = said.notices.first()
        val own = if (theirs.language == language) {
            null
        } else {
            said.notices.lastOrNull { it.language == language }
                ?: means.roadside().notice(only = language, language = language).notices.firstOrNull()
        }
        return NoticeShown(theirs.page(), own?.page(), said.square?.rows(), choosing, trouble)
    }

    /** The case the person sees: the one chosen, else the newest. */
    suspend fun case(): HeldCase? = state.case?.let { means.roadside().case(it) } ?: means.roadside().cases(language).cases.lastOrNull()

    private suspend fun State.case(): CaseShown {
        val all = means.roadside().cases(language)
        val kept = all.cases.firstOrNull { it.id == case } ?: all.cases.lastOrNull()
        val call = try {
            means.roadside().check(language = language).call.callee()
        } catch (_: RoadsideException.NotFound) {
            // The card was removed meanwhile; the case stays.
            null
        }
        return CaseShown(
            case = kept?.lines(::time),
            others = all.cases.filter { it.id != kept?.id }.reversed().map { it.lines(::time) },
            call = call,
            canSend = means.intake != null,
            busy = busy,
            callingOff = callingOff,
            trouble = trouble ?: all.trouble?.let { Trouble(it, null, null) },
        )
    }

    private suspend fun State.cards(): CardsShown {
        val all = means.roadside().cards(language)
        return CardsShown(
            cards = all.cards.map { it.lines() },
            removing = removing,
            adding = adding,
            done = done,
            trouble = trouble ?: all.trouble?.let { Trouble(it, null, null) },
        )
    }

    private suspend fun State.about() = AboutShown(
        sources = dataSources(),
        terms = means.handbook.termsHere(language).map { Line(it.title, it.edition) },
        version = libraryVersion(),
        trouble = trouble,
    )

    /** What the library is told when help is asked for. */
    fun wish() = HelpWish(
        told = state.dialogue?.told.orEmpty().map { (name, value) -> ToldFact(name, value) },
        fix = state.fix,
        danger = state.danger == true,
        onMotorway = state.motorway,
    )

    private fun time(at: Instant): String = DateTimeFormatter
        .ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(Locale.forLanguageTag(language.name.lowercase(Locale.ROOT)))
        .withZone(ZoneId.systemDefault())
        .format(at)
}
