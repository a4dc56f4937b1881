package dk.roadside.android

import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.app.job.JobWorkItem
import android.content.Context
import android.content.ContextWrapper
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** When the system is asked to deliver, through Android's own `JobInfo`. */
class OutboxJobTest {
    private val now = Instant.parse("2026-07-10T12:00:00Z")

    private class Phone(val scheduler: JobScheduler?) : ContextWrapper(null) {
        override fun getPackageName() = "dk.roadside.app"
        override fun getSystemServiceName(service: Class<*>) = Context.JOB_SCHEDULER_SERVICE
        override fun getSystemService(name: String): Any? = scheduler
    }

    private class Scheduler(val answer: Int = RESULT_SUCCESS) : JobScheduler() {
        val jobs = mutableListOf<JobInfo>()

        override fun schedule(job: JobInfo): Int = answer.also { jobs += job }
        override fun enqueue(job: JobInfo, work: JobWorkItem) = error("not asked for")
        override fun scheduleAsPackage(job: JobInfo, name: String, user: Int, tag: String?) = error("not asked for")
        override fun cancel(id: Int) = error("not asked for")
        override fun cancelAll() = error("not asked for")
        override fun getAllPendingJobs() = jobs
        override fun getPendingJob(id: Int) = jobs.find { it.id == id }
    }

    private fun scheduled(at: Instant?): JobInfo {
        val scheduler = Scheduler()
        assertTrue(OutboxJob.schedule(Phone(scheduler), at, now))
        return scheduler.jobs.single()
    }

    @Test
    fun `the next attempt waits until it is due, for a network, and survives a restart`() {
        val job = scheduled(now.plusSeconds(90))
        assertEquals(90_000, job.minLatencyMillis)
        assertEquals(JobInfo.NETWORK_TYPE_ANY, job.networkType)
        assertTrue(job.isPersisted)
        assertEquals(OutboxJob.ID, job.id)
        assertEquals("dk.roadside.app", job.service.packageName)
        assertEquals("dk.roadside.android.OutboxJob", job.service.className)
        assertFalse(job.isPeriodic)
        assertFalse(job.isRequireCharging)
    }

    @Test
    fun `what is due, overdue or without a time goes at once`() {
        for (at in listOf(null, now, now.minusSeconds(3600))) assertEquals(0, scheduled(at).minLatencyMillis)
    }

    @Test
    fun `a system that refuses is told, not a crash`() {
        assertFalse(OutboxJob.schedule(Phone(Scheduler(JobScheduler.RESULT_FAILURE)), now, now))
        assertFalse(OutboxJob.schedule(Phone(null), now, now))
    }
}
