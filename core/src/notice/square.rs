//! A number as a QR code, for screens that draw it themselves.

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;

/// A QR code (ISO/IEC 18004) as squares, without the quiet zone of four squares around it that
/// whoever draws it must leave light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Square {
    /// Squares along one side: 21 to 177.
    pub side: u32,
    /// Row by row from the top, left to right: whether the square is dark. `side` × `side` of them.
    pub dark: Vec<bool>,
}

/// A URI as a QR code with a quarter of it to spare for dirt and glare (level Q); `None` when it
/// is longer than such a code holds, which no telephone number is.
pub fn square(uri: &str) -> Option<Square> {
    let code = QRBuilder::new(uri).ecl(ECL::Q).build().ok()?;
    let dark = (0..code.size)
        .flat_map(|row| {
            code[row]
                .iter()
                .take(code.size)
                .map(|module| module.value())
        })
        .collect();
    Some(Square {
        side: u32::try_from(code.size).ok()?,
        dark,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_square_with_its_three_corners() {
        let code = square("tel:+4570105052").expect("short enough");
        let side = code.side as usize;
        assert_eq!(code.dark.len(), side * side);
        let at = |row: usize, column: usize| code.dark[row * side + column];
        // The finder patterns: a dark ring of seven, a light one of five, a dark heart of three.
        for (top, left) in [(0, 0), (0, side - 7), (side - 7, 0)] {
            for row in 0..7_usize {
                for column in 0..7_usize {
                    let ring = row.abs_diff(3).max(column.abs_diff(3));
                    assert_eq!(at(top + row, left + column), ring != 2, "{row} {column}");
                }
            }
        }
        assert_ne!(code, square("tel:+4570105053").expect("short enough"));
        assert_eq!(square(&"9".repeat(10_000)), None);
    }
}
