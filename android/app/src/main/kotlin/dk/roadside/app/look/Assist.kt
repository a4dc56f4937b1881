package dk.roadside.app.look

import android.graphics.Canvas
import android.graphics.ColorFilter
import android.graphics.Paint
import android.graphics.Path
import android.graphics.PixelFormat
import android.graphics.drawable.Drawable
import android.os.Bundle
import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.view.accessibility.AccessibilityNodeInfo.AccessibilityAction

/** Tells a screen reader what a press does, after the words on the button. */
internal class Hint(private val hint: String) : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.hintText = hint
    }
}

/** Tells a screen reader whether a part is unfolded; it says so in its own words. */
internal class Folding(private var open: Boolean, private val turned: (Boolean) -> Unit) : View.AccessibilityDelegate() {
    fun turn(host: View) {
        open = !open
        turned(open)
        host.sendAccessibilityEvent(android.view.accessibility.AccessibilityEvent.TYPE_VIEW_CLICKED)
    }

    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.addAction(if (open) AccessibilityAction.ACTION_COLLAPSE else AccessibilityAction.ACTION_EXPAND)
    }

    override fun performAccessibilityAction(host: View, action: Int, arguments: Bundle?): Boolean {
        val asked = when (action) {
            AccessibilityNodeInfo.ACTION_EXPAND -> !open
            AccessibilityNodeInfo.ACTION_COLLAPSE -> open
            else -> false
        }
        if (asked) turn(host)
        return asked || super.performAccessibilityAction(host, action, arguments)
    }
}

/** A stroke between points of a unit square. */
internal open class StrokeDrawable(private val points: List<Pair<Float, Float>>, colour: Int, private val size: Int) :
    Drawable() {
    private val stroke = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = colour
        style = Paint.Style.STROKE
        strokeCap = Paint.Cap.ROUND
        strokeJoin = Paint.Join.ROUND
        strokeWidth = size * 0.15f
    }

    override fun draw(canvas: Canvas) {
        val path = Path()
        points.forEachIndexed { at, (x, y) ->
            val (left, top) = bounds.left + size * x to bounds.top + size * y
            if (at == 0) path.moveTo(left, top) else path.lineTo(left, top)
        }
        canvas.drawPath(path, stroke)
    }

    override fun getIntrinsicWidth() = size

    override fun getIntrinsicHeight() = size

    override fun setAlpha(alpha: Int) {
        stroke.alpha = alpha
    }

    override fun setColorFilter(filter: ColorFilter?) {
        stroke.colorFilter = filter
    }

    @Deprecated("Android still asks for it")
    override fun getOpacity() = PixelFormat.TRANSLUCENT
}

/** An arrow downwards, or upwards once a part is unfolded. */
internal class ArrowDrawable(up: Boolean, colour: Int, size: Int) : StrokeDrawable(
    if (up) listOf(.15f to .65f, .5f to .35f, .85f to .65f) else listOf(.15f to .35f, .5f to .65f, .85f to .35f),
    colour,
    size,
)

/** An arrow to the screen before. */
internal class BackDrawable(colour: Int, size: Int) :
    StrokeDrawable(listOf(.6f to .15f, .25f to .5f, .6f to .85f), colour, size)
