package dk.roadside.app

import android.os.Looper
import dk.roadside.core.Fix
import dk.roadside.core.KeyStore
import dk.roadside.core.LocationSource
import dk.roadside.core.Method
import dk.roadside.app.screens.Shown
import java.io.BufferedReader
import java.io.Closeable
import java.io.File
import java.time.Instant
import java.util.concurrent.TimeUnit
import org.robolectric.Shadows.shadowOf

/** A key in memory. */
object KeyUnderTest : KeyStore {
    override fun databaseKey() = ByteArray(32) { (it * 7 + 1).toByte() }

    override fun destroyKey() = Unit
}

/** A position where [PhoneUnderTest] stands. */
object LocationUnderTest : LocationSource {
    override suspend fun fixes(): List<Fix> =
        listOfNotNull(PhoneUnderTest.stands?.let { (lat, lon) -> Fix(lat, lon, 12.0, Instant.now(), Method.GNSS) })
}

/** A phone whose key is in memory and which stands where it is told. */
class PhoneUnderTest : RoadsideApp() {
    override fun keys() = KeyUnderTest

    override fun location() = LocationUnderTest

    override fun intakeAddress(): String? = intake

    companion object {
        /** Beside the motorway near Zagreb. */
        val CROATIA = 45.79012 to 15.86345

        /** Where it stands; null when it cannot know. */
        var stands: Pair<Double, Double>? = CROATIA

        /** The alarm centre it is set up for. */
        var intake: String? = null
    }
}

/** The sample card, as somebody was sent it. */
fun sampleCard(): ByteArray = File(System.getProperty("roadside.card")).readBytes()

/** Runs what waits on the main thread until [found] is there; fails after a while with [what]. */
fun <T : Any> await(what: String, found: () -> T?): T {
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (System.nanoTime() < end) {
        shadowOf(Looper.getMainLooper()).idle()
        found()?.let { return it }
        Thread.sleep(5)
    }
    throw AssertionError("waited for $what")
}

/** The screen of this kind, once [holds]. */
inline fun <reified S : Shown> Desk.awaits(noinline holds: (S) -> Boolean = { true }): S =
    await(S::class.java.simpleName + ", now " + shown.value) { (shown.value as? S)?.takeIf(holds) }

/** The desk of a phone, once everything is open. */
fun RoadsideApp.deskNow(): Desk {
    var desk: Desk? = null
    val asking = Thread { kotlinx.coroutines.runBlocking { desk = desk() } }.apply { start() }
    await("the desk") { desk }
    asking.join()
    return desk!!
}

/** A reference alarm centre of its own process (`roadside alarm-centre`). */
class AlarmCentre(folder: File) : Closeable {
    private val process: Process = ProcessBuilder(
        System.getProperty("roadside.program"), "alarm-centre", "--listen", "127.0.0.1:0", "--data", folder.path, "--json",
    ).redirectError(ProcessBuilder.Redirect.DISCARD).start()
    private val said: BufferedReader = process.inputStream.bufferedReader()

    /** Where it listens. */
    val address: String = Regex("http://[0-9.:]+").find(said.readLine() ?: error("it said nothing"))?.value ?: error("no address")

    override fun close() {
        process.destroy()
        process.waitFor(10, TimeUnit.SECONDS)
    }
}
