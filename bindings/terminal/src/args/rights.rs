//! The words of `roadside rights` and `roadside ask`.

use super::{command, flag, help_of, option, word};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use roadside_core::rights::{DataKind, ForWhom, Right};
use roadside_core::types::{Language, Product};

/// An option whose help is `rights`' own, though its name is everybody's.
fn own(language: Language, id: &'static str, value: &'static str) -> Arg {
    let long = id.strip_prefix("rights-").unwrap_or(id);
    option(language, id, value).long(long)
}

pub(super) fn tree(language: Language) -> Command {
    let make = |name, key: &str, example: &str| command(language, name, key, example);
    let request = || word(language, "rights-request", "ID").required(true);
    let on = || own(language, "rights-on", "DATE");
    let right = || {
        let words = Right::ALL.map(Right::word);
        word(language, "rights-right", "RIGHT")
            .value_parser(PossibleValuesParser::new(words))
            .hide_possible_values(true)
    };
    // What both the guide and the letter depend on.
    let whose = |command: Command| {
        command
            .arg(
                own(language, "rights-for", "WHO")
                    .value_parser(PossibleValuesParser::new(ForWhom::words())),
            )
            .arg(flag(language, "rights-no-power-of-attorney").long("no-power-of-attorney"))
            .arg(
                own(language, "rights-data", "KIND")
                    .value_parser(PossibleValuesParser::new(DataKind::ALL.map(DataKind::word))),
            )
            .arg(own(language, "rights-to", "sos|insurer"))
    };
    let guide = make(
        "guide",
        "rights_guide",
        "roadside rights guide access --for spouse --data health",
    );
    let new = make(
        "new",
        "rights_new",
        "roadside rights new access --data both --address 'Strandvej 1, 3000 Helsingør'",
    );
    let letter = make(
        "letter",
        "rights_letter",
        "roadside rights letter 3f2a --format html > letter.html",
    );
    make("rights", "rights", "roadside rights guide access")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(whose(guide.arg(right())))
        .subcommand(
            whose(new.arg(right().required(true)))
                .arg(own(language, "rights-name", "NAME"))
                .arg(own(language, "rights-address", "ADDRESS"))
                .arg(own(language, "rights-phone", "NUMBER").allow_hyphen_values(true))
                .arg(own(language, "rights-person", "NAME"))
                .arg(own(language, "rights-reference", "NUMBER"))
                .arg(own(language, "rights-details", "TEXT")),
        )
        .subcommand(make("list", "rights_list", "roadside rights list"))
        .subcommand(make("show", "rights_show", "roadside rights show 3f2a").arg(request()))
        .subcommand(
            letter.arg(request()).arg(
                Arg::new("format")
                    .long("format")
                    .value_name("text|html")
                    .help(help_of(language, "format"))
                    .value_parser(PossibleValuesParser::new(["text", "html"]))
                    .hide_possible_values(true),
            ),
        )
        .subcommand(
            make(
                "sent",
                "rights_sent",
                "roadside rights sent 3f2a --on 2026-11-26",
            )
            .arg(request())
            .arg(on()),
        )
        .subcommand(
            make(
                "answered",
                "rights_answered",
                "roadside rights answered 3f2a",
            )
            .arg(request())
            .arg(on()),
        )
        .subcommand(make("remove", "rights_remove", "roadside rights remove 3f2a").arg(request()))
}

/// The words of `roadside ask`.
pub(super) fn ask(language: Language) -> Command {
    command(language, "ask", "ask", "roadside ask lost luggage")
        .arg(word(language, "ask-words", "WORDS").action(ArgAction::Append))
        .arg(
            option(language, "product", "PRODUCT").value_parser(PossibleValuesParser::new(
                Product::ALL
                    .iter()
                    .map(|one| one.word())
                    .collect::<Vec<_>>(),
            )),
        )
}
