package dk.roadside.android

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri

/** What became of handing a call or a message to the phone's own app. */
sealed interface HandedOver {
    /** The phone's app is open with everything filled in; the person presses the button. */
    data object Done : HandedOver

    /** No app on this device takes it (a tablet, a work profile): show the number to dial elsewhere. */
    data object NobodyTakesIt : HandedOver

    /** The address is not a `tel:` or `sms:` URI; nothing was opened. */
    data object NotOurs : HandedOver
}

/**
 * Opens the dialler with the number filled in. It never calls by itself: the person presses the
 * button, and no permission is needed. Emergency calls go the same way, so that the phone's own
 * emergency handling stays in charge.
 *
 * @param number the core's `tel:` URI (RFC 3966), or a number as it is dialled: `112`.
 */
fun Context.dial(number: String): HandedOver {
    val uri = if (number.all { it in DIALLED } && number.any(Char::isDigit)) "tel:" + Uri.encode(number.filter { it !in " -" }, "+*") else number
    return handOver(uri, "tel", Intent.ACTION_DIAL)
}

private const val DIALLED = "0123456789+*# -"

/**
 * Opens the messaging app with recipient and text filled in. The person presses send.
 *
 * @param uri the core's `sms:` URI (RFC 5724), the text in `body`.
 */
fun Context.composeSms(uri: String): HandedOver = handOver(uri, "sms", Intent.ACTION_SENDTO) {
    // Some messaging apps read only this extra, some only the URI.
    Uri.parse(uri).opaqueParameter("body")?.let { body -> putExtra("sms_body", body) }
}

private fun Context.handOver(
    uri: String,
    scheme: String,
    action: String,
    more: Intent.() -> Unit = {},
): HandedOver {
    val address = Uri.parse(uri)
    if (!scheme.equals(address.scheme, ignoreCase = true)) return HandedOver.NotOurs
    val intent = Intent(action, address).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK).apply(more)
    return try {
        startActivity(intent)
        HandedOver.Done
    } catch (_: ActivityNotFoundException) {
        HandedOver.NobodyTakesIt
    } catch (_: SecurityException) {
        // A device owner may forbid it; to the person that is the same.
        HandedOver.NobodyTakesIt
    }
}

/** `Uri.getQueryParameter` refuses `sms:` URIs: they have no authority. */
private fun Uri.opaqueParameter(name: String): String? =
    encodedSchemeSpecificPart.substringAfter('?', "").split('&')
        .firstOrNull { it.substringBefore('=') == name }
        ?.let { Uri.decode(it.substringAfter('=', "")) }
