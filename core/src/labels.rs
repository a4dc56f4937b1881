//! The words of a screen: headings, buttons, and what a screen reader says of them.
//!
//! Decides which words there are, so that a phone holds none of its own; where each stands is
//! the phone's to decide. None of them has a placeholder: what varies stands beside it.

use crate::messages;
use crate::types::Language;

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)+) => {
        /// A word or sentence of a screen, named for its use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum Label {
            $($(#[$doc])* $name,)+
        }

        impl Label {
            /// Every label there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key of its text in `i18n/`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

labels! {
    /// Heading of the card screen.
    ServiceCard = "card.title",
    /// Heading of the list of cards.
    YourCards = "several.heading",
    /// The one main button; heading of the help screen.
    GetHelp = "app.get_help",
    /// Opens the pre-check; its heading.
    AmICovered = "app.am_i_covered",
    /// Opens the workshop notice; its heading.
    ForGarage = "app.for_garage",
    /// Heading of the status of one case.
    YourCase = "app.your_case",
    /// Heading of the list of cases.
    YourCases = "app.your_cases",
    /// Opens what there is to know of the app; its heading.
    About = "app.about",

    /// Goes to the screen before.
    Back = "app.back",
    /// Closes a message.
    Close = "app.close",
    /// Leaves things as they are: the safe answer beside a button that removes or calls off.
    Keep = "app.keep",
    /// Takes the answer typed in and goes on.
    Next = "app.next",
    /// Tries once more what failed.
    TryAgain = "app.try_again",
    /// Stands where something is being fetched.
    Wait = "app.wait",
    /// An answer.
    Yes = "coverage.answer.yes",
    /// An answer.
    No = "coverage.answer.no",
    /// An answer.
    DontKnow = "coverage.answer.unknown",

    /// Stands in an empty list of cards.
    NoCards = "terminal.card.none",
    /// Opens the ways to add a card.
    AddCard = "app.add_card",
    /// Opens the phone's own file picker.
    CardFile = "app.card_file",
    /// Names the field a card's text is pasted into.
    CardText = "app.card_text",
    /// Says what belongs into that field.
    CardTextHint = "app.card_text_hint",
    /// Said once a card was kept.
    CardSaved = "terminal.card.saved",
    /// Hands the card on as text, by the phone's own means.
    ShareCard = "app.share_card",
    /// Stands beside the text that is handed on.
    ShareCardCaution = "terminal.card.exported",
    /// Opens another card than the one in use.
    ShowCard = "app.show_card",
    /// Makes a card the one in use.
    UseCard = "app.use_card",
    /// Marks the card in use.
    CardInUse = "app.card_in_use",
    /// Said once a card was chosen.
    CardChosen = "terminal.card.chosen",
    /// Asks whether the card is to be removed; also the button that does it.
    RemoveCard = "app.remove_card",
    /// The question before a card is removed.
    RemoveCardSure = "app.remove_card_sure",
    /// Said once a card was removed.
    CardRemoved = "terminal.card.removed",
    /// Stands above the fields a card lacks.
    FillIn = "card.missing",

    /// The first question of the help screen, answered yes or no.
    AnyoneHurt = "app.anyone_hurt",
    /// The second question, answered yes, no or not known.
    OnMotorway = "app.on_motorway",
    /// Who answers an emergency number.
    Emergency = "guide.service.general",
    /// Heading above the first number to call.
    CallFirst = "app.call_first",
    /// Heading above the numbers to call after it.
    CallThen = "app.call_then",
    /// A screen reader's hint on a number: the phone opens, nobody is called yet.
    OpensPhone = "app.opens_phone",
    /// Heading above the steps.
    WhatToDo = "terminal.call.steps",
    /// Heading above what the alarm centre will ask for.
    HaveReady = "terminal.call.have_ready",
    /// Heading above the position.
    Position = "app.position",
    /// Heading above a position that is good.
    HereYouAre = "terminal.where.heading",
    /// Stands until the phone has a position or has given up.
    FindingPosition = "app.finding_position",
    /// Stands when it has given up.
    NoPosition = "app.no_position",
    /// Measures the position anew.
    MeasureAgain = "app.measure_again",
    /// Why the position is asked for; also the text of the phone's own question.
    WhyPosition = "app.why_position",
    /// Heading above the position as it is spoken.
    SayPosition = "app.say_position",
    /// Unfolds the script of the call.
    WhatToSay = "app.what_to_say",
    /// Opens the phone's own message with the text in it.
    WriteSms = "app.write_sms",
    /// Heading above that text.
    SmsText = "app.sms_text",
    /// When to send it.
    SmsWhen = "assist.step.sms",
    /// Keeps the case and sends it.
    SendCase = "app.send_case",
    /// Heading above the code.
    CaseCode = "app.case_code",
    /// Stands below the code.
    HelperKnowsCode = "app.helper_knows_code",
    /// Stands wherever a verdict stands.
    CallAnyway = "assist.step.anyway",

    /// Heading above the verdicts while questions are open.
    SoFar = "app.so_far",
    /// Heading above the verdicts when none is.
    TheAnswer = "app.the_answer",
    /// Takes the last answer back.
    PreviousQuestion = "app.answer_before",
    /// Takes all answers back.
    StartOver = "app.start_over",
    /// Names the field an answer is typed into.
    YourAnswer = "app.your_answer",
    /// Stands before the number of a clause.
    Clause = "app.clause",
    /// Unfolds what stands behind a verdict.
    Details = "app.details",
    /// Heading above the conditions.
    StillToSettle = "app.still_to_settle",
    /// Heading above the limits.
    Limits = "app.limits",
    /// Heading above the costs of one's own.
    YouPay = "app.you_pay",
    /// Heading above the duties.
    Duties = "app.duties",
    /// Heading above the benefits one excludes.
    NotWith = "app.not_with",
    /// Heading above the assumptions.
    RestsOn = "terminal.check.assumptions",
    /// Heading above texts that apply and are not here.
    NotAtHand = "terminal.check.not_at_hand",
    /// Heading above what stands with all benefits.
    ForAllOfIt = "terminal.check.shared",

    /// The name of a language in itself: ask for it in that language.
    LanguageName = "notice.language",
    /// Opens the choice of languages.
    OtherLanguage = "app.other_language",
    /// Heading above the notice in the driver's language.
    InYourLanguage = "app.in_your_language",
    /// Stands above the number on the notice: ask for it in the notice's language.
    GarageCall = "notice.call",
    /// Stands below the QR code: ask for it in the notice's language.
    GarageScan = "notice.scan",
    /// What a screen reader says of the QR code.
    NumberAsQr = "app.number_as_qr",
    /// Hands the notice on as text, by the phone's own means.
    ShareNotice = "app.share_notice",
    /// Prints the notice's page.
    PrintNotice = "app.print_notice",

    /// Stands where no case was made.
    NoCases = "terminal.case.none",
    /// Heading above the state.
    State = "app.state",
    /// Stands below a state that is not confirmed.
    DoNotJustWait = "app.not_waiting",
    /// Heading above what the alarm centre said.
    CentreSays = "terminal.case.centre",
    /// Before the alarm centre's own reference.
    Reference = "terminal.case.reference",
    /// Before the name of the helper.
    WhoComes = "terminal.case.helper",
    /// Before the time help is expected at.
    ExpectedAt = "terminal.case.eta",
    /// Before the time the alarm centre said so.
    SaidAt = "terminal.case.said_at",
    /// Heading above the states entered.
    History = "app.history",
    /// Asks the alarm centre how the case stands.
    AskCentre = "app.ask_centre",
    /// Sends what waits.
    SendNow = "app.send_now",
    /// Sends the case again with the position of now.
    BetterPosition = "app.better_position",
    /// Asks whether the case is to be called off; also the button that does it.
    CallOff = "app.call_off",
    /// The question before it is called off.
    CallOffSure = "app.call_off_sure",
    /// Said once it was called off.
    CaseCalledOff = "terminal.case.cancelled",

    /// What the app does.
    AboutOffline = "app.about_offline",
    /// Who decides about cover.
    AboutDecides = "app.about_decides",
    /// That it never calls by itself.
    AboutEmergency = "app.about_emergency",
    /// Where the driver's data are.
    AboutData = "app.about_data",
    /// Heading above the attributions.
    DataSources = "app.data_sources",
    /// Heading above the editions of the terms.
    TermsHere = "app.terms_here",
    /// Opens the licences.
    Licences = "app.licences",
    /// Before the version.
    Version = "app.version",
}

/// The text of a label.
#[uniffi::export]
pub fn label(name: Label, language: Language) -> String {
    messages::text(language, name.key(), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_its_text_in_every_language() {
        for name in Label::ALL {
            for language in Language::ALL {
                let key = name.key();
                assert!(messages::has(language, key), "{language:?}: {key}");
                let said = label(*name, language);
                assert!(!said.contains("%{"), "{language:?}: {key}: {said}");
            }
        }
    }

    #[test]
    fn no_two_labels_are_one() {
        let keys: std::collections::BTreeSet<_> = Label::ALL.iter().map(|l| l.key()).collect();
        assert_eq!(keys.len(), Label::ALL.len());
    }
}
