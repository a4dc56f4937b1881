//! The command line: which words there are. What they say in `--help` stands in `i18n/terminal`,
//! what they do in `commands`.

mod claim;
mod privacy;
mod rights;

use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use roadside_core::messages;
use roadside_core::types::{Language, Product};
use std::path::PathBuf;

/// One command's help: its key in `i18n/terminal` and an example that can be typed as it stands.
fn command(language: Language, name: &'static str, key: &str, example: &str) -> Command {
    let say = |key: &str| messages::text(language, key, &[]);
    let mut command = Command::new(name)
        .about(say(&format!("help.{key}")))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .next_help_heading(say("help.options"))
        .subcommand_help_heading(say("help.commands"))
        .subcommand_value_name(say("help.command_name"))
        .help_template(format!(
            "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            say("help.usage")
        ))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help(say("help.option.help"))
                .action(ArgAction::Help),
        );
    if !example.is_empty() {
        command = command.after_help(format!("{}:\n  {example}", say("help.example")));
    }
    command
}

/// An option with a value.
fn option(language: Language, name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help_of(language, name))
        .hide_possible_values(true)
        .hide_env(true)
}

/// An option that is there or not.
fn flag(language: Language, name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help_of(language, name))
        .action(ArgAction::SetTrue)
}

/// A word without dashes.
fn word(language: Language, name: &'static str, shown: &'static str) -> Arg {
    Arg::new(name)
        .value_name(shown)
        .help(help_of(language, name))
}

fn help_of(language: Language, name: &str) -> String {
    messages::text(
        language,
        &format!("help.option.{}", name.replace('-', "_")),
        &[],
    )
}

/// `--at` and `--fact`, wherever a situation can be told.
fn with_situation(language: Language, command: Command) -> Command {
    command
        .arg(option(language, "at", "LAT,LON~M").allow_hyphen_values(true))
        .arg(
            option(language, "fact", "NAME=VALUE")
                .action(ArgAction::Append)
                .allow_hyphen_values(true),
        )
}

fn with_intake(language: Language, command: Command) -> Command {
    command
        .arg(option(language, "intake", "URL").env("ROADSIDE_INTAKE"))
        .arg(
            option(language, "intake-root", "PEM")
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append),
        )
        .arg(option(language, "timeout", "SECONDS").value_parser(value_parser!(u64).range(1..=300)))
}

/// The whole command tree with its help in `language`.
pub fn tree(language: Language) -> Command {
    let make = |name, key: &str, example: &str| command(language, name, key, example);
    let file = || {
        option(language, "file", "FILE")
            .value_parser(value_parser!(PathBuf))
            .required(true)
    };
    let format = || {
        option(language, "format", "text|html")
            .value_parser(PossibleValuesParser::new(["text", "html"]))
            .default_value("text")
            .hide_default_value(true)
    };
    let case = || word(language, "case", "CASE").required(true);
    let card = make("card", "card", "roadside card add --file card.json")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(make("add", "card_add", "roadside card add --file card.json").arg(file()))
        .subcommand(make("list", "card_list", "roadside card list"))
        .subcommand(
            make(
                "show",
                "card_show",
                "roadside card show --format html > glove-box.html",
            )
            .arg(format()),
        )
        .subcommand(
            make("use", "card_use", "roadside card use 0197f3c2-…")
                .arg(word(language, "id", "ID").required(true)),
        )
        .subcommand(
            make(
                "export",
                "card_export",
                "roadside card export --qr card.svg",
            )
            .arg(option(language, "qr", "FILE").value_parser(value_parser!(PathBuf))),
        )
        .subcommand(
            make("import", "card_import", "roadside card import RSC1:…")
                .arg(word(language, "payload", "PAYLOAD").required(true)),
        )
        .subcommand(
            make("remove", "card_remove", "roadside card remove 0197f3c2-…")
                .arg(word(language, "id", "ID").required(true)),
        );
    let notice = make(
        "notice",
        "notice",
        "roadside notice --country HR --format html > notice.html",
    )
    .arg(option(language, "country", "CC"))
    .arg(
        option(language, "at", "LAT,LON~M")
            .allow_hyphen_values(true)
            .conflicts_with("country"),
    )
    .arg(option(language, "language-only", "LL"))
    .arg(format());
    let check = with_situation(
        language,
        make(
            "check",
            "check",
            "roadside check --at 45.8150,15.9819~20 --fact event.kind=breakdown --ask",
        )
        .arg(option(language, "situation", "FILE|-"))
        .arg(flag(language, "batch").conflicts_with_all(["situation", "ask"]))
        .arg(
            option(language, "product", "PRODUCT").value_parser(PossibleValuesParser::new(
                Product::ALL
                    .iter()
                    .map(|product| product.word())
                    .collect::<Vec<_>>(),
            )),
        )
        .arg(flag(language, "ask"))
        .arg(option(language, "explain", "BENEFIT").conflicts_with("batch"))
        .arg(flag(language, "all").conflicts_with_all([
            "situation",
            "batch",
            "product",
            "ask",
            "explain",
        ])),
    );
    let trip = make(
        "trip",
        "trip",
        "roadside trip --countries DE,AT,HR --from 2027-07-03 --to 2027-07-24 --tow caravan",
    )
    .arg(option(language, "countries", "CC,CC").required(true))
    .arg(option(language, "from", "DATE"))
    .arg(option(language, "to", "DATE"))
    .arg(option(language, "tow", "trailer|caravan"));
    let plan = |command: Command| {
        with_situation(language, command)
            .arg(flag(language, "danger"))
            .arg(
                option(language, "on-motorway", "yes|no")
                    .value_parser(PossibleValuesParser::new(["yes", "no"])),
            )
            .arg(
                option(language, "passengers", "N").value_parser(value_parser!(u32).range(1..=100)),
            )
            .arg(flag(language, "with-health"))
    };
    let preview = make(
        "preview",
        "privacy_preview",
        "roadside privacy preview --at 45.8150,15.9819~20 --fact event.kind=breakdown",
    );
    let call = with_intake(
        language,
        plan(make(
            "call",
            "call",
            "roadside call --at 45.8150,15.9819~20 --fact event.kind=breakdown --dry-run",
        ))
        .arg(flag(language, "dry-run")),
    );
    let cases = make("case", "case", "roadside case list")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(make("list", "case_list", "roadside case list"))
        .subcommand(with_intake(
            language,
            make("show", "case_show", "roadside case show K7F-2M9-QX").arg(case()),
        ))
        .subcommand(with_intake(
            language,
            plan(
                make(
                    "update",
                    "case_update",
                    "roadside case update K7F-2M9-QX --at 45.8150,15.9819~8",
                )
                .arg(case()),
            ),
        ))
        .subcommand(with_intake(
            language,
            make("cancel", "case_cancel", "roadside case cancel K7F-2M9-QX").arg(case()),
        ));
    let outbox = make("outbox", "outbox", "roadside outbox flush")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(with_intake(
            language,
            make("flush", "outbox_flush", "roadside outbox flush"),
        ));
    let terms_file = || {
        word(language, "terms-file", "FILE")
            .value_parser(value_parser!(PathBuf))
            .required(true)
    };
    let terms = make(
        "terms",
        "terms",
        "roadside terms show rescue-abroad --clause 5.b",
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand(make("list", "terms_list", "roadside terms list"))
    .subcommand(
        make(
            "show",
            "terms_show",
            "roadside terms show rescue-abroad --clause 5.b",
        )
        .arg(word(language, "product", "PRODUCT").required(true))
        .arg(option(language, "clause", "NUMBER")),
    )
    .subcommand(
        make("check", "terms_check", "roadside terms check my-terms.toml").arg(terms_file()),
    )
    .subcommand(
        make(
            "install",
            "terms_install",
            "roadside terms install rescue-abroad.toml",
        )
        .arg(terms_file())
        .arg(option(language, "signature", "FILE").value_parser(value_parser!(PathBuf))),
    )
    .subcommand(
        make("trust", "terms_trust", "roadside terms trust insurer.pub")
            .arg(word(language, "public-key", "KEY").required(true))
            .arg(flag(language, "remove")),
    )
    .subcommand(
        make(
            "sign",
            "terms_sign",
            "roadside terms sign rescue-abroad.toml --key insurer.key",
        )
        .arg(terms_file())
        .arg(
            option(language, "key", "FILE")
                .value_parser(value_parser!(PathBuf))
                .required(true),
        ),
    )
    .subcommand(
        make("key", "terms_key", "roadside terms key insurer.key")
            .arg(
                word(language, "key-file", "FILE")
                    .value_parser(value_parser!(PathBuf))
                    .required(true),
            )
            .arg(flag(language, "no-password")),
    );
    let centre = make(
        "alarm-centre",
        "alarm_centre",
        "roadside alarm-centre --listen 127.0.0.1:8112 --data ./centre --fault drop:3",
    )
    .arg(
        option(language, "listen", "ADDRESS:PORT")
            .default_value("127.0.0.1:8112")
            .hide_default_value(true),
    )
    .arg(
        option(language, "data", "DIR")
            .value_parser(value_parser!(PathBuf))
            .required(true),
    )
    .arg(option(language, "fault", "KIND[:ARG]").action(ArgAction::Append))
    .arg(option(language, "tls", "CERT,KEY"))
    .arg(option(language, "token", "TOKEN"));
    make("roadside", "roadside", "roadside demo")
        .bin_name("roadside")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .version(env!("CARGO_PKG_VERSION"))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(help_of(language, "version"))
                .action(ArgAction::Version),
        )
        .arg(
            option(language, "home", "DIR")
                .env("ROADSIDE_HOME")
                .value_parser(value_parser!(PathBuf))
                .global(true),
        )
        .arg(flag(language, "json").global(true))
        .arg(option(language, "language", "LL").global(true))
        .arg(option(language, "now", "TIME").global(true))
        .arg(option(language, "card", "ID").global(true))
        .subcommand(make("demo", "demo", "roadside demo"))
        .subcommand(card)
        .subcommand(notice)
        .subcommand(
            make("where", "where", "roadside where --at 55.3433,11.0392~15").arg(
                option(language, "at", "LAT,LON~M")
                    .allow_hyphen_values(true)
                    .required(true),
            ),
        )
        .subcommand(check)
        .subcommand(trip)
        .subcommand(call)
        .subcommand(cases)
        .subcommand(claim::tree(language))
        .subcommand(outbox)
        .subcommand(privacy::consent(language))
        .subcommand(privacy::privacy(
            language,
            with_intake(language, plan(preview)),
        ))
        .subcommand(
            make("rehearse", "rehearse", "roadside rehearse")
                .arg(option(language, "at", "LAT,LON~M").allow_hyphen_values(true)),
        )
        .subcommand(rights::ask(language))
        .subcommand(rights::tree(language))
        .subcommand(terms)
        .subcommand(centre)
        .subcommand(
            make(
                "completions",
                "completions",
                "roadside completions bash > roadside.bash",
            )
            .arg(
                word(language, "shell", "SHELL")
                    .value_parser(value_parser!(clap_complete::Shell))
                    .hide_possible_values(true)
                    .required(true),
            ),
        )
}

/// The driver's language: `--language`, else the environment's, else Danish. Looked for before
/// the words are parsed, because help and faults are to be read in it.
pub fn language(arguments: &[String]) -> Language {
    let mut given = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if let Some(value) = argument.strip_prefix("--language=") {
            given = Some(value.to_owned());
        } else if argument == "--language" {
            given = rest.next().cloned();
        }
    }
    given
        .or_else(sys_locale::get_locale)
        .and_then(|tag| Language::parse(&tag).ok())
        .unwrap_or(Language::Da)
}

/// The value of an option, when given.
pub fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches
        .try_get_one::<String>(name)
        .ok()
        .flatten()
        .map(String::as_str)
}

/// All values of an option that may be repeated.
pub fn texts<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    matches
        .try_get_many::<String>(name)
        .ok()
        .flatten()
        .map(|values| values.map(String::as_str).collect())
        .unwrap_or_default()
}

/// A file or folder, when given.
pub fn path<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a PathBuf> {
    matches.try_get_one::<PathBuf>(name).ok().flatten()
}

/// Whether an option without a value is there.
pub fn set(matches: &ArgMatches, name: &str) -> bool {
    matches
        .try_get_one::<bool>(name)
        .ok()
        .flatten()
        .copied()
        .unwrap_or(false)
}
