package dk.roadside.android

import dk.roadside.core.KeyStore
import dk.roadside.core.KeyStoreException
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
import java.security.GeneralSecurityException
import java.security.ProviderException
import java.security.SecureRandom
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** Where the key that wraps the database's key lives: Android Keystore on a phone. */
interface WrappingKeys {
    /**
     * The wrapping key, or null when there is none.
     *
     * @throws GeneralSecurityException when the key store does not answer.
     */
    fun existing(): SecretKey?

    /**
     * Makes the wrapping key.
     *
     * @throws GeneralSecurityException when the key store makes none.
     */
    fun make(): SecretKey

    /**
     * Destroys the wrapping key for good; does nothing when there is none.
     *
     * @throws GeneralSecurityException when it may still be there.
     */
    fun destroy()
}

/**
 * The database's 256-bit key in a file, encrypted with AES-GCM under a key that never leaves the
 * phone's secure hardware. What is in the file helps nobody without that phone.
 *
 * A key is made once, when there is neither a key nor a database, and never replaced: a lost key
 * is reported, and whatever is sealed under it stays where it is. Only who erases everything
 * destroys it.
 *
 * @param file where the wrapped key is kept; must be excluded from backups.
 * @param database the database whose key it is; while it exists no new key is made.
 * @param keys where the wrapping key lives.
 */
class WrappedKey(
    private val file: File,
    private val database: File,
    private val keys: WrappingKeys,
) : KeyStore {
    /**
     * The database's key, 32 bytes; made the first time.
     *
     * @throws KeyStoreException.Missing when there is a database and its key or the wrapping key is gone.
     * @throws KeyStoreException.Malformed when what is kept was not written by this phone, or is damaged.
     * @throws KeyStoreException.Unavailable when storage or key store do not answer now; trying again may help.
     */
    override fun databaseKey(): ByteArray = alone { read() ?: made() }

    /**
     * Destroys the wrapping key and every file of the wrapped one. With the wrapping key gone, no
     * copy of the file, on this phone or elsewhere, opens anything.
     *
     * @throws KeyStoreException.Unavailable when something of it may still be there; trying again finishes it.
     */
    override fun destroyKey(): Unit = alone {
        keys.destroy()
        Files.deleteIfExists(draft.toPath())
        if (Files.deleteIfExists(file.toPath())) settle(folder())
    }

    /** [act] while nobody else in this process is at the key. */
    private fun <T> alone(act: () -> T): T = synchronized(oneAtATime) {
        try {
            act()
        } catch (_: IOException) {
            throw KeyStoreException.Unavailable()
        } catch (_: AEADBadTagException) {
            throw KeyStoreException.Malformed()
        } catch (_: GeneralSecurityException) {
            throw KeyStoreException.Unavailable()
        } catch (_: ProviderException) {
            // What Android Keystore throws, unchecked, while its service restarts.
            throw KeyStoreException.Unavailable()
        }
    }

    private fun read(): ByteArray? {
        if (!file.exists()) return null
        val wrapped = file.inputStream().use { it.readNBytesAtMost(WRAPPED_BYTES + 1) }
        if (wrapped.size != WRAPPED_BYTES || wrapped.first() != VERSION) throw KeyStoreException.Malformed()
        val wrapping = keys.existing() ?: throw KeyStoreException.Missing()
        val cipher = Cipher.getInstance(TRANSFORMATION)
        cipher.init(Cipher.DECRYPT_MODE, wrapping, GCMParameterSpec(TAG_BITS, wrapped, 1, NONCE_BYTES))
        cipher.updateAAD(PURPOSE)
        return cipher.doFinal(wrapped, 1 + NONCE_BYTES, wrapped.size - 1 - NONCE_BYTES)
    }

    private fun made(): ByteArray {
        if (database.exists()) throw KeyStoreException.Missing()
        val folder = folder()
        Files.createDirectories(folder.toPath())
        val key = ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes)
        val cipher = Cipher.getInstance(TRANSFORMATION)
        // The nonce is the key store's own: Android Keystore refuses one from outside.
        cipher.init(Cipher.ENCRYPT_MODE, keys.existing() ?: keys.make())
        cipher.updateAAD(PURPOSE)
        val wrapped = byteArrayOf(VERSION) + cipher.iv + cipher.doFinal(key)
        if (wrapped.size != WRAPPED_BYTES) throw KeyStoreException.Unavailable()
        write(folder, wrapped)
        // What is handed out is what can be read again, or nothing is sealed with it.
        return read()?.takeIf(key::contentEquals) ?: throw KeyStoreException.Unavailable()
    }

    /** Whole under another name first, so that no half a key is ever found. */
    private fun write(folder: File, wrapped: ByteArray) {
        FileOutputStream(draft).use {
            it.write(wrapped)
            it.fd.sync()
        }
        Files.move(draft.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE)
        settle(folder)
    }

    private val draft get() = File(file.path + ".new")

    private fun folder(): File = file.absoluteFile.parentFile ?: throw KeyStoreException.Unavailable()

    /** The folder's names to the disk, so that what was done holds after a power cut. */
    private fun settle(folder: File) {
        try {
            FileChannel.open(folder.toPath(), StandardOpenOption.READ).use { it.force(true) }
        } catch (_: IOException) {
            // Some file systems do not open folders; the name is then as durable as they make it.
        }
    }

    override fun toString() = "WrappedKey"

    private companion object {
        const val TRANSFORMATION = "AES/GCM/NoPadding"
        const val KEY_BYTES = 32
        const val NONCE_BYTES = 12
        const val TAG_BITS = 128
        const val WRAPPED_BYTES = 1 + NONCE_BYTES + KEY_BYTES + TAG_BITS / 8
        const val VERSION: Byte = 1
        val PURPOSE = "roadside database key 1".toByteArray()

        /** Two openings in one process must not make two keys. */
        val oneAtATime = Any()
    }
}

/** `InputStream.readNBytes` is not on Android before API level 33. */
private fun java.io.InputStream.readNBytesAtMost(most: Int): ByteArray {
    val bytes = ByteArray(most)
    var length = 0
    while (length < most) {
        val read = read(bytes, length, most - length)
        if (read < 0) break
        length += read
    }
    return bytes.copyOf(length)
}
