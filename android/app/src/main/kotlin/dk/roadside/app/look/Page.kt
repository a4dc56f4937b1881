package dk.roadside.app.look

import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.WindowInsets
import android.widget.FrameLayout
import android.widget.LinearLayout
import android.widget.ScrollView
import dk.roadside.core.Label
import dk.roadside.app.screens.Act
import dk.roadside.app.screens.Trouble

/** The scrolling part of a page carries this tag, so that its place survives a redraw. */
const val SCROLLING = "scrolling"

/**
 * A whole screen: its name, its parts, and the one main thing to do.
 *
 * The main thing stands at the bottom, under the thumb. Where type is large or the screen low it
 * would cover what is to be read, and stands first among the parts instead.
 *
 * @param back whether there is a screen before this one.
 * @param first whether the main thing stands first whatever the screen: in danger nothing comes before it.
 * @param trouble what went wrong last; it stands above everything.
 */
fun Kit.page(
    title: String,
    act: (Act) -> Unit,
    back: Boolean = true,
    trouble: Trouble? = null,
    main: View? = null,
    first: Boolean = false,
    parts: List<View?>,
): View {
    val configuration = context.resources.configuration
    val above = first || largeType || configuration.screenHeightDp < 560
    val head = column(
        listOfNotNull(
            if (back) backButton { act(Act.Back) } else null,
            title(title),
        ),
        gap = 4,
    )
    val inside = column(
        listOfNotNull(
            head,
            main.takeIf { first },
            trouble?.let { panelOf(it, act) },
            main.takeIf { above && !first },
        ) + parts.filterNotNull(),
        gap = 18,
    ).apply { setPadding(dp(20), dp(if (back) 8 else 20), dp(20), dp(28)) }
    val scroll = ScrollView(context).apply {
        tag = SCROLLING
        isFillViewport = true
        addView(inside, FrameLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }
    return LinearLayout(context).apply {
        orientation = LinearLayout.VERTICAL
        setBackgroundColor(palette.ground)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) accessibilityPaneTitle = title
        addView(scroll, LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
        if (main != null && !above) addView(foot(main), LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        setOnApplyWindowInsetsListener { view, insets -> view.keepClearOf(insets) }
    }
}

private fun Kit.foot(main: View): View = FrameLayout(context).apply {
    setBackgroundColor(palette.ground)
    setPadding(dp(20), dp(10), dp(20), dp(14))
    addView(main, FrameLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
}

private fun Kit.backButton(press: () -> Unit): View = LinearLayout(context).apply {
    val button = button(say(Label.BACK), press = press).apply {
        background = touchable(filled(palette.ground, 12), palette.action)
        setPadding(dp(4), dp(8), dp(16), dp(8))
        setCompoundDrawablesRelativeWithIntrinsicBounds(BackDrawable(palette.action, dp(18)), null, null, null)
        compoundDrawablePadding = dp(8)
        gravity = Gravity.CENTER_VERTICAL or Gravity.START
    }
    addView(button, LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT))
}

/** What went wrong, what it means, what to do: in the core's words, and read out at once. */
private fun Kit.panelOf(trouble: Trouble, act: (Act) -> Unit): View = panel(
    text(trouble.title, size = 18f, bold = true, colour = palette.onCaution),
    trouble.detail?.let { body(it, palette.onCaution) },
    trouble.remedy?.let { body(it, palette.onCaution) },
    if (trouble.closes) button(say(Label.CLOSE)) { act(Act.CloseTrouble) } else null,
    ground = palette.caution,
).apply { accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_ASSERTIVE }

/** Bars, notches and the keyboard cover nothing. */
private fun View.keepClearOf(insets: WindowInsets): WindowInsets {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        val covered = insets.getInsets(
            WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime(),
        )
        setPadding(covered.left, covered.top, covered.right, covered.bottom)
    } else {
        @Suppress("DEPRECATION")
        setPadding(
            insets.systemWindowInsetLeft, insets.systemWindowInsetTop,
            insets.systemWindowInsetRight, insets.systemWindowInsetBottom,
        )
    }
    return insets
}
