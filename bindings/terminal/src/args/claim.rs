//! The words of `roadside claim`.

use super::{command, flag, option, with_intake, word};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use roadside_core::types::Language;
use std::path::PathBuf;

/// `roadside claim` and everything below it.
pub(super) fn tree(language: Language) -> Command {
    let make = |name, key: &str, example: &str| command(language, name, key, example);
    let claim = || word(language, "claim", "CLAIM").required(true);
    let group = |name, key: &str, example: &str| {
        make(name, key, example)
            .subcommand_required(true)
            .arg_required_else_help(true)
    };
    let plain = |name, key: &str, example: &str| make(name, key, example).arg(claim());
    group("claim", "claim", "roadside claim new --case K7F-2M9-QX")
        .subcommand(
            make("new", "claim_new", "roadside claim new --case K7F-2M9-QX")
                .arg(option(language, "from-case", "CASE").long("case")),
        )
        .subcommand(make("list", "claim_list", "roadside claim list"))
        .subcommand(plain(
            "show",
            "claim_show",
            "roadside claim show M4T-9QK-2R",
        ))
        .subcommand(plain(
            "missing",
            "claim_missing",
            "roadside claim missing M4T-9QK-2R",
        ))
        .subcommand(tell(language))
        .subcommand(expense(language))
        .subcommand(receipt(language))
        .subcommand(bank(language))
        .subcommand(
            plain(
                "sign",
                "claim_sign",
                "roadside claim sign M4T-9QK-2R --strokes signature.json",
            )
            .arg(option(language, "strokes", "FILE|-").required(true))
            .arg(option(language, "name", "NAME")),
        )
        .subcommand(plain(
            "page",
            "claim_page",
            "roadside claim page M4T-9QK-2R > claim.html",
        ))
        .subcommand(
            plain(
                "bundle",
                "claim_bundle",
                "roadside claim bundle M4T-9QK-2R claim.zip",
            )
            .arg(path(language, "bundle-file")),
        )
        .subcommand(with_intake(
            language,
            plain(
                "send",
                "claim_send",
                "roadside claim send M4T-9QK-2R --intake https://…",
            ),
        ))
        .subcommand(
            plain(
                "remove",
                "claim_remove",
                "roadside claim remove M4T-9QK-2R --yes",
            )
            .arg(flag(language, "yes-remove").long("yes")),
        )
}

fn path(language: Language, name: &'static str) -> Arg {
    word(language, name, "FILE")
        .value_parser(value_parser!(PathBuf))
        .required(true)
}

fn number(language: Language) -> Arg {
    word(language, "number", "N")
        .value_parser(value_parser!(u32).range(1..=1000))
        .required(true)
}

fn tell(language: Language) -> Command {
    let yes_no = PossibleValuesParser::new(["yes", "no"]);
    command(
        language,
        "tell",
        "claim_tell",
        "roadside claim tell M4T-9QK-2R --event breakdown --place \"A1 km 214, Karlovac\"",
    )
    .arg(word(language, "claim", "CLAIM").required(true))
    .arg(option(language, "event", "EVENT"))
    .arg(option(language, "description", "TEXT"))
    .arg(option(language, "place", "TEXT"))
    .arg(option(language, "at", "LAT,LON~M").allow_hyphen_values(true))
    .arg(option(language, "occurred", "TIME"))
    .arg(option(language, "discovered", "TIME"))
    .arg(option(language, "police-station", "TEXT"))
    .arg(option(language, "police-number", "TEXT"))
    .arg(option(language, "police-date", "DATE"))
    .arg(option(language, "came-home", "DATE"))
    .arg(option(language, "health", "yes|no").value_parser(yes_no))
    .arg(
        option(language, "fact", "NAME=VALUE")
            .action(ArgAction::Append)
            .allow_hyphen_values(true),
    )
}

fn expense(language: Language) -> Command {
    let entry = |command: Command| {
        command
            .arg(option(language, "category", "CATEGORY"))
            .arg(option(language, "amount", "AMOUNT").allow_hyphen_values(true))
            .arg(option(language, "currency", "CCC"))
            .arg(option(language, "date", "DATE"))
            .arg(option(language, "paid", "DATE"))
            .arg(option(language, "note", "TEXT"))
    };
    let claim = || word(language, "claim", "CLAIM").required(true);
    let example = "roadside claim expense add M4T-9QK-2R --category towing --amount 120.50 --currency EUR --date 2026-07-10";
    let make = |name, key: &str, example: &str| command(language, name, key, example).arg(claim());
    command(language, "expense", "claim_expense", example)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(entry(make("add", "claim_expense_add", example)))
        .subcommand(entry(
            make(
                "change",
                "claim_expense_change",
                "roadside claim expense change M4T-9QK-2R 1 --paid 2026-07-12",
            )
            .arg(number(language)),
        ))
        .subcommand(
            make(
                "remove",
                "claim_expense_remove",
                "roadside claim expense remove M4T-9QK-2R 1",
            )
            .arg(number(language)),
        )
}

fn receipt(language: Language) -> Command {
    let claim = || word(language, "claim", "CLAIM").required(true);
    let example = "roadside claim receipt add M4T-9QK-2R towing.pdf --expense 1";
    let make = |name, key: &str, example: &str| command(language, name, key, example).arg(claim());
    command(language, "receipt", "claim_receipt", example)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            make("add", "claim_receipt_add", example)
                .arg(path(language, "receipt-file"))
                .arg(
                    option(language, "expense", "N")
                        .value_parser(value_parser!(u32).range(1..=1000)),
                )
                .arg(flag(language, "police").conflicts_with("expense")),
        )
        .subcommand(
            make(
                "remove",
                "claim_receipt_remove",
                "roadside claim receipt remove M4T-9QK-2R 1",
            )
            .arg(number(language)),
        )
        .subcommand(
            make(
                "save",
                "claim_receipt_save",
                "roadside claim receipt save M4T-9QK-2R 1 copy.pdf",
            )
            .arg(number(language))
            .arg(path(language, "bundle-file")),
        )
}

fn bank(language: Language) -> Command {
    command(
        language,
        "bank",
        "claim_bank",
        "roadside claim bank M4T-9QK-2R --reg 0040 --account 0440116243",
    )
    .arg(word(language, "claim", "CLAIM").required(true))
    .arg(option(language, "iban", "IBAN"))
    .arg(option(language, "bic", "BIC"))
    .arg(option(language, "reg", "NNNN"))
    .arg(option(language, "account", "NUMBER"))
    .arg(option(language, "holder", "NAME"))
}
