package dk.roadside.android

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.os.SystemClock
import dk.roadside.core.Fix
import dk.roadside.core.LocationSource
import dk.roadside.core.LocationSourceException
import dk.roadside.core.Method
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.withTimeoutOrNull

/**
 * The phone's own receivers: satellites, network, and what the system makes of both. Needs no
 * Google Play services.
 *
 * It judges nothing: every position heard is handed over with its accuracy and the time it was
 * measured, the last known ones too, and the core says which to trust. Every wait has an end.
 *
 * @param receivers the phone's; tests give their own.
 * @param patience how long a good fix is waited for; the core has an end of its own beyond it.
 * @param goodEnough accuracy radius in metres (68 %) at which waiting ends early.
 */
class PhoneLocation(
    private val receivers: Receivers,
    private val patience: Duration = 8.seconds,
    private val goodEnough: Double = 30.0,
) : LocationSource {
    /** The phone's own. */
    constructor(context: Context) : this(PhoneReceivers(context))

    /**
     * Every fix to be had within [patience], known ones first; empty when there is none.
     *
     * @throws LocationSourceException.Denied when the app may not know where the phone is.
     * @throws LocationSourceException.Off when location is switched off and no position is known from before.
     */
    override suspend fun fixes(): List<Fix> {
        if (!receivers.allowed()) throw LocationSourceException.Denied()
        return try {
            val names = receivers.enabled()
            val known = receivers.lastKnown()
            if (names.isEmpty() && known.isEmpty()) throw LocationSourceException.Off()
            val fresh = if (names.isEmpty() || known.any(::good)) emptyList() else listen(names)
            (known + fresh).map(Heard::toFix)
        } catch (_: SecurityException) {
            // Taken back while we waited.
            throw LocationSourceException.Denied()
        }
    }

    private suspend fun listen(names: List<String>): List<Heard> {
        val heard = mutableListOf<Heard>()
        // Bounded, the oldest dropped: receivers may report faster than anybody reads.
        val arriving = Channel<Heard>(MOST, BufferOverflow.DROP_OLDEST)
        val stop = receivers.listen(names) { arriving.trySend(it) }
        try {
            withTimeoutOrNull(patience) {
                for (next in arriving) {
                    heard += next
                    if (good(next)) break
                }
            }
        } finally {
            stop()
        }
        return heard.takeLast(MOST)
    }

    private fun good(heard: Heard) =
        heard.accuracyM != null && heard.accuracyM in 0.1..goodEnough && heard.age <= FRESH

    private companion object {
        const val MOST = 16

        /** Younger than this, a position from before is as good as a new one for a car that stands still. */
        val FRESH = 10.seconds
    }
}

/** One position as a receiver reported it. */
class Heard(
    /** Latitude in degrees, WGS 84. */
    val lat: Double,
    /** Longitude in degrees, WGS 84. */
    val lon: Double,
    /** Radius in metres that holds the true place with 68 %; null when the receiver does not say. */
    val accuracyM: Double?,
    /** How long ago it was measured. */
    val age: Duration,
    /** When it was measured, by this phone's clock. */
    val at: Instant,
    /** How it was measured. */
    val method: Method,
) {
    internal fun toFix() = Fix(lat, lon, accuracyM, at, method)

    override fun toString() = "Heard"
}

/** The receivers of a device. */
interface Receivers {
    /** Whether the app may ask at all. */
    fun allowed(): Boolean

    /** Receivers that are switched on. */
    fun enabled(): List<String>

    /**
     * Positions from before, of any age.
     *
     * @throws SecurityException when that is not allowed.
     */
    fun lastKnown(): List<Heard>

    /**
     * Hears every new position until the returned function is called.
     *
     * @throws SecurityException when that is not allowed.
     */
    fun listen(names: List<String>, hear: (Heard) -> Unit): () -> Unit
}

/** The receivers Android's `LocationManager` knows. */
internal class PhoneReceivers(private val context: Context) : Receivers {
    private val manager = context.getSystemService(LocationManager::class.java)

    override fun allowed() = listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        .any { context.checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED }

    override fun enabled(): List<String> = wanted().filter { manager?.isProviderEnabled(it) == true }

    override fun lastKnown(): List<Heard> = wanted().mapNotNull { manager?.getLastKnownLocation(it)?.heard() }

    override fun listen(names: List<String>, hear: (Heard) -> Unit): () -> Unit {
        val listener = object : LocationListener {
            override fun onLocationChanged(location: Location) = hear(location.heard())

            // Without bodies of their own these crash on API levels below 30.
            override fun onProviderEnabled(provider: String) = Unit
            override fun onProviderDisabled(provider: String) = Unit

            @Deprecated("Called below API level 29 only")
            override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
        }
        val stop = { manager?.removeUpdates(listener) ?: Unit }
        try {
            names.forEach { manager?.requestLocationUpdates(it, 0L, 0f, listener, Looper.getMainLooper()) }
        } catch (refused: SecurityException) {
            stop()
            throw refused
        }
        return stop
    }

    private fun wanted(): List<String> = buildList {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) add(LocationManager.FUSED_PROVIDER)
        add(LocationManager.GPS_PROVIDER)
        add(LocationManager.NETWORK_PROVIDER)
    }.filter { it in manager?.allProviders.orEmpty() }
}

private fun Location.heard(): Heard {
    // The time since boot, not the receiver's wall clock: some receivers still miscount GPS weeks.
    val age = ((SystemClock.elapsedRealtimeNanos() - elapsedRealtimeNanos) / 1_000_000).coerceAtLeast(0).milliseconds
    return Heard(
        lat = latitude,
        lon = longitude,
        accuracyM = if (hasAccuracy()) accuracy.toDouble() else null,
        age = age,
        at = Instant.now().minusMillis(age.inWholeMilliseconds),
        method = if (provider == LocationManager.GPS_PROVIDER) Method.GNSS else Method.UNKNOWN,
    )
}
