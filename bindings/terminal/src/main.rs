//! `roadside`: see `roadside --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A word that is not Unicode cannot be one of ours; shown lossily, it is refused as unknown.
    let arguments = std::env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    ExitCode::from(roadside_terminal::run(arguments))
}
