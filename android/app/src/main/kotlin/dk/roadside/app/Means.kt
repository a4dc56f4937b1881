package dk.roadside.app

import dk.roadside.Dialogue
import dk.roadside.Handbook
import dk.roadside.Intake
import dk.roadside.Opening
import dk.roadside.Roadside
import dk.roadside.app.screens.Discreet
import dk.roadside.app.screens.Place
import dk.roadside.app.screens.Trouble
import dk.roadside.app.screens.Where
import dk.roadside.core.Fix
import dk.roadside.core.Language
import dk.roadside.core.LocationSource
import dk.roadside.core.RoadsideException

/** What only the phone can do. */
sealed class Errand : Discreet() {
    data class Dial(val uri: String) : Errand()
    data class Message(val uri: String) : Errand()
    data class Share(val text: String) : Errand()
    data class Print(val html: String) : Errand()
    data object PickCardFile : Errand()

    /** Asks the person, once, whether the position may be read. */
    data object AskForPosition : Errand()
}

/** What the desk works with. */
class Means(
    val opening: Opening,
    val handbook: Handbook,
    val location: LocationSource,
    /** The alarm centre's intake; null where none is set up. */
    val intake: Intake?,
    /** Has the outbox delivered later, when the app is not on screen. */
    val deliverLater: () -> Unit,
) {
    /** @throws RoadsideException why it is not open. */
    internal fun roadside(): Roadside = opening.orThrow()
}

internal fun Opening.failure(): RoadsideException? = when (this) {
    is Opening.Ready -> null
    is Opening.Locked -> error
    is Opening.Failed -> error
}

/** What a person has done so far; all of it is read and written on one thread. */
internal class State {
    val places = ArrayDeque(listOf(Place.CARD))
    var trouble: Trouble? = null
    var fix: Fix? = null
    var where: Where = Where.Finding
    var danger: Boolean? = null
    var motorway: Boolean? = null
    var dialogue: Dialogue? = null
    var noticeIn: Language? = null
    var choosing = false
    var card: String? = null
    var case: String? = null
    var busy = false
    var callingOff = false
    var removing: String? = null
    var adding = false
    var done: String? = null
}
