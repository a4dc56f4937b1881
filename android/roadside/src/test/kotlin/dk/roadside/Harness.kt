package dk.roadside

import dk.roadside.core.HelpWish
import dk.roadside.core.KeyStore
import dk.roadside.core.KeyStoreException
import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Instant
import java.util.concurrent.TimeUnit
import org.json.JSONArray
import org.json.JSONObject

/** A key that is always the same, the byte [of], 32 times; until it is destroyed. */
class FixedKey(private val of: Byte = 7) : KeyStore {
    /** Whether it was destroyed. */
    @Volatile
    var destroyed = false
        private set

    override fun databaseKey() = if (destroyed) throw KeyStoreException.Missing() else ByteArray(32) { of }

    override fun destroyKey() {
        destroyed = true
    }
}

/** Opens what is in [folder] as a motorist who has just installed the app would. */
suspend fun opened(
    folder: File,
    keys: KeyStore = FixedKey(),
    language: Language = Language.EN,
    now: Instant? = null,
): Roadside = Roadside.open(folder, keys, language, now = now).orThrow()

/** The same with the sample card. */
suspend fun withCard(folder: File, card: JSONObject = sampleCard()): Roadside =
    opened(folder).also { it.addCard(card.toString().toByteArray()) }

/** A breakdown in Zagreb, told as the sample card's owner would. */
val BREAKDOWN = HelpWish(told = mapOf("event.kind" to "breakdown", "place.country" to "HR").facts())

/** A card whose every value is easy to find again: the one of `tests/src/vectors.rs`. */
fun sampleCard() = JSONObject(
    """
    {
      "product": "rescue-abroad", "service_card_no": "RC-7781-4402", "insurer": "Havblik Forsikring",
      "policy_no": "KP-55660-91", "assistance_company": "SOS International a/s", "alarm_phone": "+4570105052",
      "vehicle": {
        "kind": "passenger_car", "make": "Skoda", "model": "Octavia Combi", "model_year": 2021,
        "registration": "ZQ 48 217", "registered_in": "DK", "vin": "TMBJJ7NE8L0123456",
        "permitted_weight_kg": 1965, "casco": true, "use": "private"
      },
      "towed": null,
      "holder": {"name": "Mette Kjærgaard", "phone": "+4520304050"},
      "in_force_from": "2026-01-01", "in_force_to": null, "intake_token": "tok-9f3c2e7a51"
    }
    """,
)

/** What of [sampleCard] must never be found in an error or a log, as entered and as normalised. */
val NEEDLES = listOf(
    "RC-7781-4402", "Havblik", "KP-55660-91", "ZQ 48 217", "ZQ48217", "TMBJJ7NE8L0123456",
    "Mette", "Kjærgaard", "20304050", "tok-9f3c2e7a51", "Octavia",
)

/** A file of the shared vectors. */
fun vectors(name: String): String = File(property("roadside.vectors"), name).readText()

/** What the terminal program prints with `--json`, its home in [home]. */
fun terminal(home: File, vararg arguments: String, input: String = ""): String {
    val process = ProcessBuilder(property("roadside.program"), *arguments, "--json")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .apply {
            environment().remove("ROADSIDE_INTAKE")
            environment()["ROADSIDE_HOME"] = home.path
            environment()["LC_ALL"] = "en_GB.UTF-8"
        }
        .start()
    val writer = kotlin.concurrent.thread { process.outputStream.use { it.write(input.toByteArray()) } }
    val out = process.inputStream.readBytes().decodeToString()
    writer.join()
    check(process.waitFor(60, TimeUnit.SECONDS)) { "the program does not end" }
    return out
}

/** The reference alarm centre in a process of its own, on this machine's loopback. */
class Centre(data: File, listen: String = "127.0.0.1:0", vararg faults: String) : AutoCloseable {
    private val process = ProcessBuilder(
        listOf(property("roadside.program"), "alarm-centre", "--listen", listen, "--json", "--data", data.path) +
            faults.flatMap { listOf("--fault", it) },
    ).redirectError(ProcessBuilder.Redirect.DISCARD).start()

    /** Its address. */
    val url: String

    init {
        val line = process.inputStream.bufferedReader().readLine() ?: error("the alarm centre did not start")
        url = JSONObject(line).getString("listening")
    }

    /** `host:port`, to start another in the same place. */
    val address get() = url.substringAfterLast('/')

    /** The cases it holds, as `GET /v1/cases` says; or the claims. */
    fun holds(what: String = "cases"): List<JSONObject> {
        val request = HttpRequest.newBuilder(URI("$url/v1/$what")).build()
        val answer = JSONArray(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
        return List(answer.length(), answer::getJSONObject)
    }

    /** Gone at once, as in a power cut. */
    override fun close() {
        process.destroyForcibly().waitFor()
    }
}

/** The one error [call] must end with. */
suspend inline fun <reified E : Throwable> failure(crossinline call: suspend () -> Unit): E {
    val thrown = try {
        call()
        null
    } catch (thrown: Throwable) {
        thrown
    }
    return thrown as? E ?: throw AssertionError("${E::class.simpleName} expected, not $thrown", thrown)
}

/** Every class of error, as a person or a log would see it. */
fun RoadsideException.everythingSaid(): String =
    listOf(message, localizedMessage, toString(), stackTraceToString(), Language.entries.joinToString { said(it).toString() })
        .joinToString("\n")

private fun property(name: String): String =
    System.getProperty(name) ?: error("$name is not set; run the suite with `cargo xtask kotlin`")
