//! Per country: who may help you here, emergency numbers, workshop languages, safety first.
//!
//! Decides what is attested well enough to be shown. What is shown when is decided by
//! `notice` and `assistance`.
