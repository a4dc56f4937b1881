package dk.roadside.app

import android.Manifest
import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.print.PrintAttributes
import android.print.PrintManager
import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.webkit.WebView
import android.webkit.WebViewClient
import android.widget.ScrollView
import dk.roadside.android.composeSms
import dk.roadside.android.dial
import dk.roadside.app.look.Kit
import dk.roadside.app.look.Palette
import dk.roadside.app.look.SCROLLING
import dk.roadside.app.screens.Shown
import dk.roadside.app.screens.screen
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/** The one window: it shows what the desk says and does what only a phone can do. */
class MainActivity : Activity() {
    private val scope = MainScope()
    private val app get() = application as RoadsideApp
    private var desk: Desk? = null
    private var page: View? = null
    private var last: Shown? = null

    /** Held while a page is printed; Android asks for it. */
    private var printing: WebView? = null

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        // What stands on a card is nobody's business in the list of recent apps.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
        scope.launch {
            val opened = app.desk()
            desk = opened
            launch { opened.toDo.collect(::run) }
            opened.shown.collect { shown -> shown?.let { render(it, opened) } }
        }
    }

    override fun onStart() {
        super.onStart()
        app.arrived()
    }

    override fun onStop() {
        app.left()
        super.onStop()
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    @Deprecated("The way back for every Android this app runs on")
    override fun onBackPressed() {
        @Suppress("DEPRECATION")
        if (desk?.back() != true) super.onBackPressed()
    }

    /** Draws the screen anew. On the same screen the reader keeps the place, by eye and by ear. */
    private fun render(shown: Shown, desk: Desk) {
        val same = last?.javaClass == shown.javaClass
        val scrolled = page?.findViewWithTag<ScrollView>(SCROLLING)?.scrollY ?: 0
        val heard = if (same) page?.heard()?.tag else null
        val kit = Kit(this, Palette.of(resources.configuration), desk.language)
        val drawn = kit.screen(shown, desk::act)
        setContentView(drawn)
        page = drawn
        last = shown
        if (same) {
            drawn.post {
                drawn.findViewWithTag<ScrollView>(SCROLLING)?.scrollTo(0, scrolled)
                heard?.let { drawn.findViewWithTag<View>(it) }
                    ?.performAccessibilityAction(AccessibilityNodeInfo.ACTION_ACCESSIBILITY_FOCUS, null)
            }
        }
    }

    /** The view a screen reader stands on. */
    private fun View.heard(): View? = when {
        isAccessibilityFocused -> this
        this is android.view.ViewGroup -> (0 until childCount).firstNotNullOfOrNull { getChildAt(it).heard() }
        else -> null
    }

    private fun run(errand: Errand) {
        when (errand) {
            is Errand.Dial -> dial(errand.uri)
            is Errand.Message -> composeSms(errand.uri)
            is Errand.Share -> share(errand.text)
            is Errand.Print -> print(errand.html)
            Errand.PickCardFile -> pick()
            Errand.AskForPosition -> requestPermissions(POSITION, ASKED_FOR_POSITION)
        }
    }

    private fun share(text: String) {
        val message = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        startActivity(Intent.createChooser(message, null))
    }

    private fun print(html: String) {
        printing = WebView(this).apply {
            webViewClient = object : WebViewClient() {
                override fun onPageFinished(view: WebView, url: String?) {
                    getSystemService(PrintManager::class.java)
                        ?.print(NAME, view.createPrintDocumentAdapter(NAME), PrintAttributes.Builder().build())
                    printing = null
                }
            }
            loadDataWithBaseURL(null, html, "text/html", "UTF-8", null)
        }
    }

    private fun pick() {
        val anyFile = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
        try {
            @Suppress("DEPRECATION")
            startActivityForResult(anyFile, PICKED_CARD)
        } catch (_: ActivityNotFoundException) {
            // A device without files: the card's text can still be pasted.
        }
    }

    @Deprecated("Without AndroidX this is the way")
    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        val file = data?.data?.takeIf { request == PICKED_CARD && result == RESULT_OK } ?: return
        scope.launch { (desk ?: app.desk()).cardPicked(read(file)) }
    }

    /** Empty when it cannot be read: the library says what is wrong with that. */
    private fun read(file: Uri): ByteArray = try {
        contentResolver.openInputStream(file)?.use { it.readBytes(LARGEST_CARD) } ?: ByteArray(0)
    } catch (_: IOException) {
        ByteArray(0)
    }

    /** `InputStream.readNBytes` came with Android 13. */
    private fun InputStream.readBytes(most: Int): ByteArray {
        val read = ByteArrayOutputStream()
        val some = ByteArray(8192)
        while (read.size() < most) {
            val count = read(some)
            if (count < 0) break
            read.write(some, 0, count)
        }
        return read.toByteArray()
    }

    override fun onRequestPermissionsResult(request: Int, asked: Array<out String>, answers: IntArray) {
        if (request == ASKED_FOR_POSITION) desk?.positionAnswered()
    }

    private companion object {
        val POSITION = arrayOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        const val NAME = "Roadside"
        const val PICKED_CARD = 1
        const val ASKED_FOR_POSITION = 2

        /** More than any card; one byte more is already refused by the library. */
        const val LARGEST_CARD = 1 shl 20
    }
}
