//! The library phones link, and the Kotlin and Swift generated from it.
//!
//! Everything goes to `target/bindings`; nothing generated is committed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The file name of the library on this machine.
pub fn library() -> String {
    format!(
        "{}roadside_ffi{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    )
}

/// The workspace's own folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Builds the library with its debug metadata and writes Kotlin to `target/bindings/kotlin`, Swift
/// to `target/bindings/swift`.
pub fn write() -> ExitCode {
    let library = root().join("target/debug").join(library());
    let library = library.to_string_lossy();
    let out = |language: &str| root().join("target/bindings").join(language);
    let (kotlin, swift) = (out("kotlin"), out("swift"));
    let (kotlin, swift) = (kotlin.to_string_lossy(), swift.to_string_lossy());
    let bindgen = ["run", "--quiet", "--package", "roadside-bindgen", "--"];
    let kotlin = [&bindgen[..], &[&library, "kotlin", &kotlin]].concat();
    let swift = [&bindgen[..], &[&library, "swift", &swift]].concat();
    crate::run(&[
        ("library", &["build", "--package", "roadside-ffi"]),
        ("kotlin", &kotlin),
        ("swift", &swift),
    ])
}
