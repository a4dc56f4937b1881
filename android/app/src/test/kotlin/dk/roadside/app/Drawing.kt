package dk.roadside.app

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.LayerDrawable
import android.view.View
import android.view.View.MeasureSpec.EXACTLY
import android.view.View.MeasureSpec.UNSPECIFIED
import android.view.View.MeasureSpec.makeMeasureSpec
import android.view.ViewGroup
import android.widget.ScrollView
import android.widget.TextView
import dk.roadside.app.look.SCROLLING
import dk.roadside.app.look.children
import java.io.File
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow

/** This view and everything inside it. */
fun View.everything(): List<View> = listOf(this) + ((this as? ViewGroup)?.children().orEmpty().flatMap(View::everything))

/** Lays a page out as wide as [width] and as high as everything in it, so that nothing needs scrolling. */
fun View.layOutWhole(width: Int): View = apply {
    val scroll = findViewWithTag<ScrollView>(SCROLLING)
    measure(makeMeasureSpec(width, EXACTLY), makeMeasureSpec(0, UNSPECIFIED))
    val inside = scroll.getChildAt(0)
    inside.measure(makeMeasureSpec(width, EXACTLY), makeMeasureSpec(0, UNSPECIFIED))
    val foot = (this as ViewGroup).children().filter { it !== scroll }.sumOf(View::getMeasuredHeight)
    layOut(width, inside.measuredHeight + foot)
}

/** Lays a page out as a screen of this size shows it. */
fun View.layOut(width: Int, height: Int): View = apply {
    measure(makeMeasureSpec(width, EXACTLY), makeMeasureSpec(height, EXACTLY))
    layout(0, 0, width, height)
}

/** What it looks like. */
fun View.picture(): Bitmap =
    Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888).also { draw(Canvas(it)) }

/** Writes it down as PNG. */
fun Bitmap.save(file: File) {
    file.parentFile.mkdirs()
    file.outputStream().use { check(compress(Bitmap.CompressFormat.PNG, 100, it)) }
}

/** The colour a view's text stands on: the nearest filled ground behind it. */
fun View.groundColour(): Int = generateSequence(this) { it.parent as? View }
    .mapNotNull { it.background?.colour() }
    .first()

private fun Drawable.colour(): Int? = when (this) {
    is ColorDrawable -> color
    is GradientDrawable -> color?.defaultColor
    is LayerDrawable -> (0 until numberOfLayers).firstNotNullOfOrNull { getDrawable(it)?.colour() }
    else -> null
}

/** WCAG 2.2, contrast ratio: 1 to 21. */
fun contrast(one: Int, other: Int): Double {
    val (a, b) = luminance(one) to luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

private fun luminance(colour: Int): Double {
    fun channel(shift: Int): Double {
        val value = ((colour shr shift) and 0xFF) / 255.0
        return if (value <= 0.04045) value / 12.92 else ((value + 0.055) / 1.055).pow(2.4)
    }
    return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

/** The words of a text that are cut: by an ellipsis, by too little height or by an edge. */
fun TextView.cut(): String? {
    val laid = layout ?: return "not laid out: $text"
    val ellipsis = (0 until laid.lineCount).any { laid.getEllipsisCount(it) > 0 }
    val low = laid.height > height - compoundPaddingTop - compoundPaddingBottom
    val narrow = (0 until laid.lineCount).any { laid.getLineMax(it) > width - compoundPaddingLeft - compoundPaddingRight + 1 }
    return if (ellipsis || low || narrow) "cut: $text" else null
}

/** Words broken where neither a blank nor a hyphen stands. */
fun TextView.torn(): List<String> {
    val laid = layout ?: return emptyList()
    return (0 until laid.lineCount - 1).mapNotNull { line ->
        val end = laid.getLineEnd(line)
        val before = text[end - 1]
        val whole = before.isWhitespace() || before in "-–—/\u00ad" || hyphenEdit(laid, line) != 0
        if (whole) null else "torn at “${text.substring(max(0, end - 12), end)}|”: $text"
    }
}

private fun hyphenEdit(laid: android.text.Layout, line: Int): Int =
    android.text.Layout::class.java.getMethod("getEndHyphenEdit", Int::class.java).invoke(laid, line) as Int
