//! The words of a request: which right, who asks for whom, which data, who is written to.

use crate::messages;
use crate::types::{Language, Problem};
use serde::{Deserialize, Serialize};

/// A right of the person the data is about (privacy policy, "Hvad er dine rettigheder?").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// To see what is held (GDPR article 15; health records under the Danish Health Act).
    Access,
    /// To have mistakes corrected (GDPR article 16).
    Correct,
    /// To have data deleted (GDPR article 17).
    Erase,
    /// To object to the use (GDPR article 21).
    Object,
    /// To withdraw a consent (GDPR article 7.3).
    Withdraw,
    /// To complain to the supervisory authority (GDPR article 77).
    Complain,
}

impl Right {
    /// All six, in the order in which the source lists them.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Correct,
        Self::Erase,
        Self::Object,
        Self::Withdraw,
        Self::Complain,
    ];

    /// The word for files and command lines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Correct => "correct",
            Self::Erase => "erase",
            Self::Object => "object",
            Self::Withdraw => "withdraw",
            Self::Complain => "complain",
        }
    }

    /// Reads a word.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] naming the six.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        one_of(&Self::ALL, Self::word, text)
    }

    /// What the right is called.
    pub fn name(self, language: Language) -> String {
        messages::text(language, &format!("rights.right.{}", self.word()), &[])
    }
}

/// Who somebody is to the person they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Husband, wife, registered or living partner.
    Spouse,
    /// Parent or guardian.
    Parent,
    /// Son or daughter.
    Child,
    /// Administrator or executor of an estate.
    Executor,
    /// Travel partner, or any other affiliation.
    Companion,
}

impl Relation {
    /// All, in the order of the source.
    pub const ALL: [Self; 5] = [
        Self::Spouse,
        Self::Parent,
        Self::Child,
        Self::Executor,
        Self::Companion,
    ];

    /// The word for files and command lines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Executor => "executor",
            Self::Companion => "companion",
        }
    }

    /// Who the asker is to that person, as a word in a list.
    pub fn name(self, language: Language) -> String {
        messages::text(language, &format!("rights.relation.{}", self.word()), &[])
    }
}

/// What entitles somebody to ask for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// A power of attorney issued to the asker: the rule, also for those under 18.
    PowerOfAttorney,
    /// None can be issued: documents prove the affiliation instead.
    NoneCanBeIssued,
}

/// Whose data is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// The asker's own.
    Myself,
    /// Another's.
    Another {
        /// Who the asker is to that person.
        relation: Relation,
        /// What entitles the asker.
        authority: Authority,
    },
}

impl ForWhom {
    /// The word for oneself.
    pub const MYSELF: &'static str = "myself";

    /// Reads `myself` or a relation; `can_be_issued` tells whether the other person can still
    /// issue a power of attorney.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] naming the words there are.
    pub fn parse(text: &str, can_be_issued: bool) -> Result<Self, Problem> {
        let authority = if can_be_issued {
            Authority::PowerOfAttorney
        } else {
            Authority::NoneCanBeIssued
        };
        let word = text.trim();
        if word.eq_ignore_ascii_case(Self::MYSELF) {
            return Ok(Self::Myself);
        }
        Relation::ALL
            .into_iter()
            .find(|relation| word.eq_ignore_ascii_case(relation.word()))
            .map(|relation| Self::Another {
                relation,
                authority,
            })
            .ok_or_else(|| Problem::NotOneOf(Self::words()))
    }

    /// Every word [`ForWhom::parse`] reads.
    pub fn words() -> Vec<String> {
        std::iter::once(Self::MYSELF)
            .chain(Relation::ALL.map(Relation::word))
            .map(str::to_owned)
            .collect()
    }

    /// The word for files and command lines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Myself => Self::MYSELF,
            Self::Another { relation, .. } => relation.word(),
        }
    }
}

/// Which data is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// Personal data in general.
    Personal,
    /// Health information and medical documents.
    Health,
    /// Both.
    Both,
}

impl DataKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Health, Self::Both];

    /// The word for files and command lines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Health => "health",
            Self::Both => "both",
        }
    }

    /// Reads a word.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] naming the three.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        one_of(&Self::ALL, Self::word, text)
    }

    /// Whether health data is among it.
    pub const fn health(self) -> bool {
        matches!(self, Self::Health | Self::Both)
    }

    /// Whether other personal data is among it.
    pub const fn personal(self) -> bool {
        matches!(self, Self::Personal | Self::Both)
    }
}

/// Who is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// SOS International, which handles cases and claims.
    Sos,
    /// The insurer, where SOS International only works on its behalf.
    Insurer,
    /// Datatilsynet, the Danish supervisory authority: for complaints, and only for them.
    Authority,
}

impl Addressee {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Sos, Self::Insurer, Self::Authority];

    /// The word for files and command lines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sos => "sos",
            Self::Insurer => "insurer",
            Self::Authority => "authority",
        }
    }

    /// Who is written to about a right: a complaint goes to the authority, everything else to
    /// SOS International unless `wish` names the insurer.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] naming who can be written to about this right.
    pub fn of(right: Right, wish: Option<&str>) -> Result<Self, Problem> {
        let open: &[Self] = match right {
            Right::Complain => &[Self::Authority],
            _ => &[Self::Sos, Self::Insurer],
        };
        match wish {
            Some(text) => one_of(open, Self::word, text),
            None if right == Right::Complain => Ok(Self::Authority),
            None => Ok(Self::Sos),
        }
    }
}

fn one_of<T: Copy>(all: &[T], word: fn(T) -> &'static str, text: &str) -> Result<T, Problem> {
    let wanted = text.trim();
    all.iter()
        .copied()
        .find(|one| wanted.eq_ignore_ascii_case(word(*one)))
        .ok_or_else(|| Problem::NotOneOf(all.iter().map(|one| word(*one).to_owned()).collect()))
}
