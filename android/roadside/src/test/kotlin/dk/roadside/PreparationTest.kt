package dk.roadside

import dk.roadside.core.Fix
import dk.roadside.core.Language
import dk.roadside.core.Method
import dk.roadside.core.RoadsideException
import dk.roadside.core.StepOutcome
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Before the trip, and what travellers ask. */
class PreparationTest {
    @TempDir
    lateinit var path: Path

    private val fix get() = Fix(45.815012, 15.981919, 20.0, Instant.now(), Method.GNSS)

    @Test
    fun `a rehearsal walks every step and is remembered`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val card = roadside.card().id
            assertNull(roadside.preparation.lastRehearsed(card))
            val rehearsed = roadside.preparation.rehearse(fix = fix)
            val steps = rehearsed.steps.map { it.id }
            assertTrue(steps.containsAll(listOf("card", "notice", "position", "check", "call", "sms", "paper")), steps.toString())
            assertFalse(rehearsed.steps.any { it.outcome == StepOutcome.FAILED }, rehearsed.summary)
            val last = roadside.preparation.lastRehearsed(card)
            assertEquals(rehearsed.passed, last?.passed)
            assertEquals(rehearsed.steps.count { it.outcome == StepOutcome.TO_DO }, last?.toDo?.size)
            assertTrue(roadside.cases().cases.isEmpty(), "nobody was called")
            for (record in listOf(rehearsed, rehearsed.steps, last)) {
                assertFalse((NEEDLES + card + "45.8").any { it in record.toString() }, record.toString())
            }
        }
    }

    @Test
    fun `without a card there is nothing to rehearse and no sheet`() = runBlocking<Unit> {
        opened(path.toFile()).use { roadside ->
            failure<RoadsideException.NotFound> { roadside.preparation.paper() }
            failure<RoadsideException.NotFound> { roadside.preparation.lastRehearsed("no-such-card") ?: roadside.card() }
        }
    }

    @Test
    fun `the sheet for the glove box is a page in the driver's language`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val pages = Language.entries.map { roadside.preparation.paper(language = it) }
            assertEquals(pages.size, pages.distinct().size)
            for (page in pages) {
                assertTrue(page.trimEnd().endsWith("</html>") && "RC-7781-4402" in page)
                assertFalse("tok-9f3c2e7a51" in page)
            }
            assertTrue("č" in pages[Language.entries.indexOf(Language.HR)])
        }
    }

    @Test
    fun `what travellers ask is answered here`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val found = roadside.ask("my car must be towed")
            assertTrue(found.answers.isNotEmpty())
            assertEquals("+4570105052", found.call.phone)
            assertNull(found.nothingFits)
            val everything = roadside.ask("", Language.FR)
            assertTrue(everything.answers.size > found.answers.size)
            val nothing = roadside.ask("xyzzy qwrtz")
            assertNotNull(nothing.nothingFits)
            assertEquals("+4570105052", nothing.call.phone)
        }
    }
}
