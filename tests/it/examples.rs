//! The example sentences of the situation files, read as documents of one sentence. English is wider than any set of
//! frames, so the bars stand below 100 %: what they guard is that no change of the reading loses ground for any type.

use demarche::input::{Block, BlockKind, Document};
use demarche::knowledge::Knowledge;
use demarche::knowledge::examples::Example;
use demarche::reading::Reader;
use demarche::text::{CharSpan, Text};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("the embedded ontology")));

/// Of the sentences that give an assertion of the type, this share at least is found, over all types and for each.
const FOUND: (f64, f64) = (0.80, 0.65);

/// Of the sentences that give none, this share at least gives none.
const CLEAN: f64 = 0.99;

fn document(sentence: &str) -> Document {
    let text = Text::new(sentence.to_owned());
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: CharSpan::new(0, text.len()) }];
    Document { source_name: "example".into(), text, blocks, ..Document::default() }
}

/// Whether a sentence gives an assertion of a type or one of its sub-types.
fn gives(sentence: &str, class: &str) -> bool {
    let ontology = &READER.knowledge().ontology;
    let parent = |found: &str| ontology.situation(found).and_then(|t| t.parent.as_deref().map(str::to_owned));
    let reading = READER.read(document(sentence));
    reading.assertions.iter().any(|a| a.situation.class == class || parent(&a.situation.class).as_deref() == Some(class))
}

/// How many of these sentences give the type, and how many there are.
fn count<'a>(examples: impl Iterator<Item = &'a Example>, class: &str) -> (usize, usize) {
    examples.fold((0, 0), |(hits, all), example| (hits + usize::from(gives(&example.sentence, class)), all + 1))
}

#[test]
fn examples_give_their_type_and_counter_examples_do_not() {
    let ontology = &READER.knowledge().ontology;
    let (mut found, mut positive, mut false_alarms, mut negative) = (0, 0, 0, 0);
    for class in ontology.types().iter().filter(|t| t.parent.is_none()) {
        let examples = ontology.examples(class).expect("examples that can be read");
        let (hits, all) = count(examples.iter().filter(|e| e.expected.is_some()), &class.name);
        let (alarms, traps) = count(examples.iter().filter(|e| e.expected.is_none()), &class.name);
        assert!(all > 0 && traps > 0, "{} lacks examples that give something, or that give nothing", class.file);
        assert!(hits as f64 >= FOUND.1 * all as f64, "{}: only {hits} of {all} examples are found", class.file);
        (found, positive) = (found + hits, positive + all);
        (false_alarms, negative) = (false_alarms + alarms, negative + traps);
    }
    assert!(found as f64 >= FOUND.0 * positive as f64, "only {found} of {positive} examples are found");
    assert!(
        false_alarms as f64 <= (1.0 - CLEAN) * negative as f64,
        "{false_alarms} of {negative} counter-examples give the type"
    );
}
