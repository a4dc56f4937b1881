package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Sign
import dk.roadside.app.look.Weight
import dk.roadside.app.look.page
import dk.roadside.core.Label

/** The card, and the way to everything else. */
fun Kit.cardScreen(shown: CardShown, act: (Act) -> Unit): View {
    val card = shown.card
    return page(
        title = say(Label.SERVICE_CARD),
        act = act,
        back = !shown.begins,
        trouble = shown.trouble,
        main = button(say(Label.GET_HELP), Weight.MAIN) { act(Act.Go(Place.HELP)) },
        parts = listOf(
            card?.let(::front),
            if (card == null) noCard(act) else null,
            if (card == null || !shown.begins) null else ways(act),
            card?.takeIf { it.missing.isNotEmpty() }?.let(::missing),
            card?.let(::fields),
            if (shown.begins) elsewhere(card != null, act) else null,
        ),
    )
}

/** What a patrol looks for first. */
internal fun Kit.front(card: CardLines): View = panel(
    body(card.product),
    large(card.plate),
    signed(if (card.inForce) Sign.YES else Sign.MIND, body(card.validity)),
)

private fun Kit.noCard(act: (Act) -> Unit): View = column(
    listOf(
        body(say(Label.NO_CARDS)),
        button(say(Label.ADD_CARD)) {
            act(Act.Go(Place.CARDS))
            act(Act.AddCard)
        },
    ),
)

private fun Kit.ways(act: (Act) -> Unit): View = column(
    listOf(
        button(say(Label.FOR_GARAGE)) { act(Act.Go(Place.NOTICE)) },
        button(say(Label.AM_I_COVERED)) { act(Act.Go(Place.CHECK)) },
        button(say(Label.YOUR_CASES)) { act(Act.Go(Place.CASE)) },
    ),
    gap = 10,
)

private fun Kit.missing(card: CardLines): View = panel(
    text(say(Label.FILL_IN), size = 17f, bold = true, colour = palette.onCaution),
    *card.missing.map { body(it, palette.onCaution) }.toTypedArray(),
    ground = palette.caution,
)

private fun Kit.fields(card: CardLines): View =
    column(card.lines.mapNotNull { line -> line.value?.let { pair(line.label, it) } }, gap = 14)

private fun Kit.elsewhere(hasCard: Boolean, act: (Act) -> Unit): View = column(
    listOfNotNull(
        if (hasCard) button(say(Label.YOUR_CARDS)) { act(Act.Go(Place.CARDS)) } else null,
        button(say(Label.ABOUT)) { act(Act.Go(Place.ABOUT)) },
    ),
    gap = 10,
)
