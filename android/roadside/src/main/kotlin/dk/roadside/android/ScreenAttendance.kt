package dk.roadside.android

import android.app.Activity
import android.app.Application
import android.os.Bundle
import dk.roadside.Attendance
import dk.roadside.core.RoadsideException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch

/**
 * Keeps the database open while one of the app's activities is on screen, and lets it be closed
 * when none is: `application.registerActivityLifecycleCallbacks(ScreenAttendance(roadside.attendance))`.
 *
 * @param trouble hears why the database could not be opened again; every call says so too.
 */
class ScreenAttendance(
    private val attendance: Attendance,
    private val trouble: (RoadsideException) -> Unit = {},
) : Application.ActivityLifecycleCallbacks {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    override fun onActivityStarted(activity: Activity) = shown()

    override fun onActivityStopped(activity: Activity) = hidden()

    internal fun shown() = inOrder { attendance.enter() }

    internal fun hidden() = inOrder { attendance.leave() }

    override fun onActivityCreated(activity: Activity, state: Bundle?) = Unit
    override fun onActivityResumed(activity: Activity) = Unit
    override fun onActivityPaused(activity: Activity) = Unit
    override fun onActivitySaveInstanceState(activity: Activity, state: Bundle) = Unit
    override fun onActivityDestroyed(activity: Activity) = Unit

    /** Begun at once, on the main thread, so that they queue up in the order of the screens; nothing blocks there. */
    private fun inOrder(step: suspend () -> Unit) {
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                step()
            } catch (failed: RoadsideException) {
                trouble(failed)
            }
        }
    }
}
