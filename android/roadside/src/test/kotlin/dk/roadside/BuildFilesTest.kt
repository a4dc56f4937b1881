package dk.roadside

import android.app.job.JobService
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.w3c.dom.Element

/** The Gradle build cannot be run everywhere; what it shares with this one is compared. */
class BuildFilesTest {
    private val android = File("..").canonicalFile

    private fun xml(file: File): Element =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).documentElement

    private fun Element.each(name: String): List<Element> =
        getElementsByTagName(name).let { all -> List(all.length) { all.item(it) as Element } }

    @Test
    fun `Maven and Gradle take the same versions`() {
        val catalog = File(android, "gradle/libs.versions.toml").readLines()
            .mapNotNull { Regex("""(\w+) = "([^"]+)"""").matchEntire(it)?.destructured }
            .associate { (name, version) -> name to version }
        val properties = xml(File(android, "pom.xml"))
        for (name in listOf("kotlin", "coroutines", "jna", "junit")) {
            assertEquals(properties.each("$name.version").single().textContent, catalog[name], name)
        }
    }

    @Test
    fun `the service in the manifest is a class of this library, closed to other apps`() {
        val service = xml(File(android, "roadside/src/main/AndroidManifest.xml")).each("service").single()
        val named = Class.forName(service.getAttribute("android:name"))
        assertTrue(JobService::class.java.isAssignableFrom(named))
        assertEquals("false", service.getAttribute("android:exported"))
        assertEquals("android.permission.BIND_JOB_SERVICE", service.getAttribute("android:permission"))
    }

    @Test
    fun `no permission is asked for beyond what is used`() {
        val asked = xml(File(android, "roadside/src/main/AndroidManifest.xml")).each("uses-permission")
            .map { it.getAttribute("android:name").removePrefix("android.permission.") }
        val expected = setOf(
            "INTERNET", "ACCESS_NETWORK_STATE", "RECEIVE_BOOT_COMPLETED", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION",
        )
        assertEquals(expected, asked.toSet())
    }
}
