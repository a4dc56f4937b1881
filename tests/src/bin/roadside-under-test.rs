//! The `roadside` program as the journeys start it: the same `run`, built with them, so that a
//! test never meets a stale binary.

fn main() -> std::process::ExitCode {
    let arguments = std::env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    std::process::ExitCode::from(roadside_terminal::run(arguments))
}
