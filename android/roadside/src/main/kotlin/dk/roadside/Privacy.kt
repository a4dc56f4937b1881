package dk.roadside

import dk.roadside.core.Channel
import dk.roadside.core.ConsentChange
import dk.roadside.core.ConsentSms
import dk.roadside.core.Exported
import dk.roadside.core.HeldFile
import dk.roadside.core.HeldKind
import dk.roadside.core.HelpWish
import dk.roadside.core.KeyStore
import dk.roadside.core.Language
import dk.roadside.core.Preview
import dk.roadside.core.PurgedItem
import dk.roadside.core.Purpose
import dk.roadside.core.RoadsideCore
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidConsents
import dk.roadside.core.SaidReceipts
import dk.roadside.core.SaidRule
import dk.roadside.core.ShareKind
import dk.roadside.core.Shared
import dk.roadside.core.eraseHome
import dk.roadside.core.filesIn
import dk.roadside.core.retentionRules
import java.io.File

/**
 * Consent, what went out, what is kept, and doing away with it.
 *
 * Every call throws [RoadsideException.Storage] when what is kept could not be read or written.
 */
class Privacy internal constructor(
    private val core: RoadsideCore,
    private val keys: KeyStore,
    private val language: Language,
    private val changes: Changes,
) {
    /** Every purpose, what one agrees to, and how things stand. */
    suspend fun consents(language: Language = this.language): SaidConsents = io { core.consents(language) }

    /**
     * Gives consent for a year from now, or renews it. Open cases tell the alarm centre so with
     * their next revision, which is queued.
     *
     * @param textVersion that of the words the motorist has read (`SaidConsent.textVersion`).
     * @throws RoadsideException.BadInput when other words are agreed to now, or this purpose
     *   cannot be given through that channel. Nothing is kept then.
     */
    suspend fun giveConsent(
        purpose: Purpose,
        textVersion: UInt,
        channel: Channel = Channel.APP,
        language: Language = this.language,
    ): ConsentChange = changes.by { core.giveConsent(purpose, channel, textVersion, language) }

    /** Takes a consent back, at once, also out of what is still to be sent. */
    suspend fun withdrawConsent(purpose: Purpose, language: Language = this.language): ConsentChange =
        changes.by { core.withdrawConsent(purpose, language) }

    /**
     * The SMS that gives consent; the motorist sends it.
     *
     * @param case its id or its code; the newest when none is named.
     * @throws RoadsideException.NotFound when there is no such case or card.
     * @throws RoadsideException.BadInput when the card names nobody.
     */
    suspend fun consentSms(case: String? = null, language: Language = this.language): ConsentSms =
        io { core.consentSms(case, language) }

    /**
     * A declaration of consent to print and sign, as one HTML page in Danish and the driver's language.
     *
     * @param case its id or its code, when it is for one.
     * @throws RoadsideException.BadInput without a purpose.
     * @throws RoadsideException.NotFound when there is no such case.
     */
    suspend fun consentDeclaration(
        purposes: List<Purpose>,
        case: String? = null,
        language: Language = this.language,
    ): String = io { core.consentDeclaration(purposes, case, language) }

    /**
     * What would go out if help were called for now, field by field, to whom and why.
     *
     * @throws RoadsideException as [Roadside.planHelp].
     */
    suspend fun preview(wish: HelpWish, intake: Intake? = null, language: Language = this.language): Preview =
        io { core.previewHelp(wish, intake?.opened, language) }

    /** The receipts of everything that went out, newest first. */
    suspend fun receipts(language: Language = this.language): SaidReceipts = io { core.receipts(language) }

    /**
     * A text for the share sheet.
     *
     * @param case its id or its code; the newest when none is named.
     * @throws RoadsideException.ConsentNeeded when there is no valid consent for it.
     * @throws RoadsideException.NotFound when there is no such case or card.
     * @throws RoadsideException.NotNow when the case is over.
     */
    suspend fun share(
        kind: ShareKind,
        case: String? = null,
        card: String? = null,
        language: Language = this.language,
    ): Shared = io { core.share(kind, case, card, language) }

    /** Deletes what has reached its time, and says what. */
    suspend fun purge(language: Language = this.language): List<PurgedItem> = changes.by { core.purge(language) }

    /** What was deleted by its rule when this was opened: show it once. */
    suspend fun purgedAtOpening(language: Language = this.language): List<PurgedItem> =
        io { core.purgedAtOpening(language) }

    /** What is kept here, by kind. */
    suspend fun holdings(): List<HeldKind> = io { core.holdings() }

    /**
     * Writes everything kept here to a new or empty folder, in clear: one documented JSON and the
     * files beside it.
     *
     * @throws RoadsideException.BadInput when something lies in the folder already.
     */
    suspend fun export(folder: File): Exported = io { core.exportAll(folder.path) }

    /**
     * Destroys the key, then the database and every file, for good, and closes. Ask first. Every
     * later call answers `CLOSED`; [Roadside.open] begins anew.
     *
     * @throws RoadsideException.Storage when the key could not be destroyed, and then nothing was
     *   erased, or a file not be removed: do it again, with [eraseHome] once this is closed.
     */
    suspend fun erase() {
        io { core.eraseAll(keys) }
        changes.close()
    }

    override fun toString() = "Privacy"

    companion object {
        /** How long what is kept, and why. */
        fun rules(language: Language): List<SaidRule> = retentionRules(language)

        /**
         * What lies in Roadside's folder, to show that nothing is left. A folder that is not there holds nothing.
         *
         * @throws RoadsideException.Storage when it cannot be read.
         */
        suspend fun files(directory: File): List<HeldFile> = io { filesIn(directory.path) }

        /**
         * Erases a folder that cannot be opened: the key is lost, or the database damaged.
         *
         * @throws RoadsideException as [erase].
         */
        suspend fun eraseHome(directory: File, keys: KeyStore): Unit = io { eraseHome(directory.path, GuardedKeys(keys)) }
    }
}
