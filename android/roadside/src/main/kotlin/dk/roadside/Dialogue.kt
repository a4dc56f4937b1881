package dk.roadside

import dk.roadside.core.RoadsideException
import dk.roadside.core.SaidAnswer
import dk.roadside.core.SaidAssessment
import dk.roadside.core.SaidQuestion
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * The pre-check as a dialogue. [question] is what to ask now; [answer] it, or say [doNotKnow],
 * until it is null. [assessment] is what is known at every point.
 */
class Dialogue private constructor(
    private val check: suspend (Map<String, String>) -> SaidAssessment,
    private val begun: Map<String, String>,
    first: SaidAssessment,
) {
    private val mutex = Mutex()
    private val answers = ArrayDeque<Map<String, String>>()

    /** What the terms say, from what is known so far. */
    var assessment: SaidAssessment = first
        private set

    /** What to ask now; null when nothing is open that an answer could settle. */
    val question: SaidQuestion? get() = assessment.nextQuestion

    /** Everything told so far by the names of the facts; an empty value is "I don't know". Goes into the case. */
    val told: Map<String, String> get() = answers.fold(begun) { all, one -> all + one }

    /**
     * Answers [question] with a value of its fact: one of its answers' values, or what was typed.
     *
     * @throws RoadsideException.BadInput when the fact cannot have that value; the question stands.
     */
    suspend fun answer(value: String): SaidAssessment {
        val asked = question ?: return assessment
        return tell(mapOf(asked.fact to value.trim()))
    }

    /** Answers [question] with one of its answers. */
    suspend fun answer(chosen: SaidAnswer): SaidAssessment = answer(chosen.value)

    /**
     * Answers a [question] of kind `position`, whose one answer gives two facts.
     *
     * @param lat latitude in degrees, WGS 84.
     * @param lon longitude in degrees, WGS 84.
     */
    suspend fun answerPosition(lat: Double, lon: Double): SaidAssessment {
        val asked = question ?: return assessment
        val other = asked.with ?: return answer(lat.toString())
        return tell(mapOf(asked.fact to lat.toString(), other to lon.toString()))
    }

    /** "I don't know": the question is not asked again. */
    suspend fun doNotKnow(): SaidAssessment {
        val asked = question ?: return assessment
        return tell(mapOf(asked.fact to ""))
    }

    /** Takes the last answer back; does nothing before the first. */
    suspend fun back(): SaidAssessment = mutex.withLock {
        val last = answers.removeLastOrNull() ?: return@withLock assessment
        try {
            check(told).also { assessment = it }
        } catch (failed: RoadsideException) {
            answers.addLast(last)
            throw failed
        }
    }

    private suspend fun tell(facts: Map<String, String>): SaidAssessment = mutex.withLock {
        check(told + facts).also {
            answers.addLast(facts)
            assessment = it
        }
    }

    override fun toString() = "Dialogue"

    internal companion object {
        suspend fun begin(told: Map<String, String>, check: suspend (Map<String, String>) -> SaidAssessment) =
            Dialogue(check, told, check(told))
    }
}
