package dk.roadside

import dk.roadside.android.AndroidKeystore
import dk.roadside.android.FakeKeystore
import dk.roadside.android.WrappedKey
import dk.roadside.core.ConsentState
import dk.roadside.core.KeyStore
import dk.roadside.core.Language
import dk.roadside.core.Purpose
import dk.roadside.core.ReceiptEntry
import dk.roadside.core.RoadsideException
import dk.roadside.core.ShareKind
import dk.roadside.core.StorageFault
import java.io.File
import java.nio.file.Path
import java.security.Security
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What goes out only when allowed, and what is left when everything is to go. */
class PrivacyTest {
    @TempDir
    lateinit var path: Path

    private val home get() = File(path.toFile(), "home")

    /** The key as on a phone, in the folder it opens. */
    private fun wrapped() = WrappedKey(File(home, "key"), File(home, "roadside.db"), AndroidKeystore("test"))

    @BeforeEach
    fun `a phone with a key store`() {
        FakeKeystore.reset()
        Security.addProvider(FakeKeystore)
    }

    @AfterEach
    fun `no phone`() = Security.removeProvider(FakeKeystore.name)

    private val ill = BREAKDOWN.copy(told = BREAKDOWN.told + mapOf("illness.person" to "driver").facts(), withHealth = true)

    private suspend fun Roadside.consent(purpose: Purpose) = privacy.consents().consents.single { it.purpose == purpose }

    @Test
    fun `what is told of health goes out with a consent, and stays here without`() = runBlocking<Unit> {
        withCard(home).use { roadside ->
            val needed = failure<RoadsideException.ConsentNeeded> { roadside.callHelp(ill) }
            assertEquals(Purpose.HEALTH, needed.purpose)
            assertTrue(roadside.cases().cases.isEmpty(), "nothing was kept")
            val asked = roadside.consent(Purpose.HEALTH)
            assertEquals(ConsentState.OFF, asked.state)
            assertTrue(asked.text.isNotBlank())
            failure<RoadsideException.BadInput> { roadside.privacy.giveConsent(Purpose.HEALTH, asked.textVersion + 1u) }
            val given = roadside.privacy.giveConsent(Purpose.HEALTH, asked.textVersion)
            assertEquals(ConsentState.VALID, given.consent.state)
            assertNotNull(given.consent.until)
            Centre(File(path.toFile(), "centre").apply { mkdirs() }).use { centre ->
                val shown = roadside.privacy.preview(ill, Intake(centre.url))
                assertTrue(shown.withheld.isEmpty())
                roadside.callHelp(ill)
                assertEquals(1u, roadside.deliver(Intake(centre.url)).delivered)
                assertTrue("illness.person" in centre.holds().single().toString())
            }
            assertEquals("case", roadside.privacy.receipts().receipts.single().kind)
            assertEquals(ConsentState.WITHDRAWN, roadside.privacy.withdrawConsent(Purpose.HEALTH).consent.state)
            assertEquals(1u, roadside.outbox.first().waiting, "the alarm centre is told so")
            failure<RoadsideException.ConsentNeeded> { roadside.callHelp(ill) }
            failure<RoadsideException.ConsentNeeded> { roadside.privacy.preview(ill) }
            assertTrue(roadside.privacy.preview(ill.copy(withHealth = false)).withheld.isNotEmpty())
        }
    }

    @Test
    fun `a text for the helper needs the consent to that`() = runBlocking<Unit> {
        withCard(home).use { roadside ->
            val code = roadside.callHelp(BREAKDOWN).case.code
            val needed = failure<RoadsideException.ConsentNeeded> { roadside.privacy.share(ShareKind.POSITION) }
            assertEquals(Purpose.POSITION_TO_HELPER, needed.purpose)
            roadside.privacy.giveConsent(Purpose.POSITION_TO_HELPER, roadside.consent(Purpose.POSITION_TO_HELPER).textVersion)
            val shared = roadside.privacy.share(ShareKind.POSITION)
            assertTrue(code in shared.text)
            assertEquals("Shared", shared.toString())
            val sms = roadside.privacy.consentSms(code, Language.DA)
            assertTrue(sms.uri.startsWith("sms:") && "Mette Kjærgaard" in sms.body)
            assertTrue("<html" in roadside.privacy.consentDeclaration(listOf(Purpose.HEALTH)))
            failure<RoadsideException.BadInput> { roadside.privacy.consentDeclaration(emptyList()) }
        }
    }

    @Test
    fun `everything is taken along in clear, and then nothing is left`() = runBlocking<Unit> {
        val roadside = opened(home, wrapped())
        roadside.addCard(sampleCard().toString().toByteArray())
        val code = roadside.callHelp(BREAKDOWN).case.code
        val claim = roadside.claims.start().id
        val voucher = File(path.toFile(), "voucher.pdf").apply { writeText("%PDF-1.7\nthe voucher") }
        roadside.claims.addReceipt(claim, voucher, ReceiptEntry.Other)

        val folder = File(path.toFile(), "taken")
        val exported = roadside.privacy.export(folder)
        assertEquals(exported.files.sorted(), folder.walk().filter(File::isFile).map { it.relativeTo(folder).path }.toList().sorted())
        assertEquals(0u, exported.unreadable)
        val document = folder.walk().single { it.extension == "json" }.readText()
        assertEquals("roadside-export", JSONObject(document).getString("format"))
        assertTrue("Mette Kjærgaard" in document && code in document)
        assertFalse("tok-9f3c2e7a51" in document, "the token is no data of a person")
        assertTrue(folder.walk().any { it.isFile && it.readText() == voucher.readText() })
        failure<RoadsideException.BadInput> { roadside.privacy.export(folder) }
        val held = roadside.privacy.holdings().associate { it.kind to it.count }
        assertEquals(listOf(1u, 1u, 1u), listOf("cards", "cases", "claims").map(held::get))

        assertTrue(Privacy.files(home).isNotEmpty())
        roadside.privacy.erase()
        assertFalse(home.exists(), "not even the folder")
        assertTrue(Privacy.files(home).isEmpty())
        assertTrue(FakeKeystore.kept.isEmpty())
        val calls: List<suspend () -> Unit> = listOf(
            { roadside.cards() }, { roadside.claims.all() }, { roadside.privacy.consents() }, { roadside.resume() },
            { roadside.caseStatus(code).first() }, { roadside.privacy.erase() },
        )
        for (call in calls) assertEquals(StorageFault.Closed, failure<RoadsideException.Storage> { call() }.fault)
        roadside.close()
        assertFalse(home.exists())
        opened(home, wrapped()).use { assertTrue(it.cards().cards.isEmpty()) }
    }

    @Test
    fun `while the key cannot be destroyed nothing is erased`() = runBlocking<Unit> {
        val stubborn = object : KeyStore {
            override fun databaseKey() = FixedKey().databaseKey()

            override fun destroyKey(): Unit = throw NotImplementedError("Mette Kjærgaard's keyguard")
        }
        opened(home, stubborn).use { roadside ->
            roadside.addCard(sampleCard().toString().toByteArray())
            val failed = failure<RoadsideException.Storage> { roadside.privacy.erase() }
            assertFalse("Mette" in failed.everythingSaid())
            roadside.resume()
            assertEquals(1, roadside.cards().cards.size)
        }
        val key = FixedKey()
        Privacy.eraseHome(home, key)
        assertTrue(key.destroyed)
        assertFalse(home.exists())
        Privacy.eraseHome(home, key)
    }

    @Test
    fun `a folder that cannot be opened is erased all the same`() = runBlocking<Unit> {
        withCard(home).close()
        File(home, "mine.txt").writeText("not Roadside’s")
        assertTrue(Roadside.open(home, FixedKey(8), Language.EN) is Opening.Locked)
        Privacy.eraseHome(home, FixedKey(8))
        assertEquals(listOf("mine.txt"), home.list()?.toList(), "what is not ours is not touched")
    }

    @Test
    fun `how long what is kept is said in every language, and nothing is due today`() = runBlocking<Unit> {
        val said = Language.entries.map { language -> Privacy.rules(language).map { it.text } }
        assertEquals(1, said.map { it.size }.distinct().size)
        assertEquals(said.size, said.distinct().size)
        withCard(home).use { roadside ->
            assertTrue(roadside.privacy.purge().isEmpty())
            assertTrue(roadside.privacy.purgedAtOpening().isEmpty())
            assertNotEquals(emptyList<Any>(), roadside.privacy.holdings())
        }
    }

    @Test
    fun `no record of privacy prints whom it is about`() = runBlocking<Unit> {
        withCard(home).use { roadside ->
            val code = roadside.callHelp(BREAKDOWN).case.code
            roadside.privacy.giveConsent(Purpose.HEALTH, roadside.consent(Purpose.HEALTH).textVersion)
            val records: List<Any?> = listOf(
                ill, roadside.privacy.preview(ill), roadside.privacy.preview(ill).fields, roadside.privacy.consents(),
                roadside.consent(Purpose.HEALTH).history, roadside.privacy.consentSms(code), roadside.privacy.receipts(),
                roadside.privacy.export(File(path.toFile(), "taken")), Privacy.files(home),
            )
            for (record in records) {
                assertFalse((NEEDLES + code + "illness" + "roadside.db").any { it in record.toString() }, record.toString())
            }
        }
    }
}
