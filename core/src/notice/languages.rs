//! Which languages, in which order.

use super::NoticeLanguage;
use crate::guide::{Guide, Reader};
use crate::territory::Region;
use crate::types::{Country, Language};

/// The languages of the notice, the one to show first.
///
/// First what the workshop speaks or is known to read, as far as it is one of our eight, then
/// what it is only inferred to read; a language of ours is never passed off as its neighbour.
/// Where none of ours is known to be read, or the country is not known, English stands first.
/// The driver's own comes last, so that they know what they show; where it is also the
/// workshop's first, it stands there once.
pub fn languages(
    guide: &Guide,
    country: Option<Country>,
    region: Option<Region>,
    driver: Language,
) -> Vec<NoticeLanguage> {
    let readers = readers(guide, country, region);
    let attested = readers.iter().filter(|reader| !reader.inferred);
    let inferred = readers.iter().filter(|reader| reader.inferred);
    let mut order: Vec<Language> = Vec::new();
    let local = attested.filter_map(|reader| reader.language);
    let rest = inferred.filter_map(|reader| reader.language);
    for language in local.chain([Language::En]).chain(rest) {
        if !order.contains(&language) {
            order.push(language);
        }
    }
    if order.first() != Some(&driver) {
        order.retain(|language| *language != driver);
        order.push(driver);
    }
    order
        .into_iter()
        .map(|language| described(readers, language))
        .collect()
}

/// One language alone, chosen by hand, described for the place it is shown in.
pub fn in_language(
    guide: &Guide,
    country: Option<Country>,
    region: Option<Region>,
    language: Language,
) -> NoticeLanguage {
    described(readers(guide, country, region), language)
}

fn readers(guide: &Guide, country: Option<Country>, region: Option<Region>) -> &[Reader] {
    let Some(known) = country.and_then(|code| guide.country(code)) else {
        return &[];
    };
    known
        .regions
        .iter()
        .find(|(part, _)| Some(*part) == region)
        .map_or(&known.languages, |(_, readers)| readers)
}

fn described(readers: &[Reader], language: Language) -> NoticeLanguage {
    let native_language = readers
        .iter()
        .any(|reader| reader.language == Some(language) && reader.native);
    NoticeLanguage {
        language,
        native_language,
    }
}
