//! The workshop notice: which languages for this country, and the text.
//!
//! Decides what a garage is told and in which order of languages. Laying it out as text or HTML
//! is done here too, so that every shell shows the same page.
