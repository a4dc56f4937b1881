//! Bank accounts: the examples of the IBAN registry, and each with one digit changed.

#![allow(clippy::expect_used, clippy::panic, missing_docs)]

use proptest::prelude::*;
use roadside_core::claim::BankAccount;
use roadside_core::types::{Iban, Problem};

/// One example per country, as the registry (ISO 13616) prints them.
const EXAMPLES: &[&str] = &[
    "AD1200012030200359100100",
    "AE070331234567890123456",
    "AL47212110090000000235698741",
    "AT611904300234573201",
    "AZ21NABZ00000000137010001944",
    "BA391290079401028494",
    "BE68539007547034",
    "BG80BNBG96611020345678",
    "BH67BMAG00001299123456",
    "BI4210000100010000332045181",
    "BR1800360305000010009795493C1",
    "BY13NBRB3600900000002Z00AB00",
    "CH9300762011623852957",
    "CR05015202001026284066",
    "CY17002001280000001200527600",
    "CZ6508000000192000145399",
    "DE89370400440532013000",
    "DJ2100010000000154000100186",
    "DK5000400440116243",
    "DO28BAGR00000001212453611324",
    "EE382200221020145685",
    "EG380019000500000000263180002",
    "ES9121000418450200051332",
    "FI2112345600000785",
    "FK88SC123456789012",
    "FO6264600001631634",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "GE29NB0000000101904917",
    "GI75NWBK000000007099453",
    "GL8964710001000206",
    "GR1601101250000000012300695",
    "GT82TRAJ01020000001210029690",
    "HN88CABF00000000000250005469",
    "HR1210010051863000160",
    "HU42117730161111101800000000",
    "IE29AIBK93115212345678",
    "IL620108000000099999999",
    "IQ98NBIQ850123456789012",
    "IS140159260076545510730339",
    "IT60X0542811101000000123456",
    "JO94CBJO0010000000000131000302",
    "KW81CBKU0000000000001234560101",
    "KZ86125KZT5004100100",
    "LB62099900000001001901229114",
    "LC55HEMM000100010012001200023015",
    "LI21088100002324013AA",
    "LT121000011101001000",
    "LU280019400644750000",
    "LV80BANK0000435195001",
    "LY83002048000020100120361",
    "MC5811222000010123456789030",
    "MD24AG000225100013104168",
    "ME25505000012345678951",
    "MK07250120000058984",
    "MN121234123456789123",
    "MR1300020001010000123456753",
    "MT84MALT011000012345MTLCAST001S",
    "MU17BOMM0101101030300200000MUR",
    "NI45BAPR00000013000003558124",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "OM810180000001299123456",
    "PK36SCBL0000001123456702",
    "PL61109010140000071219812874",
    "PS92PALS000000000400123456702",
    "PT50000201231234567890154",
    "QA58DOHB00001234567890ABCDEFG",
    "RO49AAAA1B31007593840000",
    "RS35260005601001611379",
    "RU0304452522540817810538091310419",
    "SA0380000000608010167519",
    "SC18SSCB11010000000000001497USD",
    "SD2129010501234001",
    "SE4550000000058398257466",
    "SI56263300012039086",
    "SK3112000000198742637541",
    "SM86U0322509800000000270100",
    "SO211000001001000100141",
    "ST23000100010051845310146",
    "SV62CENR00000000000000700025",
    "TL380080012345678910157",
    "TN5910006035183598478831",
    "TR330006100519786457841326",
    "UA213223130000026007233566001",
    "VA59001123000012345678",
    "VG96VPVG0000012345678901",
    "XK051212012345678906",
    "YE15CBYE0001018861234567891234",
];

#[test]
fn every_example_of_the_registry_is_taken() {
    let refused: Vec<&&str> = EXAMPLES
        .iter()
        .filter(|example| Iban::parse(example).is_err())
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
    for example in EXAMPLES {
        let iban = Iban::parse(example).expect(example);
        assert_eq!(iban.as_str(), *example);
        assert_eq!(Iban::parse(&iban.spaced().to_lowercase()), Ok(iban));
    }
}

#[test]
fn each_with_one_digit_changed_is_refused() {
    let mut changed = 0;
    for example in EXAMPLES {
        for (at, symbol) in example.char_indices() {
            for other in '0'..='9' {
                if !symbol.is_ascii_digit() || other == symbol {
                    continue;
                }
                let mut wrong = (*example).to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert_eq!(Iban::parse(&wrong), Err(Problem::Iban), "{wrong}");
                changed += 1;
            }
        }
    }
    assert!(changed > 10_000, "only {changed} tried");
}

#[test]
fn an_account_abroad_has_its_bic() {
    let german = "DE89 3704 0044 0532 0130 00";
    let faults = BankAccount::by_iban(None, german, None).expect_err("no BIC");
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults.first().map(|fault| &fault.problem),
        Some(&Problem::BicNeeded)
    );
    let account = BankAccount::by_iban(Some("Kirsten Holm"), german, Some("COBADEFFXXX"))
        .expect("an account");
    assert_eq!(account.bic().map(|bic| bic.as_str()), Some("COBADEFFXXX"));
    let danish = BankAccount::by_iban(None, "DK50 0040 0440 1162 43", None).expect("an account");
    assert_eq!(
        BankAccount::by_number(None, "0040", "440116243"),
        Ok(danish)
    );
    let all = BankAccount::by_iban(Some("\u{202e}x"), "DE00", Some("COBA")).expect_err("faults");
    let at: Vec<&str> = all.iter().map(|fault| fault.at.as_str()).collect();
    assert_eq!(at, ["holder", "iban", "bic"]);
}

proptest! {
    #[test]
    fn two_neighbours_swapped_are_noticed(example in prop::sample::select(EXAMPLES.to_vec()), at in 4_usize..14) {
        let mut bytes = example.as_bytes().to_vec();
        // Letters count as two digits each, so `1B` and `B1` read alike: that is the standard's own limit.
        prop_assume!(bytes[at] != bytes[at + 1]);
        prop_assume!(bytes[at].is_ascii_digit() && bytes[at + 1].is_ascii_digit());
        bytes.swap(at, at + 1);
        let swapped = String::from_utf8(bytes).expect("ASCII");
        prop_assert_eq!(Iban::parse(&swapped), Err(Problem::Iban));
    }
}
