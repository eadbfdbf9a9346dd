//! Assertions for tools that do not read RDF: pairs of actors as CSV, a network in GraphML.

use crate::selection::base;
use demarche::export::{self, Selection, View};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

fn view(view: View, selection: &Selection) -> String {
    let base = base();
    let mut out = Vec::new();
    export::write_view(&selection.find(&base).expect("a selection"), view, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn dyads_are_every_ordered_pair_in_codes() {
    let text = view(View::Dyads, &Selection::default());
    let mut lines = text.split("\r\n");
    let header = "document,begin,end,date,plover,cameo,source,target,polarity,modality,holder,situation";
    assert_eq!(lines.next(), Some(header));
    let rows: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let at = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
    let meetings: BTreeSet<[String; 2]> =
        rows.iter().map(|row| at(row)).filter(|row| row[4] == "CONSULT").map(|row| [row[6].clone(), row[7].clone()]).collect();
    // Lavrov belongs to Russia, which has no code in this world; it goes by its name.
    let expected = [
        ["JPN", "Russia"],
        ["JPN", "Sergey Lavrov"],
        ["Russia", "JPN"],
        ["Russia", "Sergey Lavrov"],
        ["Sergey Lavrov", "JPN"],
        ["Sergey Lavrov", "Russia"],
    ];
    assert_eq!(meetings, expected.map(|pair| pair.map(str::to_owned)).into());
    let demand = rows.iter().find(|row| row.contains("REQUEST")).unwrap_or_else(|| panic!("{text}"));
    assert!(demand.starts_with("caravan,75,164,2017,REQUEST,02|10,Russia,JPN,affirmed,actual,,https://"), "{demand}");
    let refused = rows.iter().find(|row| row.contains(",refused,")).unwrap_or_else(|| panic!("{text}"));
    assert!(refused.contains(",Russia,JPN,affirmed,refused,"), "{refused}");
}

#[test]
fn what_has_no_code_is_no_dyad() {
    let text = view(View::Dyads, &Selection::default());
    assert!(text.lines().skip(1).all(|row| row.split(',').skip(4).take(2).any(|code| !code.is_empty())), "{text}");
}

#[test]
fn dyads_can_be_of_one_type() {
    let text = view(View::Dyads, &Selection::default().with_types(["Demand"]));
    assert_eq!(text.lines().count(), 2, "{text}");
}

/// The names of the elements with their attributes' values, in order.
fn elements(text: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => {
                let value = |a: quick_xml::events::attributes::Attribute<'_>| a.unescape_value().expect("text").into_owned();
                let attributes = element.attributes().map(|a| value(a.expect("an attribute"))).collect();
                found.push((String::from_utf8_lossy(element.name().as_ref()).into_owned(), attributes));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn graphml_is_a_network_that_hangs_together() {
    let text = view(View::GraphMl, &Selection::default());
    let elements = elements(&text);
    let of = |name: &str| elements.iter().filter(|(n, _)| n == name).map(|(_, a)| a.clone()).collect::<Vec<_>>();
    let keys: BTreeSet<String> = of("key").into_iter().map(|a| a[0].clone()).collect();
    assert!(of("data").iter().all(|a| keys.contains(&a[0])), "{text}");
    let nodes: Vec<String> = of("node").into_iter().map(|a| a[0].clone()).collect();
    assert_eq!(nodes, ["japan", "russia", "sergey-lavrov"]);
    assert!(of("edge").iter().all(|a| a.iter().all(|end| nodes.contains(end))), "{text}");
    assert_eq!(of("edge").len(), view(View::Dyads, &Selection::default()).lines().count() - 1);
    for part in [
        "<data key=\"node-label\">Japan</data>",
        "<data key=\"node-class\">State</data>",
        "<data key=\"node-wikidata\">Q17</data>",
        "<data key=\"node-iso\">JPN</data>",
        "<data key=\"edge-type\">Demand</data>",
        "<data key=\"edge-plover\">CONSULT</data>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
