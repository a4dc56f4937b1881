package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import java.io.File
import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class CardsTest {
    @TempDir
    lateinit var path: Path

    private val folder: File get() = path.toFile()

    private suspend fun Roadside.values(id: String? = null) = card(id).lines.map { it.value }

    @Test
    fun `a card is kept and read again, letter by letter`() = runBlocking<Unit> {
        val id = withCard(folder).use { it.card().id }
        opened(folder).use { roadside ->
            val card = roadside.card()
            assertEquals(id, card.id)
            assertTrue(card.active)
            val values = card.lines.map { it.value }
            for (kept in listOf("Mette Kjærgaard", "RC-7781-4402", "Havblik Forsikring", "TMBJJ7NE8L0123456")) {
                assertTrue(kept in values, "$kept in $values")
            }
            assertFalse(values.any { "tok-" in it }, "the token is never shown")
            assertEquals(Language.entries.size, Language.entries.map { roadside.card(language = it).lines.first().label }.size)
        }
    }

    @Test
    fun `of two cards the chosen one is meant, and a removed one is gone`() = runBlocking<Unit> {
        withCard(folder).use { roadside ->
            val first = roadside.card().id
            val second = roadside.addCard(sampleCard().put("policy_no", "KP-2").toString().toByteArray())
            assertEquals(listOf(first, second), roadside.cards().cards.map { it.id })
            assertEquals(first, roadside.card().id)
            roadside.chooseCard(second)
            assertEquals(second, roadside.card().id)
            assertTrue("KP-2" in roadside.values())
            roadside.removeCard(second)
            failure<RoadsideException.NotFound> { roadside.card(second) }
            failure<RoadsideException.NotFound> { roadside.chooseCard(second) }
            assertEquals(listOf(first), roadside.cards().cards.map { it.id })
        }
    }

    @Test
    fun `a card travels as a QR code, without the token`() = runBlocking<Unit> {
        val payload = withCard(folder).use { roadside ->
            assertTrue("<svg" in roadside.cardQrSvg().orEmpty())
            roadside.exportCard()
        }
        assertFalse("tok-9f3c2e7a51" in payload)
        opened(File(folder, "other-phone")).use { roadside ->
            roadside.importCard(payload)
            assertTrue("Mette Kjærgaard" in roadside.values())
        }
    }

    @Test
    fun `a bad card names every field at fault, keeps nothing and repeats no value`() = runBlocking<Unit> {
        opened(folder).use { roadside ->
            val card = sampleCard()
            (card.get("vehicle") as JSONObject).put("vin", "Mette").put("model_year", "Octavia")
            card.getJSONObject("holder").put("phone", "20304050")
            val error = failure<RoadsideException.BadInput> { roadside.addCard(card.toString().toByteArray()) }
            assertEquals(listOf("holder.phone", "vehicle.model_year", "vehicle.vin"), error.faults.map { it.at }.sorted())
            assertEquals(error.faults.size, error.said(Language.HR).fields.size)
            for (needle in NEEDLES) assertFalse(needle in error.everythingSaid(), needle)
            assertTrue(roadside.cards().cards.isEmpty())
            for (nonsense in listOf("", "{", "[]", "\u0000", "not a card", "{}")) {
                failure<RoadsideException.BadInput> { roadside.addCard(nonsense.toByteArray()) }
                failure<RoadsideException.BadInput> { roadside.importCard(nonsense) }
            }
            failure<RoadsideException.BadInput> { roadside.addCard(ByteArray(2_000_000) { -1 }) }
        }
    }
}
