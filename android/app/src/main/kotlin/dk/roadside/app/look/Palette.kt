package dk.roadside.app.look

import android.content.res.Configuration

/**
 * The colours of one theme, as ARGB. Text on its ground reaches a contrast of 4.5 to 1, edges and
 * signs 3 to 1 (WCAG 2.2 AA, 1.4.3 and 1.4.11); `PaletteTest` and `ScreensTest` compute it.
 */
data class Palette(
    /** Behind everything. */
    val ground: Int,
    /** Behind what belongs together. */
    val panel: Int,
    /** Text. */
    val ink: Int,
    /** Text that says what the text beside it is. */
    val quiet: Int,
    /** Around what can be touched. */
    val edge: Int,
    /** The one main thing to do, and everything that can be touched. */
    val action: Int,
    /** Text on [action]. */
    val onAction: Int,
    /** Danger only: the emergency number. */
    val alarm: Int,
    /** Text on [alarm]. */
    val onAlarm: Int,
    /** Behind what must not be overlooked. */
    val caution: Int,
    /** Text on [caution]. */
    val onCaution: Int,
    /** The sign of what is settled. */
    val good: Int,
    /** The sign of what is not. */
    val open: Int,
    /** The sign of what is refused. */
    val bad: Int,
) {
    companion object {
        /** For daylight. */
        val LIGHT = Palette(
            ground = 0xFFFFFFFF.toInt(),
            panel = 0xFFF0F3F7.toInt(),
            ink = 0xFF12171E.toInt(),
            quiet = 0xFF475160.toInt(),
            edge = 0xFF6A7482.toInt(),
            action = 0xFF0A4A85.toInt(),
            onAction = 0xFFFFFFFF.toInt(),
            alarm = 0xFFB3140C.toInt(),
            onAlarm = 0xFFFFFFFF.toInt(),
            caution = 0xFFFFF1CC.toInt(),
            onCaution = 0xFF3A2A00.toInt(),
            good = 0xFF17663A.toInt(),
            open = 0xFF7D4E00.toInt(),
            bad = 0xFFB3140C.toInt(),
        )

        /** For the night: beside a dark road a white screen blinds. */
        val DARK = Palette(
            ground = 0xFF0F1318.toInt(),
            panel = 0xFF1C232C.toInt(),
            ink = 0xFFF1F4F8.toInt(),
            quiet = 0xFFB9C3CF.toInt(),
            edge = 0xFF8B96A5.toInt(),
            action = 0xFF9CCBFA.toInt(),
            onAction = 0xFF06243F.toInt(),
            alarm = 0xFFCF2A1F.toInt(),
            onAlarm = 0xFFFFFFFF.toInt(),
            caution = 0xFF40330C.toInt(),
            onCaution = 0xFFFFEBB8.toInt(),
            good = 0xFF7FD6A1.toInt(),
            open = 0xFFF2BE5C.toInt(),
            bad = 0xFFFF9C92.toInt(),
        )

        /** The theme the phone is set to. */
        fun of(configuration: Configuration): Palette {
            val night = configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK
            return if (night == Configuration.UI_MODE_NIGHT_YES) DARK else LIGHT
        }
    }
}
