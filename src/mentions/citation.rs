//! Sources that a text credits: "(TASS, January 24; Bloomberg, April 12)", "Reuters reported", "told the BBC".
//!
//! Found in the raw text, before parsing: a bracket full of names and dates wrecks the parse of its sentence, so
//! the caller blanks every [`FoundCitation::bracket`] first. A bracket is a citation by its form (`bracket`); a
//! credit in running text (`running`) also needs a publication that the gazetteer knows, or a word like "news
//! agency" beside the name. `year` infers a document's year from what it cites.
//!
//! Bracket and running text share the `finder` and its names; what stands where in running text is in `naming`.

mod bearer;
mod bracket;
mod finder;
mod naming;
mod running;
mod words;
mod year;

pub use bearer::Bearer;
pub use year::{YearBasis, infer_year};

use super::lexer;
use super::time::Edtf;
use super::time::grammar::Partial;
use crate::text::CharSpan;
use finder::Finder;

/// What a name leads to: asked with the name as written, with or without "the".
pub type Known<'a, P> = dyn Fn(&str) -> Option<Bearer<P>> + 'a;

/// A credited source. Spans count in code points of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCitation<P> {
    /// Where this source stands; in a bracket from its name to its date, else its name.
    pub span: CharSpan,
    /// The whole bracket with its marks, to be blanked before parsing; none in running text.
    pub bracket: Option<CharSpan>,
    /// Its name, where the bracket holds that.
    pub name_span: Option<CharSpan>,
    /// Its words, "EDM, April 20"; a name that several dates share is repeated for each.
    pub as_cited: String,
    /// The publication's name as written.
    pub name: String,
    /// What the gazetteer has for it.
    pub publication: Option<P>,
    /// The date of what is cited.
    pub date: Option<Edtf>,
    /// Whether the year comes from the document.
    pub year_inferred: bool,
    /// What speaks for the name being a publication's.
    pub evidence: Evidence,
    /// In what way it is credited.
    pub credit: Credit,
    /// The date as written.
    stated: Option<Partial>,
}

/// What speaks for a name being a publication's, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The gazetteer has it.
    Known,
    /// It is a domain ("Csis.org").
    Domain,
    /// A word beside it says so ("the newspaper Asharq Al-Awsat"; "Syrian state media").
    Descriptor,
    /// Only that it stands as sources stand: a name, a comma, a date.
    Form,
}

/// In what way a source is credited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credit {
    /// In a bracket after what is taken from it.
    Bracket,
    /// It says so itself: "Reuters reported".
    Says,
    /// "According to Kommersant".
    AccordingTo,
    /// It carries another's words: "TASS quoted him as saying", "wrote in Foreign Affairs".
    Carries,
    /// Another spoke to it: "told Reuters", "in an interview with Der Spiegel".
    Told,
}

impl Credit {
    /// Whether the publication vouches for what is said.
    #[must_use]
    pub fn is_holder(self) -> bool {
        matches!(self, Self::Says | Self::AccordingTo)
    }
}

/// The sources that a text credits, in text order.
///
/// `known` looks a publication's name up. `anchor` is the document's date: a cited date without its year is the
/// latest one that is not after it. Without it, such a date stays out.
#[must_use]
pub fn find<P: Clone>(text: &str, known: &Known<'_, P>, anchor: Option<&Edtf>) -> Vec<FoundCitation<P>> {
    let tokens = lexer::tokens(text);
    let finder = Finder::new(text, &tokens, known, anchor.map(Edtf::end));
    let mut found = finder.brackets();
    let taken: Vec<CharSpan> = found.iter().filter_map(|c| Some(c.bracket?.cover(c.span))).collect();
    found.extend(finder.running().into_iter().filter(|c| !is_within(&taken, c.span)));
    found.sort_by_key(|c| (c.span.start, c.span.end));
    found
}

/// Whether one of these spans, in text order, holds `span`.
fn is_within(spans: &[CharSpan], span: CharSpan) -> bool {
    let after = spans.partition_point(|s| s.start <= span.start);
    after > 0 && spans[after - 1].contains(span)
}

/// A publication's name in the form in which names are compared: small letters, no article, possessive or "www.",
/// single spaces, plain apostrophes and hyphens.
#[must_use]
pub fn publication_key(name: &str) -> String {
    let plain: String = name.chars().map(plain_mark).collect::<String>().to_lowercase();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let host = plain.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let name = host.strip_prefix("the ").unwrap_or(host);
    name.strip_suffix("'s").unwrap_or(name).trim_end_matches(['/', '.', ',']).to_owned()
}

fn plain_mark(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '‐' | '‑' | '–' => '-',
        other => other,
    }
}

/// Looks a name up as written, then without its article.
fn look_up<P>(known: &Known<'_, P>, name: &str) -> Option<Bearer<P>> {
    known(name).or_else(|| known(name.strip_prefix("The ").or_else(|| name.strip_prefix("the "))?))
}

#[cfg(test)]
mod tests;
