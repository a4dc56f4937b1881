package dk.roadside.app.screens

import dk.roadside.core.Language

/** The seven screens. */
enum class Place { CARD, HELP, CHECK, NOTICE, CASE, CARDS, ABOUT }

/** Everything a person can do. A screen says which; what follows is decided elsewhere. */
sealed class Act : Discreet() {
    data object Back : Act()
    data class Go(val place: Place) : Act()
    data object CloseTrouble : Act()

    /** Opens the phone with a number; `tel:`. */
    data class Dial(val uri: String) : Act()

    /** Opens the phone's messages with a text; `sms:`. */
    data class Message(val uri: String) : Act()

    data class Danger(val yes: Boolean) : Act()

    /** Null: not known. */
    data class Motorway(val yes: Boolean?) : Act()
    data object Measure : Act()
    data object SendCase : Act()

    /** The answer at this place of the core's answers. */
    data class Choose(val at: Int) : Act()
    data class Type(val text: String) : Act()

    /** Answers with the phone's position. */
    data object AnswerHere : Act()
    data object PreviousQuestion : Act()
    data object StartOver : Act()

    data object ChooseLanguage : Act()
    data class ShowIn(val language: Language) : Act()
    data object ShareNotice : Act()
    data object PrintNotice : Act()

    data class ShowCase(val id: String) : Act()
    data object AskCentre : Act()
    data object SendPosition : Act()
    data object CallOff : Act()
    data object CallOffSurely : Act()
    data object KeepIt : Act()

    data class ShowCard(val id: String) : Act()
    data class UseCard(val id: String) : Act()
    data class ShareCard(val id: String) : Act()
    data class RemoveCard(val id: String) : Act()
    data class RemoveCardSurely(val id: String) : Act()
    data object AddCard : Act()
    data object PickCardFile : Act()
    data class PasteCard(val text: String) : Act()
}
