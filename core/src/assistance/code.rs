//! The case code: short enough to say over a bad line, safe against mishearing.
//!
//! Decides how a code is made, printed and read. That the helper must name it is said by
//! the call plan; that two phones could draw the same code is settled by the case's UUID.
//!
//! Seven symbols of Crockford's base 32 carry 35 random bits of the case's UUIDv7, an eighth
//! checks them. Crockford's own check symbol counts modulo 37 and needs `*~$=U`, which nobody can
//! say; ours stays within the same 32 symbols. Read the eight symbols c₀…c₇ as elements of
//! GF(32) (x⁵ + x² + 1, α = 2); a code is valid when α·c₀ + α²·c₁ + … + α⁷·c₆ + c₇ = 0.
//! The eight weights are different and none is zero, so every single wrong symbol and every swap
//! of two different symbols, next to each other or not, is caught; of any other garbling 31 in 32.
//!
//! Two of n cases open at once share a code with a probability of about n² / 2³⁶: for ten
//! thousand cases after one hailstorm 0.15 %. Then the plate and the UUID still tell them apart.

use crate::types::Problem;
use std::fmt;
use uuid::Uuid;

/// Crockford's base 32: digits and letters without I, L, O and U.
pub(super) const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of one symbol, with I and L read as 1 and O as 0; `None` for anything else.
pub(super) fn value_of(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let place = SYMBOLS.iter().position(|s| char::from(*s) == symbol)?;
    u8::try_from(place).ok()
}

/// The symbol of the five low bits.
pub(super) fn symbol_of(value: u8) -> char {
    SYMBOLS
        .get(usize::from(value & 31))
        .map_or('0', |symbol| char::from(*symbol))
}

/// A valid case code: seven symbols and the one that checks them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaseCode([u8; 8]);

impl CaseCode {
    /// The code of a case: the 35 low bits of its UUIDv7, all of them random (RFC 9562, 5.7).
    pub fn of(id: Uuid) -> Self {
        let bits = id.as_u128();
        let symbols: [u8; 7] = std::array::from_fn(|place| {
            u8::try_from((bits >> (5 * (6 - place))) & 31).unwrap_or_default()
        });
        let [a, b, c, d, e, f, g] = symbols;
        Self([a, b, c, d, e, f, g, check_value(&symbols)])
    }

    /// Reads a code as people write or hear it: any case, I and L for 1, O for 0, spaces, dots
    /// and dashes anywhere.
    ///
    /// # Errors
    /// [`Problem::CaseCode`] when it is not eight symbols or the check symbol does not fit.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > 64 {
            return Err(Problem::CaseCode);
        }
        let spoken = text.chars().filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        });
        let values: Option<Vec<u8>> = spoken.map(value_of).collect();
        let code: [u8; 8] = values
            .and_then(|v| v.try_into().ok())
            .ok_or(Problem::CaseCode)?;
        match code.split_last() {
            Some((check, symbols)) if *check == check_value(symbols) => Ok(Self(code)),
            _ => Err(Problem::CaseCode),
        }
    }

    /// The symbols in the groups they are said in: three, three, two.
    pub fn groups(&self) -> [String; 3] {
        let symbols = self.0.map(symbol_of);
        let group = |from: usize, count: usize| symbols.iter().skip(from).take(count).collect();
        [group(0, 3), group(3, 3), group(6, 2)]
    }
}

/// Whether two codes are the same, however they are spaced, dashed or cased.
pub fn is_same_code(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

fn plain(code: &str) -> impl Iterator<Item = char> {
    code.chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .flat_map(char::to_uppercase)
}

/// The symbol that makes the weighted sum zero; its own weight is one, and minus is plus in GF(32).
fn check_value(symbols: &[u8]) -> u8 {
    // Horner's rule from the last symbol: ((c₆·α + c₅)·α + … + c₀)·α.
    symbols
        .iter()
        .rev()
        .fold(0, |sum, symbol| times_alpha(sum ^ symbol))
}

/// Multiplication by α = 2 in GF(32) modulo x⁵ + x² + 1.
const fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

impl fmt::Display for CaseCode {
    /// `D2P-F2D-B7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = self.groups();
        write!(f, "{a}-{b}-{c}")
    }
}

impl fmt::Debug for CaseCode {
    /// Redacted: whoever knows the code can pass as the helper.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseCode([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code() -> impl Strategy<Value = CaseCode> {
        any::<u128>().prop_map(|bits| CaseCode::of(Uuid::from_u128(bits)))
    }

    #[test]
    fn alpha_runs_through_the_whole_field() {
        let mut seen = std::collections::BTreeSet::new();
        let mut value = 1;
        while seen.insert(value) {
            value = times_alpha(value);
        }
        assert_eq!((seen.len(), value), (31, 1));
    }

    #[test]
    fn looks_like_something_one_can_say() {
        let id = Uuid::parse_str("01981f2e-7c00-7abc-8def-0123456789ab").unwrap();
        let code = CaseCode::of(id).to_string();
        assert_eq!(code, "D2P-F2D-B7");
        assert_eq!(CaseCode::parse(&code), Ok(CaseCode::of(id)));
    }

    proptest! {
        #[test]
        fn every_printed_code_reads_back(code in code()) {
            prop_assert_eq!(CaseCode::parse(&code.to_string()), Ok(code));
        }

        #[test]
        fn people_may_write_it_their_way(code in code(), dash in prop::sample::select(vec!["", " ", "-", " \u{2013} ", "."])) {
            let typed: String = code.to_string().to_lowercase().chars()
                .map(|c| match c { '1' => "l".to_owned(), '0' => "o".to_owned(), '-' => dash.to_owned(), c => c.to_string() })
                .collect();
            prop_assert_eq!(CaseCode::parse(&typed), Ok(code));
            prop_assert_eq!(CaseCode::parse(&typed.replace('l', "I")), Ok(code));
        }

        #[test]
        fn one_wrong_symbol_is_caught(code in code(), at in 0usize..8, wrong in 0u8..32) {
            let mut symbols = code.0;
            prop_assume!(symbols[at] != wrong);
            symbols[at] = wrong;
            let text: String = symbols.map(symbol_of).iter().collect();
            prop_assert_eq!(CaseCode::parse(&text), Err(Problem::CaseCode));
        }

        #[test]
        fn any_swap_is_caught(code in code(), a in 0usize..8, b in 0usize..8) {
            let mut symbols = code.0;
            prop_assume!(symbols[a] != symbols[b]);
            symbols.swap(a, b);
            let text: String = symbols.map(symbol_of).iter().collect();
            prop_assert_eq!(CaseCode::parse(&text), Err(Problem::CaseCode));
        }

        #[test]
        fn garbage_is_refused_or_normalised(text in any::<String>()) {
            if let Ok(code) = CaseCode::parse(&text) {
                prop_assert_eq!(CaseCode::parse(&code.to_string()), Ok(code));
            }
        }
    }

    #[test]
    fn huge_input_is_refused_at_once() {
        assert_eq!(
            CaseCode::parse(&"0".repeat(10_000_000)),
            Err(Problem::CaseCode)
        );
    }
}
