//! Where a key stands in the table of sentences: one function for the build script that lays the
//! table out and the library that reads it.

/// FNV-1a, 32 bits, folded onto a table of `slots` places; `slots` is a power of two.
pub fn place(key: &str, slots: usize) -> usize {
    let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 15)) as usize & (slots - 1)
}
