//! The library phones link. It re-exports the core's scaffolding and adds nothing.

roadside_core::uniffi_reexport_scaffolding!();
