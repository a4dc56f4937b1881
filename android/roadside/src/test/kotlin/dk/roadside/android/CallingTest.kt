package dk.roadside.android

import android.content.ActivityNotFoundException
import android.content.ContextWrapper
import android.content.Intent
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** Dialling and messages, through Android's own `Intent` and `Uri`. */
class CallingTest {
    private class Phone(val refuse: RuntimeException? = null) : ContextWrapper(null) {
        val started = mutableListOf<Intent>()

        override fun startActivity(intent: Intent) {
            refuse?.let { throw it }
            started += intent
        }
    }

    @Test
    fun `the dialler opens with the number, and nobody is called yet`() {
        val phone = Phone()
        assertEquals(HandedOver.Done, phone.dial("tel:+4570105052"))
        val intent = phone.started.single()
        assertEquals(Intent.ACTION_DIAL, intent.action)
        assertEquals("tel:+4570105052", intent.dataString)
    }

    @Test
    fun `a number as people dial it works too, and its signs are not taken for anything else`() {
        val phone = Phone()
        assertEquals(HandedOver.Done, phone.dial("112"))
        assertEquals(HandedOver.Done, phone.dial("*31#70105052"))
        assertEquals(listOf("tel:112", "tel:*31%2370105052"), phone.started.map { it.dataString })
    }

    @Test
    fun `a message is written to its end, diacritics, line breaks and all`() {
        val phone = Phone()
        assertEquals(HandedOver.Done, phone.composeSms("sms:+4570105052?body=K4-77%20%26%20Kj%C3%A6rgaard%0A45.8150%2B15.9819"))
        val intent = phone.started.single()
        assertEquals(Intent.ACTION_SENDTO, intent.action)
        assertEquals("sms:+4570105052?body=K4-77%20%26%20Kj%C3%A6rgaard%0A45.8150%2B15.9819", intent.dataString)
        assertEquals("K4-77 & Kjærgaard\n45.8150+15.9819", intent.getStringExtra("sms_body"))
    }

    @Test
    fun `a device without telephone says so instead of crashing`() {
        for (refusal in listOf(ActivityNotFoundException(), SecurityException("work profile"))) {
            val tablet = Phone(refusal)
            assertEquals(HandedOver.NobodyTakesIt, tablet.dial("tel:112"))
            assertEquals(HandedOver.NobodyTakesIt, tablet.composeSms("sms:112?body=a"))
        }
    }

    @Test
    fun `anything but a call or a message is not opened`() {
        val phone = Phone()
        for (uri in listOf("https://example.org", "intent:#Intent;end", "sms:112", "mailto:a@example.org", "javascript:1")) {
            assertEquals(HandedOver.NotOurs, phone.dial(uri), uri)
        }
        for (uri in listOf("", "112", "tel:112", "smsx:112?body=a", "file:///etc/passwd")) {
            assertEquals(HandedOver.NotOurs, phone.composeSms(uri), uri)
        }
        assertEquals(HandedOver.NotOurs, phone.dial(""))
        assertEquals(emptyList<Intent>(), phone.started)
    }
}
