package dk.roadside.app

import dk.roadside.app.screens.AboutShown
import dk.roadside.app.screens.Act
import dk.roadside.app.screens.Asked
import dk.roadside.app.screens.CardShown
import dk.roadside.app.screens.CardsShown
import dk.roadside.app.screens.CaseShown
import dk.roadside.app.screens.CheckShown
import dk.roadside.app.screens.HelpShown
import dk.roadside.app.screens.NoticeShown
import dk.roadside.app.screens.Place
import dk.roadside.app.screens.Shown
import dk.roadside.app.screens.Where

/** A screen as the library filled it, under the name of its picture. */
class Sample(val name: String, val shown: Shown)

/** Every screen in every state that looks different, walked through as a person would. */
fun samples(desk: Desk): List<Sample> = buildList {
    fun Shown.called(name: String) = add(Sample(name, this))
    fun home() {
        while (desk.back()) await("the way back") { Unit }
        desk.awaits<CardShown>()
    }
    desk.begin()
    desk.awaits<CardShown> { it.card == null }.called("no-card")
    desk.act(Act.Go(Place.HELP))
    desk.awaits<HelpShown> { it.where is Where.Found }.called("help-without-card")
    desk.act(Act.Back)
    desk.act(Act.Go(Place.CARDS))
    desk.act(Act.AddCard)
    desk.awaits<CardsShown> { it.adding }.called("add-card")
    desk.cardPicked("not a card".toByteArray())
    desk.awaits<CardsShown> { it.trouble != null }.called("add-card-refused")
    desk.act(Act.CloseTrouble)
    desk.cardPicked(sampleCard())
    val card = desk.awaits<CardsShown> { it.done != null }.cards.single()
    desk.act(Act.RemoveCard(card.id))
    desk.awaits<CardsShown> { it.removing != null }.called("cards")
    desk.act(Act.KeepIt)
    desk.act(Act.Back)
    desk.awaits<CardShown> { it.card != null }.called("card")

    desk.act(Act.Go(Place.CHECK))
    desk.awaits<CheckShown> { it.question != null }.called("check-question")
    var asked = 0
    while (desk.awaits<CheckShown>().question != null) {
        val before = desk.awaits<CheckShown>()
        // "No" to what is asked with yes and no: the car cannot go on, the parts are not to be had.
        val no = (before.asked as? Asked.OneOf)?.answers.orEmpty().size == 3
        desk.act(Act.Choose(if (no) 1 else 0))
        desk.awaits<CheckShown> { it != before }
        check(++asked < 40) { "the questions have no end" }
    }
    desk.awaits<CheckShown> { it.question == null && it.answered }.called("check-answer")
    home()

    desk.act(Act.Go(Place.NOTICE))
    desk.awaits<NoticeShown>().called("notice")
    desk.act(Act.ChooseLanguage)
    desk.awaits<NoticeShown> { it.choosing }.called("notice-languages")
    home()

    desk.act(Act.Go(Place.HELP))
    desk.awaits<HelpShown> { it.where is Where.Found && it.canSend }.called("help")
    desk.act(Act.Motorway(true))
    desk.awaits<HelpShown> { it.motorway == true }.called("help-motorway")
    desk.act(Act.Danger(true))
    desk.awaits<HelpShown> { it.danger == true && it.emergency }.called("help-danger")
    desk.act(Act.SendCase)
    desk.awaits<CaseShown> { it.case != null }.called("case-waiting")
    desk.act(Act.CallOff)
    desk.awaits<CaseShown> { it.callingOff }.called("case-calling-off")
    home()
    desk.act(Act.Go(Place.ABOUT))
    desk.awaits<AboutShown>().called("about")
}
