package dk.roadside

import dk.roadside.core.BankEntry
import dk.roadside.core.ClaimEntry
import dk.roadside.core.ClaimStart
import dk.roadside.core.Delivery
import dk.roadside.core.ExpenseEntry
import dk.roadside.core.Language
import dk.roadside.core.Prompt
import dk.roadside.core.ReceiptEntry
import dk.roadside.core.RoadsideCore
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidBundle
import dk.roadside.core.SaidClaim
import dk.roadside.core.SaidClaims
import dk.roadside.core.Strokes
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Claims: what happened, what it cost, what proves it, where to pay. A claim is named by its id or
 * its code; expenses and receipts are numbered from 1.
 *
 * Every call on a claim throws [RoadsideException.NotFound] when there is none of that name, and
 * [RoadsideException.Storage] with the fault `Tampered` when it was changed from outside. What is
 * wrong with an entry comes as [RoadsideException.BadInput] with every fault; nothing is changed then.
 */
class Claims internal constructor(private val core: RoadsideCore, private val language: Language) {
    /**
     * Begins a claim: from a case, or alone.
     *
     * @throws RoadsideException.NotFound when there is no such case or card.
     */
    suspend fun start(start: ClaimStart = ClaimStart(), language: Language = this.language): SaidClaim =
        io { core.startClaim(start, language) }

    /** Every claim on this device, oldest first. */
    suspend fun all(language: Language = this.language): SaidClaims = io { core.claims(language) }

    /** One claim, with what is missing and what is due when. */
    suspend fun get(claim: String, language: Language = this.language): SaidClaim = io { core.claim(claim, language) }

    /** Tells what happened, where and when, or corrects it. A signature lapses with every change. */
    suspend fun tell(claim: String, entry: ClaimEntry, language: Language = this.language): SaidClaim =
        io { core.tellClaim(claim, entry, language) }

    /** Adds an expense at the end. */
    suspend fun addExpense(claim: String, entry: ExpenseEntry, language: Language = this.language): SaidClaim =
        io { core.addExpense(claim, entry, language) }

    /** Changes an expense. What [entry] leaves open stays. */
    suspend fun changeExpense(
        claim: String,
        number: Int,
        entry: ExpenseEntry,
        language: Language = this.language,
    ): SaidClaim = io { core.changeExpense(claim, number.counted(), entry, language) }

    /** Takes an expense out; the others close up. */
    suspend fun removeExpense(claim: String, number: Int, language: Language = this.language): SaidClaim =
        io { core.removeExpense(claim, number.counted(), language) }

    /**
     * Takes a file in as a receipt, sealed, with the next number; the file itself stays where it is.
     *
     * @throws RoadsideException.BadInput for what is no PDF, JPEG, PNG or HEIC, or too large.
     */
    suspend fun addReceipt(
        claim: String,
        file: File,
        shows: ReceiptEntry,
        language: Language = this.language,
    ): SaidClaim = io { core.addReceipt(claim, file.path, shows, language) }

    /** Takes a receipt out, for good; the others are numbered anew without gaps. */
    suspend fun removeReceipt(claim: String, number: Int, language: Language = this.language): SaidClaim =
        io { core.removeReceipt(claim, number.counted(), language) }

    /**
     * Writes a receipt out in clear, to be looked at. Delete [to] afterwards.
     *
     * @throws RoadsideException.BadInput when there is a file already.
     */
    suspend fun saveReceipt(claim: String, number: Int, to: File): Unit =
        io { core.saveReceipt(claim, number.counted(), to.path) }

    /** Says where to pay. */
    suspend fun payTo(claim: String, entry: BankEntry, language: Language = this.language): SaidClaim =
        io { core.payClaimTo(claim, entry, language) }

    /**
     * Signs the claim as it stands, with what a finger drew.
     *
     * @param name who signs, when it is not the card's holder.
     * @throws RoadsideException.BadInput when nothing was drawn or nobody is named.
     */
    suspend fun sign(claim: String, strokes: Strokes, name: String? = null, language: Language = this.language): SaidClaim =
        io { core.signClaim(claim, strokes, name, language) }

    /**
     * The claim as one HTML page in Danish and English, for screen and print.
     *
     * @throws RoadsideException.ConsentNeeded when it tells of somebody's health and there is no consent.
     */
    suspend fun page(claim: String): String = io { core.claimPage(claim) }

    /**
     * Writes the claim and its receipts out as one ZIP, for the share sheet or a mail. It holds
     * everything in clear: delete [to] once it is on its way.
     *
     * @throws RoadsideException.BadInput when there is a file already.
     * @throws RoadsideException.ConsentNeeded as [page].
     */
    suspend fun bundle(claim: String, to: File, language: Language = this.language): SaidBundle =
        io { core.bundleClaim(claim, to.path, language) }

    /**
     * Queues the claim, durably, before this returns. Sending it is [deliver]'s.
     *
     * @throws RoadsideException.NotNow when it is not signed.
     * @throws RoadsideException.ConsentNeeded as [page].
     */
    suspend fun send(claim: String, language: Language = this.language): SaidClaim = io { core.sendClaim(claim, language) }

    /**
     * Sends the claims that wait, receipt by receipt, and goes on where it was broken off. That
     * the alarm centre could not be reached is no error but [Delivery.trouble]. Cancelling it loses nothing.
     *
     * @param prompt who wants it: a person (everything now) or the schedule (what is due).
     */
    suspend fun deliver(intake: Intake, prompt: Prompt = Prompt.PERSON): Delivery =
        withContext(Dispatchers.IO) { core.deliverClaims(intake.opened, prompt) }

    /** Removes a claim and its receipts from this device, for good. */
    suspend fun remove(claim: String): Unit = io { core.removeClaim(claim) }

    override fun toString() = "Claims"
}

/** A number below 0 is nobody's, as 0 is. */
private fun Int.counted(): UInt = coerceAtLeast(0).toUInt()
