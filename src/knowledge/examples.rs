//! Example sentences: what a situation type's frames must find, and what must give nothing.
//!
//! One line of the literal `dm:examples` each:
//!
//! ```text
//! + Comoros has claimed sovereignty over Mayotte since 1975. => claimant=Comoros; territory=Mayotte
//! + Caracas dropped its claim. => claimant=Venezuela; negated
//! - The airline claimed damages for the three-day delay in Nairobi.
//! ```
//!
//! A `+` sentence gives an assertion of the type with these roles (a role with several fillers is written as often);
//! without `=>`, any assertion of it. Beside roles stand polarity, modality and `subtype:Class` where they are not
//! affirmed, actual and the type itself. A `-` sentence gives no assertion of the type.

use super::effect::{Modality, Polarity};
use super::faults::Faults;
use super::syntax::{Field, Line, SyntaxError, each_line, lines};
use std::sync::Arc;

/// A sentence with what it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// The assertion that it must give; `None` if it must give none of the type.
    pub expected: Option<Expected>,
    /// Its line in the literal, from 1.
    pub line: u32,
}

/// What an assertion must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Role and filler in the text's words or by a name of the entity; none where any assertion of the type will do.
    pub roles: Vec<(Arc<str>, String)>,
    /// Its polarity.
    pub polarity: Polarity,
    /// Its modality.
    pub modality: Modality,
    /// Its sub-type, where one is expected.
    pub subtype: Option<String>,
}

/// Parses the lines of one literal; roles must be among those given.
pub(super) fn parse(text: &str, roles: &[Arc<str>]) -> Result<Vec<Example>, Faults<SyntaxError>> {
    each_line(text, |line| example(line, roles))
}

/// Whether a text has sentences of both kinds, without parsing them.
pub(super) fn has_both_kinds(text: &str) -> bool {
    let has = |sign| lines(text).any(|line| line.field().text.starts_with(sign));
    has('+') && has('-')
}

fn example(line: Line<'_>, roles: &[Arc<str>]) -> Result<Example, SyntaxError> {
    let (number, line) = (line.number, line.field());
    let sign = line.text.chars().next().filter(|sign| ['+', '-'].contains(sign));
    let sign = sign.ok_or_else(|| line.error("expected `+ sentence => role=filler; …` or `- sentence`"))?;
    let rest = line.part(1, line.text.len()).trim();
    let arrow = rest.text.find("=>");
    let sentence = rest.part(0, arrow.unwrap_or(rest.text.len())).trim();
    if sentence.text.is_empty() {
        return Err(rest.error("expected a sentence"));
    }
    let expected = match (sign, arrow) {
        ('-', Some(at)) => return Err(rest.part(at, rest.text.len()).error("a `-` sentence gives nothing: no `=>` may follow")),
        ('-', None) => None,
        (_, arrow) => Some(expected(arrow.map(|at| rest.part(at + 2, rest.text.len())), roles)?),
    };
    Ok(Example { sentence: sentence.text.to_owned(), expected, line: number })
}

fn expected(field: Option<Field<'_>>, roles: &[Arc<str>]) -> Result<Expected, SyntaxError> {
    let mut expected = Expected::default();
    field.iter().flat_map(|field| field.split(';')).try_for_each(|item| expected.add(item, roles))?;
    Ok(expected)
}

/// Any assertion of the type.
impl Default for Expected {
    fn default() -> Self {
        Self { roles: Vec::new(), polarity: Polarity::Affirmed, modality: Modality::Actual, subtype: None }
    }
}

impl Expected {
    /// Whether any assertion of the type will do.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, item: Field<'_>, roles: &[Arc<str>]) -> Result<(), SyntaxError> {
        if let Some((role, _, filler)) = item.split_at_any(&['=']) {
            let known = roles.iter().find(|known| known.as_ref() == role.trim().text);
            let role = known
                .ok_or_else(|| role.error(format!("`{}` is no role here; expected one of {}", role.text, roles.join(", "))))?;
            self.roles.push((role.clone(), filler.trim().text.to_owned()));
        } else if let Some(polarity) = Polarity::from_name(item.text) {
            self.polarity = polarity;
        } else if let Some(modality) = Modality::from_name(item.text) {
            self.modality = modality;
        } else if let Some(subtype) = item.text.strip_prefix("subtype:") {
            self.subtype = Some(subtype.to_owned());
        } else {
            return Err(
                item.error(format!("expected `role=filler`, a polarity, a modality or `subtype:Class`, found `{}`", item.text))
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Example>, Faults<SyntaxError>> {
        parse(text, &["claimant".into(), "territory".into()])
    }

    #[test]
    fn sentences_with_and_without_expectation() {
        let examples = parsed("+ A claims B. => claimant=A; territory=B, the isle; territory=C; negated; planned\n- A claimed damages.\n+ A lays claim.").expect("examples");
        let first = examples[0].expected.as_ref().expect("an expectation");
        let roles: Vec<_> = first.roles.iter().map(|(role, filler)| (role.as_ref(), filler.as_str())).collect();
        assert_eq!(roles, [("claimant", "A"), ("territory", "B, the isle"), ("territory", "C")]);
        assert_eq!((first.polarity, first.modality), (Polarity::Negated, Modality::Planned));
        assert_eq!((examples[1].sentence.as_str(), &examples[1].expected), ("A claimed damages.", &None));
        let last = examples[2].expected.as_ref().expect("an expectation");
        assert_eq!(
            (last.roles.len(), last.polarity, last.modality, examples[2].line),
            (0, Polarity::Affirmed, Modality::Actual, 3)
        );
    }

    #[test]
    fn both_kinds_are_seen() {
        assert!(has_both_kinds("- No.\n + Yes.") && !has_both_kinds("+ Yes."));
    }

    #[test]
    fn errors_say_where() {
        for (text, line, column) in [
            ("A claims B.", 1, 1),
            ("+ => claimant=A", 1, 3),
            ("- A. => claimant=A", 1, 6),
            ("\n+ A. => owner=B", 2, 9),
            ("+ A. => claimant=A; denied", 1, 21),
        ] {
            let faults = parsed(text).expect_err(text);
            let error = faults.iter().next().expect("a fault");
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
        }
    }
}
