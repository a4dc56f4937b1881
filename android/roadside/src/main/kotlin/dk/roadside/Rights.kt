package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.RightsGuide
import dk.roadside.core.RoadsideCore
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidLetters
import dk.roadside.core.SaidRequest
import dk.roadside.core.SaidRequests
import dk.roadside.core.TypedRequest
import java.time.LocalDate

/**
 * Requests under people's rights to their data: the letter, where it goes, when the answer is due.
 * A request is named by its id or the beginning of it.
 *
 * Every call on a request throws [RoadsideException.NotFound] when there is none of that name.
 */
class Rights internal constructor(private val core: RoadsideCore, private val language: Language) {
    /**
     * What somebody who wants to use a right needs to know beforehand.
     *
     * @throws RoadsideException.BadInput with every word that is none.
     */
    suspend fun guide(wish: TypedRequest, language: Language = this.language): RightsGuide =
        io { core.rightsGuide(wish, language) }

    /**
     * Keeps a request with its letter.
     *
     * @throws RoadsideException.BadInput with every field at fault; nothing is kept then.
     */
    suspend fun draft(typed: TypedRequest, language: Language = this.language): SaidRequest =
        io { core.draftRequest(typed, language) }

    /** Every request on this device, oldest first. */
    suspend fun all(language: Language = this.language): SaidRequests = io { core.requests(language) }

    /** One request and where it stands. */
    suspend fun get(request: String, language: Language = this.language): SaidRequest =
        io { core.request(request, language) }

    /** Its letter in Danish and English, to sign and send. */
    suspend fun letter(request: String, language: Language = this.language): SaidLetters =
        io { core.requestLetter(request, language) }

    /**
     * Notes the day the letter went; today in Denmark when none is named.
     *
     * @throws RoadsideException.BadInput when it cannot be that day.
     */
    suspend fun sent(request: String, on: LocalDate? = null, language: Language = this.language): SaidRequest =
        io { core.requestSent(request, on?.toString(), language) }

    /**
     * Notes the day an answer came; today in Denmark when none is named.
     *
     * @throws RoadsideException.BadInput as [sent].
     */
    suspend fun answered(request: String, on: LocalDate? = null, language: Language = this.language): SaidRequest =
        io { core.requestAnswered(request, on?.toString(), language) }

    /** Removes a request for good. */
    suspend fun remove(request: String): Unit = io { core.removeRequest(request) }

    override fun toString() = "Rights"
}
