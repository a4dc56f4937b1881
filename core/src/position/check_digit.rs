//! One check digit over a row of digits, after H. Michael Damm (2004).
//!
//! It finds every single wrong digit and every swap of two neighbours, which is what people do
//! when they read digits out and write them down.

/// Damm's totally anti-symmetric quasigroup of order 10.
const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of a row of digits, each 0 to 9. A row that ends in its own check digit has
/// check digit 0.
pub(super) fn of(digits: impl IntoIterator<Item = u8>) -> u8 {
    digits.into_iter().fold(0, |interim, digit| {
        TABLE
            .get(usize::from(interim))
            .and_then(|row| row.get(usize::from(digit)))
            .copied()
            .unwrap_or(interim)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_example() {
        assert_eq!(of([5, 7, 2]), 4);
        assert_eq!(of([5, 7, 2, 4]), 0);
    }

    #[test]
    fn the_table_is_what_damm_asks_for() {
        for a in 0..10 {
            assert_eq!(TABLE[a][a], 0);
            let mut row = TABLE[a];
            row.sort_unstable();
            assert_eq!(row, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
            for x in 0..10 {
                for y in (0..10).filter(|y| *y != x) {
                    let after = |p: usize, q: usize| TABLE[usize::from(TABLE[a][p])][q];
                    assert_ne!(after(x, y), after(y, x));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn finds_one_wrong_digit_and_one_swap(
            mut digits in proptest::collection::vec(0u8..10, 2..30), at in 0usize..30, wrong in 1u8..10,
        ) {
            digits.push(of(digits.clone()));
            prop_assert_eq!(of(digits.clone()), 0);
            let at = at % (digits.len() - 1);
            let mut swapped = digits.clone();
            swapped.swap(at, at + 1);
            prop_assert!(swapped == digits || of(swapped) != 0);
            digits[at] = (digits[at] + wrong) % 10;
            prop_assert_ne!(of(digits), 0);
        }
    }
}
