package dk.roadside

import dk.roadside.core.Language
import dk.roadside.core.RoadsideException
import java.io.File
import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class NoticeTest {
    @TempDir
    lateinit var path: Path

    @Test
    fun `a garage in Croatia is told in Croatian, every letter in its place`() = runBlocking<Unit> {
        withCard(File(path.toFile(), "home")).use { roadside ->
            val said = roadside.notice(country = "HR", language = Language.DA)
            assertEquals(Language.HR, said.notices.first().language)
            assertEquals(Language.DA, said.notices.last().language)
            val croatian = said.notices.first().paragraphs.joinToString("\n")
            for (letter in "ćšž") assertTrue(letter in croatian.lowercase(), "$letter in $croatian")
            assertTrue("možda je moguć zajam za nužne popravke" in croatian, croatian)
            for (text in listOf(said.text, said.html)) assertTrue("moguć zajam" in text.replace(Regex("\\s+"), " "), text)
            assertTrue("\uFFFD" !in said.html)
        }
    }

    @Test
    fun `in every language it is what the terminal says, letter by letter`() = runBlocking<Unit> {
        val home = File(path.toFile(), "terminal")
        val card = File(path.toFile(), "card.json").apply { writeText(sampleCard().toString()) }
        terminal(home, "card", "add", "--file", card.path)
        withCard(File(path.toFile(), "home")).use { roadside ->
            for (language in Language.entries) {
                for (country in listOf("HR", "DE", "CH", "TR")) {
                    val printed = JSONObject(terminal(home, "notice", "--country", country, "--language", language.name.lowercase()))
                    val theirs = printed.getJSONArray("notices").let { all -> List(all.length(), all::getJSONObject) }
                    val ours = roadside.notice(country, language = language).notices
                    assertEquals(theirs.map { it.getString("title") }, ours.map { it.title })
                    val paragraphs = theirs.map { one -> one.getJSONArray("paragraphs").let { List(it.length(), it::getString) } }
                    assertEquals(paragraphs, ours.map { it.paragraphs })
                }
            }
        }
    }

    @Test
    fun `the place of a fix decides the language, and a language can be asked for`() = runBlocking<Unit> {
        withCard(path.toFile()).use { roadside ->
            val fix = Handbook.load(Language.EN).readPosition("45.8150,15.9819~20")
            assertEquals("HR", roadside.notice(fix = fix).country)
            assertEquals(1, roadside.notice(country = "HR", only = Language.PL).notices.size)
            failure<RoadsideException.BadInput> { roadside.notice(country = "Mette Kjærgaard") }
        }
    }
}
