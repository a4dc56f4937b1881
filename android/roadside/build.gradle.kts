import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.library)
}

val repository = rootDir.parentFile
val nativeLibraries = layout.buildDirectory.dir("rust/jniLibs")

/** Kotlin generated from the Rust library; needs Rust, no NDK. */
val bindings = tasks.register<Exec>("bindings") {
    workingDir = repository
    commandLine("cargo", "xtask", "bindings")
}

/** The Rust library for every ABI; needs the NDK (r28 or newer: 16 KB pages) and cargo-ndk. */
val cargoNdk = tasks.register<Exec>("cargoNdk") {
    workingDir = repository
    commandLine(
        "cargo", "ndk",
        "--target", "arm64-v8a", "--target", "armeabi-v7a", "--target", "x86_64",
        "--platform", "26",
        "--output-dir", nativeLibraries.get().asFile.path,
        "build", "--package", "roadside-ffi", "--profile", "phone", "--locked",
    )
}

android {
    namespace = "dk.roadside"
    compileSdk = 36
    ndkVersion = "28.2.13676358"

    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    sourceSets.named("main") {
        kotlin.directories += repository.resolve("target/bindings/kotlin").path
        jniLibs.directories += nativeLibraries.get().asFile.path
    }

    // The suite runs on the JVM through Maven (`cargo xtask kotlin`), against the host's library.
    testOptions.unitTests.all { it.enabled = false }

    publishing {
        singleVariant("release") { withSourcesJar() }
    }
}

kotlin {
    compilerOptions { jvmTarget = JvmTarget.JVM_17 }
}

tasks.named("preBuild") { dependsOn(bindings, cargoNdk) }

dependencies {
    api(libs.coroutines.core)
    implementation(libs.jna) { artifact { type = "aar" } }
}
