package dk.roadside

import java.io.File
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ManyAtOnceTest {
    @TempDir
    lateinit var path: Path

    @Test
    fun `a hundred calls at once each get their own answer`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val alone = roadside.notice("HR")
            val expected = roadside.check(mapOf("event.kind" to "breakdown", "place.country" to "HR")).benefits
            val answers = withTimeout(60.seconds) {
                List(100) { at ->
                    async(Dispatchers.Default) {
                        when (at % 4) {
                            0 -> roadside.check(mapOf("event.kind" to "breakdown", "place.country" to "HR")).benefits == expected
                            1 -> roadside.notice("HR") == alone
                            2 -> roadside.callHelp(BREAKDOWN).case.revision == 1u
                            else -> roadside.cards().cards.size == 1
                        }
                    }
                }.awaitAll()
            }
            assertEquals(100, answers.count { it })
            assertEquals(25, roadside.cases().cases.map { it.code }.distinct().size)
        }
    }

    @Test
    fun `a hundred cases, two rounds at once, each case arrives once`() = runBlocking<Unit> {
        val data = File(path.toFile(), "centre").apply { mkdirs() }
        Centre(data).use { centre ->
            withCard(File(path.toFile(), "home")).use { roadside ->
                val made = List(100) { async(Dispatchers.Default) { roadside.callHelp(BREAKDOWN).case.id } }.awaitAll()
                val intake = Intake(centre.url, 20.seconds)
                val rounds = List(2) { async(Dispatchers.Default) { roadside.deliver(intake) } }.awaitAll()
                assertEquals(100, rounds.sumOf { it.delivered.toInt() } + roadside.deliver(intake).delivered.toInt())
                assertEquals(made.sorted(), centre.holds().map { it.getString("id") }.sorted())
            }
        }
    }

    @Test
    fun `pausing and resuming under load ends in answers or in closed, never in a crash`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val flicker = launch(Dispatchers.Default) {
                repeat(30) {
                    roadside.pause()
                    delay(1)
                    roadside.resume()
                    delay(1)
                }
            }
            val outcomes = List(200) { async(Dispatchers.Default) { runCatching { roadside.card() } } }.awaitAll()
            flicker.join()
            val failed = outcomes.mapNotNull { it.exceptionOrNull() }
            assertTrue(failed.all { it is dk.roadside.core.RoadsideException.Storage }, failed.toString())
            assertEquals(1, roadside.cards().cards.size)
        }
    }
}
