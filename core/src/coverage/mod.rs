//! Coverage: terms as data, facts, three-valued evaluation, verdicts, the next question.
//!
//! Decides what the terms grant in a situation. Where facts come from is the facade's; how
//! certain a place is, `territory`'s.
