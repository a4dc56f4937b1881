package dk.roadside.app.look

import android.graphics.Canvas
import android.graphics.Color
import android.graphics.ColorFilter
import android.graphics.Paint
import android.graphics.PixelFormat
import android.graphics.drawable.Drawable

/**
 * A QR code, black on white in every theme, with the quiet zone of four squares that scanners need.
 *
 * @param rows dark (true) and light squares.
 * @param most the largest side in pixels; squares stay whole pixels, so the code may be smaller.
 */
class SquareDrawable(private val rows: List<List<Boolean>>, most: Int) : Drawable() {
    private val cell = (most / (rows.size + 2 * QUIET)).coerceAtLeast(1)
    private val side = cell * (rows.size + 2 * QUIET)
    private val paint = Paint()

    override fun draw(canvas: Canvas) {
        val (left, top) = bounds.left.toFloat() to bounds.top.toFloat()
        paint.color = Color.WHITE
        canvas.drawRect(left, top, left + side, top + side, paint)
        paint.color = Color.BLACK
        rows.forEachIndexed { down, row ->
            row.forEachIndexed { along, dark ->
                if (dark) {
                    val x = left + (along + QUIET) * cell
                    val y = top + (down + QUIET) * cell
                    canvas.drawRect(x, y, x + cell, y + cell, paint)
                }
            }
        }
    }

    override fun getIntrinsicWidth() = side

    override fun getIntrinsicHeight() = side

    override fun setAlpha(alpha: Int) = Unit

    override fun setColorFilter(filter: ColorFilter?) = Unit

    @Deprecated("Android still asks for it")
    override fun getOpacity() = PixelFormat.OPAQUE

    private companion object {
        const val QUIET = 4
    }
}
