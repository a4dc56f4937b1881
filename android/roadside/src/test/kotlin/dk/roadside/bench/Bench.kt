package dk.roadside.bench

import dk.roadside.BREAKDOWN
import dk.roadside.FixedKey
import dk.roadside.Handbook
import dk.roadside.Opening
import dk.roadside.Roadside
import dk.roadside.core.Language
import dk.roadside.core.Product
import dk.roadside.sampleCard
import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.json.JSONObject

/** What one call costs through Kotlin, JNA and the core together: one JSON line a call, median of [ROUNDS]. */
object Bench {
    private const val WARM_UP = 500
    private const val ROUNDS = 2_000

    @JvmStatic
    fun main(arguments: Array<String>) = runBlocking<Unit> {
        val folder = Files.createTempDirectory("roadside-bench").toFile()
        val roadside = (Roadside.open(folder, FixedKey(), Language.DA) as Opening.Ready).roadside
        roadside.addCard(sampleCard().toString().toByteArray())
        val handbook = Handbook.load(Language.DA)
        val told = mapOf("event.kind" to "breakdown", "place.country" to "HR", "vehicle.kind" to "passenger_car")
        measure("pre_check_without_card") { handbook.check(Product.RESCUE_ABROAD, told) }
        measure("pre_check_with_card") { roadside.check(told) }
        measure("notice") { roadside.notice("HR") }
        measure("call_plan") { roadside.planHelp(BREAKDOWN) }
        measure("card") { roadside.card() }
        roadside.close()
        folder.deleteRecursively()
    }

    private suspend fun measure(what: String, call: suspend () -> Any) {
        repeat(WARM_UP) { call() }
        val nanoseconds = LongArray(ROUNDS) {
            val begun = System.nanoTime()
            call()
            System.nanoTime() - begun
        }.apply { sort() }
        fun at(share: Double) = nanoseconds[(nanoseconds.size * share).toInt()] / 1000.0
        val line = JSONObject().put("what", what).put("median_us", at(0.5)).put("p90_us", at(0.9)).put("rounds", ROUNDS)
        println(line)
    }
}
