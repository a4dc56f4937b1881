package dk.roadside.app.screens

import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.FrameLayout
import android.widget.ImageView
import dk.roadside.app.look.Choice
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Palette
import dk.roadside.app.look.SquareDrawable
import dk.roadside.app.look.Weight
import dk.roadside.app.look.choices
import dk.roadside.app.look.page
import dk.roadside.core.Label
import dk.roadside.core.Language

/**
 * The notice a garage reads: its language big, the driver's below. The garage's part is dark on
 * white in both themes, so that it is read at arm's length in sunlight.
 */
fun Kit.noticeScreen(shown: NoticeShown, act: (Act) -> Unit): View = page(
    title = say(Label.FOR_GARAGE),
    act = act,
    trouble = shown.trouble,
    parts = listOf(
        if (shown.choosing) languages(shown, act) else null,
        onPaper().theirs(shown, act),
        shown.own?.let(::own),
        if (shown.choosing) null else button(say(Label.OTHER_LANGUAGE)) { act(Act.ChooseLanguage) },
        button(say(Label.SHARE_NOTICE)) { act(Act.ShareNotice) },
        button(say(Label.PRINT_NOTICE)) { act(Act.PrintNotice) },
    ),
)

private fun Kit.onPaper() = Kit(context, Palette.LIGHT, language)

private fun Kit.theirs(shown: NoticeShown, act: (Act) -> Unit): View {
    val page = shown.theirs
    val language = page.language
    val sentences = page.paragraphs.map { text(it, size = 20f, language = language) }
    val call = number("${say(Label.GARAGE_CALL, language)} ${page.call.who}", page.call.number, Weight.MAIN, language) {
        act(Act.Dial(page.call.uri))
    }
    return panel(
        text(say(Label.LANGUAGE_NAME, language), size = 15f, colour = palette.quiet, language = language),
        text(page.title, size = 28f, bold = true, language = language).apply {
            if (android.os.Build.VERSION.SDK_INT >= android.os.Build.VERSION_CODES.P) isAccessibilityHeading = true
        },
        *sentences.toTypedArray(),
        call,
        shown.square?.let { square(it, language) },
        ground = palette.ground,
    ).apply { background = filled(palette.ground, 14, palette.edge) }
}

private fun Kit.square(rows: List<List<Boolean>>, language: Language): View {
    val image = ImageView(context).apply {
        setImageDrawable(SquareDrawable(rows, dp(220)))
        contentDescription = say(Label.NUMBER_AS_QR)
    }
    val centred = FrameLayout(context).apply {
        addView(image, FrameLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT, Gravity.CENTER_HORIZONTAL))
    }
    val below = text(say(Label.GARAGE_SCAN, language), size = 17f, language = language).apply {
        gravity = Gravity.CENTER_HORIZONTAL
        textAlignment = View.TEXT_ALIGNMENT_CENTER
    }
    return column(listOf(centred, below), gap = 0)
}

private fun Kit.own(page: NoticePage): View =
    part(Label.IN_YOUR_LANGUAGE, panel(*(listOf(text(page.title, 18f, true)) + page.paragraphs.map(::body)).toTypedArray()))

private fun Kit.languages(shown: NoticeShown, act: (Act) -> Unit): View = part(
    Label.OTHER_LANGUAGE,
    choices(
        Language.entries.map { each ->
            Choice(say(Label.LANGUAGE_NAME, each), each == shown.theirs.language) { act(Act.ShowIn(each)) }
        },
    ),
)
