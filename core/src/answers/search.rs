//! Which topics fit the words somebody typed, the best first.
//!
//! Words are compared without case and diacritics, by their beginnings, in the asker's language
//! and in Danish: somebody with a foreign keyboard and a wet finger still finds the answer.

use super::data::{Answers, Topic};
use crate::messages;
use crate::types::{Language, Product};

/// The greatest number of words of a question that are looked at.
pub const MAX_WORDS: usize = 12;

/// Letters that stand in for a diacritic where a keyboard lacks it: the second after the first
/// says no more than the first alone.
const STAND_INS: [(char, char); 4] = [('a', 'a'), ('a', 'e'), ('o', 'e'), ('u', 'e')];

/// A text as it is compared: lower case, without diacritics, and with the letters that stand in
/// for them where a keyboard lacks them (`aa` for `å`, `oe` for `ø`) made one, however many
/// follow each other. A folded text folds to itself.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Pairs are met while writing: in a pass of their own, what one leaves can be the next.
    let mut before = None;
    let mut push = |letter: char| {
        if before.is_none_or(|before| !STAND_INS.contains(&(before, letter))) {
            folded.push(letter);
            before = Some(letter);
        }
    };
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'æ' => push('a'),
            'ç' | 'ć' | 'č' => push('c'),
            'ď' | 'đ' | 'ð' => push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' => push('e'),
            'ì' | 'í' | 'î' | 'ï' => push('i'),
            'ł' => push('l'),
            'ñ' | 'ń' => push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'œ' => push('o'),
            'ś' | 'š' => push('s'),
            'ß' => {
                push('s');
                push('s');
            }
            'ù' | 'ú' | 'û' | 'ü' => push('u'),
            'ý' | 'ÿ' => push('y'),
            'ź' | 'ż' | 'ž' => push('z'),
            // A combining mark: the letter before it has been written already.
            '\u{300}'..='\u{36f}' => {}
            other => push(other),
        }
    }
    folded
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a topic can be found by: words that weigh much (question, keywords) and words that weigh
/// little (the answer itself).
struct Index {
    heavy: Vec<String>,
    light: Vec<String>,
}

impl Index {
    fn of(topic: &Topic, language: Language) -> Self {
        let mut index = Self {
            heavy: words(&topic.id),
            light: Vec::new(),
        };
        let mut languages = vec![language];
        if language != Language::Da {
            languages.push(Language::Da);
        }
        for language in languages {
            let say =
                |part: &str| messages::text(language, &format!("answers.{}.{part}", topic.id), &[]);
            index.heavy.extend(words(&say("question")));
            index.heavy.extend(words(&say("words")));
            index.light.extend(words(&say("answer")));
        }
        index
    }

    /// How well one typed word fits: whole before beginning, heavy before light. Of very short
    /// beginnings only whole words count, or every topic would fit.
    fn weight(&self, typed: &str) -> u32 {
        let long = typed.chars().count() >= 3;
        let whole = |list: &[String]| list.iter().any(|word| word == typed);
        let begins = |list: &[String]| long && list.iter().any(|word| word.starts_with(typed));
        if whole(&self.heavy) {
            8
        } else if begins(&self.heavy) {
            6
        } else if whole(&self.light) {
            3
        } else if begins(&self.light) {
            2
        } else {
            0
        }
    }
}

impl Answers {
    /// The topics that fit the words, the best first; all of them when no words are given, those
    /// of `product` before those of other products. Words that fit nothing are passed over.
    pub fn find(&self, asked: &str, product: Option<Product>, language: Language) -> Vec<&Topic> {
        let typed: Vec<String> = words(asked).into_iter().take(MAX_WORDS).collect();
        let mut found: Vec<(u32, &Topic)> = self
            .topics
            .iter()
            .filter_map(|topic| {
                if typed.is_empty() {
                    return Some((0, topic));
                }
                let index = Index::of(topic, language);
                let weights: Vec<u32> = typed.iter().map(|word| index.weight(word)).collect();
                let sum: u32 = weights.iter().sum();
                // A topic that knows every word goes before one that knows one word well.
                let all = weights.iter().all(|weight| *weight > 0);
                (sum > 0).then_some((sum + if all { 100 } else { 0 }, topic))
            })
            .collect();
        let rank = |topic: &Topic| match (topic.product(), product) {
            (Some(own), Some(card)) if own == card => 0,
            (None, _) => 1,
            (Some(_), _) => 2,
        };
        if typed.is_empty() {
            found.sort_by_key(|(_, topic)| rank(topic));
        } else {
            found.sort_by_key(|(weight, topic)| (std::cmp::Reverse(*weight), rank(topic)));
        }
        let best = found.first().map_or(0, |(weight, _)| *weight);
        // What fits far less than the best would only be in the way.
        found.retain(|(weight, _)| *weight * 2 >= best);
        found.into_iter().map(|(_, topic)| topic).collect()
    }
}
