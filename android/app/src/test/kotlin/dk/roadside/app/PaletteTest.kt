package dk.roadside.app

import dk.roadside.app.look.Palette
import org.junit.Assert.assertTrue
import org.junit.Test

/** WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for edges and signs. */
class PaletteTest {
    @Test
    fun `every colour stands out from what is behind it`() {
        for ((theme, palette) in listOf("light" to Palette.LIGHT, "dark" to Palette.DARK)) with(palette) {
            val text = listOf(
                ink to ground, ink to panel, quiet to ground, quiet to panel, action to ground, onAction to action,
                onAlarm to alarm, onCaution to caution,
            )
            val shapes = listOf(
                edge to ground, edge to panel, action to ground, action to panel, alarm to ground, alarm to panel,
                good to ground, good to panel, open to ground, open to panel, open to caution, bad to ground,
                bad to panel, quiet to panel, good to panel, edge to caution,
            )
            text.forEach { (a, b) -> assertTrue("$theme: ${hex(a)} on ${hex(b)}: ${contrast(a, b)}", contrast(a, b) >= 4.5) }
            shapes.forEach { (a, b) -> assertTrue("$theme: ${hex(a)} on ${hex(b)}: ${contrast(a, b)}", contrast(a, b) >= 3.0) }
        }
    }

    @Test
    fun `the contrast is computed as WCAG says`() {
        val (black, white, grey) = listOf(0xFF000000.toInt(), 0xFFFFFFFF.toInt(), 0xFF777777.toInt())
        assertTrue(contrast(black, white) in 20.99..21.01)
        assertTrue(contrast(grey, white) in 4.47..4.49)
        assertTrue(contrast(white, white) == 1.0)
    }

    private fun hex(colour: Int) = "#%06X".format(colour and 0xFFFFFF)
}
