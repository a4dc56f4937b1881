package dk.roadside

import dk.roadside.core.Fix
import dk.roadside.core.KeyStore
import dk.roadside.core.KeyStoreException
import dk.roadside.core.LocationSource
import dk.roadside.core.LocationSourceException
import dk.roadside.core.LogSink
import dk.roadside.core.LogSinkException
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

// The generated code turns an Exception of ours into an error of the core's, but lets an Error
// (`TODO()`, an assertion, out of memory) pass into native code, where nobody catches it. These
// turn whatever is thrown into the error of the trait.

internal class GuardedKeys(private val keys: KeyStore) : KeyStore {
    override fun databaseKey(): ByteArray = guarded(keys::databaseKey)

    override fun destroyKey(): Unit = guarded(keys::destroyKey)

    private inline fun <T> guarded(ask: () -> T): T = try {
        ask()
    } catch (known: KeyStoreException) {
        throw known
    } catch (_: Throwable) {
        throw KeyStoreException.Unavailable()
    }
}

internal class GuardedLocation(private val source: LocationSource) : LocationSource {
    override suspend fun fixes(): List<Fix> = try {
        source.fixes()
    } catch (known: LocationSourceException) {
        throw known
    } catch (_: CancellationException) {
        // The core has stopped waiting; otherwise it is a timeout of the source's own.
        currentCoroutineContext().ensureActive()
        throw LocationSourceException.Failed()
    } catch (_: Throwable) {
        throw LocationSourceException.Failed()
    }
}

internal class GuardedLog(private val log: LogSink) : LogSink {
    override fun line(text: String) = try {
        log.line(text)
    } catch (_: Throwable) {
        throw LogSinkException.Failed()
    }
}
