//! Faults on purpose: what a bad day looks like, for rehearsals and tests.

use roadside_core::types::Problem;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// One fault, for the next so many requests of phones or, without a number, for all.
///
/// Delays come on top of everything; of the other faults the first one with requests left acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// For how many requests; `None` for every one until the faults are changed.
    pub requests: Option<u32>,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// `drop`: the request is read, nothing is stored, the connection closes without an answer.
    Drop,
    /// `drop-after`: the case is stored, the connection closes without an answer.
    DropAfter,
    /// `delay-ms:MS`: the request waits so long before anything happens. At most ten minutes.
    Delay(Duration),
    /// `status:CODE`: nothing is stored, the answer has this status, 200 to 599.
    Status(u16),
    /// `portal`: nothing is stored, the answer is 200 with a captive portal's page.
    Portal,
    /// `truncate`: the case is stored, the answer breaks off in the middle of its body.
    Truncate,
    /// `cut-upload:BYTES`: so many bytes of a receipt are read, then the connection closes;
    /// nothing of it is stored. Other requests are left alone.
    CutUpload(u32),
}

const FORMS: [&str; 7] = [
    "drop[:N]",
    "drop-after[:N]",
    "delay-ms:MS[:N]",
    "status:CODE[:N]",
    "portal[:N]",
    "truncate[:N]",
    "cut-upload:BYTES[:N]",
];

impl Fault {
    /// Reads `KIND[:ARG][:N]`, for instance `drop:3`, `delay-ms:2000`, `status:503:2`.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] with the forms there are, when it is none of them or a number is
    /// out of its range; N is at least 1.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        read(text).ok_or_else(|| Problem::NotOneOf(FORMS.map(str::to_owned).to_vec()))
    }
}

fn read(text: &str) -> Option<Fault> {
    let mut parts = text.trim().split(':');
    let kind = match parts.next()? {
        "drop" => FaultKind::Drop,
        "drop-after" => FaultKind::DropAfter,
        "delay-ms" => FaultKind::Delay(Duration::from_millis(
            number(parts.next()?, 1..=600_000)?.into(),
        )),
        "status" => FaultKind::Status(u16::try_from(number(parts.next()?, 200..=599)?).ok()?),
        "portal" => FaultKind::Portal,
        "truncate" => FaultKind::Truncate,
        "cut-upload" => FaultKind::CutUpload(number(parts.next()?, 0..=u32::MAX)?),
        _ => return None,
    };
    let requests = match parts.next() {
        Some(digits) => Some(number(digits, 1..=u32::MAX)?),
        None => None,
    };
    parts.next().is_none().then_some(Fault { kind, requests })
}

fn number(digits: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|number| plain && range.contains(number))
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(super) struct Faults(Mutex<Vec<Fault>>);

/// What the faults hold for one request.
pub(super) struct Plan {
    pub(super) delay: Duration,
    pub(super) act: Option<FaultKind>,
}

impl Faults {
    pub(super) fn set(&self, faults: Vec<Fault>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// Takes what holds for the next request, which may be the upload of a receipt.
    pub(super) fn next(&self, upload: bool) -> Plan {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut plan = Plan {
            delay: Duration::ZERO,
            act: None,
        };
        for fault in faults.iter_mut() {
            match fault.kind {
                FaultKind::Delay(delay) => plan.delay += delay,
                FaultKind::CutUpload(_) if !upload => continue,
                kind if plan.act.is_none() => plan.act = Some(kind),
                _ => continue,
            }
            fault.requests = fault.requests.map(|left| left.saturating_sub(1));
        }
        faults.retain(|fault| fault.requests != Some(0));
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_the_contract() {
        let fault = |kind, requests| Ok(Fault { kind, requests });
        let delay = FaultKind::Delay(Duration::from_secs(2));
        assert_eq!(Fault::parse("drop"), fault(FaultKind::Drop, None));
        assert_eq!(Fault::parse("drop:3"), fault(FaultKind::Drop, Some(3)));
        assert_eq!(
            Fault::parse("drop-after:1"),
            fault(FaultKind::DropAfter, Some(1))
        );
        assert_eq!(Fault::parse("delay-ms:2000"), fault(delay, None));
        assert_eq!(Fault::parse("delay-ms:2000:4"), fault(delay, Some(4)));
        assert_eq!(
            Fault::parse("status:503"),
            fault(FaultKind::Status(503), None)
        );
        assert_eq!(
            Fault::parse("status:429:2"),
            fault(FaultKind::Status(429), Some(2))
        );
        assert_eq!(Fault::parse("portal:1"), fault(FaultKind::Portal, Some(1)));
        assert_eq!(Fault::parse("truncate"), fault(FaultKind::Truncate, None));
        for wrong in [
            "",
            "drop:",
            "drop:0",
            "drop:-1",
            "drop:+1",
            "drop:1:2",
            "drop:4294967296",
            "status",
            "status:",
            "status:99",
            "status:600",
            "status:abc",
            "delay-ms",
            "delay-ms:0",
            "delay-ms:999999999",
            "Drop",
            "explode",
            "drop-before:1",
        ] {
            assert!(
                matches!(Fault::parse(wrong), Err(Problem::NotOneOf(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn each_fault_holds_for_its_requests_and_delays_come_on_top() {
        let faults = Faults::default();
        let parse = |text: &&str| Fault::parse(text).expect("a fault");
        faults.set(
            ["delay-ms:5:3", "drop:1", "status:500:2"]
                .iter()
                .map(parse)
                .collect(),
        );
        let plans: Vec<_> = (0..5).map(|_| faults.next(false)).collect();
        let acts: Vec<_> = plans.iter().map(|plan| plan.act).collect();
        let status = Some(FaultKind::Status(500));
        assert_eq!(acts, [Some(FaultKind::Drop), status, status, None, None]);
        let delays: Vec<_> = plans.iter().map(|plan| plan.delay.as_millis()).collect();
        assert_eq!(delays, [5, 5, 5, 0, 0]);
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in ".{0,40}") {
            let _ = Fault::parse(&text);
        }
    }
}
