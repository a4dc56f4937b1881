//! Coverage: terms as data, facts, three-valued evaluation, verdicts, the next question.
//!
//! Decides what the terms grant in a situation. Where facts come from is the facade's; how
//! certain a place is, `territory`'s.
//!
//! ```
//! use roadside_core::coverage::{Situation, Terms, Verdict, assess};
//! use roadside_core::types::Product;
//!
//! let terms = Terms::of(Product::RescueAbroad).ok_or("no terms")?;
//! let mut situation = Situation::new();
//! situation.set("vehicle.kind", "moped_30").map_err(|_| "no such kind")?;
//! let towing = assess(&terms, &situation);
//! assert_eq!(towing.benefit("towing").map(|answer| answer.verdict), Some(Verdict::NotCovered));
//! # Ok::<(), &str>(())
//! ```

mod ask;
mod ask_say;
mod assess;
mod beside;
mod cases;
mod check;
mod cite;
mod clauses;
mod compile;
mod contradict;
mod derived;
mod explain;
mod expr;
mod facts;
mod fault;
mod finding;
mod heading;
mod load;
mod parse;
mod phrases;
mod place;
mod plan;
mod reader;
mod said;
mod say;
mod sentences;
mod several;
mod several_say;
mod signed;
mod situation;
mod terms;
mod unfold;
mod validity;
mod value;
mod verdict;
mod verdicts;
mod why;
mod words;

pub use ask::{Answer, Question};
pub use assess::assess;
pub use beside::Stance;
pub use cases::{Case, Cases};
pub use check::Checked;
pub use compile::ExprFault;
pub use explain::{Explanation, Ground, GroundState, Origins, Step, StepState, explain};
pub use facts::{Absent, FACTS, Fact, FactId, FactSet, FactType, Preset};
pub use fault::{TermsFault, TermsProblem};
pub use heading::Heading;
pub use said::{
    SaidAnswer, SaidAssessment, SaidAssumption, SaidBenefit, SaidCall, SaidCondition, SaidLimit,
    SaidQuestion, SaidReason, SaidShared,
};
pub use several::{Order, Rank, Seat, Why, order};
pub use several_say::{
    CardAnswer, SaidCardAnswer, SaidClause, SaidFirst, SaidRank, SaidRanked, SaidSeveral, SaidWhy,
    say_several,
};
pub use signed::{KeyId, SignedTerms, SigningKey, TrustedKeys, said_signer};
pub use situation::Situation;
pub use terms::{Clause, ClauseKind, LimitValue, Terms};
pub use unfold::{SaidExplanation, SaidGround, SaidStanding, SaidStep};
pub use validity::Validity;
pub use value::Value;
pub use verdict::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Outstanding, Reason, Verdict,
};
pub use verdicts::verdicts;
pub(crate) use why::main_reason;
pub use words::{
    BENEFITS, BRING, BenefitId, BenefitSet, CENTRE_CONDITIONS, ConditionId, INSURED_CONDITIONS,
    LIMITS,
};
