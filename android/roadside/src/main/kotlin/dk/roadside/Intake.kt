package dk.roadside

import dk.roadside.core.RoadsideException
import dk.roadside.core.RoadsideIntake
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * The alarm centre's intake: the only host ever contacted.
 *
 * @param address https; http only to this device.
 * @param patience the longest one attempt may take, milliseconds counted.
 * @param extraRoots certificates (PEM) trusted beside the public roots.
 * @throws RoadsideException.BadInput when the address is neither, or the roots hold no certificate.
 */
class Intake(address: String, patience: Duration = 15.seconds, extraRoots: ByteArray? = null) {
    internal val opened: RoadsideIntake =
        RoadsideIntake.at(address, patience.inWholeMilliseconds.coerceIn(1, UInt.MAX_VALUE.toLong()).toUInt(), extraRoots)

    override fun toString() = "Intake"
}
