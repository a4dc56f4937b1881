package dk.roadside

import dk.roadside.core.Captured
import dk.roadside.core.Fix
import dk.roadside.core.Language
import dk.roadside.core.LocationSource
import dk.roadside.core.LocationSourceException
import dk.roadside.core.Method
import dk.roadside.core.NoFix
import dk.roadside.core.RoadsideException
import java.time.Instant
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class PlaceTest {
    private fun source(give: suspend () -> List<Fix>) = object : LocationSource {
        override suspend fun fixes() = give()
    }

    private fun fix(lat: Double, accuracyM: Double?) = Fix(lat, 15.9819, accuracyM, Instant.now(), Method.GNSS)

    private suspend fun why(give: suspend () -> List<Fix>): NoFix {
        val handbook = Handbook.load(Language.HR)
        val nothing = withTimeout(20.seconds) {
            assertInstanceOf(Captured.Nothing::class.java, handbook.capture(source(give), 300.milliseconds))
        }
        assertTrue(nothing.text.isNotBlank())
        return nothing.why
    }

    @Test
    fun `the best of what the phone knows is taken`() = runBlocking<Unit> {
        val captured = Handbook.load(Language.EN).capture(source { listOf(fix(45.1, 900.0), fix(45.2, 8.0), fix(45.3, null)) })
        assertEquals(45.2, assertInstanceOf(Captured.Found::class.java, captured).fix.lat)
    }

    @Test
    fun `a source that throws, whatever it throws, is a state and no crash`() = runBlocking<Unit> {
        assertEquals(NoFix.DENIED, why { throw LocationSourceException.Denied() })
        assertEquals(NoFix.OFF, why { throw LocationSourceException.Off() })
        assertEquals(NoFix.FAILED, why { throw LocationSourceException.Failed() })
        assertEquals(NoFix.FAILED, why { throw IllegalStateException("Mette") })
        assertEquals(NoFix.FAILED, why { throw NotImplementedError() })
        assertEquals(NoFix.FAILED, why { withTimeout(1.milliseconds) { awaitCancellation() } })
        assertEquals(NoFix.NONE_KNOWN, why { emptyList() })
        assertEquals(NoFix.FAILED, why { listOf(fix(Double.NaN, 5.0), fix(91.0, 5.0), fix(45.0, -1.0)) })
    }

    @Test
    fun `a source that never answers is not waited for, and is told so`() = runBlocking<Unit> {
        val told = CompletableDeferred<Unit>()
        assertEquals(
            NoFix.TOO_SLOW,
            why {
                try {
                    awaitCancellation()
                } finally {
                    told.complete(Unit)
                }
            },
        )
        withTimeout(10.seconds) { told.await() }
    }

    @Test
    fun `every place of the vectors lies in its country`() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.EN)
        val lines = vectors("points.csv").trim().lines().drop(1).map { it.split(',') }
        assertEquals(82, lines.size)
        val wrong = lines.mapNotNull { (_, place, lat, lon, country) ->
            val said = handbook.sayPosition(Fix(lat.toDouble(), lon.toDouble(), null, null, Method.UNKNOWN))
            "$place: ${said.country}, not $country".takeIf { (said.country ?: "-") !in country.split('|') }
        }
        assertEquals(emptyList<String>(), wrong)
    }

    @Test
    fun `a position is read as people send it, and said so that it can be repeated`() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.DA)
        val fix = handbook.readPosition("geo:45.8150,15.9819;u=20")
        assertEquals(45.8150, fix.lat)
        assertEquals(20.0, fix.accuracyM)
        assertEquals("HR", handbook.sayPosition(fix).country)
        failure<RoadsideException.BadInput> { handbook.readPosition("Mette Kjærgaard") }
        failure<RoadsideException.BadInput> { handbook.sayPosition(Fix(Double.NaN, 0.0, null, null, Method.MANUAL)) }
        assertTrue(handbook.emergency("HR").call.isNotBlank())
        assertTrue(handbook.emergency(null).call.isNotBlank())
        failure<RoadsideException.BadInput> { handbook.emergency("Atlantis") }
    }
}
