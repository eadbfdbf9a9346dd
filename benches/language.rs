//! How fast the language module is: loading, and analysing paragraphs, in tokens a second.

use demarche::language::English;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);

/// Sentences of reporting prose; paragraphs are made of them in turn.
const SENTENCES: [&str; 8] = [
    "The foreign minister told reporters on Tuesday that his country would never give up its claim to the northern islands.",
    "Officials in the capital, who asked not to be named, said the pipeline could carry 30 billion cubic metres a year by 2031.",
    "Neither side has published the text of the agreement, which was signed in Geneva after eleven hours of talks.",
    "“We demand that the blockade be lifted at once,” the spokeswoman said, adding that sanctions remained “on the table.”",
    "According to the ministry, exports of liquefied gas fell by 12.5 percent in the first quarter, to US$4.1bn.",
    "The council adopted the resolution by ten votes to three; two members abstained.",
    "Analysts doubt that the president's visit, the first since 1998, will do much to settle the dispute over fishing rights.",
    "Both governments refused to comment on reports that tankers had been renamed in order to evade the embargo.",
];

/// Paragraphs of so many sentences.
fn paragraphs(sentences: usize) -> Vec<String> {
    (0..SENTENCES.len())
        .map(|first| (first..first + sentences).map(|n| SENTENCES[n % SENTENCES.len()]).collect::<Vec<_>>().join(" "))
        .collect()
}

fn main() {
    divan::main();
}

#[divan::bench]
fn load() -> English {
    English::load()
}

/// Items are tokens; the words are known after the first round, as within a corpus.
#[divan::bench(args = [1, 4, 16])]
fn analyze(bencher: Bencher, sentences: usize) {
    let paragraphs = paragraphs(sentences);
    let tokens: usize = paragraphs.iter().map(|text| ENGLISH.analyze(text).tokens.len()).sum();
    bencher.counter(ItemsCount::new(tokens)).bench(|| {
        for text in &paragraphs {
            black_box(ENGLISH.analyze(black_box(text)));
        }
    });
}

/// The first document after the start: no word is known.
#[divan::bench]
fn analyze_cold(bencher: Bencher) {
    let text = SENTENCES.join(" ");
    let tokens = ENGLISH.analyze(&text).tokens.len();
    bencher.counter(ItemsCount::new(tokens)).with_inputs(English::load).bench_refs(|english| english.analyze(&text));
}
