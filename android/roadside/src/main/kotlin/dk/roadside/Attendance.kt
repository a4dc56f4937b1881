package dk.roadside

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/**
 * Keeps the database open while somebody needs it and closes its file when nobody does: an
 * activity on screen, a delivery in the background. The first to come resumes, the last to leave
 * pauses.
 */
class Attendance internal constructor(
    private val pause: suspend () -> Unit,
    private val resume: suspend () -> Unit,
) {
    private val mutex = Mutex()
    private var present = 0

    /**
     * Somebody needs the database from now on. Whoever has called this is counted, also when it
     * throws or is cancelled, and must [leave].
     *
     * @throws dk.roadside.core.RoadsideException when the database could not be opened; the next to enter tries again.
     */
    suspend fun enter(): Unit = counted {
        present += 1
        resume()
    }

    /** One of those who entered needs it no more. */
    suspend fun leave(): Unit = counted {
        check(present > 0) { "left more often than entered" }
        present -= 1
        if (present == 0) pause()
    }

    /** [work] with the database open. */
    suspend fun <T> during(work: suspend () -> T): T = try {
        enter()
        work()
    } finally {
        leave()
    }

    private suspend fun counted(step: suspend () -> Unit) = withContext(NonCancellable) { mutex.withLock { step() } }
}
