package dk.roadside

import dk.roadside.android.ScreenAttendance
import java.util.Collections
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration.Companion.seconds
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** The database is open exactly while somebody needs it. */
class AttendanceTest {
    private class Database(var broken: Boolean = false) {
        val said: MutableList<String> = Collections.synchronizedList(mutableListOf())

        @Volatile
        var open = true
        val attendance = Attendance(
            pause = {
                delay(1)
                open = false
                said += "pause"
            },
            resume = {
                delay(1)
                if (broken) error("full")
                open = true
                said += "resume"
            },
        )
    }

    @Test
    fun `the last to leave closes it, the first to come opens it`() = runBlocking<Unit> {
        val database = Database()
        database.attendance.enter()
        database.attendance.enter()
        database.attendance.leave()
        assertTrue(database.open)
        database.attendance.leave()
        assertFalse(database.open)
        assertTrue(database.attendance.during { database.open })
        assertFalse(database.open)
    }

    @Test
    fun `whoever fails or is cancelled has left`() = runBlocking<Unit> {
        val database = Database()
        assertThrows<ArithmeticException> { runBlocking { database.attendance.during { throw ArithmeticException() } } }
        assertFalse(database.open)
        val cancelled = launch { database.attendance.during { awaitCancellation() } }
        while (!database.open) delay(1)
        cancelled.cancelAndJoin()
        assertFalse(database.open)
    }

    @Test
    fun `a database that could not be opened is tried again by the next`() = runBlocking<Unit> {
        val database = Database(broken = true).apply { open = false }
        assertThrows<IllegalStateException> { runBlocking { database.attendance.enter() } }
        database.broken = false
        assertTrue(database.attendance.during { database.open })
        assertTrue(database.open, "the first is still there")
        database.attendance.leave()
        assertFalse(database.open)
    }

    @Test
    fun `work in the background keeps it open when the screen goes`() = runBlocking<Unit> {
        val database = Database()
        val screen = ScreenAttendance(database.attendance)
        screen.shown()
        var during = false
        val job = launch(Dispatchers.Default) {
            database.attendance.during {
                screen.hidden()
                delay(50)
                during = database.open
            }
        }
        job.join()
        assertTrue(during)
        withTimeout(5.seconds) { while (database.open) delay(1) }
    }

    @Test
    fun `screens that come and go in a hurry leave it as the last one did`() = runBlocking<Unit> {
        val database = Database()
        val screen = ScreenAttendance(database.attendance)
        repeat(50) {
            screen.shown()
            screen.hidden()
        }
        screen.shown()
        // Each round is a resume and a pause, in this order; the last is a resume.
        withTimeout(10.seconds) { while (database.said.size < 101) delay(1) }
        assertEquals(List(50) { listOf("resume", "pause") }.flatten() + "resume", database.said.toList())
        assertTrue(database.open)
    }
}
