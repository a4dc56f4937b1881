package dk.roadside.app

import android.content.Intent
import android.view.View
import android.widget.TextView
import dk.roadside.app.screens.Act
import dk.roadside.app.screens.CardShown
import dk.roadside.app.screens.CaseShown
import dk.roadside.app.screens.CheckShown
import dk.roadside.app.screens.HelpShown
import dk.roadside.app.screens.NoticeShown
import dk.roadside.app.screens.Place
import dk.roadside.core.CaseState
import dk.roadside.core.Language
import java.io.File
import java.nio.file.Files
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The whole app, its one window and the real library: what a person presses is what happens. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35], application = PhoneUnderTest::class, manifest = Config.NONE, qualifiers = "da-rDK-w360dp-h740dp-xhdpi")
class JourneyTest {
    private lateinit var window: ActivityController<MainActivity>
    private lateinit var desk: Desk
    private lateinit var folder: File
    private var centre: AlarmCentre? = null

    @Before
    fun begin() {
        folder = Files.createTempDirectory("centre").toFile()
        PhoneUnderTest.stands = PhoneUnderTest.CROATIA
        PhoneUnderTest.intake = null
    }

    @After
    fun end() {
        window.pause().stop().destroy()
        centre?.close()
        folder.deleteRecursively()
    }

    @Test
    fun `without a card the emergency number is there`() {
        open()
        press("Få hjælp nu")
        val help = desk.awaits<HelpShown>()
        assertTrue(help.emergency)
        assertEquals("tel:112", help.calls.first().uri)
        pressOn { "112" in it }
        assertEquals("tel:112", dialled())
    }

    @Test
    fun `in danger 112 is the first thing on the screen`() {
        openWithCard()
        press("Få hjælp nu")
        desk.awaits<HelpShown> { it.canSend }
        press("Ja")
        desk.awaits<HelpShown> { it.emergency }
        val pressable = await("the screen drawn anew") { buttons().takeIf { all -> all.any { "112" in it.words() } } }
        // After the way back, nothing comes before it.
        assertTrue(pressable.take(2).map { it.words() }.toString(), "112" in pressable[1].words())
        pressOn { "112" in it }
        assertEquals("tel:112", dialled())
    }

    @Test
    fun `the garage reads its own language`() {
        openWithCard()
        press("Til værkstedet")
        val notice = desk.awaits<NoticeShown>()
        assertEquals(Language.HR, notice.theirs.language)
        assertEquals(Language.DA, notice.own?.language)
        assertTrue(notice.theirs.paragraphs.toString(), notice.theirs.paragraphs.any { text -> text.any { it in "čćđšž" } })
        assertNotNull(notice.square)
        pressOn { notice.theirs.call.number.filter(Char::isDigit) == it.filter(Char::isDigit) }
        assertEquals(notice.theirs.call.uri, dialled())
    }

    @Test
    fun `the questions come to an end and every verdict names its clause`() {
        openWithCard()
        press("Er jeg dækket?")
        var asked = 0
        while (desk.awaits<CheckShown>().question != null) {
            val before = desk.awaits<CheckShown>()
            desk.act(Act.Choose(0))
            desk.awaits<CheckShown> { it != before }
            assertTrue(++asked < 40)
        }
        val answer = desk.awaits<CheckShown> { it.question == null }
        assertTrue(asked > 0)
        assertTrue(answer.benefits.isNotEmpty())
        assertTrue(answer.benefits.all { it.main.clause.isNotEmpty() })
        // The last answer can be taken back.
        desk.act(Act.PreviousQuestion)
        desk.awaits<CheckShown> { it.question != null }
    }

    @Test
    fun `a case is kept, sent and received, and goes on when the centre is away`() {
        val centre = AlarmCentre(folder).also { centre = it }
        PhoneUnderTest.intake = centre.address
        openWithCard()
        press("Få hjælp nu")
        desk.awaits<HelpShown> { it.canSend }
        press("Send sagen til alarmcentralen")
        val received = desk.awaits<CaseShown> { it.case?.stage == CaseState.RECEIVED && !it.busy }
        assertEquals(null, received.trouble)
        centre.close()
        desk.act(Act.CallOff)
        desk.awaits<CaseShown> { it.callingOff }
        desk.act(Act.CallOffSurely)
        val off = desk.awaits<CaseShown> { it.case?.stage == CaseState.CANCELLED && !it.busy && it.trouble != null }
        assertTrue(off.trouble!!.title.isNotBlank())
    }

    @Test
    fun `without a set up centre the case waits and the call is the main thing`() {
        openWithCard()
        press("Få hjælp nu")
        desk.awaits<HelpShown> { it.canSend }
        press("Send sagen til alarmcentralen")
        val waiting = desk.awaits<CaseShown> { it.case != null && !it.busy }
        assertEquals(CaseState.QUEUED, waiting.case?.stage)
        pressOn { "70 10 50 52" in it.replace('\u00a0', ' ') }
        assertEquals("tel:+4570105052", dialled())
    }

    @Test
    fun `the way back leads home and then out`() {
        openWithCard()
        desk.act(Act.Go(Place.CARDS))
        desk.act(Act.AddCard)
        await("two steps") { desk.shown.value.takeIf { (it as? dk.roadside.app.screens.CardsShown)?.adding == true } }
        assertTrue(desk.back())
        await("the list") { desk.shown.value.takeIf { (it as? dk.roadside.app.screens.CardsShown)?.adding == false } }
        assertTrue(desk.back())
        desk.awaits<CardShown>()
        assertEquals(false, desk.back())
    }

    // ---- The phone ---------------------------------------------------------------------------

    private fun open() {
        window = Robolectric.buildActivity(MainActivity::class.java).setup()
        desk = (RuntimeEnvironment.getApplication() as PhoneUnderTest).deskNow()
        desk.awaits<CardShown>()
        await("the first screen") { buttons().firstOrNull() }
    }

    private fun openWithCard() {
        open()
        desk.cardPicked(sampleCard())
        desk.awaits<CardShown> { it.card != null }
    }

    private fun buttons(): List<View> = window.get().window.decorView.everything().filter { it.isClickable && it.isShown }

    private fun View.words() = (this as? TextView)?.text?.toString().orEmpty()

    private fun press(words: String) = pressOn { it == words }

    private fun pressOn(words: (String) -> Boolean) {
        await("a button among ${buttons().map { it.words() }}") { buttons().firstOrNull { words(it.words()) } }.performClick()
    }

    private fun dialled(): String = await("the phone opened") {
        shadowOf(RuntimeEnvironment.getApplication()).nextStartedActivity?.takeIf { it.action == Intent.ACTION_DIAL }
    }.dataString!!
}
