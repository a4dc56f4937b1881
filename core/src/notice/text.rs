//! The notices as plain text: theirs first and largest, the others after it.

use super::Notice;
use crate::messages;

/// The width of a line, in characters.
const WIDTH: usize = 72;

/// The notices as plain text, at most 72 characters wide.
pub fn text(notices: &[Notice]) -> String {
    let mut page = String::new();
    for (index, notice) in notices.iter().enumerate() {
        if index > 0 {
            page.push('\n');
        }
        heading(&mut page, notice, index == 0);
        for paragraph in notice.unbroken_paragraphs() {
            for line in wrapped(&paragraph) {
                page.push_str(&line.replace('\u{a0}', " "));
                page.push('\n');
            }
        }
        if index == 0 {
            let call = messages::text(notice.language, "notice.call", &[]);
            page.push_str(&format!("\n    {}", notice.assistance_company.as_str()));
            page.push_str(&format!("\n    {call}: {}\n", notice.phone.spaced()));
        }
    }
    page
}

/// The language's own name on a rule, double for the first, then the title.
fn heading(page: &mut String, notice: &Notice, first: bool) {
    let name = messages::text(notice.language, "notice.language", &[]);
    let rule = if first { '=' } else { '-' };
    let rest = WIDTH.saturating_sub(name.chars().count() + 4);
    page.push_str(&format!("{rule}{rule} {name} "));
    page.extend(std::iter::repeat_n(rule, rest));
    let title = if first {
        notice.title.to_uppercase()
    } else {
        notice.title.clone()
    };
    page.push_str(&format!("\n{title}\n"));
    if first {
        page.push('\n');
    }
}

/// Breaks at spaces; a no-break space holds. A word longer than a line stands alone.
fn wrapped(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
