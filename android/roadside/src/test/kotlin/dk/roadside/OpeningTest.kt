package dk.roadside

import dk.roadside.core.KeyStore
import dk.roadside.core.KeyStoreException
import dk.roadside.core.Language
import dk.roadside.core.LogSink
import dk.roadside.core.RoadsideException
import dk.roadside.core.StorageFault
import java.io.File
import java.nio.file.Path
import java.util.Collections
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class OpeningTest {
    @TempDir
    lateinit var path: Path

    private val folder get() = File(path.toFile(), "roadside")

    private fun keys(give: () -> ByteArray) = object : KeyStore {
        override fun databaseKey() = give()

        override fun destroyKey() = Unit
    }

    @Test
    fun `opens with its key, again and again, and finds what was kept`() = runBlocking<Unit> {
        val id = opened(folder).use { it.addCard(sampleCard().toString().toByteArray()) }
        val again = assertInstanceOf(Opening.Ready::class.java, Roadside.open(folder, FixedKey(), Language.DA))
        assertNull(again.setAside)
        assertEquals(Language.DA, again.roadside.language)
        again.roadside.use { assertEquals(id, it.card().id) }
    }

    @Test
    fun `a wrong key is locked, and nothing is changed by trying`() = runBlocking<Unit> {
        val id = withCard(folder).use { it.card().id }
        repeat(3) {
            val locked = assertInstanceOf(Opening.Locked::class.java, Roadside.open(folder, FixedKey(8), Language.EN))
            assertEquals("locked", locked.error.said(Language.EN).name)
        }
        opened(folder).use { assertEquals(id, it.card().id) }
    }

    @Test
    fun `a key store that throws, whatever it throws, is a missing key and no crash`() = runBlocking<Unit> {
        val throwing: List<() -> ByteArray> = listOf(
            { throw KeyStoreException.Missing() },
            { throw KeyStoreException.Exposed() },
            { throw KeyStoreException.Malformed() },
            { throw KeyStoreException.Unavailable() },
            { throw IllegalStateException("Mette Kjærgaard's keyguard") },
            { throw NotImplementedError() },
            { throw StackOverflowError() },
            { ByteArray(0) },
            { ByteArray(31) },
            { ByteArray(33) },
        )
        for (give in throwing) {
            val failed = assertInstanceOf(Opening.Failed::class.java, Roadside.open(folder, keys(give), Language.EN))
            assertEquals("no_key", failed.error.said(Language.EN).name)
            assertTrue("Mette" !in failed.error.everythingSaid())
        }
        assertInstanceOf(Opening.Ready::class.java, Roadside.open(folder, FixedKey(), Language.EN)).roadside.close()
    }

    @Test
    fun `a folder that cannot be is a failure of the storage`() = runBlocking<Unit> {
        val file = path.resolve("a-file").toFile().apply { writeText("") }
        for (nowhere in listOf(file, File(file, "below"), File("/proc/roadside"))) {
            val failed = assertInstanceOf(Opening.Failed::class.java, Roadside.open(nowhere, FixedKey(), Language.EN))
            assertInstanceOf(RoadsideException.Storage::class.java, failed.error)
        }
    }

    @Test
    fun `a damaged database is set aside, whole, and that is told`() = runBlocking<Unit> {
        withCard(folder).close()
        val database = File(folder, "roadside.db")
        val damaged = ByteArray(database.length().toInt()) { 0x5A }
        database.writeBytes(damaged)
        val ready = assertInstanceOf(Opening.Ready::class.java, Roadside.open(folder, FixedKey(), Language.EN))
        assertTrue(ready.setAside!!.readBytes().contentEquals(damaged))
        ready.roadside.use { assertTrue(it.cards().cards.isEmpty()) }
    }

    @Test
    fun `after closing every call answers closed, and closing twice is no harm`() = runBlocking<Unit> {
        val roadside = withCard(folder)
        roadside.close()
        roadside.close()
        val calls: List<suspend () -> Unit> = listOf(
            { roadside.card() }, { roadside.cards() }, { roadside.addCard("{}".toByteArray()) }, { roadside.check() },
            { roadside.notice("HR") }, { roadside.callHelp(BREAKDOWN) }, { roadside.cases() }, { roadside.resume() },
            { roadside.deliver(Intake("http://127.0.0.1:9")) }, { roadside.outbox.first() }, { roadside.caseStatus("x").first() },
        )
        for (call in calls) {
            val closed = failure<RoadsideException.Storage> { call() }
            assertEquals(StorageFault.Closed, closed.fault)
        }
        roadside.pause()
    }

    @Test
    fun `pausing closes the file and resuming opens it`() = runBlocking<Unit> {
        withCard(folder).use { roadside ->
            roadside.pause()
            roadside.pause()
            assertEquals(StorageFault.Closed, failure<RoadsideException.Storage> { roadside.card() }.fault)
            roadside.resume()
            roadside.resume()
            assertEquals(1, roadside.cards().cards.size)
            roadside.attendance.during { roadside.card() }
            assertEquals(StorageFault.Closed, failure<RoadsideException.Storage> { roadside.card() }.fault)
        }
    }

    @Test
    fun `the log hears what was done and about nobody, and may throw`() = runBlocking<Unit> {
        val lines = Collections.synchronizedList(mutableListOf<String>())
        val log = object : LogSink {
            override fun line(text: String) {
                lines += text
                throw NotImplementedError()
            }
        }
        (Roadside.open(folder, FixedKey(), Language.EN, log) as Opening.Ready).roadside.use {
            it.addCard(sampleCard().toString().toByteArray())
            it.card()
            failure<RoadsideException.NotFound> { it.card("Mette Kjærgaard") }
            it.callHelp(BREAKDOWN)
        }
        assertEquals(listOf("open: done", "add_card: done", "card: done", "card: no_card", "call_help: done"), lines.toList())
    }
}
