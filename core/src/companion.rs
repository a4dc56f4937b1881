//! The use-cases, one method each: the only place where clock, store, net and domain meet.
