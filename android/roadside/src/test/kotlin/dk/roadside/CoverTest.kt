package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.Product
import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidAssessment
import dk.roadside.core.SaidBenefit
import java.io.File
import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import org.json.JSONArray
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class CoverTest {
    @TempDir
    lateinit var path: Path

    private fun SaidAssessment.benefit(id: String) = benefits.single { it.id == id }

    private fun SaidBenefit.clauses() =
        (reasons.map { it.clause } + conditions.map { it.clause } + limits.map { it.clause }).toSet()

    @Test
    fun `an answer names the clauses it rests on and whom to call`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val said = roadside.check(mapOf("event.kind" to "breakdown", "place.country" to "HR"))
            assertTrue(said.benefits.isNotEmpty())
            for (benefit in said.benefits) {
                assertTrue(benefit.verdict in setOf("covered", "conditional", "unknown", "not_covered"))
                assertTrue(benefit.main.clause.isNotBlank(), benefit.id)
                assertTrue(benefit.main.message.isNotBlank(), benefit.id)
            }
            assertEquals("+4570105052", said.call.phone)
            val explained = roadside.explain(said.benefits.first().id, mapOf("event.kind" to "breakdown", "place.country" to "HR"))
            assertTrue(assertNotNullAnd(explained.explain).steps.isNotEmpty())
            assertNull(said.explain)
        }
    }

    private fun <T : Any> assertNotNullAnd(value: T?): T = value ?: throw AssertionError("null")

    @Test
    fun `the dialogue asks until nothing is open, and what was answered is told`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val dialogue = roadside.dialogue(language = Language.DA)
            var asked = 0
            while (true) {
                val question = dialogue.question ?: break
                assertTrue(asked++ < 60, "it never ends")
                assertTrue(question.text.isNotBlank())
                val answer = question.answers.firstOrNull { it.value.isNotEmpty() }
                when {
                    question.kind == "position" -> dialogue.answerPosition(45.8150, 15.9819)
                    question.kind in setOf("yes_no", "choice", "country") && answer != null -> dialogue.answer(answer)
                    else -> dialogue.doNotKnow()
                }
            }
            assertTrue(asked >= 3, "$asked questions")
            assertNull(dialogue.assessment.nextQuestion)
            assertEquals(dialogue.assessment, roadside.check(dialogue.told, language = Language.DA))
            val plan = roadside.planHelp(BREAKDOWN.copy(told = dialogue.told.facts()))
            assertTrue(plan.first.phone.isNotBlank())
        }
    }

    @Test
    fun `a dialogue can go back, and an answer that cannot be leaves the question`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val dialogue = roadside.dialogue()
            val first = assertNotNullAnd(dialogue.question)
            dialogue.answer(first.answers.first { it.value.isNotEmpty() })
            val second = assertNotNullAnd(dialogue.question)
            assertTrue(first != second)
            assertEquals(first, dialogue.back().nextQuestion)
            assertEquals(first, dialogue.back().nextQuestion)
            assertTrue(dialogue.told.isEmpty())
            failure<RoadsideException.BadInput> { dialogue.answer("Mette Kjærgaard") }
            assertEquals(first, dialogue.question)
            assertTrue(dialogue.told.isEmpty())
            dialogue.doNotKnow()
            assertEquals(mapOf(first.fact to ""), dialogue.told)
        }
    }

    @Test
    fun `several cards are put in order, and a journey is prepared`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            roadside.addCard(sampleCard().put("product", "autohjaelp").toString().toByteArray())
            val several = roadside.checkAll(mapOf("event.kind" to "breakdown", "place.country" to "HR"))
            assertEquals(2, several.cards.size)
            assertNotNull(several.first)
            val trip = roadside.trip(dk.roadside.core.Journey(countries = "DE,AT,HR"))
            assertEquals(listOf("DE", "AT", "HR"), trip.countries.map { it.country })
            failure<RoadsideException.BadInput> { roadside.trip(dk.roadside.core.Journey(countries = "Mette")) }
        }
    }

    @Test
    fun `every adjudicated scenario comes out as it was adjudicated`() = runBlocking<Unit> {
        val handbook = Handbook.load(Language.EN)
        val different = scenarios().flatMap { scenario ->
            val said = handbook.check(scenario.product(), scenario.facts())
            scenario.getJSONObject("expect").let { expected ->
                expected.keys().asSequence().toList().mapNotNull { id -> difference(said.benefit(id), expected.getJSONObject(id)) }
                    .map { "${scenario.getString("id")} $it" }
            }
        }
        assertEquals(emptyList<String>(), different)
    }

    private fun difference(got: SaidBenefit, expected: JSONObject): String? {
        val verdict = expected.getString("verdict")
        return when {
            got.verdict != verdict -> "${got.id}: ${got.verdict} instead of $verdict"
            verdict == "unknown" && got.missing.toSet() != expected.texts("missing") -> "${got.id}: missing ${got.missing}"
            verdict == "conditional" && got.conditions.map { it.id }.toSet() != expected.texts("conditions") ->
                "${got.id}: conditions ${got.conditions.map { it.id }}"
            !got.clauses().containsAll(expected.texts("clauses")) -> "${got.id}: cites ${got.clauses()}"
            else -> expected.optJSONObject("limits")?.let { limits ->
                limits.keys().asSequence().firstOrNull { id -> got.limits.none { it.id == id && same(it.value, limits.get(id)) } }
            }?.let { "${got.id}: limit $it" }
        }
    }

    private fun same(text: String, value: Any) =
        if (value is Number) text.toDoubleOrNull() == value.toDouble() else text == value.toString()

    @Test
    fun `word for word it is what the terminal says, in every language`() = runBlocking<Unit> {
        val scenarios = scenarios().filterIndexed { at, _ -> at % 4 == 0 }
        val input = scenarios.joinToString("\n", postfix = "\n") {
            JSONObject().put("product", it.getString("product")).put("facts", it.getJSONObject("situation")).toString()
        }
        for (language in Language.entries) {
            val handbook = Handbook.load(language)
            val printed = terminal(path.toFile(), "check", "--batch", "--language", language.name.lowercase(), input = input)
                .trim().lines().map(::JSONObject)
            assertEquals(scenarios.size, printed.size)
            scenarios.zip(printed).forEach { (scenario, theirs) ->
                val ours = handbook.check(scenario.product(), scenario.facts())
                assertEquals(theirs.getString("edition"), ours.edition)
                val benefits = theirs.getJSONArray("benefits").let { all -> List(all.length(), all::getJSONObject) }
                assertEquals(benefits.map(::words), ours.benefits.map(::words), "${scenario.getString("id")} in $language")
                assertEquals(theirs.optJSONObject("next_question")?.getString("text"), ours.nextQuestion?.text)
                assertEquals(theirs.getJSONObject("call").getString("text"), ours.call.text)
            }
        }
    }

    private fun words(one: JSONObject): List<String> = listOf(one.getString("id"), one.getString("title"), one.getString("verdict_text")) +
        listOf("reasons", "conditions", "limits", "you_pay", "duties", "assumptions").flatMap { key ->
            one.getJSONArray(key).let { all -> List(all.length()) { all.getJSONObject(it).getString("message") } }
        }

    private fun words(one: SaidBenefit): List<String> = listOf(one.id, one.title, one.verdictText) +
        one.reasons.map { it.message } + one.conditions.map { it.message } + one.limits.map { it.message } +
        one.youPay.map { it.message } + one.duties.map { it.message } + one.assumptions.map { it.message }

    private fun scenarios(): List<JSONObject> =
        vectors("scenarios.jsonl").lines().filter(String::isNotBlank).map(::JSONObject).also { assertTrue(it.size > 50) }

    private fun JSONObject.product() = Product.valueOf(getString("product").replace('-', '_').uppercase())

    private fun JSONObject.facts(): Map<String, String> = getJSONObject("situation").let { all ->
        all.keys().asSequence().associateWith { name ->
            when (val value = all.get(name)) {
                JSONObject.NULL -> ""
                is JSONArray -> List(value.length()) { value.get(it).toString() }.joinToString(",")
                else -> value.toString()
            }
        }
    }

    private fun JSONObject.texts(key: String): Set<String> =
        optJSONArray(key)?.let { all -> List(all.length(), all::getString).toSet() }.orEmpty()
}
