@file:Suppress("unused")

package android.os

/** Stands in the place of Android's own, which asks native code at its first touch: an Android 15 phone. */
class Build {
    object VERSION {
        @JvmField val SDK_INT = 35
        @JvmField val RELEASE = "15"
        @JvmField val CODENAME = "REL"
        @JvmField val RESOURCES_SDK_INT = 35
        @JvmField val DEVICE_INITIAL_SDK_INT = 35
    }

    companion object {
        @JvmField val TYPE = "user"
        @JvmField val IS_DEBUGGABLE = false
    }
}
