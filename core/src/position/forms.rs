//! How a position is written: `geo:` URI, degrees with minutes and seconds, all forms together.

use super::{Fix, plus_code};
use crate::types::Language;
use serde::Serialize;

/// One position in every form people and programs ask for. The keys are those of
/// `roadside where --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Forms {
    /// RFC 5870: `geo:55.3433,11.0392;u=15`.
    pub geo_uri: String,
    /// Degrees, minutes and seconds to a tenth: `55°20′35.9″N 11°02′21.1″E`.
    pub dms: String,
    /// A Plus Code of ten digits, some 14 metres wide: `9F7H82VQ+8M`.
    pub plus_code: String,
    /// Digits in groups with a check digit, to be read out; see [`Fix::spoken`].
    pub spoken: String,
}

impl Fix {
    /// Every form, the spoken one in `language`.
    pub fn forms(&self, language: Language) -> Forms {
        Forms {
            geo_uri: self.geo_uri(),
            dms: self.dms(),
            plus_code: self.plus_code(),
            spoken: self.spoken(language),
        }
    }

    /// The `geo:` URI of RFC 5870 in WGS 84, six decimals at most (a tenth of a metre), with the
    /// accuracy radius in whole metres, rounded up, as `u`. A pole has longitude 0, as the RFC
    /// asks.
    pub fn geo_uri(&self) -> String {
        let lat = decimal(self.lat);
        let lon = if self.lat.abs() >= 90.0 {
            "0".to_owned()
        } else {
            decimal(self.lon)
        };
        match self.accuracy_m {
            Some(metres) => format!("geo:{lat},{lon};u={:.0}", metres.ceil()),
            None => format!("geo:{lat},{lon}"),
        }
    }

    /// Degrees, minutes and seconds to a tenth of a second (three metres).
    pub fn dms(&self) -> String {
        format!(
            "{} {}",
            sexagesimal(self.lat, 'N', 'S'),
            sexagesimal(self.lon, 'E', 'W')
        )
    }

    /// The Plus Code of ten digits.
    pub fn plus_code(&self) -> String {
        plus_code::encode(self.lat, self.lon)
    }
}

/// Six decimals without the zeros behind and without a negative zero.
fn decimal(degrees: f64) -> String {
    let text = format!("{degrees:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn sexagesimal(degrees: f64, positive: char, negative: char) -> String {
    // Counted in whole tenths, so that 59.96″ becomes the next minute and never 60.0″.
    let tenths = (degrees.abs() * 36_000.0).round() as u64;
    let side = if degrees < 0.0 && tenths > 0 {
        negative
    } else {
        positive
    };
    let (minutes, tenths) = (tenths / 600, tenths % 600);
    format!(
        "{}°{:02}′{:02}.{}″{side}",
        minutes / 60,
        minutes % 60,
        tenths / 10,
        tenths % 10
    )
}
