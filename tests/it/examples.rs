//! The example sentences of the situation files, read as documents of one sentence. English is wider than any set of
//! frames, so the bars stand below 100 %: what they guard is that no change of the reading loses ground for any type.

use demarche::knowledge::Knowledge;
use demarche::reading::Reader;
use demarche::trial::{self, Degree};

/// Of the sentences that give an assertion of the type, this share at least is found, over all types and for each.
const FOUND: (f64, f64) = (0.80, 0.65);

/// Of the sentences that give none, this share at least gives none.
const CLEAN: f64 = 0.99;

#[test]
fn examples_give_their_type_and_counter_examples_do_not() {
    let reader = Reader::new(Knowledge::embedded().expect("the embedded ontology"));
    let types: Vec<_> = reader.knowledge().ontology.types().iter().filter(|found| found.parent.is_none()).collect();
    let reports = trial::run(&reader, &types).expect("examples that can be read");
    let (mut found, mut positive, mut false_alarms, mut negative) = (0, 0, 0, 0);
    for report in &reports {
        let (hits, all, traps) = (report.reached(Degree::Type), report.count(true), report.count(false));
        assert!(all > 0 && traps > 0, "{} lacks examples that give something, or that give nothing", report.file);
        assert!(hits as f64 >= FOUND.1 * all as f64, "{}: only {hits} of {all} examples are found", report.file);
        (found, positive) = (found + hits, positive + all);
        (false_alarms, negative) = (false_alarms + report.false_alarms().count(), negative + traps);
    }
    assert!(found as f64 >= FOUND.0 * positive as f64, "only {found} of {positive} examples are found");
    assert!(
        false_alarms as f64 <= (1.0 - CLEAN) * negative as f64,
        "{false_alarms} of {negative} counter-examples give the type"
    );
}
