//! A store's figures as an analyst likes to see them.

use crate::graph::context::SituationType;
use crate::store::{AssertionCount, Summary};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The columns of the table of assertions: what is affirmed by its modality, and all that is negated.
const COLUMNS: [&str; 6] = ["actual", "planned", "possible", "demanded", "refused", "negated"];

/// The families in the order of the guide; others follow by name.
const FAMILIES: [&str; 8] = ["territory", "sanctions", "energy", "diplomacy", "speech", "cooperation", "military", "politics"];

/// The figures as text.
pub(super) fn render(summary: &Summary, types: &[&SituationType], store: &Path) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "Store {}", store.display());
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "  {name:<12}{value}");
    };
    line("documents", grouped(summary.documents));
    line("quads", format!("{}, {} of them direct triples", grouped(summary.quads), grouped(summary.direct)));
    line(
        "entities",
        format!(
            "{} linked ({} mentions), {} not in the gazetteer ({} mentions)",
            grouped(summary.linked),
            grouped(summary.linked_mentions),
            grouped(summary.unlinked),
            grouped(summary.unlinked_mentions),
        ),
    );
    line("citations", grouped(summary.citations));
    text.push('\n');
    text.push_str(&table(&by_family(&summary.assertions, types)));
    text
}

/// A row's counts by column.
type Counts = [usize; COLUMNS.len()];

/// Counts by the family's place and name.
fn by_family(counts: &[AssertionCount], types: &[&SituationType]) -> BTreeMap<(usize, String), Counts> {
    let family: BTreeMap<&str, &str> = types.iter().map(|t| (t.class.as_str(), t.family.as_str())).collect();
    let mut rows: BTreeMap<(usize, String), Counts> = BTreeMap::new();
    for row in counts {
        let name = family.get(row.class.as_str()).copied().unwrap_or("other");
        let place = FAMILIES.iter().position(|f| *f == name).unwrap_or(FAMILIES.len());
        let modality = if row.polarity == "Negated" { "negated".to_owned() } else { row.modality.to_lowercase() };
        if let Some(column) = COLUMNS.iter().position(|c| *c == modality) {
            rows.entry((place, name.to_owned())).or_default()[column] += row.count;
        }
    }
    rows
}

fn table(rows: &BTreeMap<(usize, String), Counts>) -> String {
    let mut text = format!("{:<14}", "Assertions");
    for name in COLUMNS.iter().chain(&["all"]) {
        let _ = write!(text, "{name:>10}");
    }
    text.push('\n');
    let mut total = Counts::default();
    for ((_, family), counts) in rows {
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        row(&mut text, family, counts);
    }
    row(&mut text, "all", &total);
    text
}

fn row(text: &mut String, name: &str, counts: &Counts) {
    let _ = write!(text, "  {name:<12}");
    for &count in counts.iter().chain([&counts.iter().sum()]) {
        let shown = if count == 0 { "–".to_owned() } else { grouped(count) };
        let _ = write!(text, "{shown:>10}");
    }
    text.push('\n');
}

/// A number with a comma for each thousand.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(class: &str, polarity: &str, modality: &str, count: usize) -> AssertionCount {
        AssertionCount { class: class.into(), polarity: polarity.into(), modality: modality.into(), count }
    }

    #[test]
    fn families_and_modalities_are_counted() {
        let claim = SituationType { class: "TerritorialClaim".into(), family: "territory".into(), ..SituationType::default() };
        let assertions = vec![
            count("TerritorialClaim", "Affirmed", "Actual", 1200),
            count("TerritorialClaim", "Negated", "Demanded", 3),
            count("Novelty", "Affirmed", "Possible", 1),
        ];
        let summary = Summary { documents: 2, assertions, ..Summary::default() };
        let text = render(&summary, &[&claim], Path::new("kg"));
        let row = |name: &str| {
            let line = text.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{text}"));
            line.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(row("territory"), ["territory", "1,200", "–", "–", "–", "–", "3", "1,203"]);
        assert_eq!(row("all"), ["all", "1,200", "–", "1", "–", "–", "3", "1,204"]);
        assert_eq!(row("other")[7], "1");
    }

    #[test]
    fn families_are_those_of_the_ontology() {
        let ontology = crate::knowledge::Ontology::embedded().expect("the embedded ontology");
        let declared: std::collections::BTreeSet<_> = ontology.types().iter().map(|found| found.family.to_lowercase()).collect();
        assert_eq!(declared, FAMILIES.map(str::to_owned).into());
    }
}
