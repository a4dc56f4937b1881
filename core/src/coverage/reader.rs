//! Reading a TOML document without stopping at the first fault.
//!
//! Decides whether a key is there and of the right type, and on which line it stands. What the
//! keys mean is decided in `load`.

use super::fault::{TermsFault, TermsProblem};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The faults found so far, and how to find the line of a byte.
pub(crate) struct Faults<'t> {
    file: &'t str,
    text: &'t str,
    pub found: Vec<TermsFault>,
    /// The clause being read.
    pub clause: Option<String>,
}

impl<'t> Faults<'t> {
    pub fn new(text: &'t str, file: &'t str) -> Self {
        Self {
            file,
            text,
            found: Vec::new(),
            clause: None,
        }
    }

    /// A part of the text that begins at this byte, read as TOML, and whether it is. What is none
    /// has been noted.
    pub fn document<'i>(&mut self, part: &'i str, at: usize) -> (Spanned<DeTable<'i>>, bool) {
        let (document, broken) = DeTable::parse_recoverable(part);
        for error in &broken {
            let within = error.span().map_or(0, |span| span.start);
            let problem = TermsProblem::NotToml(error.message().to_owned());
            self.note(at + within, problem);
        }
        (document, broken.is_empty())
    }

    /// Notes a fault at a byte of the text.
    pub fn note(&mut self, at: usize, problem: TermsProblem) {
        let read = self
            .text
            .as_bytes()
            .get(..at.min(self.text.len()))
            .unwrap_or_default();
        let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
        let fault = TermsFault {
            file: self.file.to_owned(),
            line,
            clause: self.clause.clone(),
            problem,
        };
        if !self.found.contains(&fault) {
            self.found.push(fault);
        }
    }
}

/// A table, and the keys of it that somebody asked for.
pub(crate) struct Entry<'d, 'i> {
    table: &'d DeTable<'i>,
    pub at: usize,
    /// Where in the text the part begins that the table was read from.
    part: usize,
    asked: Vec<&'static str>,
}

/// A text and where it stands.
#[derive(Clone)]
pub(crate) struct Placed<'d> {
    pub text: &'d str,
    pub at: usize,
}

impl<'d, 'i> Entry<'d, 'i> {
    /// The table of a part of the text, and where in it the part begins.
    pub fn new(table: &'d DeTable<'i>, part: usize) -> Self {
        Self::within(table, part, part)
    }

    fn within(table: &'d DeTable<'i>, at: usize, part: usize) -> Self {
        Self {
            table,
            at,
            part,
            asked: Vec::with_capacity(table.len() + 8),
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// An optional text.
    pub fn text(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Placed<'d>> {
        let value = self.value(key)?;
        let at = self.part + value.span().start;
        match value
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty())
        {
            Some(text) => Some(Placed { text, at }),
            None => {
                faults.note(at, TermsProblem::WrongValue(key.to_owned()));
                None
            }
        }
    }

    /// A text that must be there.
    pub fn needed(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Placed<'d>> {
        self.need(key, faults);
        self.text(key, faults)
    }

    fn need(&self, key: &'static str, faults: &mut Faults<'_>) {
        if !self.table.contains_key(key) {
            faults.note(self.at, TermsProblem::Missing(key.to_owned()));
        }
    }

    /// A list of texts; empty when the key is not there.
    pub fn texts(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Placed<'d>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let at = self.part + item.span().start;
            match item.get_ref().as_str() {
                Some(text) => texts.push(Placed { text, at }),
                None => faults.note(at, TermsProblem::WrongValue(key.to_owned())),
            }
        }
        texts
    }

    /// A truth value, or the default when the key is not there.
    pub fn flag(&mut self, key: &'static str, default: bool, faults: &mut Faults<'_>) -> bool {
        let Some(value) = self.value(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            default
        })
    }

    /// A whole number that is not negative; `None` when the key is not there or is something
    /// else, `quiet` when something else is no fault.
    pub fn number(
        &mut self,
        key: &'static str,
        quiet: bool,
        faults: &mut Faults<'_>,
    ) -> Option<u32> {
        let value = self.value(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() && !quiet {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
        }
        number
    }

    /// Whether the key is there and holds text.
    pub fn is_text(&mut self, key: &'static str) -> bool {
        self.value(key)
            .is_some_and(|value| value.get_ref().is_str())
    }

    /// Notes that a key must be there.
    pub fn require(&self, key: &'static str, faults: &mut Faults<'_>) {
        self.need(key, faults);
    }

    /// The tables under `[[key]]`; empty when the key is not there.
    pub fn entries(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Entry<'d, 'i>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            return Vec::new();
        };
        let mut entries = Vec::new();
        for item in items.iter() {
            let at = self.part + item.span().start;
            match item.get_ref().as_table() {
                Some(table) => entries.push(Entry::within(table, at, self.part)),
                None => faults.note(at, TermsProblem::WrongValue(key.to_owned())),
            }
        }
        entries
    }

    /// The names and texts of a table of texts.
    pub fn pairs(
        &mut self,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Vec<(&'d str, Placed<'d>)> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let at = self.part + value.span().start;
            match value.get_ref().as_str() {
                Some(text) => pairs.push((&**name.get_ref(), Placed { text, at })),
                None => faults.note(at, TermsProblem::WrongValue(name.get_ref().to_string())),
            }
        }
        pairs
    }

    /// The tables of texts under `[key]`, by their names.
    pub fn groups(
        &mut self,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Vec<(Placed<'d>, Vec<(&'d str, Placed<'d>)>)> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            return Vec::new();
        };
        let mut groups = Vec::new();
        for (name, value) in table {
            let text = &**name.get_ref();
            let at = self.part + name.span().start;
            let Some(group) = value.get_ref().as_table() else {
                faults.note(at, TermsProblem::WrongValue(text.to_owned()));
                continue;
            };
            let mut texts = Vec::new();
            for (name, value) in group {
                let at = self.part + value.span().start;
                match value.get_ref().as_str() {
                    Some(text) => texts.push((&**name.get_ref(), Placed { text, at })),
                    None => faults.note(at, TermsProblem::WrongValue(name.get_ref().to_string())),
                }
            }
            groups.push((Placed { text, at }, texts));
        }
        groups
    }

    /// The names of a table and its values as JSON.
    pub fn table(
        &mut self,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Vec<(&'d str, usize, serde_json::Value)> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            faults.note(
                self.part + value.span().start,
                TermsProblem::WrongValue(key.to_owned()),
            );
            return Vec::new();
        };
        let entries = table.iter();
        entries
            .map(|(name, value)| {
                (
                    &**name.get_ref(),
                    self.part + value.span().start,
                    json(value.get_ref()),
                )
            })
            .collect()
    }

    /// Notes every key that nobody asked for.
    pub fn close(self, faults: &mut Faults<'_>) {
        for name in self.table.keys() {
            if !self.asked.contains(&name.get_ref().as_ref()) {
                faults.note(
                    self.part + name.span().start,
                    TermsProblem::UnknownKey(name.get_ref().to_string()),
                );
            }
        }
    }
}

/// A TOML value as JSON, for the border that facts pass. A table or a date is no fact's value.
fn json(value: &DeValue<'_>) -> serde_json::Value {
    let nothing = serde_json::Value::Null;
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            read.map_or(nothing, Into::into)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(nothing, Into::into),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Datetime(_) | DeValue::Table(_) => nothing,
    }
}
