package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.Refusal
import dk.roadside.core.RoadsideException
import dk.roadside.core.StorageFault
import dk.roadside.core.Subject
import dk.roadside.core.Trouble
import dk.roadside.core.Fix
import dk.roadside.core.HelpWish
import dk.roadside.core.Method
import dk.roadside.core.TermsRefusal
import java.io.File
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What errors say, to people and to whoever prints them. */
class ErrorsTest {
    @TempDir
    lateinit var path: Path

    private val every: List<RoadsideException> =
        listOf(RoadsideException.Locked(), RoadsideException.BadInput(emptyList())) +
            Subject.entries.map(RoadsideException::NotFound) +
            Trouble.entries.map { RoadsideException.Unreachable(it, Instant.parse("2026-07-10T12:00:00Z")) } +
            Refusal.entries.map(RoadsideException::NotNow) +
            listOf(TermsRefusal.NotNewer(7u), TermsRefusal.UntrustedKey(0x1FuL)).map(RoadsideException::TermsRefused) +
            listOf(
                StorageFault.SetAside, StorageFault.Tampered("cards"), StorageFault.TooNew, StorageFault.Unwritable,
                StorageFault.Closed, StorageFault.Failed, StorageFault.NoKey,
            ).map(RoadsideException::Storage)

    @Test
    fun `every error says in every language what is wrong and what to do`() {
        for (error in every) {
            for (language in Language.entries) {
                val said = error.said(language)
                for (text in listOf(said.title, said.remedy)) {
                    assertTrue(text.isNotBlank(), "${said.name} in $language")
                    assertFalse("error." in text || "%{" in text, "${said.name} in $language: $text")
                }
            }
        }
        assertEquals(every.size, every.map { it.said(Language.EN).name + it.message }.distinct().size)
    }

    @Test
    fun `errors of different languages are different sentences`() {
        for (error in every) {
            val titles = Language.entries.map { error.said(it).title }
            assertEquals(titles.size, titles.distinct().size, titles.toString())
        }
    }

    /** Everything personal handed in where it does not belong, and whatever comes of it, printed. */
    @Test
    fun `no error repeats what was handed in`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val handbook = Handbook.load(Language.EN)
            val calls: MutableList<suspend (String) -> Any?> = mutableListOf(
                { roadside.addCard(it.toByteArray()) },
                { roadside.addCard(JSONObject().put(it, it).toString().toByteArray()) },
                { roadside.importCard(it) },
                { roadside.card(it) },
                { roadside.chooseCard(it) },
                { roadside.removeCard(it) },
                { roadside.exportCard(it) },
                { roadside.check(mapOf(it to it)) },
                { roadside.check(mapOf("event.kind" to it)) },
                { roadside.check(mapOf("place.country" to it)) },
                { roadside.check(mapOf("event.occurred_at" to it)) },
                { roadside.check(card = it) },
                { roadside.explain(it) },
                { roadside.notice(country = it) },
                { roadside.trip(dk.roadside.core.Journey(countries = it, from = it, to = it, tow = it)) },
                { roadside.planHelp(HelpWish(card = it)) },
                { roadside.callHelp(HelpWish(told = mapOf("vehicle.kind" to it).facts())) },
                { roadside.updateCase(it, BREAKDOWN) },
                { roadside.cancelCase(it) },
                { roadside.case(it) },
                { roadside.refresh(Intake("http://127.0.0.1:9"), it) },
                { handbook.readPosition(it) },
                { handbook.emergency(it) },
                { Intake(it) },
                { Intake("https://example.org/?$it") },
                { Intake("http://127.0.0.1:9", extraRoots = it.toByteArray()) },
            )
            for (card in listOf("service_card_no", "policy_no", "insurer", "product", "alarm_phone", "in_force_from")) {
                calls += { roadside.addCard(sampleCard().put(card, "$it\u0000").toString().toByteArray()) }
            }
            for (field in listOf("vin", "registration", "registered_in", "make", "kind", "model_year", "casco")) {
                calls += { value ->
                    val card = sampleCard().apply { getJSONObject("vehicle").put(field, "$value\u0000") }
                    roadside.addCard(card.toString().toByteArray())
                }
            }
            for ((at, call) in calls.withIndex()) {
                for (needle in NEEDLES) {
                    val error = failure<RoadsideException> { call(needle) }
                    val said = error.everythingSaid()
                    assertFalse(NEEDLES.any { it in said }, "call $at: $said")
                }
            }
            val fix = Fix(95.8150, 15.9819, 20.0, Instant.now(), Method.GNSS)
            val said = failure<RoadsideException.BadInput> { roadside.check(fix = fix) }.everythingSaid()
            assertFalse("95.8" in said || "15.98" in said, said)
        }
    }

    @Test
    fun `our own classes print nothing of what they hold`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val printed = listOf(roadside, roadside.dialogue(mapOf("event.kind" to "breakdown")), Handbook.load(Language.EN))
                .joinToString { it.toString() } + Roadside.open(File(path.toFile(), "other"), FixedKey(), Language.EN)
            for (needle in NEEDLES + "breakdown" + path.toString()) assertFalse(needle in printed, printed)
        }
    }
}
