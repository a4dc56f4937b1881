package dk.roadside

import dk.roadside.core.CaseState
import dk.roadside.core.Language
import dk.roadside.core.Prompt
import dk.roadside.core.RoadsideException
import dk.roadside.core.StorageFault
import dk.roadside.core.Trouble
import java.io.File
import java.nio.file.Path
import java.util.Collections
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A case on its way to the reference alarm centre, a process of its own. */
class DeliveryTest {
    @TempDir
    lateinit var path: Path

    private val home get() = File(path.toFile(), "home")
    private val data get() = File(path.toFile(), "centre").apply { mkdirs() }

    private fun intake(url: String) = Intake(url, patience = 5.seconds)

    @Test
    fun `a case is delivered, and whoever watches sees it received`() = runBlocking<Unit> {
        Centre(data).use { centre ->
            withCard(home).use { roadside ->
                val plan = roadside.callHelp(BREAKDOWN)
                val seen = Collections.synchronizedList(mutableListOf<CaseState>())
                val watching = launch(Dispatchers.Default) {
                    roadside.caseStatus(plan.case.id).takeWhile { it.state != CaseState.RECEIVED }.collect { seen += it.state }
                }
                assertEquals(1u, roadside.outbox.first().waiting)
                while (seen.isEmpty()) delay(1)
                assertEquals(1u, roadside.deliver(intake(centre.url)).delivered)
                withTimeout(10.seconds) { watching.join() }
                assertEquals(CaseState.QUEUED, seen.first())
                val kept = roadside.case(plan.case.code)
                assertEquals(1u, kept.receivedRevision)
                assertEquals(listOf(CaseState.DRAFT, CaseState.QUEUED, CaseState.SENT, CaseState.RECEIVED), kept.history.map { it.state })
                assertEquals(0u, roadside.outbox.first().waiting)
                val held = centre.holds().single()
                assertEquals(plan.case.id, held.getString("id"))
                assertEquals(plan.case.code, held.getString("code"))
            }
        }
    }

    @Test
    fun `while the alarm centre is down the case is safe, and it arrives once it is up`() = runBlocking<Unit> {
        val address = Centre(data).use { it.address }
        withCard(home).use { roadside ->
            val plan = roadside.callHelp(BREAKDOWN)
            val down = roadside.deliver(intake("http://$address"))
            assertEquals(0u, down.delivered)
            assertEquals(Trouble.NO_CONNECTION, down.trouble)
            assertEquals(1u, down.waiting)
            val waiting = roadside.outbox.first()
            assertEquals(1u, waiting.waiting)
            assertEquals(down.nextAttemptAt, waiting.nextAttemptAt)
            val news = assertInstanceOf(CaseNews.AsKept::class.java, roadside.refresh(intake("http://$address"), plan.case.id))
            assertEquals("no_connection", news.why.said(Language.EN).name)
            // The schedule leaves alone what is not due yet; a person does not wait.
            assertEquals(0u, roadside.deliver(intake("http://$address"), Prompt.SCHEDULE).delivered)
            Centre(data, address).use { centre ->
                assertEquals(1u, roadside.deliver(intake(centre.url)).delivered)
                assertEquals(1, centre.holds().size)
                assertInstanceOf(CaseNews.Current::class.java, roadside.refresh(intake(centre.url), plan.case.id))
            }
            assertNull(roadside.outbox.first().nextAttemptAt)
        }
    }

    @Test
    fun `a login page, a broken answer or an error is no receipt`() = runBlocking<Unit> {
        for ((fault, trouble) in listOf("portal" to Trouble.NOT_A_RECEIPT, "truncate" to null, "status:503" to Trouble.BUSY, "drop" to null)) {
            val folder = File(path.toFile(), fault.replace(':', '-'))
            Centre(File(folder, "centre").apply { mkdirs() }, faults = arrayOf("$fault:1")).use { centre ->
                withCard(File(folder, "home")).use { roadside ->
                    val plan = roadside.callHelp(BREAKDOWN)
                    val first = roadside.deliver(intake(centre.url))
                    assertEquals(0u, first.delivered, fault)
                    if (trouble != null) assertEquals(trouble, first.trouble, fault)
                    assertTrue(roadside.case(plan.case.id).state != CaseState.RECEIVED)
                }
            }
        }
    }

    @Test
    fun `pausing during a delivery loses nothing, and the case arrives once`() = runBlocking<Unit> {
        Centre(data, faults = arrayOf("delay-ms:1500:1")).use { centre ->
            withCard(home).use { roadside ->
                val plan = roadside.callHelp(BREAKDOWN)
                val delivery = async(Dispatchers.Default) {
                    failure<RoadsideException.Storage> { roadside.deliver(intake(centre.url)) }
                }
                withTimeout(10.seconds) { roadside.caseStatus(plan.case.id).let { while (roadside.case(plan.case.id).state != CaseState.SENT) delay(5) } }
                roadside.pause()
                assertEquals(StorageFault.Closed, delivery.await().fault)
                roadside.resume()
                assertEquals(1u, roadside.deliver(intake(centre.url)).delivered)
                assertEquals(CaseState.RECEIVED, roadside.case(plan.case.id).state)
                assertEquals(1, centre.holds().size)
            }
        }
    }

    @Test
    fun `closing during a delivery is no crash, and the case arrives after opening again`() = runBlocking<Unit> {
        Centre(data, faults = arrayOf("delay-ms:1000:1")).use { centre ->
            val roadside = withCard(home)
            val plan = roadside.callHelp(BREAKDOWN)
            val delivery = async(Dispatchers.Default) { runCatching { roadside.deliver(intake(centre.url)) } }
            while (roadside.case(plan.case.id).state != CaseState.SENT) delay(5)
            roadside.close()
            delivery.await().exceptionOrNull()?.let { assertInstanceOf(RoadsideException.Storage::class.java, it) }
            opened(home).use {
                it.deliver(intake(centre.url))
                assertEquals(CaseState.RECEIVED, it.case(plan.case.id).state)
            }
            assertEquals(1, centre.holds().size)
        }
    }

    @Test
    fun `a delivery that is called off has lost nothing`() = runBlocking<Unit> {
        Centre(data, faults = arrayOf("delay-ms:60000:1")).use { centre ->
            withCard(home).use { roadside ->
                val plan = roadside.callHelp(BREAKDOWN)
                val delivery = launch(Dispatchers.Default) { roadside.deliver(Intake(centre.url, 60.seconds)) }
                while (roadside.case(plan.case.id).state != CaseState.SENT) delay(5)
                withTimeout(5.seconds) { delivery.cancelAndJoin() }
                assertEquals(1u, roadside.outbox.first().waiting)
                // Called off before it had left, it is the next request that is slow.
                val rounds = List(2) { roadside.deliver(intake(centre.url)) }
                assertEquals(1u, rounds.map { it.delivered }.sum())
                assertEquals(1, centre.holds().size)
            }
        }
    }

    @Test
    fun `an alarm centre that never answers does not hold anybody longer than its patience`() = runBlocking<Unit> {
        Centre(data, faults = arrayOf("delay-ms:60000")).use { centre ->
            withCard(home).use { roadside ->
                roadside.callHelp(BREAKDOWN)
                val round = withTimeout(30.seconds) { roadside.deliver(Intake(centre.url, 300.milliseconds)) }
                assertEquals(Trouble.TOO_SLOW, round.trouble)
            }
        }
    }

    @Test
    fun `following a case asks the alarm centre again and again, through an outage and a pause`() = runBlocking<Unit> {
        val first = Centre(data)
        withCard(home).use { roadside ->
            val plan = roadside.callHelp(BREAKDOWN)
            roadside.deliver(intake(first.url))
            val seen = Collections.synchronizedList(mutableListOf<CaseState>())
            val following = launch(Dispatchers.Default) {
                roadside.followCase(intake(first.url), plan.case.id, every = 20.milliseconds).collect { seen += it.state }
            }
            withTimeout(10.seconds) { while (CaseState.RECEIVED !in seen) delay(5) }
            first.close()
            roadside.pause()
            delay(100)
            roadside.resume()
            delay(100)
            assertTrue(following.isActive)
            Centre(data, first.address).use {
                roadside.cancelCase(plan.case.id)
                withTimeout(10.seconds) { while (CaseState.CANCELLED !in seen) delay(5) }
            }
            following.cancelAndJoin()
        }
    }

    @Test
    fun `a case is stated anew, called off, and then ended`() = runBlocking<Unit> {
        Centre(data).use { centre ->
            withCard(home).use { roadside ->
                val plan = roadside.callHelp(BREAKDOWN)
                val again = roadside.updateCase(plan.case.code, BREAKDOWN.copy(passengers = 3u))
                assertEquals(2u, again.case.revision)
                assertEquals(CaseState.CANCELLED, roadside.cancelCase(plan.case.id).state)
                failure<RoadsideException.NotNow> { roadside.updateCase(plan.case.id, BREAKDOWN) }
                failure<RoadsideException.NotFound> { roadside.case("no-such-case") }
                roadside.deliver(intake(centre.url))
                assertEquals(1, roadside.cases().cases.size)
            }
        }
    }

    @Test
    fun `an intake that is none is refused at once`() = runBlocking<Unit> {
        for (address in listOf("", "http://example.org", "ftp://127.0.0.1", "Mette Kjærgaard")) {
            val error = failure<RoadsideException.BadInput> { Intake(address) }
            assertTrue("Mette" !in error.everythingSaid())
        }
    }
}
