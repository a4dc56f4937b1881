package dk.roadside

import dk.roadside.core.BankEntry
import dk.roadside.core.ClaimEntry
import dk.roadside.core.ClaimStart
import dk.roadside.core.ExpenseEntry
import dk.roadside.core.Language
import dk.roadside.core.ReceiptEntry
import dk.roadside.core.Refusal
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidClaim
import dk.roadside.core.StrokePoint
import dk.roadside.core.Strokes
import java.io.File
import java.nio.file.Path
import java.time.Instant
import java.util.zip.ZipFile
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** From a case to the alarm centre's confirmation of the claim. */
class ClaimsTest {
    @TempDir
    lateinit var path: Path

    private fun file(name: String) = path.resolve(name).toFile()

    private val voucher by lazy { file("towing.pdf").apply { writeBytes("%PDF-1.7\n".toByteArray() + ByteArray(70_000) { (it * 31).toByte() }) } }

    private suspend fun phone() =
        opened(file("home"), now = NOW).also { it.addCard(sampleCard().toString().toByteArray()) }

    /** A claim with one expense and its voucher, signed. */
    private suspend fun Roadside.signed(): SaidClaim {
        val case = callHelp(BREAKDOWN).case.code
        val begun = claims.start(ClaimStart(case = case))
        assertEquals(case, begun.caseCode)
        claims.tell(begun.id, INCIDENT)
        claims.addExpense(begun.id, TOWING)
        claims.addReceipt(begun.code, voucher, ReceiptEntry.Expense(1u))
        claims.payTo(begun.id, BankEntry(registration = "0040", account = "0440116243"))
        return claims.sign(begun.id, SIGNATURE)
    }

    @Test
    fun `a claim with an expense and its voucher is received by the alarm centre, once`() = runBlocking<Unit> {
        Centre(file("centre").apply { mkdirs() }).use { centre ->
            phone().use { roadside ->
                val claim = roadside.signed()
                assertTrue(claim.valid)
                assertFalse(claim.missing.any { it.required }, claim.missing.map { it.text }.toString())
                assertEquals("queued", roadside.claims.send(claim.id).state)
                val round = roadside.claims.deliver(Intake(centre.url))
                assertEquals(1u to 0u, round.delivered to round.waiting)
                assertEquals(0u, roadside.claims.deliver(Intake(centre.url)).delivered)
                val received = roadside.claims.get(claim.code)
                assertEquals("received", received.state)
                assertEquals(received.revision, received.receivedRevision)
                assertNotNull(received.reference)
                val held = centre.holds("claims").single()
                assertEquals(claim.id, held.getString("id"))
                assertEquals(0, held.getJSONArray("missing").length(), "the voucher is there too")
                assertEquals(claim.code, roadside.claims.all().claims.single().code)
            }
        }
    }

    @Test
    fun `without a connection a claim waits and is sent later`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.signed()
            roadside.claims.send(claim.id)
            val round = roadside.claims.deliver(Intake("http://127.0.0.1:9"))
            assertEquals(0u to 1u, round.delivered to round.waiting)
            assertNotNull(round.trouble)
        }
        Centre(file("centre").apply { mkdirs() }).use { centre ->
            opened(file("home"), now = NOW).use { assertEquals(1u, it.claims.deliver(Intake(centre.url)).delivered) }
            assertEquals(1, centre.holds("claims").size)
        }
    }

    @Test
    fun `the bundle holds the page and the voucher, and overwrites nothing`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.signed()
            val zip = file("claim.zip")
            val bundle = roadside.claims.bundle(claim.id, zip)
            assertEquals(zip.length(), bundle.bytes)
            ZipFile(zip).use { opened ->
                assertEquals(bundle.files.sorted(), opened.entries().asSequence().map { it.name }.toList().sorted())
                val pdf = opened.entries().asSequence().single { it.name.endsWith(".pdf") }
                assertArrayEquals(voucher.readBytes(), opened.getInputStream(pdf).readBytes())
            }
            failure<RoadsideException.BadInput> { roadside.claims.bundle(claim.id, zip) }
            val page = roadside.claims.page(claim.id)
            assertTrue("Mette Kjærgaard" in page && "Motoren gik i stå på bjerget." in page)
        }
    }

    @Test
    fun `a claim that is changed must be signed anew`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.signed()
            val changed = roadside.claims.changeExpense(claim.id, 1, ExpenseEntry(amount = "99,50", currency = "EUR"))
            assertFalse(changed.valid)
            assertEquals(9950L, changed.totals.single().minor)
            val refused = failure<RoadsideException.NotNow> { roadside.claims.send(claim.id) }
            assertEquals(Refusal.CLAIM_UNSIGNED, refused.why)
            assertTrue(roadside.claims.sign(claim.id, SIGNATURE, name = "Søren Kjærgaard").valid)
            failure<RoadsideException.BadInput> { roadside.claims.sign(claim.id, Strokes(300.0, 120.0, emptyList())) }
        }
    }

    @Test
    fun `a voucher is kept sealed and comes out as it went in`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.signed()
            val out = file("out.pdf")
            roadside.claims.saveReceipt(claim.id, 1, out)
            assertArrayEquals(voucher.readBytes(), out.readBytes())
            failure<RoadsideException.BadInput> { roadside.claims.saveReceipt(claim.id, 1, out) }
            val sealed = file("home").walk().filter(File::isFile).map { it.readBytes().decodeToString() }
            assertFalse(sealed.any { "%PDF-1.7" in it }, "nothing at home is in clear")
            val text = file("voucher.txt").apply { writeText("not a voucher") }
            for (none in listOf(text, file("nothing.pdf"), path.toFile())) {
                failure<RoadsideException.BadInput> { roadside.claims.addReceipt(claim.id, none, ReceiptEntry.Other) }
            }
            assertTrue(roadside.claims.removeReceipt(claim.id, 1).receipts.isEmpty())
            for (number in listOf(1, 0, -1, Int.MAX_VALUE)) {
                failure<RoadsideException.NotFound> { roadside.claims.removeReceipt(claim.id, number) }
                failure<RoadsideException.NotFound> { roadside.claims.removeExpense(claim.id, number + if (number == 1) 1 else 0) }
            }
            roadside.claims.removeExpense(claim.id, 1)
            roadside.claims.remove(claim.id)
            failure<RoadsideException.NotFound> { roadside.claims.get(claim.id) }
        }
    }

    @Test
    fun `every fault of an entry is named at once`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.claims.start().id
            val error = failure<RoadsideException.BadInput> {
                roadside.claims.addExpense(claim, ExpenseEntry(category = "gold", amount = "1.2.3", currency = "EUR"))
            }
            assertEquals(listOf("amount", "category", "incurred_on"), error.faults.map { it.at }.sorted())
            assertTrue(roadside.claims.get(claim).expenses.isEmpty())
        }
    }

    @Test
    fun `no record of a claim prints what is in it`() = runBlocking<Unit> {
        phone().use { roadside ->
            val claim = roadside.signed()
            val records: List<Any?> = listOf(
                INCIDENT, TOWING, SIGNATURE, SIGNATURE.strokes, BankEntry(iban = "DK5000400440116243"), ClaimStart(case = claim.code),
                claim, claim.incident, claim.facts, claim.expenses, claim.totals, claim.receipts, claim.bank, claim.signature,
                claim.missing, claim.deadlines, claim.history, roadside.claims.all(), roadside.claims.all().claims,
                roadside.claims.bundle(claim.id, file("print.zip")),
            )
            val never = NEEDLES + listOf(claim.code, claim.id, "Motoren", "Karlovac", "2026-07", "0440116243", "120", "towing", "45.49", path.toString())
            for (record in records) assertFalse(never.any { it in record.toString() }, record.toString())
        }
    }

    private companion object {
        val NOW: Instant = Instant.parse("2026-07-30T09:00:00Z")

        val INCIDENT = ClaimEntry(
            kind = "breakdown",
            description = "Motoren gik i stå på bjerget.\nVi blev slæbt til et værksted.",
            place = "A1 km 214, Karlovac",
            position = "45.4929,15.5553~20",
            occurredAt = "2026-07-10T14:30:00+02:00",
            discoveredAt = "2026-07-10T14:35:00+02:00",
            cameHomeOn = "2026-07-20",
        )

        val TOWING = ExpenseEntry(
            category = "towing", amount = "120.50", currency = "EUR", incurredOn = "2026-07-11", paidOn = "2026-07-12",
        )

        val SIGNATURE = Strokes(
            300.0, 120.0,
            listOf(listOf(StrokePoint(10.0, 60.0), StrokePoint(120.0, 20.0), StrokePoint(200.0, 90.0), StrokePoint(290.0, 40.0))),
        )
    }
}
