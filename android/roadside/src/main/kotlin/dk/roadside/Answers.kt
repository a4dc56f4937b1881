package dk.roadside

import dk.roadside.core.HeldCase
import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidError
import dk.roadside.core.sayError
import java.io.File

/** How opening ended. */
sealed interface Opening {
    /**
     * Ready for use.
     *
     * @property setAside where a damaged database was put, whole, when that had to be done. Tell
     *   the motorist: cards must be added again, and the old file may still be rescued.
     */
    class Ready(val roadside: Roadside, val setAside: File?) : Opening

    /** The key does not fit the database. Nothing was changed; another key may fit. */
    class Locked(val error: RoadsideException.Locked) : Opening

    /** No key came, the device is full or read-only, or a newer version wrote the database. Nothing was changed. */
    class Failed(val error: RoadsideException) : Opening

    /**
     * The opened Roadside.
     *
     * @throws RoadsideException why it is not open.
     */
    fun orThrow(): Roadside = when (this) {
        is Ready -> roadside
        is Locked -> throw error
        is Failed -> throw error
    }
}

/** How asking the alarm centre ended. */
sealed interface CaseNews {
    /** The case as it is kept now. */
    val case: HeldCase

    /** The alarm centre answered. */
    class Current(override val case: HeldCase) : CaseNews

    /**
     * It did not, or not in a way that counts: the case as it was.
     *
     * @property why for the screen, by [said].
     */
    class AsKept(override val case: HeldCase, val why: RoadsideException.Unreachable) : CaseNews
}

/** The error in words: what is wrong, what exactly, what to do. Nothing personal is in it. */
fun RoadsideException.said(language: Language): SaidError = sayError(this, language)
