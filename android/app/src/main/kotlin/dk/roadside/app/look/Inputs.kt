package dk.roadside.app.look

import android.app.DatePickerDialog
import android.app.TimePickerDialog
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.InsetDrawable
import android.text.InputType
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.inputmethod.EditorInfo
import android.widget.ArrayAdapter
import android.widget.AutoCompleteTextView
import android.widget.EditText
import android.widget.LinearLayout
import android.widget.RadioButton
import android.widget.RadioGroup
import dk.roadside.core.Label
import java.time.Instant
import java.time.ZonedDateTime
import java.util.Locale

/** Something to choose. */
class Choice(
    /** What it is called. */
    val text: String,
    /** Whether it is chosen. */
    val chosen: Boolean,
    /** Chooses it. */
    val choose: () -> Unit,
)

/**
 * Choices of which one is chosen at most, each as large as a thumb. Two stand side by side where
 * type is not large, more of them one below the other.
 */
fun Kit.choices(choices: List<Choice>): RadioGroup = RadioGroup(context).also { group ->
    val beside = choices.size == 2 && !largeType
    group.orientation = if (beside) LinearLayout.HORIZONTAL else LinearLayout.VERTICAL
    choices.forEachIndexed { at, choice ->
        val button = RadioButton(context).apply {
            text = choice.text
            textSize = 18f
            setTextColor(if (choice.chosen) palette.onAction else palette.action)
            typeface = Typeface.DEFAULT_BOLD
            // The ring keeps clear of the edge.
            buttonDrawable = buttonDrawable?.let { InsetDrawable(it, dp(10), 0, 0, 0) }
            buttonTintList = ColorStateList.valueOf(if (choice.chosen) palette.onAction else palette.action)
            id = View.generateViewId()
            gravity = Gravity.CENTER_VERTICAL or Gravity.START
            minHeight = dp(56)
            minimumHeight = dp(56)
            setPadding(dp(10), dp(8), dp(14), dp(8))
            val ground = if (choice.chosen) palette.action else palette.ground
            background = touchable(filled(ground, 12, if (choice.chosen) null else palette.edge), palette.action)
            isChecked = choice.chosen
            tag = choice.text
            // The screen is drawn anew with what was chosen; two radio buttons never disagree.
            setOnClickListener { choice.choose() }
        }
        val room = if (beside) RadioGroup.LayoutParams(0, WRAP_CONTENT, 1f) else RadioGroup.LayoutParams(MATCH_PARENT, WRAP_CONTENT)
        if (at > 0 && beside) room.marginStart = dp(8)
        if (at > 0 && !beside) room.topMargin = dp(8)
        group.addView(button, room)
    }
}

/** What is typed into a field. */
enum class Typed {
    /** Words. */
    WORDS,

    /** A number; a comma or a point may stand in it. */
    NUMBER,
}

/** A field with its name above it and a button that takes in what was typed. */
fun Kit.field(name: String, kind: Typed, note: String? = null, lines: Int = 1, take: (String) -> Unit): View {
    val field = EditText(context)
    field.inputType = when (kind) {
        Typed.NUMBER -> InputType.TYPE_CLASS_NUMBER or InputType.TYPE_NUMBER_FLAG_DECIMAL
        Typed.WORDS -> InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS or
            (if (lines > 1) InputType.TYPE_TEXT_FLAG_MULTI_LINE else 0)
    }
    return around(field, name, note, lines, take)
}

/**
 * A field for a country, which completes the names the phone has for countries.
 *
 * @param take gets the code (ISO 3166-1 alpha-2), or what was typed where it is no name.
 */
fun Kit.country(name: String, take: (String) -> Unit): View {
    val reader = Locale.forLanguageTag(language.tag())
    val codes = Locale.getISOCountries().associateBy { Locale.Builder().setRegion(it).build().getDisplayCountry(reader) }
    val field = AutoCompleteTextView(context).apply {
        threshold = 1
        setAdapter(ArrayAdapter(context, android.R.layout.simple_list_item_1, codes.keys.sorted()))
        inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
    }
    return around(field, name, note = null, lines = 1) { typed ->
        val known = codes.entries.firstOrNull { it.key.equals(typed.trim(), ignoreCase = true) }
        take(known?.value ?: typed)
    }
}

/** Day and time of day, by the phone's own pickers; never later than now. */
fun Kit.moment(name: String, take: (Instant) -> Unit): View = button(name) {
    val now = ZonedDateTime.now()
    val pickDay = DatePickerDialog(context, { _, year, month, day ->
        TimePickerDialog(context, { _, hour, minute ->
            take(ZonedDateTime.of(year, month + 1, day, hour, minute, 0, 0, now.zone).toInstant())
        }, now.hour, now.minute, true).show()
    }, now.year, now.monthValue - 1, now.dayOfMonth)
    pickDay.datePicker.maxDate = System.currentTimeMillis()
    pickDay.show()
}

private fun Kit.around(field: EditText, name: String, note: String?, lines: Int, take: (String) -> Unit): View {
    val label = quiet(name)
    field.apply {
        id = View.generateViewId()
        textSize = 18f
        setTextColor(palette.ink)
        background = filled(palette.ground, 12, palette.edge)
        setPadding(dp(14), dp(12), dp(14), dp(12))
        minHeight = dp(56)
        minimumHeight = dp(56)
        minLines = lines
        gravity = if (lines > 1) Gravity.TOP or Gravity.START else Gravity.CENTER_VERTICAL or Gravity.START
        if (lines == 1) imeOptions = EditorInfo.IME_ACTION_DONE
        setOnEditorActionListener { _, action, _ ->
            (action == EditorInfo.IME_ACTION_DONE).also { if (it) take(text.toString()) }
        }
        tag = name
    }
    label.labelFor = field.id
    val done = button(say(Label.NEXT)) { take(field.text.toString()) }
    return column(listOfNotNull(label, note?.let(::body), field, done), gap = 8)
}
