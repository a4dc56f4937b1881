package dk.roadside

import dk.roadside.core.BankEntry
import dk.roadside.core.ClaimEntry
import dk.roadside.core.ClaimStart
import dk.roadside.core.ExpenseEntry
import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import dk.roadside.core.Fix
import dk.roadside.core.HelpWish
import dk.roadside.core.Method
import dk.roadside.core.ReceiptEntry
import dk.roadside.core.ShareKind
import dk.roadside.core.TypedRequest
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

    private val every = everyError()

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
        assertEquals(every.size, every.map { it.said(Language.EN).name }.distinct().size)
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
            val claim = roadside.claims.start().id
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
                { roadside.claims.start(ClaimStart(case = it)) },
                { roadside.claims.get(it) },
                { roadside.claims.tell(claim, ClaimEntry(kind = it)) },
                { roadside.claims.tell(claim, ClaimEntry(position = it, occurredAt = it, cameHomeOn = it, facts = listOf(it, "$it=$it"))) },
                { roadside.claims.addExpense(claim, ExpenseEntry(category = it, amount = it, currency = it, incurredOn = it)) },
                { roadside.claims.addReceipt(claim, path.resolve(it).toFile(), ReceiptEntry.Other) },
                { roadside.claims.payTo(claim, BankEntry(holder = it, iban = it, bic = it)) },
                { roadside.claims.payTo(claim, BankEntry(registration = it, account = it)) },
                { roadside.claims.saveReceipt(claim, 1, path.resolve(it).toFile()) },
                { roadside.claims.bundle(claim, path.resolve("$it/$it").toFile()) },
                { roadside.claims.remove(it) },
                { roadside.privacy.consentSms(it) },
                { roadside.privacy.share(ShareKind.POSITION, case = it) },
                { roadside.privacy.export(path.resolve("$it/$it").toFile().also { file -> file.mkdirs(); file.resolve(it).writeText(it) }) },
                { roadside.rights.guide(TypedRequest(right = it)) },
                { roadside.rights.draft(TypedRequest(right = "access", forWhom = it, phone = it, name = "$it\u0000")) },
                { roadside.rights.get(it) },
                { roadside.preparation.rehearse(it) },
                { roadside.preparation.paper(it) },
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
    fun `an error prints its kind and its reason for whoever reads the log`() {
        val printed = every.map { it.toString() }
        assertEquals(printed.size, printed.distinct().size)
        assertFalse(printed.any { '@' in it }, printed.toString())
        val closed = RoadsideException.Storage(dk.roadside.core.StorageFault.Closed)
        assertEquals("fault=Closed", closed.message)
        assertEquals("dk.roadside.core.RoadsideException\$Storage: fault=Closed", closed.toString())
    }

    /** Records end in logs and crash reports; every answer the phone gets is printed here. */
    @Test
    fun `no record prints anything of a person, a place or a case`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val handbook = Handbook.load(Language.EN)
            val told = mapOf("event.kind" to "breakdown", "place.country" to "HR", "event.occurred_at" to "2026-07-10T12:20:00Z")
            val fix = Fix(45.815012, 15.981919, 20.0, Instant.now(), Method.GNSS)
            val wish = HelpWish(told = told.facts(), fix = fix, passengers = 3u)
            val plan = roadside.callHelp(wish)
            val journey = dk.roadside.core.Journey(countries = "DE,HR")
            val records: List<Any?> = listOf(
                roadside.card(), roadside.cards(), roadside.cases(), roadside.case(plan.case.id), roadside.check(told, fix),
                roadside.explain("towing", told, fix), roadside.checkAll(told, fix), roadside.notice(fix = fix), roadside.trip(journey),
                handbook.sayPosition(fix), plan, wish, fix, journey, told.facts(),
                plan.case, plan.sms, plan.voice, plan.voice.operator, plan.haveReady, plan.first, plan.then, plan.steps.size,
                roadside.card().lines, roadside.notice("HR").notices, roadside.case(plan.case.id).history,
                roadside.case(plan.case.id).preCheck ?: "", roadside.trip(journey).haveReady, handbook.sayPosition(fix).forms,
                dk.roadside.core.Captured.Found(fix),
            )
            val never = NEEDLES + listOf(plan.case.code, plan.case.id, "45.8", "15.98", "2026-07-10", "breakdown", "70105052", "70 10 50 52")
            for (record in records) {
                val printed = record.toString()
                assertFalse(never.any { it in printed }, printed)
            }
        }
    }

    @Test
    fun `our own classes print nothing of what they hold`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val printed = listOf(roadside, roadside.claims, roadside.privacy, roadside.rights, roadside.preparation, roadside.dialogue(mapOf("event.kind" to "breakdown")), Handbook.load(Language.EN))
                .joinToString { it.toString() } + Roadside.open(File(path.toFile(), "other"), FixedKey(), Language.EN)
            for (needle in NEEDLES + "breakdown" + path.toString()) assertFalse(needle in printed, printed)
        }
    }
}
