//! Signed terms: whose signature counts, and whether an edition may be taken.
//!
//! Decides, over bytes alone, whether terms carry the signature of a trusted key and may replace
//! what is there. Where files lie, and what time it is, is decided on the floors above.
//!
//! A signature is detached minisign (Ed25519 over BLAKE2b-512 of the exact bytes), as
//! `roadside terms sign` and minisign's own program make it.

use super::fault::{TermsFault, TermsProblem};
use super::terms::Terms;
use crate::error::TermsRefusal;
use crate::types::{Problem, Timestamp};
use minisign_verify::{Error as Mismatch, PublicKey, Signature};
use std::fmt;

/// The keys that come with the program; a line a key.
const BUILT_IN: &str = include_str!("../../data/trusted-keys.txt");

/// The id of a key, as minisign shows it: 16 hexadecimal digits. It names a key and proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(u64);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016X}", self.0)
    }
}

/// A key that signatures are checked with.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    key: PublicKey,
    id: KeyId,
    text: String,
}

impl SigningKey {
    /// Reads a public key: its one line (`RWQ…`), or the two lines of a `.pub` file.
    ///
    /// # Errors
    /// [`Problem::PublicKey`] when it is none.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let line = text
            .lines()
            .map(str::trim)
            .rfind(|line| !line.is_empty())
            .ok_or(Problem::PublicKey)?;
        let key = PublicKey::from_base64(line).map_err(|_| Problem::PublicKey)?;
        let id = key_id(line).ok_or(Problem::PublicKey)?;
        Ok(Self {
            key,
            id,
            text: line.to_owned(),
        })
    }

    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key as one line.
    pub fn line(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").field(&self.id).finish()
    }
}

/// The keys whose signature counts.
#[derive(Debug, Clone, Default)]
pub struct TrustedKeys(Vec<SigningKey>);

impl TrustedKeys {
    /// Those that come with the program.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN)
    }

    /// Reads a list, one key a line; whatever is no key is passed over, which trusts nobody.
    pub fn parse(list: &str) -> Self {
        let keys = list
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter_map(|word| SigningKey::parse(word).ok());
        Self(keys.collect())
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Every key.
    pub fn keys(&self) -> &[SigningKey] {
        &self.0
    }

    /// Checks a signature over the exact bytes, and says which key made it.
    ///
    /// # Errors
    /// [`TermsRefusal::SignatureUnreadable`], [`TermsRefusal::UntrustedKey`] or
    /// [`TermsRefusal::SignatureWrong`].
    pub fn verify(&self, bytes: &[u8], signature: &[u8]) -> Result<KeyId, TermsRefusal> {
        let unreadable = TermsRefusal::SignatureUnreadable;
        let text = std::str::from_utf8(signature).map_err(|_| unreadable)?;
        let named = said_signer(signature).ok_or(unreadable)?;
        let signature = Signature::decode(text).map_err(|_| unreadable)?;
        let mut why = TermsRefusal::UntrustedKey { key: named.0 };
        for SigningKey { key, id, .. } in &self.0 {
            // The old form of signature, which hashes nothing first, nobody needs here.
            match key.verify(bytes, &signature, false) {
                Ok(()) => return Ok(*id),
                Err(Mismatch::UnexpectedKeyId) => {}
                Err(_) => why = TermsRefusal::SignatureWrong,
            }
        }
        Err(why)
    }
}

/// Terms whose signature has been checked.
#[derive(Debug, Clone)]
pub struct SignedTerms {
    /// The terms.
    pub terms: Terms,
    /// The key that signed them.
    pub signed_by: KeyId,
}

impl SignedTerms {
    /// Checks the signature over the exact bytes, and only then reads and checks the terms.
    /// `file` is only named in faults.
    ///
    /// # Errors
    /// As [`TrustedKeys::verify`]; [`TermsRefusal::NewerFormat`],
    /// [`TermsRefusal::UnknownProduct`] or [`TermsRefusal::Faulty`].
    pub fn open(
        bytes: &[u8],
        signature: Option<&[u8]>,
        keys: &TrustedKeys,
        file: &str,
    ) -> Result<Self, TermsRefusal> {
        let signature = signature.ok_or(TermsRefusal::NotSigned)?;
        let signed_by = keys.verify(bytes, signature)?;
        let text = std::str::from_utf8(bytes).map_err(|_| TermsRefusal::Faulty)?;
        let terms = Terms::parse(text, file).map_err(|faults| refusal(&faults))?;
        Ok(Self { terms, signed_by })
    }

    /// Whether this edition may be taken beside the ones that are here.
    ///
    /// It must be newer than all of them, those that are not in force yet included: an old
    /// edition, once replaced, never comes back by being sent again.
    ///
    /// # Errors
    /// [`TermsRefusal::NotNewer`] or [`TermsRefusal::Expired`].
    pub fn admit<'a>(
        &self,
        here: impl IntoIterator<Item = &'a Terms>,
        now: Timestamp,
    ) -> Result<(), TermsRefusal> {
        let same_product = |terms: &&Terms| terms.product() == self.terms.product();
        let newest = here.into_iter().filter(same_product).map(Terms::sequence);
        match newest.max() {
            Some(have) if self.terms.sequence() <= have => Err(TermsRefusal::NotNewer { have }),
            _ if self.terms.validity().has_ended(now) => Err(TermsRefusal::Expired),
            _ => Ok(()),
        }
    }
}

/// The id of the key that made a signature, as far as the signature says so; it proves nothing.
pub fn said_signer(signature: &[u8]) -> Option<KeyId> {
    let text = std::str::from_utf8(signature).ok()?;
    key_id(text.lines().nth(1)?.trim())
}

fn refusal(faults: &[TermsFault]) -> TermsRefusal {
    let any = |is: fn(&TermsProblem) -> bool| faults.iter().any(|fault| is(&fault.problem));
    if any(|problem| matches!(problem, TermsProblem::NewerFormat)) {
        TermsRefusal::NewerFormat
    } else if any(|problem| matches!(problem, TermsProblem::UnknownProduct(_))) {
        TermsRefusal::UnknownProduct
    } else {
        TermsRefusal::Faulty
    }
}

/// Bytes 2 to 9 of what minisign writes in base 64, little-endian: the id of the key.
fn key_id(base64: &str) -> Option<KeyId> {
    let mut bytes = [0u8; 12];
    let mut letters = base64.bytes();
    for group in bytes.chunks_exact_mut(3) {
        let mut bits = 0u32;
        for _ in 0..4 {
            bits = bits << 6 | u32::from(six_bits(letters.next()?)?);
        }
        group.copy_from_slice(bits.to_be_bytes().get(1..)?);
    }
    let id: [u8; 8] = bytes.get(2..10)?.try_into().ok()?;
    Some(KeyId(u64::from_le_bytes(id)))
}

/// A letter of base 64 (RFC 4648, section 4).
const fn six_bits(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test that cannot go on should say so")]
mod tests {
    use super::*;

    /// A key and a signature that minisign's own program made, over the four bytes `test`.
    const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    const SIGNATURE: &str = "untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1633700835\tfile:test\tprehashed
wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==
";

    #[test]
    fn what_minisigns_own_program_signed_counts() {
        let keys = TrustedKeys::parse(KEY);
        let signed_by = keys
            .verify(b"test", SIGNATURE.as_bytes())
            .expect("it belongs");
        assert_eq!(signed_by.to_string(), "E7620F1842B4E81F");
        assert_eq!(said_signer(SIGNATURE.as_bytes()), Some(signed_by));
        assert_eq!(
            keys.verify(b"Test", SIGNATURE.as_bytes()),
            Err(TermsRefusal::SignatureWrong)
        );
        assert_eq!(
            TrustedKeys::default().verify(b"test", SIGNATURE.as_bytes()),
            Err(TermsRefusal::UntrustedKey {
                key: 0xE762_0F18_42B4_E81F
            })
        );
        // Mail turns line ends around; the signature is the same.
        let carried = SIGNATURE.replace('\n', "\r\n");
        assert_eq!(keys.verify(b"test", carried.as_bytes()), Ok(signed_by));
    }

    #[test]
    fn a_key_is_read_from_its_line_or_its_file() {
        let file = format!("untrusted comment: minisign public key E7620F1842B4E81F\n{KEY}\n");
        let key = SigningKey::parse(&file).expect("a key");
        assert_eq!(SigningKey::parse(&format!(" {KEY} ")), Ok(key.clone()));
        assert_eq!(key.line(), KEY);
        for wrong in [
            "",
            "\n",
            "RWQ",
            SIGNATURE,
            &KEY[1..],
            &KEY.replace('f', "é"),
        ] {
            assert_eq!(SigningKey::parse(wrong), Err(Problem::PublicKey), "{wrong}");
        }
    }

    #[test]
    fn a_list_trusts_its_keys_and_nothing_else() {
        let list = format!("# {KEY}\n\nnonsense\n{KEY} an insurer\n{KEY}\u{202e}\n");
        assert_eq!(TrustedKeys::parse(&list).keys().len(), 1);
        // Every line of the list that comes with the program is a key or says that it is none.
        for line in BUILT_IN.lines().filter(|line| !line.is_empty()) {
            let is_key = line
                .split_whitespace()
                .next()
                .is_some_and(|word| SigningKey::parse(word).is_ok());
            assert_ne!(is_key, line.starts_with('#'), "{line}");
        }
    }
}
