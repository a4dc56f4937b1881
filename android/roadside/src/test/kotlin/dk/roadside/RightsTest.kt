package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import dk.roadside.core.TypedRequest
import java.nio.file.Path
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class RightsTest {
    @TempDir
    lateinit var path: Path

    private val typed = TypedRequest(right = "access", name = "Mette Kjærgaard", address = "Ålevej 7, 8000 Aarhus", reference = "KP-55660-91")

    private suspend fun phone() = opened(path.toFile(), now = Instant.parse("2026-07-30T09:00:00Z"))

    @Test
    fun `a letter is written, sent, due and answered`() = runBlocking<Unit> {
        phone().use { roadside ->
            val guide = roadside.rights.guide(typed, Language.HR)
            assertTrue(guide.title.isNotBlank() && guide.to.lines.isNotEmpty())
            val draft = roadside.rights.draft(typed)
            assertEquals("draft", draft.state)
            val letter = roadside.rights.letter(draft.id, Language.PL)
            assertEquals(listOf("da", "en"), letter.letters.map { it.language })
            assertTrue(letter.letters.all { "Mette Kjærgaard" in it.text })
            assertEquals("pl", letter.toRead?.language)
            assertTrue("Ålevej 7" in letter.html)
            val sent = roadside.rights.sent(draft.id.take(8), LocalDate.parse("2026-07-30"))
            assertEquals("waiting" to "2026-07-30", sent.state to sent.sentOn)
            assertTrue(sent.due.isNotEmpty())
            val answered = roadside.rights.answered(draft.id)
            assertEquals("answered" to "2026-07-30", answered.state to answered.answeredOn)
            assertEquals(listOf(draft.id), roadside.rights.all().requests.map { it.id })
            for (record in listOf(typed, draft, draft.to, letter, letter.letters, answered.due, roadside.rights.all())) {
                assertFalse((NEEDLES + "Ålevej" + draft.id).any { it in record.toString() }, record.toString())
            }
            roadside.rights.remove(draft.id)
            failure<RoadsideException.NotFound> { roadside.rights.get(draft.id) }
        }
    }

    @Test
    fun `a request that cannot be names its faults and is not kept`() = runBlocking<Unit> {
        phone().use { roadside ->
            val error = failure<RoadsideException.BadInput> { roadside.rights.draft(TypedRequest(right = "everything", data = "gold")) }
            assertTrue(error.faults.map { it.at }.containsAll(listOf("right", "data")), error.faults.toString())
            assertTrue(roadside.rights.all().requests.isEmpty())
            val draft = roadside.rights.draft(typed)
            failure<RoadsideException.BadInput> { roadside.rights.sent(draft.id, LocalDate.parse("2026-09-01")) }
            assertEquals("draft", roadside.rights.get(draft.id).state)
        }
    }
}
