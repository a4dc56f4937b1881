//! The alphabet of a text message: what one may hold and how much room it takes.
//!
//! Decides by 3GPP TS 23.038, 6.2.1, alone. A text with any other character would be sent as
//! UCS-2, 70 characters to the message, and a phone would split it.

/// The basic table in the order of its codes, 0x00 to 0x7F. 0x1B is the escape to the extension
/// table and stands for no character of its own.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// The extension table; each takes two septets.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The septets one message holds (3GPP TS 23.040: 140 octets).
pub const MESSAGE: usize = 160;

/// The code of a character in the basic table, 0 to 127.
pub(super) fn code(c: char) -> Option<u8> {
    let place = BASIC
        .chars()
        .position(|known| known == c && c != '\u{1b}')?;
    u8::try_from(place).ok()
}

/// How many septets a text takes; `None` when a character is in neither table.
pub fn septets(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |sum, c| match code(c) {
        Some(_) => Some(sum + 1),
        None if EXTENSION.contains(c) => Some(sum + 2),
        None => None,
    })
}

/// A letter or digit of a plate as one character that a text message can carry: itself where
/// the alphabet has it; the Latin letter of the same shape for Cyrillic and Greek, whose plates
/// abroad use only those (Vienna Convention on Road Traffic, annex 2); the bare letter for a
/// Latin one with a mark; the ASCII digit for any decimal digit; otherwise `?`, since a guessed
/// letter would be another car's plate.
pub(super) fn plate_letter(c: char) -> char {
    const TWINS: [(&str, char); 33] = [
        ("АΑÁÀÂÃĀĂĄ", 'A'),
        ("ВΒ", 'B'),
        ("СĆČĊĈ", 'C'),
        ("ĎĐÐ", 'D'),
        ("ЕΕЁÈÊËĒĖĘĚ", 'E'),
        ("ĞĢĠĜ", 'G'),
        ("НΗĦ", 'H'),
        ("ІΙЇÍÌÎÏİĪĮ", 'I'),
        ("ЈĴ", 'J'),
        ("КΚĶ", 'K'),
        ("ŁĹĽĻ", 'L'),
        ("МΜ", 'M'),
        ("ΝŃŇŅ", 'N'),
        ("ОΟÓÒÔÕŐŌ", 'O'),
        ("РΡ", 'P'),
        ("ŔŘŖ", 'R'),
        ("ЅŚŠŞȘŜ", 'S'),
        ("ТΤŤŢȚ", 'T'),
        ("ÚÙÛŮŰŪŲŬ", 'U'),
        ("УΥÝŸ", 'Y'),
        ("ХΧ", 'X'),
        ("ΖŹŻŽ", 'Z'),
        ("Ŵ", 'W'),
        ("٠۰０", '0'),
        ("١۱１", '1'),
        ("٢۲２", '2'),
        ("٣۳３", '3'),
        ("٤۴４", '4'),
        ("٥۵５", '5'),
        ("٦۶６", '6'),
        ("٧۷７", '7'),
        ("٨۸８", '8'),
        ("٩۹９", '9'),
    ];
    if c.is_alphanumeric() && code(c).is_some() {
        return c;
    }
    TWINS
        .iter()
        .find(|(shapes, _)| shapes.contains(c))
        .map_or('?', |(_, twin)| *twin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_has_its_128_places() {
        assert_eq!(BASIC.chars().count(), 128);
        for (c, place) in [
            ('@', 0x00),
            ('\n', 0x0a),
            ('Δ', 0x10),
            ('_', 0x11),
            (' ', 0x20),
            ('0', 0x30),
            ('¡', 0x40),
            ('A', 0x41),
            ('¿', 0x60),
            ('a', 0x61),
            ('à', 0x7f),
        ] {
            assert_eq!(code(c), Some(place), "{c}");
        }
    }

    #[test]
    fn the_extension_counts_twice() {
        assert_eq!(septets("A€[]"), Some(7));
        assert_eq!(septets("Š"), None);
        assert_eq!(septets("\u{1b}"), None);
    }

    #[test]
    fn plates_keep_their_shape() {
        let plate = |text: &str| text.chars().map(plate_letter).collect::<String>();
        assert_eq!(plate("AB12345"), "AB12345");
        assert_eq!(plate("А123ВС77"), "A123BC77");
        assert_eq!(plate("ΥΗΜ1234"), "YHM1234");
        assert_eq!(plate("ŠI123ĐŽ"), "SI123DZ");
        assert_eq!(plate("MÜÄ1"), "MÜÄ1");
        assert_eq!(plate("١٢٣ب٤"), "123?4");
    }

    proptest! {
        #[test]
        fn every_plate_letter_is_one_septet(c in any::<char>()) {
            prop_assert_eq!(septets(&plate_letter(c).to_string()), Some(1));
        }
    }
}
