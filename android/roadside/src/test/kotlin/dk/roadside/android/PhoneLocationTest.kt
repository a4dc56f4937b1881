package dk.roadside.android

import dk.roadside.core.LocationSourceException
import dk.roadside.core.Method
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class PhoneLocationTest {
    private fun heard(lat: Double, accuracyM: Double?, age: Duration = 0.seconds) =
        Heard(lat, 15.9819, accuracyM, age, Instant.parse("2026-07-10T12:00:00Z"), Method.GNSS)

    /** A device: what it knows, and what it hears once somebody listens. */
    private class Device(
        val known: List<Heard> = emptyList(),
        val news: List<Heard> = emptyList(),
        val on: List<String> = listOf("gps", "network"),
        val allowed: Boolean = true,
        val takenBack: Boolean = false,
    ) : Receivers {
        var listening = false

        override fun allowed() = allowed
        override fun enabled() = on
        override fun lastKnown() = known
        override fun listen(names: List<String>, hear: (Heard) -> Unit): () -> Unit {
            if (takenBack) throw SecurityException("taken back")
            assertEquals(on, names)
            listening = true
            news.forEach(hear)
            return { listening = false }
        }
    }

    private fun fixes(device: Device, patience: Duration = 50.milliseconds) =
        runBlocking { PhoneLocation(device, patience).fixes() }

    @Test
    fun `a good fix ends the waiting, and the receivers are switched off`() {
        val device = Device(news = listOf(heard(45.1, 900.0), heard(45.2, 12.0), heard(45.3, 5.0)))
        val fixes = fixes(device, patience = 60.seconds)
        assertEquals(listOf(45.1, 45.2), fixes.map { it.lat })
        assertEquals(12.0, fixes.last().accuracyM)
        assertEquals(Instant.parse("2026-07-10T12:00:00Z"), fixes.last().fixedAt)
        assertEquals(Method.GNSS, fixes.last().method)
        assertFalse(device.listening)
    }

    @Test
    fun `when nothing good comes, all there is comes in the end, the last known one with its own time`() {
        val device = Device(known = listOf(heard(45.0, 20.0, 3.hours)), news = listOf(heard(45.1, 2000.0), heard(45.2, null)))
        assertEquals(listOf(45.0, 45.1, 45.2), fixes(device).map { it.lat })
        assertFalse(device.listening)
    }

    @Test
    fun `a fix of a moment ago needs no waiting`() {
        val device = Device(known = listOf(heard(45.0, 8.0, 4.seconds)))
        assertEquals(listOf(45.0), fixes(device, patience = 60.seconds).map { it.lat })
    }

    @Test
    fun `an old fix is no reason not to listen, nor is one without an accuracy`() {
        for (known in listOf(heard(45.0, 8.0, 5.minutes), heard(45.0, null), heard(45.0, 0.0))) {
            val device = Device(known = listOf(known), news = listOf(heard(45.1, 10.0)))
            assertEquals(listOf(45.0, 45.1), fixes(device, patience = 60.seconds).map { it.lat })
        }
    }

    @Test
    fun `a device that hears nothing gives nothing, and that is no error`() {
        assertTrue(fixes(Device()).isEmpty())
    }

    @Test
    fun `switched off, not allowed and taken back are told apart`() {
        assertThrows<LocationSourceException.Off> { fixes(Device(on = emptyList())) }
        assertEquals(1, fixes(Device(on = emptyList(), known = listOf(heard(45.0, 20.0, 3.hours)))).size)
        assertThrows<LocationSourceException.Denied> { fixes(Device(allowed = false)) }
        assertThrows<LocationSourceException.Denied> { fixes(Device(takenBack = true)) }
    }

    @Test
    fun `when nobody waits any more, the receivers are switched off`() = runBlocking<Unit> {
        val device = Device()
        val waiting = launch { PhoneLocation(device, 60.seconds).fixes() }
        while (!device.listening) delay(1)
        waiting.cancelAndJoin()
        assertFalse(device.listening)
    }

    @Test
    fun `a receiver that reports without end does not fill the memory`() {
        val device = Device(news = List(100_000) { heard(45.0, 500.0) })
        assertTrue(fixes(device).size <= 16)
    }
}
