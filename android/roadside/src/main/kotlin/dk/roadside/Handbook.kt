package dk.roadside

import dk.roadside.core.Captured
import dk.roadside.core.Fix
import dk.roadside.core.Language
import dk.roadside.core.LocationSource
import dk.roadside.core.Product
import dk.roadside.core.RoadsideException
import dk.roadside.core.RoadsideHandbook
import dk.roadside.core.SaidAssessment
import dk.roadside.core.SaidEmergency
import dk.roadside.core.SaidPosition
import dk.roadside.core.TermsHere
import java.io.File
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * What Roadside knows without anything of the motorist's: countries, borders, terms. Needs no
 * key, no storage and no network, so it answers when [Roadside.open] does not.
 */
class Handbook private constructor(
    private val core: RoadsideHandbook,
    /** The driver's language. */
    val language: Language,
) {
    /**
     * What a product's terms say of what was told, without any card.
     *
     * @throws RoadsideException.BadInput with every fact that may not have its value.
     * @throws RoadsideException.NotFound when the product's terms are not here.
     */
    suspend fun check(
        product: Product,
        told: Map<String, String> = emptyMap(),
        fix: Fix? = null,
        language: Language = this.language,
    ): SaidAssessment = io { core.check(product, told.facts(), fix, language) }

    /**
     * A position in every form people and machines take, with where it lies.
     *
     * @throws RoadsideException.BadInput when the fix is no position.
     */
    suspend fun sayPosition(fix: Fix, language: Language = this.language): SaidPosition =
        io { core.sayPosition(fix, language) }

    /**
     * Reads a position somebody typed or was sent: `55.3433,11.0392~15` or a `geo:` URI.
     *
     * @throws RoadsideException.BadInput when it is none.
     */
    suspend fun readPosition(text: String): Fix = io { core.readPosition(text) }

    /**
     * The numbers for an emergency, in a country or where the country is not known.
     *
     * @param country ISO 3166-1 alpha-2.
     * @throws RoadsideException.BadInput for a country that is none.
     */
    suspend fun emergency(country: String?, language: Language = this.language): SaidEmergency =
        io { core.emergency(country, language) }

    /** The terms in force today, one per product. */
    suspend fun termsHere(language: Language = this.language): List<TermsHere> = io { core.termsHere(language) }

    /**
     * Asks the device where it is, for [patience] at most, and gives the best fix it had. No fix
     * is a state, not an error: whatever [source] throws, and when it never answers, help goes on.
     */
    suspend fun capture(
        source: LocationSource,
        patience: Duration = 12.seconds,
        language: Language = this.language,
    ): Captured = withContext(Dispatchers.IO) {
        val milliseconds = patience.inWholeMilliseconds.coerceIn(0, UInt.MAX_VALUE.toLong()).toUInt()
        core.capture(GuardedLocation(source), milliseconds, language)
    }

    override fun toString() = "Handbook"

    companion object {
        /**
         * Loads what rides along in the app; newer editions of terms installed in [directory]
         * answer in their place. Nothing is made there, and it need not be there.
         *
         * @param now it is this time all the while: for rehearsals and tests.
         */
        suspend fun load(language: Language, directory: File? = null, now: Instant? = null): Handbook =
            withContext(Dispatchers.IO) {
                val core = when (now) {
                    null -> RoadsideHandbook.load(directory?.path)
                    else -> RoadsideHandbook.loadAt(directory?.path, now)
                }
                Handbook(core, language)
            }
    }
}
