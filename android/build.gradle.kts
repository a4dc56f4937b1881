buildscript {
    dependencies {
        // The Android plugin compiles Kotlin itself; this says with which version.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
}
