package dk.roadside

import dk.roadside.core.Fix
import dk.roadside.core.Language
import dk.roadside.core.LastRehearsed
import dk.roadside.core.Rehearsed
import dk.roadside.core.RoadsideCore
import dk.roadside.core.RoadsideException

/** What to do at home, so that it works at the roadside. None of it needs a network. */
class Preparation internal constructor(private val core: RoadsideCore, private val language: Language) {
    /**
     * Walks everything needed at the roadside and keeps the day and what failed. Nobody is called.
     *
     * @param card the active one when none is named.
     * @throws RoadsideException.NotFound when there is no such card.
     * @throws RoadsideException.BadInput when the fix is no position.
     * @throws RoadsideException.Storage when it could not be kept.
     */
    suspend fun rehearse(card: String? = null, fix: Fix? = null, language: Language = this.language): Rehearsed =
        io { core.rehearse(card, fix, language) }

    /**
     * When a card was last rehearsed and what came of it; null when it never was.
     *
     * @throws RoadsideException.Storage
     */
    suspend fun lastRehearsed(card: String, language: Language = this.language): LastRehearsed? =
        io { core.lastRehearsed(card, language) }

    /**
     * The sheet for the glove box as HTML: one A4 page to print and fold to A6.
     *
     * @throws RoadsideException.NotFound when there is no such card.
     */
    suspend fun paper(card: String? = null, language: Language = this.language): String = io { core.paper(card, language) }

    override fun toString() = "Preparation"
}
