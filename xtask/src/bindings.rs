//! The library phones link, and the Kotlin and Swift generated from it.
//!
//! Everything goes to `target/bindings`; nothing generated is committed.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

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

fn generate(library: &str, language: &str, out: &str) -> bool {
    let program = format!("roadside-bindgen{}", std::env::consts::EXE_SUFFIX);
    let generated = Command::new(root().join("target/debug").join(program))
        .args([library, language, out])
        .current_dir(root())
        .status();
    generated.is_ok_and(|status| status.success())
}

/// Builds the library with its debug metadata and the program `roadside` beside it, and writes
/// Kotlin to `target/bindings/kotlin`, Swift to `target/bindings/swift`.
#[allow(clippy::print_stderr)]
pub fn write() -> ExitCode {
    let library = root().join("target/debug").join(library());
    let library = library.to_string_lossy();
    let out = |language: &str| root().join("target/bindings").join(language);
    let (kotlin, swift) = (out("kotlin"), out("swift"));
    let (kotlin, swift) = (kotlin.to_string_lossy(), swift.to_string_lossy());
    let built = crate::run(&[
        // All at once, or what they share is built anew for each.
        (
            "library, generator and program",
            &[
                "build",
                "--package",
                "roadside-ffi",
                "--package",
                "roadside-bindgen",
                "--package",
                "roadside-terminal",
            ],
        ),
    ]);
    if built != ExitCode::SUCCESS {
        return built;
    }
    for (language, out) in [("kotlin", &kotlin), ("swift", &swift)] {
        if !generate(&library, language, out) {
            eprintln!("== {language}: nothing was generated");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
