package dk.roadside.app

import android.app.Application
import android.content.Context
import android.content.pm.PackageManager
import dk.roadside.Handbook
import dk.roadside.Intake
import dk.roadside.Opening
import dk.roadside.Roadside
import dk.roadside.android.OutboxJob
import dk.roadside.android.PhoneLocation
import dk.roadside.android.RoadsideHost
import dk.roadside.android.keystoreKey
import dk.roadside.android.roadsideFolder
import dk.roadside.core.Delivery
import dk.roadside.core.KeyStore
import dk.roadside.core.Language
import dk.roadside.core.LocationSource
import dk.roadside.core.Prompt
import dk.roadside.core.RoadsideException
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.async
import kotlinx.coroutines.launch

/** Opens the library once for the whole app, and keeps it while screens come and go. */
open class RoadsideApp : Application(), RoadsideHost {
    private val scope = MainScope()
    private val means: Deferred<Means> by lazy { scope.async { open() } }
    private val opened: Deferred<Desk> by lazy { scope.async { Desk(scope, means.await(), language()).apply { begin() } } }

    /** The desk, once everything is open; also when the storage is not, for the numbers to call are known. */
    suspend fun desk(): Desk = opened.await()

    /** Where the key of the database is kept. */
    protected open fun keys(): KeyStore = keystoreKey(this)

    /** Where positions come from. */
    protected open fun location(): LocationSource = PhoneLocation(this)

    /** The address of the alarm centre's intake, from the manifest; null where none is set up. */
    protected open fun intakeAddress(): String? {
        val about = packageManager.getApplicationInfo(packageName, PackageManager.GET_META_DATA)
        return about.metaData?.getString("dk.roadside.intake")?.takeIf { it.isNotBlank() }
    }

    /** Somebody looks: the database's file is opened. */
    fun arrived() {
        scope.launch {
            val ready = means.await().opening as? Opening.Ready
            try {
                ready?.roadside?.attendance?.enter()
            } catch (_: RoadsideException) {
                // The screen says so when it asks.
            }
            desk().again()
        }
    }

    /** Nobody looks any more: the file is closed, unless a delivery is under way. */
    fun left() {
        scope.launch { (means.await().opening as? Opening.Ready)?.roadside?.attendance?.leave() }
    }

    override suspend fun deliverOutbox(): Delivery? {
        val means = means.await()
        val intake = means.intake ?: return null
        val roadside = (means.opening as? Opening.Ready)?.roadside ?: return null
        return try {
            roadside.attendance.during { roadside.deliver(intake, Prompt.SCHEDULE) }
        } catch (_: RoadsideException) {
            null
        }
    }

    private suspend fun open(): Means {
        val (folder, language) = roadsideFolder(this) to language()
        return Means(
            opening = Roadside.open(folder, keys(), language),
            handbook = Handbook.load(language, folder),
            location = location(),
            intake = intakeAddress()?.let { address ->
                try {
                    Intake(address)
                } catch (_: RoadsideException.BadInput) {
                    // A wrong address in the manifest must not cost anybody the card.
                    null
                }
            },
            deliverLater = { OutboxJob.schedule(this) },
        )
    }
}

/** The first of the phone's languages that the library speaks, else English. */
fun Context.language(): Language {
    val known = Language.entries.associateBy { it.name.lowercase(java.util.Locale.ROOT) }
    val wanted = resources.configuration.locales
    return (0 until wanted.size()).firstNotNullOfOrNull { known[wanted[it].language] } ?: Language.EN
}
