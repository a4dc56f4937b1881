package dk.roadside.app.screens

import android.view.View
import dk.roadside.app.look.Kit
import dk.roadside.app.look.page
import dk.roadside.core.Label

/** What the app does and does not do, and whom to thank. */
fun Kit.aboutScreen(shown: AboutShown, act: (Act) -> Unit): View = page(
    title = say(Label.ABOUT),
    act = act,
    trouble = shown.trouble,
    parts = listOf(
        panel(body(say(Label.ABOUT_EMERGENCY), palette.onCaution), ground = palette.caution),
        body(say(Label.ABOUT_OFFLINE)),
        body(say(Label.ABOUT_DECIDES)),
        body(say(Label.ABOUT_DATA)),
        part(Label.DATA_SOURCES, column(shown.sources.map(::body))),
        shown.terms.takeIf { it.isNotEmpty() }?.let { terms ->
            part(Label.TERMS_HERE, column(terms.map { term -> term.value?.let { pair(term.label, it) } ?: body(term.label) }))
        },
        pair(say(Label.VERSION), shown.version),
    ),
)

/** The screen for what is to be shown. */
fun Kit.screen(shown: Shown, act: (Act) -> Unit): View = when (shown) {
    is CardShown -> cardScreen(shown, act)
    is HelpShown -> helpScreen(shown, act)
    is CheckShown -> checkScreen(shown, act)
    is NoticeShown -> noticeScreen(shown, act)
    is CaseShown -> caseScreen(shown, act)
    is CardsShown -> cardsScreen(shown, act)
    is AboutShown -> aboutScreen(shown, act)
}
