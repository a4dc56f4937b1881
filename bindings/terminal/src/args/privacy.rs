//! The words of `roadside consent` and `roadside privacy`.

use super::{command, flag, help_of, option, word};
use clap::{Arg, Command, value_parser};
use roadside_core::types::Language;
use std::path::PathBuf;

/// `--case` where a command is not about a case alone.
fn case_named(language: Language) -> Arg {
    Arg::new("case-named")
        .long("case")
        .value_name("CASE")
        .help(help_of(language, "case"))
}

/// Consents.
pub(super) fn consent(language: Language) -> Command {
    let make = |name, key: &str, example: &str| command(language, name, key, example);
    let purpose = || word(language, "purpose", "PURPOSE").required(true);
    make("consent", "consent", "roadside consent list")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(make("list", "consent_list", "roadside consent list"))
        .subcommand(
            make(
                "give",
                "consent_give",
                "roadside consent give health --agree",
            )
            .visible_alias("renew")
            .arg(purpose())
            .arg(option(language, "by", "app|sms|paper"))
            .arg(flag(language, "agree")),
        )
        .subcommand(
            make(
                "withdraw",
                "consent_withdraw",
                "roadside consent withdraw health",
            )
            .arg(purpose()),
        )
        .subcommand(make("sms", "consent_sms", "roadside consent sms").arg(case_named(language)))
        .subcommand(
            make(
                "print",
                "consent_print",
                "roadside consent print health recourse > consent.html",
            )
            .arg(
                Arg::new("purposes")
                    .value_name("PURPOSE")
                    .help(help_of(language, "purpose"))
                    .num_args(0..),
            )
            .arg(case_named(language)),
        )
}

/// What goes out, what is kept, and doing away with it.
pub(super) fn privacy(language: Language, preview: Command) -> Command {
    let make = |name, key: &str, example: &str| command(language, name, key, example);
    make("privacy", "privacy", "roadside privacy status")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(preview)
        .subcommand(make("sent", "privacy_sent", "roadside privacy sent"))
        .subcommand(
            make(
                "share",
                "privacy_share",
                "roadside privacy share position --language de",
            )
            .arg(word(language, "kind", "KIND").required(true))
            .arg(case_named(language)),
        )
        .subcommand(make("purge", "privacy_purge", "roadside privacy purge"))
        .subcommand(
            make(
                "export",
                "privacy_export",
                "roadside privacy export my-data",
            )
            .arg(
                word(language, "folder", "FOLDER")
                    .value_parser(value_parser!(PathBuf))
                    .required(true),
            ),
        )
        .subcommand(
            make("erase", "privacy_erase", "roadside privacy erase --yes")
                .arg(flag(language, "yes")),
        )
        .subcommand(make("status", "privacy_status", "roadside privacy status"))
}
