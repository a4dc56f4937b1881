//! Where a key stands in the table of sentences: one function for the build script that lays the
//! table out and the library that reads it.

/// Eight bytes at a time, mixed by multiplication and folded onto a table of `slots` places;
/// `slots` is a power of two.
pub fn place(key: &str, slots: usize) -> usize {
    let mixed = key.as_bytes().chunks(8).fold(0_u64, |hash, chunk| {
        let word = match <[u8; 8]>::try_from(chunk) {
            Ok(bytes) => u64::from_le_bytes(bytes),
            Err(_) => chunk
                .iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    (mixed >> 32) as usize & (slots - 1)
}
