//! Rebuilds the crate when a sentence changes: the i18n macro does not track its files.
fn main() {
    println!("cargo:rerun-if-changed=../i18n");
}
