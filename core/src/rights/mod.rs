//! What people may ask about the data held on them: which letter, to whom, with which documents,
//! and when an answer is due.
//!
//! Decides the documents each asker needs, the addressee, the letter's words and the days an
//! answer is due. Facts are SOS International's own ("Access to personal data", "Who can request
//! access", the privacy policy) and, where those are silent, the General Data Protection
//! Regulation's. Sending the letter is the person's; keeping the request is the store's.
//!
//! | file | its one job |
//! | --- | --- |
//! | `words` | the rights, who may ask for whom, whose data, who is written to |
//! | `request` | a request as typed and as kept, and where it stands |
//! | `due` | the days an answer is due, each with its reason |
//! | `guide` | what somebody who asks needs to know beforehand |
//! | `letter` | the letter, in any language, as text and as a page to print |
//! | `said` | the shapes a shell shows |

mod due;
mod guide;
mod letter;
mod request;
mod said;
mod words;

pub use due::{Due, Reason, dues};
pub use guide::guide;
pub use letter::{letter, page};
pub use request::{Request, TypedRequest};
pub use said::{SaidAddressee, SaidDue, SaidGuide, SaidLetter, SaidLetters, SaidRequest};
pub use words::{Addressee, Authority, DataKind, ForWhom, Relation, Right};
