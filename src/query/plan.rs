//! How a query was answered: the engine's plan as a tree, with the rows and the time of each step.

use super::QueryError;
use crate::graph::vocab::PREFIXES;
use crate::store::KnowledgeBase;
use oxigraph::sparql::QueryExplanation;
use serde::Deserialize;
use std::fmt::Write as _;
use std::time::Duration;

/// What the engine says of a query, in its own JSON.
#[derive(Deserialize)]
struct Explanation {
    #[serde(rename = "planning duration in seconds", default)]
    planning: f64,
    plan: Step,
}

/// A step. Its rows and its time include all that it had to ask for from the steps below it.
#[derive(Deserialize)]
struct Step {
    name: String,
    #[serde(rename = "number of results", default)]
    rows: u64,
    #[serde(rename = "duration in seconds", default)]
    seconds: f64,
    #[serde(default)]
    children: Vec<Step>,
}

/// The plan in text: one line for each step, with IRIs shortened.
///
/// # Errors
/// If the engine's explanation cannot be read.
pub(super) fn render(explanation: &QueryExplanation, base: &KnowledgeBase) -> Result<String, QueryError> {
    let mut json = Vec::new();
    explanation.write_in_json(&mut json)?;
    let explanation: Explanation = serde_json::from_slice(&json).map_err(std::io::Error::from)?;
    let mut text = format!("planned in {}, answered in {}\n", time(explanation.planning), time(explanation.plan.seconds));
    let _ = writeln!(text, "{:>10}{:>11}  step", "rows", "time");
    line(&explanation.plan, 0, base, &mut text);
    text.push_str("Rows and times of a step include the steps below it.\n");
    Ok(text)
}

fn line(step: &Step, depth: usize, base: &KnowledgeBase, text: &mut String) {
    let name = shorten(&step.name, base);
    let _ = writeln!(text, "{:>10}{:>11}  {}{name}", step.rows, time(step.seconds), "  ".repeat(depth));
    for child in &step.children {
        line(child, depth + 1, base, text);
    }
}

fn time(seconds: f64) -> String {
    format!("{:.1?}", Duration::try_from_secs_f64(seconds).unwrap_or_default())
}

/// IRIs with prefixes, as people write them.
fn shorten(name: &str, base: &KnowledgeBase) -> String {
    let entities = format!("{}entity/", base.minter().base());
    let prefixes = PREFIXES.iter().copied().chain([("ent", entities.as_str())]);
    let mut short = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('<') {
        short.push_str(before);
        let Some((iri, after)) = after.split_once('>') else {
            short.push('<');
            rest = after;
            continue;
        };
        let mut known = prefixes.clone().filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
        let _ = match known.next() {
            Some((prefix, local)) => write!(short, "{prefix}:{local}"),
            None => write!(short, "<{iri}>"),
        };
        rest = after;
    }
    short + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::iri::Minter;

    #[test]
    fn iris_in_steps_are_shortened() {
        let base = KnowledgeBase::in_memory(Minter::default()).expect("a store");
        let step = "QuadPattern(?s <https://w3id.org/demarche/ontology#claimant> <https://w3id.org/demarche/data/entity/japan>)";
        assert_eq!(shorten(step, &base), "QuadPattern(?s dm:claimant ent:japan)");
        assert_eq!(shorten("Filter(?a < ?b && <http://x/y> = ?c)", &base), "Filter(?a < ?b && <http://x/y> = ?c)");
    }

    #[test]
    fn times_are_written_with_their_unit() {
        assert_eq!((time(0.0123).as_str(), time(2.5).as_str()), ("12.3ms", "2.5s"));
    }
}
