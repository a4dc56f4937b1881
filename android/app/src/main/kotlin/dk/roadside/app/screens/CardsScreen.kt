package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Sign
import dk.roadside.app.look.Typed
import dk.roadside.app.look.Weight
import dk.roadside.app.look.field
import dk.roadside.app.look.page
import dk.roadside.core.Label

/** All cards: which one is in use, and adding, sharing and removing them. */
fun Kit.cardsScreen(shown: CardsShown, act: (Act) -> Unit): View = page(
    title = say(Label.YOUR_CARDS),
    act = act,
    trouble = shown.trouble,
    main = if (shown.adding) null else button(say(Label.ADD_CARD), Weight.MAIN) { act(Act.AddCard) },
    parts = listOf<View?>(
        shown.done?.let { done ->
            signed(Sign.YES, body(done)).apply { accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE }
        },
        if (shown.adding) adding(act) else null,
        if (shown.cards.isEmpty() && !shown.adding) body(say(Label.NO_CARDS)) else null,
    ) + shown.cards.map { card(it, shown.removing == it.id, act) },
)

private fun Kit.card(card: CardLines, removing: Boolean, act: (Act) -> Unit): View {
    val buttons = if (removing) {
        listOf(
            body(say(Label.REMOVE_CARD_SURE)),
            button(say(Label.KEEP)) { act(Act.KeepIt) },
            button(say(Label.REMOVE_CARD)) { act(Act.RemoveCardSurely(card.id)) },
        )
    } else {
        listOfNotNull(
            button(say(Label.SHOW_CARD)) { act(Act.ShowCard(card.id)) },
            if (card.active) null else button(say(Label.USE_CARD)) { act(Act.UseCard(card.id)) },
            button(say(Label.SHARE_CARD)) { act(Act.ShareCard(card.id)) },
            button(say(Label.REMOVE_CARD)) { act(Act.RemoveCard(card.id)) },
        )
    }
    return panel(
        heading(card.plate),
        body(card.product),
        if (card.active) signed(Sign.YES, text(say(Label.CARD_IN_USE), size = 17f, bold = true)) else null,
        if (card.inForce) null else signed(Sign.MIND, body(card.validity)),
        column(buttons, gap = 8),
    )
}

private fun Kit.adding(act: (Act) -> Unit): View = part(
    Label.ADD_CARD,
    column(
        listOf(
            button(say(Label.CARD_FILE), Weight.MAIN) { act(Act.PickCardFile) },
            field(say(Label.CARD_TEXT), Typed.WORDS, note = say(Label.CARD_TEXT_HINT), lines = 3) { act(Act.PasteCard(it)) },
        ),
        gap = 18,
    ),
)
