//! How well articles come out of web pages: precision, recall and F1 over the multiset of body words.
//!
//! `cargo bench --bench html_f1 -- FOLDER`, where each `NAME.html` has a `NAME.expected.json` whose
//! `gold.paragraphs` is the body that should come out. The title is not counted.

#![expect(clippy::print_stdout, reason = "a report for the terminal")]

use demarche::input::{self, BlockKind, Document, Options, Source};
use serde_json::Value;
use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = folder.ok_or("name a folder of NAME.html and NAME.expected.json")?;
    let pages = pages(Path::new(&folder))?;
    let mut sum = 0.0;
    for page in &pages {
        let started = Instant::now();
        let document = input::read(&Source::File(page.clone()), &Options::default()).next().ok_or("no document")??;
        let milliseconds = started.elapsed().as_secs_f64() * 1e3;
        let (precision, recall) = compare(&words(&body(&document)), &words(&expected(page)?));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        sum += f1;
        println!(
            "{:12} P {precision:.3} R {recall:.3} F1 {f1:.3} {milliseconds:6.1} ms  {}",
            document.source_name,
            known(&document)
        );
    }
    println!("mean F1 over {} pages: {:.4}", pages.len(), sum / pages.len() as f64);
    Ok(())
}

fn pages(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut pages: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    pages.retain(|path| path.with_extension("expected.json").exists() && path.extension().is_some_and(|end| end == "html"));
    pages.sort();
    Ok(pages)
}

fn expected(page: &Path) -> Result<String, Box<dyn Error>> {
    let expected: Value = serde_json::from_slice(&std::fs::read(page.with_extension("expected.json"))?)?;
    let paragraphs = expected["gold"]["paragraphs"].as_array().ok_or("no gold.paragraphs")?;
    Ok(paragraphs.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
}

/// The text without its title.
fn body(document: &Document) -> String {
    let title = document.blocks.first().filter(|block| block.kind == BlockKind::Title);
    let start = title.map_or(0, |block| document.text.to_bytes(block.span).end);
    document.text.as_str()[start..].to_owned()
}

fn known(document: &Document) -> String {
    let Document { title, date, authors, publication, url, .. } = document;
    format!("{title:?} {date:?} {authors:?} {publication:?} {:?}", url.as_ref().map(url::Url::as_str))
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    counts
}

/// Precision and recall of the words found.
fn compare(found: &HashMap<String, usize>, expected: &HashMap<String, usize>) -> (f64, f64) {
    let common: usize = found.iter().map(|(word, count)| *count.min(expected.get(word).unwrap_or(&0))).sum();
    let share = |of: &HashMap<String, usize>| common as f64 / of.values().sum::<usize>().max(1) as f64;
    (share(found), share(expected))
}
