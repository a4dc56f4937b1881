//! The parts of the `roadside` program that tests and demos use as a library.

pub mod alarm_centre;
pub mod key_file;
