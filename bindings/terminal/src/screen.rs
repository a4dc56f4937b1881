//! How things look on a terminal: headings, rows, wrapped paragraphs, one JSON document.
//!
//! Lays out what the core says and holds no sentence of its own. Colour only where the terminal
//! shows it and `NO_COLOR` is not set (anstream sees to both); nothing is told by colour alone.

use anstyle::{AnsiColor, Style};
use roadside_core::messages;
use roadside_core::types::Language;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Columns a line may take, indent included.
const WIDTH: usize = 80;

/// Where output goes, in whose language, for a person or for a program.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// The driver's language.
    pub language: Language,
    /// One JSON document instead of laid-out text.
    pub json: bool,
}

/// How much weight a word is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good news.
    Good,
    /// Something remains to be done or asked.
    Open,
    /// Bad news, or danger.
    Bad,
    /// Ordinary text.
    Plain,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Good => AnsiColor::Green.on_default().bold(),
            Self::Open => AnsiColor::Yellow.on_default().bold(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
            Self::Plain => Style::new(),
        }
    }
}

impl Screen {
    /// A sentence of `i18n/` in the driver's language.
    pub fn text(&self, key: &str) -> String {
        messages::text(self.language, key, &[])
    }

    /// The same with placeholders filled.
    pub fn text_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        messages::text(self.language, key, args)
    }

    /// The one JSON document of a command.
    pub fn document(&self, value: &impl Serialize) {
        let pretty = std::io::stdout().is_terminal();
        let text = if pretty {
            serde_json::to_string_pretty(value)
        } else {
            serde_json::to_string(value)
        };
        self.raw(&format!("{}\n", text.unwrap_or_default()));
    }

    /// One JSON document on a line of its own, for commands that give several.
    pub fn line(&self, value: &impl Serialize) {
        self.raw(&format!(
            "{}\n",
            serde_json::to_string(value).unwrap_or_default()
        ));
    }

    /// Writes as it is. A reader that has gone away (`| head`) is no fault of ours.
    pub fn raw(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// A heading with a blank line before it.
    pub fn heading(&self, text: &str) {
        let bold = Style::new().bold().underline();
        self.raw(&format!("\n{bold}{text}{bold:#}\n"));
    }

    /// A paragraph, wrapped, indented by `indent` columns.
    pub fn paragraph(&self, indent: usize, text: &str) {
        self.toned(indent, Tone::Plain, "", text);
    }

    /// A paragraph behind a mark; further lines stand under the text.
    pub fn item(&self, indent: usize, mark: &str, text: &str) {
        self.toned(indent, Tone::Plain, mark, text);
    }

    /// A paragraph behind a coloured mark.
    pub fn toned(&self, indent: usize, tone: Tone, mark: &str, text: &str) {
        let style = tone.style();
        let hang = if mark.is_empty() {
            0
        } else {
            columns(mark) + 1
        };
        let room = WIDTH.saturating_sub(indent + hang).max(20);
        let mut shown = String::new();
        for (number, line) in wrap(text, room).iter().enumerate() {
            let lead = " ".repeat(indent);
            match (number, hang) {
                (_, 0) => shown.push_str(&format!("{lead}{line}\n")),
                (0, _) => shown.push_str(&format!("{lead}{style}{mark}{style:#} {line}\n")),
                _ => shown.push_str(&format!("{lead}{}{line}\n", " ".repeat(hang))),
            }
        }
        self.raw(&shown);
    }

    /// Labels and values in two columns; a value that does not fit is wrapped under itself.
    pub fn rows(&self, indent: usize, rows: &[(String, String)]) {
        let widest = rows
            .iter()
            .map(|(label, _)| columns(label))
            .max()
            .unwrap_or(0)
            .min(48);
        for (label, value) in rows {
            let gap = " ".repeat(widest.saturating_sub(columns(label)));
            let room = WIDTH.saturating_sub(indent + widest + 2).max(20);
            let mut lines = wrap(value, room).into_iter();
            let first = lines.next().unwrap_or_default();
            let mut shown = format!("{}{label}{gap}  {first}\n", " ".repeat(indent));
            for line in lines {
                shown.push_str(&format!("{}{line}\n", " ".repeat(indent + widest + 2)));
            }
            self.raw(&shown);
        }
    }

    /// A line on standard error while something takes long; nothing when nobody looks.
    pub fn progress(&self, text: &str) {
        if std::io::stderr().is_terminal() && !self.json {
            let dim = Style::new().dimmed();
            let _ = writeln!(anstream::stderr(), "{dim}… {text}{dim:#}");
        }
    }

    /// A remark on standard error, so that standard output stays one document.
    pub fn remark(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}

/// Columns a text takes. Combining marks and wide scripts do not occur in the eight languages.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// Breaks at spaces; a word longer than a line keeps a line to itself. Line breaks in the text stay.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && columns(&line) + 1 + columns(word) > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn wrapping_loses_no_word_and_keeps_to_the_room(text in "[a-zæøå ]{0,300}", room in 20usize..100) {
            let lines = wrap(&text, room);
            let words: Vec<&str> = text.split_whitespace().collect();
            let kept: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
            prop_assert_eq!(words, kept);
            for line in &lines {
                prop_assert!(columns(line) <= room || !line.contains(' '));
            }
        }
    }
}
