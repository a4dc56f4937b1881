//! The terminal shell and the reference alarm centre.
//!
//! A shell lays out and asks; it holds no insurance rule and no sentence of its own. Everything
//! it knows it asks of [`roadside_core::companion::Companion`].

pub mod alarm_centre;
pub mod args;
mod commands;
pub mod key_file;
mod problem;
mod screen;

use problem::Stop;
use roadside_core::error::Error;
use roadside_core::types::{Fault, Problem};
use screen::Screen;

/// Runs one command line, program name first, and gives the exit code of `docs/terminal.md`:
/// 0 done, 2 bad input, 3 not found, 4 alarm centre unreachable, 5 storage or key.
pub fn run(arguments: Vec<String>) -> u8 {
    let language = args::language(&arguments);
    let json = arguments.iter().any(|argument| argument == "--json");
    let screen = Screen { language, json };
    let matches = match args::tree(language).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&screen, &error),
    };
    match commands::run(&screen, &matches) {
        Ok(()) => 0,
        Err(Stop::Because(error)) => problem::tell(&screen, &error),
        Err(Stop::Told(code)) => code,
    }
}

/// Help and version are answers; anything else the parser says becomes our own error, in the
/// driver's language, naming the option and never its value.
fn usage(screen: &Screen, error: &clap::Error) -> u8 {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.raw(&error.render().ansi().to_string());
            return 0;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
            if !screen.json =>
        {
            screen.remark(&error.render().ansi().to_string());
            return 2;
        }
        _ => {}
    }
    let mut names: Vec<String> = [
        ContextKind::InvalidArg,
        ContextKind::InvalidSubcommand,
        ContextKind::PriorArg,
    ]
    .into_iter()
    .filter_map(|kind| error.get(kind))
    .flat_map(|value| match value {
        ContextValue::String(name) => vec![name.clone()],
        ContextValue::Strings(names) => names.clone(),
        _ => Vec::new(),
    })
    .collect();
    if names.is_empty() {
        names.push("roadside".to_owned());
    }
    let allowed: Vec<String> = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => values.clone(),
        _ => Vec::new(),
    };
    let faults = names
        .iter()
        .map(|name| {
            // Only an option of ours is repeated: anything else could be what somebody pasted.
            let option = name.split([' ', '=']).next().unwrap_or_default();
            let harmless = option.len() <= 30
                && option
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '<' | '>'));
            let at = if harmless {
                option.to_owned()
            } else {
                "?".to_owned()
            };
            let problem = match error.kind() {
                ErrorKind::MissingRequiredArgument => Problem::Missing,
                ErrorKind::InvalidValue if !allowed.is_empty() => {
                    Problem::NotOneOf(allowed.clone())
                }
                ErrorKind::InvalidUtf8 => Problem::NotUnicode,
                _ => Problem::Usage,
            };
            Fault { at, problem }
        })
        .collect();
    problem::tell(screen, &Error::BadInput { faults })
}
