package dk.roadside.app

import android.app.Activity
import android.app.Application
import android.os.Build
import android.view.View
import android.widget.EditText
import android.widget.ImageView
import android.widget.TextView
import dk.roadside.Handbook
import dk.roadside.Roadside
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Palette
import dk.roadside.app.look.tag
import dk.roadside.app.screens.screen
import dk.roadside.core.Language
import java.io.File
import java.nio.file.Files
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/**
 * Every screen, filled by the real library, drawn by Android's own code in both themes and at 100 %
 * and 200 % type: nothing is cut or torn, everything can be touched, heard and seen. The pictures
 * are what `cargo xtask pictures` puts into `target/pictures`.
 */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35], application = Application::class, manifest = Config.NONE)
class ScreensTest {
    @Test
    fun `in Danish`() = everyScreenHolds(Language.DA)

    @Test
    fun `in German`() = everyScreenHolds(Language.DE)

    @Test
    fun `in Croatian`() = everyScreenHolds(Language.HR)

    @Test
    fun `in French`() = everyScreenHolds(Language.FR)

    @Test
    fun `in Polish`() = everyScreenHolds(Language.PL)

    private fun everyScreenHolds(language: Language) {
        val samples = filled(language)
        val faults = mutableListOf<String>()
        for ((theme, scale) in listOf("notnight" to 1f, "night" to 1f, "notnight" to 2f)) {
            RuntimeEnvironment.setQualifiers("w360dp-h740dp-$theme-xhdpi")
            RuntimeEnvironment.setFontScale(scale)
            val activity = Robolectric.buildActivity(Activity::class.java).setup().get()
            for (sample in samples) {
                val kit = Kit(activity, Palette.of(activity.resources.configuration), language)
                val page = kit.screen(sample.shown) {}
                activity.setContentView(page)
                page.layOutWhole(kit.dp(360))
                val here = "${language.tag()} ${sample.name} $theme ${(scale * 100).toInt()} %"
                faults += faults(page, kit, scale).map { "$here: $it" }
                if (language in PICTURED) {
                    val file = "${sample.name}-${if (theme == "night") "dark" else "light"}-${(scale * 100).toInt()}.png"
                    page.picture().save(File(pictures, "${language.tag()}/$file"))
                    val asOnAPhone = page.layOut(kit.dp(360), kit.dp(740)).picture().half()
                    assertTrue("$here is blank", asOnAPhone.colours() > 3)
                    asOnAPhone.save(File(pictures, "phone/${language.tag()}-$file"))
                }
            }
        }
        assertEquals("", faults.distinct().joinToString("\n"))
    }

    private fun faults(page: View, kit: Kit, scale: Float): List<String> = buildList {
        val views = page.everything()
        for (text in views.filterIsInstance<TextView>()) {
            text.cut()?.let(::add)
            if (scale == 1f) addAll(text.torn())
            val contrast = contrast(text.currentTextColor, text.groundColour())
            if (text.text.isNotEmpty() && contrast < 4.5) add("contrast $contrast: ${text.text}")
            if (text.text.isBlank() && text !is EditText) add("a text without words")
            if ("%{" in text.text || Regex("^[a-z_]+(\\.[a-z_]+)+$").matches(text.text)) add("no sentence: ${text.text}")
        }
        for (touched in views.filter { it.isClickable && it !is EditText || it is EditText }) {
            if (touched.height < kit.dp(48) || touched.width < kit.dp(48)) add("small: ${touched.words()}, ${touched.width}×${touched.height}")
            if (touched.words().isBlank()) add("nothing to hear: $touched")
        }
        for (image in views.filterIsInstance<ImageView>()) {
            val silent = image.importantForAccessibility == View.IMPORTANT_FOR_ACCESSIBILITY_NO
            if (!silent && image.contentDescription.isNullOrBlank()) add("an image that says nothing")
        }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && views.none { it.isAccessibilityHeading }) add("no heading")
        for (view in views) {
            val parent = view.parent as? View ?: continue
            if (view !== page && (view.left < 0 || view.right > parent.width)) add("beyond the edge: ${view.words()}")
        }
    }

    /** What a screen reader says of it: its words, its description, or the label made for it. */
    private fun View.words(): String = contentDescription?.toString()
        ?: (this as? TextView)?.text?.toString()?.takeIf { it.isNotBlank() }
        ?: rootView.everything().filterIsInstance<TextView>().firstOrNull { it.labelFor == id && id != View.NO_ID }?.text?.toString().orEmpty()

    /** Small enough for a page about the app. */
    private fun android.graphics.Bitmap.half() = android.graphics.Bitmap.createScaledBitmap(this, width / 2, height / 2, true)

    private fun android.graphics.Bitmap.colours(): Int {
        val pixels = IntArray(width * height)
        getPixels(pixels, 0, width, 0, 0, width, height)
        return pixels.toSet().size
    }

    private fun filled(language: Language): List<Sample> {
        val folder = Files.createTempDirectory("roadside").toFile()
        PhoneUnderTest.stands = PhoneUnderTest.CROATIA
        val scope = MainScope()
        val means = runBlocking {
            Means(Roadside.open(folder, KeyUnderTest, language), Handbook.load(language, folder), LocationUnderTest, intake = null) {}
        }
        return try {
            samples(Desk(scope, means, language))
        } finally {
            scope.cancel()
            (means.opening as dk.roadside.Opening.Ready).roadside.close()
            folder.deleteRecursively()
        }
    }

    private companion object {
        val PICTURED = setOf(Language.DA, Language.DE, Language.HR)
        val pictures = File(System.getProperty("roadside.pictures"))
    }
}
