//! How well links are made, on labelled pairs, and how long a name takes: `cargo bench --bench identity`.
#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "../tests/it/pairs.rs"]
mod pairs;

use pairs::{Figures, figures, misses, scored};
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let pairs = scored();
    let took = started.elapsed();
    let Figures { precision, recall, linked } = figures(&pairs);
    println!("{} pairs, {} of them the same, in {took:.1?} with the index", pairs.len(), pairs.iter().filter(|p| p.same).count());
    println!(
        "precision at the upper threshold {precision:.4}, recall at the lower {recall:.4}, linked without asking {linked:.4}"
    );
    let mut kinds: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    for pair in &pairs {
        kinds.entry(&pair.kind).or_default().push(pair.score);
    }
    for (kind, scores) in kinds {
        let share = |least: f32| scores.iter().filter(|score| **score >= least).count();
        println!("  {kind:24} {:4} pairs, {:4} linked, {:4} open", scores.len(), share(0.9), share(0.7) - share(0.9));
    }
    print!("{}", misses(&pairs));
    for pair in pairs.iter().filter(|pair| pair.same == (pair.score < 0.9) && (0.7..0.9).contains(&pair.score)) {
        println!(
            "open {:.3} {} {} / {} {}",
            pair.score,
            if pair.same { "same" } else { "different" },
            pair.entity,
            pair.name,
            pair.reason
        );
    }
}
