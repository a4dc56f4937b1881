package dk.roadside

import dk.roadside.core.CallPlan
import dk.roadside.core.Fault
import dk.roadside.core.Fix
import dk.roadside.core.HelpWish
import dk.roadside.core.Language
import dk.roadside.core.Method
import dk.roadside.core.Problem
import dk.roadside.core.Product
import dk.roadside.core.Purpose
import dk.roadside.core.Refusal
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidAssessment
import dk.roadside.core.SaidError
import dk.roadside.core.SaidNotices
import dk.roadside.core.StorageFault
import dk.roadside.core.Subject
import dk.roadside.core.TermsRefusal
import dk.roadside.core.Trouble
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** `tests/vectors/phones.json`: the same calls give the same lines in Rust, Kotlin and Swift. */
class VectorsTest {
    @TempDir
    lateinit var path: Path

    private val vectors = JSONObject(vectors("phones.json"))
    private val now = Instant.parse(vectors.getString("now"))

    private fun each(group: String): List<JSONObject> =
        vectors.getJSONArray(group).let { all -> List(all.length(), all::getJSONObject) }.also { assertTrue(it.isNotEmpty()) }

    private fun JSONObject.lines() = getJSONArray("lines").let { all -> List(all.length(), all::getString) }

    private fun JSONObject.language() = Language.valueOf(getString("language").uppercase())

    private fun JSONObject.product() = Product.valueOf(getString("product").replace('-', '_').uppercase())

    private fun JSONObject.told() = getJSONObject("told").let { told -> told.keys().asSequence().associateWith(told::getString) }

    private fun JSONObject.fix() = optJSONObject("fix")?.let { fix ->
        Fix(
            lat = fix.getDouble("lat"),
            lon = fix.getDouble("lon"),
            accuracyM = fix.optDouble("accuracy_m").takeUnless(Double::isNaN),
            fixedAt = fix.optString("fixed_at").takeUnless { it.isEmpty() || it == "null" }?.let(Instant::parse),
            method = Method.valueOf(fix.getString("method").uppercase()),
        )
    }

    private suspend fun phone() =
        Roadside.open(path.toFile(), FixedKey(), Language.EN, now = now).orThrow().also { it.addCard(vectors.getString("card").toByteArray()) }

    @Test
    fun checks() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.EN, now = now)
        for (vector in each("checks")) {
            val said = handbook.check(vector.product(), vector.told(), language = vector.language())
            assertEquals(vector.lines(), said.lines(), vector.getString("name"))
        }
    }

    @Test
    fun verdicts() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.DA, now = now)
        for (vector in each("verdicts")) {
            val said = handbook.check(vector.product(), vector.told())
            assertEquals(vector.lines(), said.benefits.map { "${it.id} ${it.verdict}" }, vector.getString("name"))
        }
    }

    @Test
    fun notices() = runBlocking<Unit> {
        phone().use { roadside ->
            for (vector in each("notices")) {
                val said = roadside.notice(vector.getString("country"), language = vector.language())
                assertEquals(vector.lines(), said.lines())
            }
        }
    }

    @Test
    fun positions() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.EN, now = now)
        for (vector in each("positions")) {
            val said = handbook.sayPosition(vector.fix()!!, vector.language())
            val forms = with(said.forms) { listOf(geoUri, dms, plusCode, spoken) }
            val lines = forms + said.caption + "${said.country ?: "-"} ${said.countryCertain}" + said.cautions
            assertEquals(vector.lines(), lines)
        }
    }

    @Test
    fun `calls for help`() = runBlocking<Unit> {
        phone().use { roadside ->
            for (vector in each("help")) {
                val wish = HelpWish(
                    told = vector.told().facts(),
                    fix = vector.fix(),
                    danger = vector.getBoolean("danger"),
                    onMotorway = vector.get("on_motorway") as? Boolean,
                )
                assertEquals(vector.lines(), roadside.planHelp(wish, vector.language()).lines())
            }
        }
    }

    @Test
    fun `cards that are refused`() = runBlocking<Unit> {
        phone().use { roadside ->
            for (vector in each("cards")) {
                val refused = failure<RoadsideException.BadInput> { roadside.addCard(vector.getString("file").toByteArray()) }
                assertEquals(vector.lines(), refused.said(vector.language()).lines())
            }
        }
    }

    @Test
    fun `every error`() {
        val said = everyError().flatMap { error -> Language.entries.map { error.said(it) } }
        assertEquals(each("errors").map { it.lines() }, said.map { it.lines() })
    }

    private fun SaidAssessment.lines(): List<String> = buildList {
        add("$product $edition")
        for (one in benefits) {
            add("${one.id} ${one.verdict} ${one.verdictText}")
            add("  ${one.title} | ${one.main.message}")
            one.reasons.forEach { add("  reason ${it.clause} ${it.message}") }
            one.conditions.forEach { add("  condition ${it.id} ${it.clause} ${it.message}") }
            one.limits.forEach { add("  limit ${it.id} ${it.value} ${it.unit ?: "-"} ${it.message}") }
            one.youPay.forEach { add("  pay ${it.id} ${it.message}") }
            add("  missing ${one.missing.joinToString(",")}")
            one.assumptions.forEach { add("  assume ${it.fact}=${it.value} ${it.message}") }
        }
        nextQuestion?.let { next ->
            add("next ${next.fact} ${next.kind} ${next.text}")
            next.answers.forEach { add("  answer ${it.value}=${it.text}") }
        }
        add("call ${call.phoneSpaced} ${call.telUri} ${call.who}")
    }

    private fun SaidNotices.lines(): List<String> = buildList {
        add(country.orEmpty())
        for (one in notices) {
            add("${one.language.name.lowercase()} ${one.nativeLanguage} ${one.title}")
            addAll(one.paragraphs)
            add("${one.assistanceCompany} ${one.phone}")
        }
        add(textOfTwo)
    }

    private fun CallPlan.lines(): List<String> = buildList {
        val code = case.code
        add("sms ${sms.to} ${sms.body.replace(code, "CODE").substringBefore(" CHK=")}")
        emergency?.let { add("emergency ${it.phone} ${it.why}") }
        (listOf(first) + then).forEach { add("call ${it.phone} ${it.who} ${it.why}") }
        steps.forEach { add(it.replace(code, "CODE")) }
        haveReady.forEach { add("ready ${it.item}: ${it.value ?: "-"}") }
        add(voice.telUri)
    }

    private fun SaidError.lines() = listOf(name, title, detail, remedy) + fields.map { "${it.at} | ${it.text}" }
}

/** One of every error, in the order of `tests/tests/phone_vectors.rs`. */
fun everyError(): List<RoadsideException> = buildList {
    add(RoadsideException.BadInput(listOf(Fault("vehicle.vin", Problem.VinLength))))
    add(RoadsideException.Locked())
    add(RoadsideException.ConsentNeeded(Purpose.HEALTH))
    Subject.entries.forEach { add(RoadsideException.NotFound(it)) }
    Trouble.entries.forEach { add(RoadsideException.Unreachable(it, null)) }
    Refusal.entries.forEach { add(RoadsideException.NotNow(it)) }
    val refusals = listOf(
        TermsRefusal.NotSigned, TermsRefusal.SignatureUnreadable, TermsRefusal.UntrustedKey(0xE7u),
        TermsRefusal.SignatureWrong, TermsRefusal.NewerFormat, TermsRefusal.UnknownProduct, TermsRefusal.Faulty,
        TermsRefusal.NotNewer(3u), TermsRefusal.Expired,
    )
    refusals.forEach { add(RoadsideException.TermsRefused(it)) }
    val faults = listOf(
        StorageFault.SetAside, StorageFault.Tampered("cards"), StorageFault.TooNew, StorageFault.Unwritable,
        StorageFault.Closed, StorageFault.Failed, StorageFault.NoKey,
    )
    faults.forEach { add(RoadsideException.Storage(it)) }
}
