package dk.roadside.android

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import dk.roadside.core.KeyStore
import java.io.File
import java.security.GeneralSecurityException
import java.security.KeyStoreException
import java.security.ProviderException
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * The folder for everything Roadside keeps: private to the app and in no backup. A database
 * restored on another phone without its key could not be opened there.
 */
fun roadsideFolder(context: Context): File = File(context.noBackupFilesDir, "roadside")

/**
 * The key of the database in [folder], wrapped under a key in Android Keystore.
 *
 * It asks for no fingerprint and works while the screen is locked: the person may be hurt, and
 * the outbox is delivered in the background.
 */
fun keystoreKey(context: Context, folder: File = roadsideFolder(context)): KeyStore =
    WrappedKey(File(folder, "key"), File(folder, "roadside.db"), AndroidKeystore())

/**
 * One AES-256 key in Android Keystore, made for wrapping and never exported.
 *
 * @param alias its name there; one per database.
 */
class AndroidKeystore(private val alias: String = "dk.roadside.database") : WrappingKeys {
    override fun existing(): SecretKey? = twice {
        store().getKey(alias, null) as SecretKey?
    }

    override fun make(): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val about = KeyGenParameterSpec.Builder(alias, purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER)
        generator.init(about)
        return generator.generateKey()
    }

    override fun destroy(): Unit = twice {
        val store = store()
        // Older phones refuse to delete what is not there.
        if (store.containsAlias(alias)) store.deleteEntry(alias)
        if (store.containsAlias(alias)) throw KeyStoreException()
    }

    private fun store() = java.security.KeyStore.getInstance(PROVIDER).apply { load(null) }

    /** The Keystore daemon drops a first call now and then; the second one decides. */
    private fun <T> twice(ask: () -> T): T = try {
        ask()
    } catch (_: GeneralSecurityException) {
        ask()
    } catch (_: ProviderException) {
        ask()
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
    }
}
