//! What the library weighs that a phone loads, stripped, and what each part of it costs.
//!
//! The whole is `bindings/ffi` itself. Its parts are weighed behind a plain C door that is put
//! together under `target/size` from `xtask/door` and calls what the facade offers, so that nothing
//! of it is thrown away: built three times, each with more behind the door. What each part adds
//! is the difference, and what the bindings add is the rest.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What one ABI may weigh, in bytes.
const BUDGET: u64 = 6_000_000;

/// What stands behind the door, least first.
const PARTS: [(&str, &str); 3] = [
    (
        "handbook",
        "countries, borders, terms, sentences, notice, position",
    ),
    (
        "companion",
        "cards and cases: SQLite, sealing, call plan, SMS",
    ),
    (
        "delivery",
        "HTTPS to the alarm centre: reqwest, rustls, ring, root certificates",
    ),
];

/// What is added to the parts for Kotlin and Swift.
const BINDINGS: (&str, &str) = (
    "bindings",
    "UniFFI: every call, record and error for Kotlin and Swift, async calls",
);

/// The door itself; `{rest}` calls the parts that are behind it.
const DOOR: &str = "#![allow(missing_docs, dead_code)]
{modules}
#[unsafe(no_mangle)]
pub extern \"C\" fn roadside_door(bytes: *const u8, length: usize) -> usize {
    let bytes = unsafe { std::slice::from_raw_parts(bytes, length) };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let language = roadside_core::types::Language::parse(text).unwrap_or(roadside_core::types::Language::En);
    handbook::use_all(bytes, text, language){rest}
}
";

/// Prints what the library weighs and what each part adds.
#[allow(clippy::print_stderr, clippy::print_stdout)]
pub fn print() -> ExitCode {
    match weigh() {
        Ok(sizes) => {
            let mut before = 0;
            for ((name, holds), size) in PARTS.iter().chain([&BINDINGS]).zip(&sizes) {
                println!(
                    "{name:10} {:>8.2} MB  {holds}",
                    megabytes(size.saturating_sub(before))
                );
                before = *size;
            }
            println!(
                "{:10} {:>8.2} MB  of {:.2} MB",
                "together",
                megabytes(before),
                megabytes(BUDGET)
            );
            if before > BUDGET {
                eprintln!("the library is over its budget");
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the size could not be measured: {error}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn weigh() -> Result<Vec<u64>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("no workspace")?;
    let mut sizes = Vec::new();
    for behind in 1..=PARTS.len() {
        let library = build(root, behind)?;
        sizes.push(fs::metadata(library)?.len());
    }
    sizes.push(fs::metadata(phone_library(root)?)?.len());
    Ok(sizes)
}

/// Builds the library itself, with the phone's own profile.
fn phone_library(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--profile", "phone"])
        .args(["--package", "roadside-ffi"])
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err("the library did not build".into());
    }
    Ok(root.join("target/phone").join(crate::bindings::library()))
}

/// Builds the door with this many parts behind it, with the phone's own profile.
fn build(root: &Path, behind: usize) -> Result<PathBuf, Box<dyn Error>> {
    let place = root.join("target/size");
    let door = place.join("door");
    fs::create_dir_all(door.join("src"))?;
    let mut modules = String::new();
    let mut rest = String::new();
    for (name, _) in PARTS.iter().take(behind) {
        modules.push_str(&format!("mod {name};\n"));
        fs::copy(
            root.join(format!("xtask/door/{name}.rs")),
            door.join(format!("src/{name}.rs")),
        )?;
        rest.push_str(match *name {
            "companion" => " + companion::use_all(bytes, text, language)",
            "delivery" => " + companion::open(text).map_or(0, |own| delivery::use_all(&own, text))",
            _ => "",
        });
    }
    let source = DOOR.replace("{modules}", &modules).replace("{rest}", &rest);
    fs::write(door.join("src/lib.rs"), source)?;
    let workspace = fs::read_to_string(root.join("Cargo.toml"))?;
    let profiles = workspace
        .find("[profile.release]")
        .and_then(|at| workspace.get(at..))
        .ok_or("the workspace has no release profile")?;
    let core = root.join("core");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"roadside-door\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\n[dependencies]\nroadside-core = {{ path = {core:?} }}\n\
         chrono = {{ version = \"0.4\", default-features = false }}\nserde_json = \"1.0\"\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"time\"] }}\n\n{profiles}"
    );
    fs::write(door.join("Cargo.toml"), manifest)?;
    fs::copy(root.join("Cargo.lock"), door.join("Cargo.lock"))?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--profile", "phone"])
        .arg("--target-dir")
        .arg(&place)
        .current_dir(&door)
        .status()?;
    if !status.success() {
        return Err("the door did not build".into());
    }
    let name = format!(
        "{}roadside_door{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    );
    Ok(place.join("phone").join(name))
}
