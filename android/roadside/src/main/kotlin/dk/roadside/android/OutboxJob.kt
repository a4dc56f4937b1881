package dk.roadside.android

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import dk.roadside.core.Delivery
import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/** What the app's `Application` gives the background delivery. */
interface RoadsideHost {
    /**
     * Delivers what is due, and closes nothing that others still use. An app that sends claims
     * delivers these too ([dk.roadside.Claims.deliver]).
     *
     * @return what the round came to; null when nothing can be delivered now or later, because no
     *   alarm centre is set up or the storage does not open.
     */
    suspend fun deliverOutbox(): Delivery?
}

/**
 * Delivers waiting cases while the app is not on screen, as soon as there is a network. Declared
 * in this library's manifest; the app's `Application` implements [RoadsideHost].
 */
class OutboxJob : JobService() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    private var round: Job? = null

    override fun onStartJob(parameters: JobParameters): Boolean {
        val host = application as? RoadsideHost ?: return false
        round = scope.launch {
            val delivered = host.deliverOutbox()
            if (delivered != null && delivered.waiting > 0u) schedule(this@OutboxJob, delivered.nextAttemptAt)
            jobFinished(parameters, false)
        }
        return true
    }

    /** The system takes the network or the time away: what waits stays in the outbox, the job comes again. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        round?.cancel()
        return true
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    companion object {
        /** The job's number; an app must not give it to another of its jobs. */
        const val ID = 0x0AD5_1DE

        /**
         * Sees to it that the outbox is delivered at [at] or as soon as there is a network
         * afterwards, also when the phone was restarted meanwhile. A later call takes the place of an earlier one.
         *
         * @param at when the next attempt is due; null means at once.
         * @return false when the system refuses the job; the outbox is then delivered the next time the app is opened.
         */
        fun schedule(context: Context, at: Instant? = null, now: Instant = Instant.now()): Boolean {
            val wait = at?.let { Duration.between(now, it).toMillis().coerceAtLeast(0) } ?: 0
            val job = JobInfo.Builder(ID, ComponentName(context, OutboxJob::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setMinimumLatency(wait)
                .setPersisted(true)
                .build()
            val scheduler = context.getSystemService(JobScheduler::class.java) ?: return false
            return scheduler.schedule(job) == JobScheduler.RESULT_SUCCESS
        }
    }
}
