//! Plus Codes (Open Location Code) of ten digits: an area of 1/8000 of a degree, some 14 metres.
//!
//! Written here, since the crates at hand are either abandoned or bring a program with them; the
//! published test vectors are in the tests.

const ALPHABET: &[u8; 20] = b"23456789CFGHJMPQRVWX";
/// The specification counts in 1/25,000,000 of a degree of latitude …
const LAT_STEPS: f64 = 25_000_000.0;
/// … and 1/8,192,000 of longitude; a ten-digit code then drops the finer digits.
const LON_STEPS: f64 = 8_192_000.0;
const FINER_LAT: i64 = 3_125;
const FINER_LON: i64 = 1_024;
/// Pairs of digits in a code of ten.
const PAIRS: usize = 5;

/// The code of a point in degrees; at the North Pole the area just below it.
pub(super) fn encode(lat: f64, lon: f64) -> String {
    let highest = 180 * 8_000 - 1;
    let turn = 360 * 8_000;
    // A degree like -37.014 has no exact binary form: what is short of a step by less than a
    // millionth of one is that step.
    let steps = |degrees: f64, steps: f64| ((degrees * steps * 1e6).round() / 1e6).floor() as i64;
    let mut lat = ((steps(lat, LAT_STEPS) + 90 * 25_000_000) / FINER_LAT).clamp(0, highest);
    let mut lon = (steps(lon, LON_STEPS) + 180 * 8_192_000)
        .div_euclid(FINER_LON)
        .rem_euclid(turn);

    let mut code = String::with_capacity(11);
    for pair in 0..PAIRS {
        if pair == 1 {
            code.insert(0, '+');
        }
        code.insert(0, digit(lon % 20));
        code.insert(0, digit(lat % 20));
        lat /= 20;
        lon /= 20;
    }
    code
}

fn digit(value: i64) -> char {
    usize::try_from(value)
        .ok()
        .and_then(|value| ALPHABET.get(value))
        .map_or('2', |letter| char::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_vectors() {
        // github.com/google/open-location-code, test_data/encoding.csv; longer codes are cut to ten.
        for (lat, lon, code) in [
            (20.3700625, 2.7821875, "7FG49QCJ+2V"),
            (20.3701125, 2.782234375, "7FG49QCJ+2V"),
            (47.0000625, 8.0000625, "8FVC2222+22"),
            (-41.2730625, 174.7859375, "4VCPPQGP+Q9"),
            (-89.9999375, -179.9999375, "22222222+22"),
            (1.0, 1.0, "6FH32222+22"),
            (90.0, 1.0, "CFX3X2X2+X2"),
            (1.2, 3.4, "6FH56C22+22"),
            (35.6, 3.033, "8F75J22M+26"),
            (-2.804, 7.003, "6F9952W3+C6"),
            (13.9, 164.88, "7V56WV2J+22"),
            (70.3, -87.64, "C62J8926+22"),
            (66.89, -106.0, "95RPV2R2+22"),
            (-37.014, -159.936, "43J2X3P7+CJ"),
            (-25.798, -59.812, "5862652Q+R6"),
            (10.734, -168.294, "722HPPM4+JC"),
            (-18.32, 96.397, "5MHRM9JW+2R"),
            (80.0100000001, 58.57, "CHGW2H6C+22"),
            (80.0099999999, 58.57, "CHGW2H5C+X2"),
            (-80.0099999999, 58.57, "2HFWXHRC+22"),
            (-80.0100000001, 58.57, "2HFWXHQC+X2"),
        ] {
            assert_eq!(encode(lat, lon), code, "{lat}, {lon}");
        }
        // The four-digit vectors of the antimeridian.
        assert!(encode(1.0, 180.0).starts_with("62H2"));
        assert!(encode(0.5, -179.5).starts_with("62G2"));
        assert!(encode(0.5, 179.5).starts_with("6VGX"));
    }

    proptest! {
        #[test]
        fn ten_digits_anywhere_that_lead_back(lat in -90.0..90.0, lon in -180.0..180.0) {
            let code = encode(lat, lon);
            prop_assert_eq!(code.len(), 11);
            prop_assert_eq!(code.as_bytes()[8], b'+');
            let values: Vec<f64> = code
                .bytes()
                .filter(|byte| *byte != b'+')
                .map(|byte| ALPHABET.iter().position(|letter| *letter == byte).unwrap() as f64)
                .collect();
            let back = |from: usize| {
                let size = |pair: usize| 20.0 / 20f64.powi(pair as i32);
                (0..PAIRS).map(|pair| values[2 * pair + from] * size(pair)).sum::<f64>()
            };
            let (south, west) = (back(0) - 90.0, back(1) - 180.0);
            prop_assert!(south <= lat + 1e-7 && lat < south + 1.0 / 8000.0 + 1e-7);
            prop_assert!(west <= lon + 1e-7 && lon < west + 1.0 / 8000.0 + 1e-7);
        }
    }
}
