import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.application)
}

android {
    namespace = "dk.roadside.app"
    compileSdk = 36

    defaultConfig {
        applicationId = "dk.roadside.app"
        minSdk = 26
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    // The suite runs on the JVM through Maven (`cargo xtask pictures`), against the host's library.
    testOptions.unitTests.all { it.enabled = false }
}

kotlin {
    compilerOptions { jvmTarget = JvmTarget.JVM_17 }
}

dependencies {
    implementation(project(":roadside"))
    implementation(libs.coroutines.android)
}
