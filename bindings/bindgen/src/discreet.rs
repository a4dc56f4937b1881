//! What generated Kotlin prints of a record: its name and nothing of its value, because records
//! hold what people entered and end up in logs and crash reports.
//!
//! Decided here for Kotlin; Swift has its own `Discreet`. Whatever is not named as harmless is
//! silent, so that a record of tomorrow is too.

/// Records of our own words alone; they print as they are.
const HARMLESS: [&str; 5] = ["Delivery", "Fault", "Outbox", "ScreenFault", "Zones"];

/// The generated source, every record but the harmless ones made silent, and every variant without
/// fields printing its name.
///
/// # Errors
/// When a record is not laid out as the generator lays it out today.
pub fn silence(source: &str) -> Result<String, String> {
    let mut out = String::with_capacity(source.len());
    let mut record: Option<&str> = None;
    let mut records = 0_usize;
    for line in source.lines() {
        match line.strip_prefix("    object ") {
            Some(variant) if variant.contains(" : ") => {
                out.push_str("    data object ");
                out.push_str(variant);
            }
            _ => out.push_str(line),
        }
        out.push('\n');
        if let Some(name) = line.strip_prefix("data class ") {
            if let Some(open) = record {
                return Err(format!("no body of record {open}"));
            }
            record = name.split_once(' ').map(|(name, _)| name);
        } else if line.starts_with(')')
            && let Some(name) = record.take()
        {
            if !line.ends_with('{') {
                return Err(format!("record {name} has no body"));
            }
            records += 1;
            if !HARMLESS.contains(&name) {
                out.push_str("    override fun toString(): String = \"");
                out.push_str(name);
                out.push_str("\"\n");
            }
        }
    }
    match (record, records) {
        (Some(name), _) => Err(format!("no body of record {name}")),
        (None, 0) => Err("no records".to_owned()),
        (None, _) => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::silence;

    const GENERATED: &str = "data class Fix (\n    val `lat`: kotlin.Double\n    \n){\n    companion object\n}\n\
        data class Outbox (\n    val `waiting`: kotlin.UInt\n){\n}\n\
        sealed class StorageFault {\n    object Closed : StorageFault()\n    companion object\n}\n";

    #[test]
    fn a_record_is_silent_unless_it_is_harmless() {
        let silent = silence(GENERATED).unwrap_or_default();
        assert!(silent.contains("){\n    override fun toString(): String = \"Fix\"\n"));
        assert!(!silent.contains("\"Outbox\""));
        assert!(silent.contains("    data object Closed : StorageFault()\n"));
        assert!(silent.contains("    companion object\n}\n"));
    }

    #[test]
    fn source_laid_out_otherwise_is_refused() {
        assert!(silence("").is_err());
        assert!(silence("data class Fix (\n    val `lat`: kotlin.Double\n)\n").is_err());
        assert!(silence("data class Fix (\n").is_err());
    }
}
