package dk.roadside.app.look

import android.graphics.Canvas
import android.graphics.ColorFilter
import android.graphics.Paint
import android.graphics.Path
import android.graphics.PixelFormat
import android.graphics.drawable.Drawable

/** What a sign says; the words beside it say the same, so that neither colour nor shape is needed. */
enum class Sign {
    /** Settled, in force, received. */
    YES,

    /** Something is still to be done. */
    MIND,

    /** Not known yet. */
    ASK,

    /** Refused, ended. */
    NO,
}

/** A sign drawn as a shape in a disc. */
class SignDrawable(private val sign: Sign, palette: Palette, private val size: Int) : Drawable() {
    private val disc = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = when (sign) {
            Sign.YES -> palette.good
            Sign.MIND -> palette.open
            Sign.ASK -> palette.quiet
            Sign.NO -> palette.bad
        }
    }
    private val stroke = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = palette.ground
        style = Paint.Style.STROKE
        strokeCap = Paint.Cap.ROUND
        strokeJoin = Paint.Join.ROUND
        strokeWidth = size * 0.11f
    }

    override fun draw(canvas: Canvas) {
        val box = bounds
        canvas.drawCircle(box.exactCenterX(), box.exactCenterY(), size / 2f, disc)
        val left = box.exactCenterX() - size / 2f
        val top = box.exactCenterY() - size / 2f
        fun Path.to(x: Double, y: Double) = lineTo(left + size * x.toFloat(), top + size * y.toFloat())
        fun Path.from(x: Double, y: Double) = moveTo(left + size * x.toFloat(), top + size * y.toFloat())
        val path = Path()
        with(path) {
            when (sign) {
                Sign.YES -> { from(.28, .53); to(.44, .69); to(.73, .35) }
                Sign.NO -> { from(.33, .33); to(.67, .67); from(.67, .33); to(.33, .67) }
                Sign.MIND -> { from(.5, .25); to(.5, .56); from(.5, .75); to(.5, .751) }
                Sign.ASK -> {
                    from(.36, .38)
                    cubicTo(
                        left + size * .36f, top + size * .18f, left + size * .66f, top + size * .18f,
                        left + size * .64f, top + size * .39f,
                    )
                    cubicTo(
                        left + size * .63f, top + size * .5f, left + size * .5f, top + size * .48f,
                        left + size * .5f, top + size * .6f,
                    )
                    from(.5, .77); to(.5, .771)
                }
            }
        }
        canvas.drawPath(path, stroke)
    }

    override fun getIntrinsicWidth() = size

    override fun getIntrinsicHeight() = size

    override fun setAlpha(alpha: Int) {
        disc.alpha = alpha
        stroke.alpha = alpha
    }

    override fun setColorFilter(filter: ColorFilter?) {
        disc.colorFilter = filter
        stroke.colorFilter = filter
    }

    @Deprecated("Android still asks for it")
    override fun getOpacity() = PixelFormat.TRANSLUCENT
}
