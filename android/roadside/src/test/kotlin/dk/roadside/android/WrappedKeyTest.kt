package dk.roadside.android

import dk.roadside.core.KeyStoreException
import java.io.File
import java.nio.file.Path
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec
import kotlin.concurrent.thread
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

/** The key on a phone, with a key store in Android Keystore's place that keeps its keys in memory. */
class WrappedKeyTest {
    @TempDir
    lateinit var folder: Path

    private val file get() = File(folder.toFile(), "key")
    private val database get() = File(folder.toFile(), "roadside.db")

    private fun key() = WrappedKey(file, database, AndroidKeystore("test"))

    @BeforeEach
    fun `a phone with a key store`() {
        FakeKeystore.reset()
        Security.addProvider(FakeKeystore)
    }

    @AfterEach
    fun `no phone`() = Security.removeProvider(FakeKeystore.name)

    @Test
    fun `a key is made once and is the same ever after`() {
        val first = key().databaseKey()
        assertEquals(32, first.size)
        assertFalse(first.contentEquals(ByteArray(32)))
        database.createNewFile()
        assertArrayEquals(first, key().databaseKey())
        assertEquals(listOf("key", "roadside.db"), folder.toFile().list()?.sorted(), "no drafts are left")
    }

    @Test
    fun `the key in the file is not the key`() {
        val key = key().databaseKey().toHex()
        assertFalse(file.readBytes().toHex().contains(key))
    }

    @Test
    fun `many who ask first get one key`() {
        val keys = Collections.synchronizedList(mutableListOf<String>())
        List(8) { thread { keys += key().databaseKey().toHex() } }.forEach(Thread::join)
        assertEquals(8, keys.size)
        assertEquals(1, keys.distinct().size)
    }

    @Test
    fun `a lost key is not replaced while there is a database`() {
        key().databaseKey()
        database.createNewFile()
        assertTrue(file.delete())
        assertThrows<KeyStoreException.Missing> { key().databaseKey() }
        assertFalse(file.exists())
    }

    @Test
    fun `a phone whose key store was emptied says that the key is gone`() {
        key().databaseKey()
        val kept = file.readBytes()
        FakeKeystore.reset()
        assertThrows<KeyStoreException.Missing> { key().databaseKey() }
        assertArrayEquals(kept, file.readBytes())
    }

    @Test
    fun `a key from another phone, or a damaged one, is no key`() {
        key().databaseKey()
        val kept = file.readBytes()
        for (at in kept.indices) {
            file.writeBytes(kept.copyOf().also { it[at] = (it[at].toInt() xor 1).toByte() })
            assertThrows<KeyStoreException.Malformed>("byte $at") { key().databaseKey() }
        }
        for (length in listOf(0, 1, kept.size - 1, kept.size + 1, 100_000)) {
            file.writeBytes(kept.copyOf(length))
            assertThrows<KeyStoreException.Malformed>("$length bytes") { key().databaseKey() }
        }
        file.writeBytes(kept)
        FakeKeystore.reset()
        AndroidKeystore("test").make()
        assertThrows<KeyStoreException.Malformed> { key().databaseKey() }
        assertArrayEquals(kept, file.readBytes())
    }

    @Test
    fun `a key store that fails once is asked again, one that keeps failing is unavailable`() {
        val first = key().databaseKey()
        FakeKeystore.failures = 1
        assertArrayEquals(first, key().databaseKey())
        FakeKeystore.failures = 10
        assertThrows<KeyStoreException.Unavailable> { key().databaseKey() }
        FakeKeystore.failures = 0
        assertArrayEquals(first, key().databaseKey())
    }

    @Test
    fun `a destroyed key is gone with every copy, and destroying it again does nothing`() {
        val key = key()
        key.destroyKey()
        val first = key.databaseKey()
        val copy = file.readBytes()
        File(folder.toFile(), "key.new").writeBytes(copy)
        database.createNewFile()
        key.destroyKey()
        key.destroyKey()
        assertEquals(listOf("roadside.db"), folder.toFile().list()?.toList())
        assertTrue(FakeKeystore.kept.isEmpty())
        assertThrows<KeyStoreException.Missing>("no new key for an old database") { key.databaseKey() }
        file.writeBytes(copy)
        assertThrows<KeyStoreException.Missing>("a copy of the file opens nothing") { key.databaseKey() }
        key.destroyKey()
        assertTrue(database.delete())
        assertFalse(first.contentEquals(key.databaseKey()), "a new beginning has a new key")
    }

    @Test
    fun `a key that could not be destroyed says so, and stays whole`() {
        val first = key().databaseKey()
        FakeKeystore.failures = 10
        assertThrows<KeyStoreException.Unavailable> { key().destroyKey() }
        FakeKeystore.failures = 0
        assertArrayEquals(first, key().databaseKey())
        FakeKeystore.failures = 1
        key().destroyKey()
        assertTrue(FakeKeystore.kept.isEmpty() && !file.exists())
    }

    @Test
    fun `a folder that cannot be written is unavailable, and nothing is made`() {
        val inTheWay = File(folder.toFile(), "no-folder").apply { writeText("") }
        val key = WrappedKey(File(inTheWay, "key"), database, AndroidKeystore("test"))
        assertThrows<KeyStoreException.Unavailable> { key.databaseKey() }
    }

    @Test
    fun `the wrapping key is a 256 bit AES key for GCM alone, and asks for nobody's finger`() {
        key().databaseKey()
        val about = FakeKeystore.asked.single()
        assertEquals("test", about.keystoreAlias)
        assertEquals(256, about.keySize)
        assertEquals(listOf("GCM"), about.blockModes.toList())
        assertEquals(listOf("NoPadding"), about.encryptionPaddings.toList())
        assertTrue(about.isRandomizedEncryptionRequired)
        assertFalse(about.isUserAuthenticationRequired)
        assertFalse(about.isUnlockedDeviceRequired)
    }
}

private fun ByteArray.toHex() = joinToString("") { "%02x".format(it) }

/** What `AndroidKeyStore` is to a program: a provider with a key store and a key generator. */
internal object FakeKeystore : Provider("AndroidKeyStore", "1", "keys in memory") {
    private fun readResolve(): Any = FakeKeystore

    val kept = ConcurrentHashMap<String, SecretKey>()
    val asked: MutableList<android.security.keystore.KeyGenParameterSpec> = Collections.synchronizedList(mutableListOf())

    @Volatile
    var failures = 0

    init {
        put("KeyStore.AndroidKeyStore", Keys::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
    }

    fun reset() {
        kept.clear()
        asked.clear()
        failures = 0
    }

    class Generator : KeyGeneratorSpi() {
        private lateinit var about: android.security.keystore.KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = error("without a name")
        override fun engineInit(size: Int, random: SecureRandom?) = error("without a name")
        override fun engineInit(about: AlgorithmParameterSpec, random: SecureRandom?) {
            this.about = about as android.security.keystore.KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            asked += about
            return SecretKeySpec(ByteArray(32).also(SecureRandom()::nextBytes), "AES").also { kept[about.keystoreAlias] = it }
        }
    }

    class Keys : KeyStoreSpi() {
        override fun engineLoad(stream: java.io.InputStream?, password: CharArray?) = Unit
        override fun engineGetKey(alias: String, password: CharArray?): java.security.Key? {
            answers()
            return kept[alias]
        }

        private fun answers() {
            if (failures > 0) {
                failures -= 1
                throw java.security.ProviderException("keystore daemon restarted")
            }
        }

        override fun engineContainsAlias(alias: String) = kept.containsKey(alias)
        override fun engineSize() = kept.size
        override fun engineAliases() = Collections.enumeration(kept.keys.toList())
        override fun engineIsKeyEntry(alias: String) = kept.containsKey(alias)
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineDeleteEntry(alias: String) {
            answers()
            kept.remove(alias)
        }

        override fun engineGetCreationDate(alias: String) = Date(0)
        override fun engineGetCertificate(alias: String) = null
        override fun engineGetCertificateChain(alias: String) = null
        override fun engineGetCertificateAlias(certificate: java.security.cert.Certificate?) = null
        override fun engineSetKeyEntry(a: String, k: java.security.Key, p: CharArray?, c: Array<java.security.cert.Certificate>?) = error("not asked for")
        override fun engineSetKeyEntry(a: String, k: ByteArray, c: Array<java.security.cert.Certificate>?) = error("not asked for")
        override fun engineSetCertificateEntry(a: String, c: java.security.cert.Certificate) = error("not asked for")
        override fun engineStore(stream: java.io.OutputStream?, password: CharArray?) = error("not asked for")
    }
}
