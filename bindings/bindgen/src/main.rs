//! Writes Kotlin and Swift from the library phones link.
//!
//! `roadside-bindgen LIBRARY kotlin|swift OUT`: the library must still hold its metadata, so it is
//! a debug build or one stripped of debug symbols only. Nothing generated is committed.

#![allow(clippy::print_stderr)]

mod discreet;

use std::path::Path;
use std::process::ExitCode;
use uniffi::{
    GenerateOptions, SwiftBindingsOptions, TargetLanguage, generate, generate_swift_bindings,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [library, language, out] = arguments.as_slice() else {
        eprintln!("roadside-bindgen LIBRARY kotlin|swift OUT");
        return ExitCode::from(2);
    };
    let written = match language.as_str() {
        "kotlin" => kotlin(library, out),
        "swift" => swift(library, out),
        _ => {
            eprintln!("roadside-bindgen: kotlin or swift");
            return ExitCode::from(2);
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("roadside-bindgen: {why}");
            ExitCode::FAILURE
        }
    }
}

type Written = Result<(), Box<dyn std::error::Error + Send + Sync>>;

fn kotlin(library: &str, out: &str) -> Written {
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: out.into(),
        ..GenerateOptions::default()
    };
    generate(options)?;
    let file = Path::new(out).join("dk/roadside/core/roadside.kt");
    let source = std::fs::read_to_string(&file)?;
    Ok(std::fs::write(&file, discreet::silence(&source)?)?)
}

fn swift(library: &str, out: &str) -> Written {
    let options = SwiftBindingsOptions {
        generate_swift_sources: true,
        generate_headers: true,
        generate_modulemap: true,
        source: library.into(),
        out_dir: out.into(),
        module_name: Some("RoadsideFFI".to_owned()),
        modulemap_filename: Some("module.modulemap".to_owned()),
        ..SwiftBindingsOptions::default()
    };
    Ok(generate_swift_bindings(options)?)
}
