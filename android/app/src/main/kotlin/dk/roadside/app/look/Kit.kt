package dk.roadside.app.look

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.os.Build
import android.text.Layout
import android.text.SpannableStringBuilder
import android.text.Spanned
import android.text.style.RelativeSizeSpan
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.TextView
import dk.roadside.core.Label
import dk.roadside.core.Language
import dk.roadside.core.label
import java.util.Locale

/** How much a button matters. */
enum class Weight {
    /** The one main thing to do on a screen. */
    MAIN,

    /** Anything else. */
    OTHER,

    /** The emergency number, nothing else. */
    ALARM,
}

/**
 * Builds the parts screens are made of: Android's own widgets, so that TalkBack, switch access and
 * large type work as everywhere. Sizes are in dp and sp; nothing has a fixed height, so text may
 * grow to 200 % and more.
 *
 * @param language the driver's.
 */
class Kit(
    val context: Context,
    val palette: Palette,
    val language: Language,
) {
    private val density = context.resources.displayMetrics.density

    /** Type so large that little stands beside each other. */
    val largeType: Boolean = context.resources.configuration.fontScale > 1.3f

    /** The text of a label, in the driver's language unless another is named. */
    fun say(label: Label, language: Language = this.language): String = label(label, language)

    fun dp(number: Int): Int = (number * density + 0.5f).toInt()

    /** A column of parts with the same room between them. */
    fun column(parts: List<View>, gap: Int = 12): LinearLayout = LinearLayout(context).apply {
        orientation = LinearLayout.VERTICAL
        clipChildren = false
        parts.forEachIndexed { at, part ->
            val room = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT)
            if (at > 0) room.topMargin = dp(gap)
            addView(part, room)
        }
    }

    /** What belongs together, on a ground of its own. */
    fun panel(vararg parts: View?, ground: Int = palette.panel): LinearLayout =
        column(parts.filterNotNull(), gap = 8).apply {
            background = filled(ground, radius = 14)
            setPadding(dp(16), dp(14), dp(16), dp(14))
        }

    /** The name of the screen. */
    fun title(text: String): TextView = text(text, size = 27f, bold = true).heading()

    /** The name of a part of a screen. */
    fun heading(text: String): TextView = text(text, size = 20f, bold = true).heading()

    /** A sentence. */
    fun body(text: String, colour: Int = palette.ink): TextView = text(text, size = 17f, colour = colour)

    /** What says what the text beside it is. */
    fun quiet(text: String): TextView = text(text, size = 15f, colour = palette.quiet)

    /** Something to be read from afar or read out: a plate, a code. */
    fun large(text: String): TextView = text(text, size = 32f, bold = true).apply { letterSpacing = 0.04f }

    /** Any text. */
    fun text(
        text: String,
        size: Float,
        bold: Boolean = false,
        colour: Int = palette.ink,
        language: Language = this.language,
    ): TextView = TextView(context).apply { dress(text, size, bold, colour, language) }

    private fun TextView.dress(text: CharSequence, size: Float, bold: Boolean, colour: Int, language: Language) {
        this.text = if (text is String) held(text) else text
        textSize = size
        typeface = if (bold) Typeface.DEFAULT_BOLD else Typeface.DEFAULT
        setTextColor(colour)
        // Hyphens and a screen reader's voice follow the language of the text, not of the phone.
        textLocale = Locale.forLanguageTag(language.tag())
        breakStrategy = if (bold) Layout.BREAK_STRATEGY_BALANCED else Layout.BREAK_STRATEGY_HIGH_QUALITY
        hyphenationFrequency =
            if (largeType) Layout.HYPHENATION_FREQUENCY_FULL else Layout.HYPHENATION_FREQUENCY_NONE
        setLineSpacing(0f, 1.12f)
        textAlignment = View.TEXT_ALIGNMENT_VIEW_START
    }

    /** Telephone numbers and "a/s" are not broken over two lines where type is not large. */
    private fun held(text: String): String =
        if (largeType) text else text.replace(NUMBER) { it.value.replace(' ', '\u00a0') }.replace(SLASH, "/\u2060")

    private fun TextView.heading(): TextView = apply {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) isAccessibilityHeading = true
    }

    /** A button with its words on it. */
    fun button(
        text: String,
        weight: Weight = Weight.OTHER,
        language: Language = this.language,
        press: () -> Unit,
    ): Button = Button(context).apply { dressButton(text, weight, language, press) }

    /** A number to call, with who answers. It opens the phone and calls nobody. */
    fun number(who: String, number: String, weight: Weight, language: Language = this.language, press: () -> Unit): Button {
        val text = SpannableStringBuilder(held(who)).append("\n")
        val from = text.length
        // A number stands on one line, unless type is so large that it must break between its groups.
        text.append(if (largeType) number else number.replace(' ', '\u00a0'))
        val larger = RelativeSizeSpan(if (largeType) 1.15f else 1.45f)
        text.setSpan(larger, from, text.length, Spanned.SPAN_EXCLUSIVE_EXCLUSIVE)
        return Button(context).apply {
            dressButton(text, weight, language, press)
            accessibilityDelegate = Hint(say(Label.OPENS_PHONE))
        }
    }

    private fun Button.dressButton(text: CharSequence, weight: Weight, language: Language, press: () -> Unit) {
        val (ground, ink) = when (weight) {
            Weight.MAIN -> palette.action to palette.onAction
            Weight.OTHER -> palette.ground to palette.action
            Weight.ALARM -> palette.alarm to palette.onAlarm
        }
        isAllCaps = false
        stateListAnimator = null
        dress(text, 18f, true, ink, language)
        gravity = Gravity.CENTER
        textAlignment = View.TEXT_ALIGNMENT_CENTER
        minHeight = dp(56)
        minimumHeight = dp(56)
        minWidth = dp(56)
        setPadding(dp(16), dp(12), dp(16), dp(12))
        background = touchable(filled(ground, 12, if (weight == Weight.OTHER) palette.edge else null), ink)
        setOnClickListener { press() }
        tag = text.toString()
    }

    /** What it is called, quietly, and what it is. */
    fun pair(label: String, value: String): LinearLayout = column(listOf(quiet(label), body(value)), gap = 1).apply {
        // Read in one go.
        importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_YES
        contentDescription = "$label: $value"
        children().forEach { it.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO }
    }

    /** A sign and what it stands for; the sign itself says nothing to a screen reader. */
    fun signed(sign: Sign, vararg texts: View): LinearLayout = LinearLayout(context).apply {
        orientation = LinearLayout.HORIZONTAL
        val size = (26 * density * minOf(resources.configuration.fontScale, 1.6f)).toInt()
        val mark = ImageView(context).apply {
            setImageDrawable(SignDrawable(sign, palette, size))
            importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
        }
        addView(mark, LinearLayout.LayoutParams(size, size).apply { marginEnd = dp(12) })
        addView(column(texts.toList(), gap = 2), LinearLayout.LayoutParams(0, WRAP_CONTENT, 1f))
    }

    /** Sentences to be followed in this order. */
    fun steps(sentences: List<String>): LinearLayout = column(
        sentences.mapIndexed { at, sentence ->
            LinearLayout(context).apply {
                orientation = LinearLayout.HORIZONTAL
                val number = text("${at + 1}.", size = 17f, bold = true, colour = palette.quiet)
                addView(number, LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT).apply { marginEnd = dp(10) })
                addView(body(sentence), LinearLayout.LayoutParams(0, WRAP_CONTENT, 1f))
            }
        },
    )

    /** A part that unfolds when asked, and says to a screen reader whether it has. */
    fun unfolding(name: String, open: Boolean = false, inside: () -> View): LinearLayout =
        column(emptyList()).also { whole ->
            val room = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { topMargin = dp(10) }
            val button = Button(context)
            val folding = Folding(open) { isOpen ->
                if (isOpen) whole.addView(inside(), room) else whole.removeViewAt(1)
                button.mark(isOpen)
            }
            button.dressButton(name, Weight.OTHER, language) { folding.turn(button) }
            button.accessibilityDelegate = folding
            button.mark(open)
            whole.addView(button, LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
            if (open) whole.addView(inside(), room)
        }

    private fun TextView.mark(open: Boolean) {
        val arrow = ArrowDrawable(open, palette.action, dp(16))
        setCompoundDrawablesRelativeWithIntrinsicBounds(null, null, arrow, null)
        compoundDrawablePadding = dp(8)
    }

    /** A plain ground with round corners, and an edge where it can be touched. */
    fun filled(ground: Int, radius: Int, edge: Int? = null): GradientDrawable = GradientDrawable().apply {
        setColor(ground)
        cornerRadius = dp(radius).toFloat()
        edge?.let { setStroke(dp(2), it) }
    }

    /** The same, answering to touch. */
    fun touchable(ground: Drawable, ink: Int): Drawable =
        RippleDrawable(ColorStateList.valueOf((ink and 0x00FFFFFF) or 0x33000000), ground, null)
}

/** A telephone number within a sentence. */
private val NUMBER = Regex("\\+\\d[\\d ]*\\d")

/** A slash between letters. */
private val SLASH = Regex("(?<=\\p{L})/(?=\\p{L})")

/** The views directly inside. */
fun ViewGroup.children(): List<View> = (0 until childCount).map(::getChildAt)

/** BCP 47. */
fun Language.tag(): String = name.lowercase(Locale.ROOT)
