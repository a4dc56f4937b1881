package dk.roadside

import dk.roadside.core.RoadsideException
import dk.roadside.core.StorageFault
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.transform
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.withContext

/** Tells those who watch when something may have changed a case or the outbox. */
internal class Changes {
    private val count = MutableStateFlow(0L)

    @Volatile
    private var closed = false

    fun happened() = count.update { it + 1 }

    /** Everything is closed for good: who watches is told so. */
    fun close() {
        closed = true
        happened()
    }

    /** [call], however it ends, may have changed something. */
    suspend fun <T> by(call: () -> T): T = io { try { call() } finally { happened() } }

    /** What [read] gives, now and whenever that changes. */
    fun <T> watched(read: () -> T): Flow<T> =
        count.transform { unlessPaused(read)?.let { emit(it) } }.distinctUntilChanged().flowOn(Dispatchers.IO)

    /** What [read] gives; null while paused, when nothing can be known. */
    inline fun <T> unlessPaused(read: () -> T): T? = try {
        read()
    } catch (failed: RoadsideException.Storage) {
        if (closed || failed.fault !is StorageFault.Closed) throw failed
        null
    }
}

/** A call into the core, which may wait for the disk. */
internal suspend fun <T> io(call: () -> T): T = withContext(Dispatchers.IO) { call() }
