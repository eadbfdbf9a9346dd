//! RDF in any syntax. Its triples pass unchanged, those of named graphs too; only blank nodes get IRIs.
//!
//! After a fault the line-based syntaxes go on with the next line, Turtle and TriG with what the parser can make out of the rest.
//! RDF/XML and JSON-LD are nested all through, so a fault ends the reading.

use super::skolem::Skolem;
use super::{Fault, Triples, Trouble};
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser, RdfSyntaxError};
use oxigraph::model::Triple;
use std::io::Read;

/// The triples of a file. Relative IRIs are resolved against `base`, not against where the file lies; its blank nodes get IRIs that
/// begin with `skolem`.
pub(super) fn read(format: RdfFormat, bytes: impl Read + 'static, base: &str, skolem: &str) -> Triples {
    let labelled = matches!(format, RdfFormat::NTriples | RdfFormat::NQuads);
    let mut skolem = if labelled { Skolem::by_label(skolem) } else { Skolem::by_order(skolem) };
    let goes_on = labelled || matches!(format, RdfFormat::Turtle | RdfFormat::TriG);
    let parser = RdfParser::from_format(format);
    let parser = parser.clone().with_base_iri(base).unwrap_or(parser);
    let mut ended = false;
    let quads = parser.for_reader(bytes).map_while(move |quad| {
        if ended {
            return None;
        }
        let item = quad.map(|quad| skolem.triple(Triple::from(quad))).map_err(|error| trouble(error, goes_on));
        ended = matches!(item, Err(Trouble::Io(_) | Trouble::Broken(_)));
        Some(item)
    });
    Box::new(quads)
}

fn trouble(error: RdfParseError, goes_on: bool) -> Trouble {
    match error {
        RdfParseError::Io(error) => Trouble::Io(error),
        RdfParseError::Syntax(error) if goes_on => Trouble::Skipped(fault(&error)),
        RdfParseError::Syntax(error) => Trouble::Broken(fault(&error)),
    }
}

fn fault(error: &RdfSyntaxError) -> Fault {
    let line = error.location().map(|range| range.start.line + 1);
    let message = error.to_string();
    // The parser tells the place in its own words before the reason.
    let reason =
        message.split_once(": ").filter(|(place, _)| place.starts_with("Parser error at line")).map(|(_, reason)| reason);
    Fault { line, reason: reason.unwrap_or(&message).replace('\n', " ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const SKOLEM: &str = "http://e/genid/f-";

    fn read_all(format: RdfFormat, text: &str) -> (Vec<String>, Vec<Fault>) {
        let (mut triples, mut faults) = (Vec::new(), Vec::new());
        for item in read(format, Cursor::new(text.to_owned()), "http://e/source/", SKOLEM) {
            match item {
                Ok(triple) => triples.push(triple.to_string()),
                Err(Trouble::Skipped(fault) | Trouble::Broken(fault)) => faults.push(fault),
                Err(Trouble::Io(error)) => panic!("{error}"),
            }
        }
        (triples, faults)
    }

    #[test]
    fn bad_lines_are_told_with_their_number_and_the_rest_is_read() {
        let text = "<http://e/a> <http://e/p> \"1\" .\n<http://e/a b> <http://e/p> \"2\" .\n<http://e/a> <http://e/p> 3 .\n\
                    <http://e/a> <http://e/p> \"4\"@en .\n";
        let (triples, faults) = read_all(RdfFormat::NTriples, text);
        assert_eq!(triples.len(), 2);
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
        assert!(faults.iter().all(|fault| !fault.reason.contains("Parser error")), "{faults:?}");
    }

    #[test]
    fn blank_nodes_get_the_same_iris_each_time() {
        let turtle = "@prefix e: <http://e/> . e:a e:p [ e:q _:x ] . _:x e:q [] .";
        let (first, _) = read_all(RdfFormat::Turtle, turtle);
        assert_eq!(first, read_all(RdfFormat::Turtle, turtle).0);
        assert!(first.iter().all(|triple| !triple.contains("_:")), "{first:?}");
        let named = |n: usize| format!("<{SKOLEM}{n}>");
        assert_eq!(first.iter().filter(|triple| triple.contains(&named(1))).count(), 2, "{first:?}");
        let (lines, _) = read_all(RdfFormat::NTriples, "_:x <http://e/p> _:y .");
        assert_eq!(lines, [format!("<{SKOLEM}x> <http://e/p> <{SKOLEM}y>")]);
    }

    #[test]
    fn what_the_publisher_got_wrong_stays_as_it_is() {
        let text = "<e:Q99000001> <https://schema.followthemoney.tech/#Person:birthDate> \
                    \"2017\"^^<http://www.w3.org/2001/XMLSchema#date> <http://e/graph> .";
        let (triples, faults) = read_all(RdfFormat::NQuads, text);
        assert_eq!((triples, faults), (vec![text.trim_end_matches(" <http://e/graph> .").to_owned()], vec![]));
    }

    #[test]
    fn a_fault_in_nested_syntaxes_ends_the_reading() {
        let xml = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\">\
                   <e:A rdf:about=\"http://e/a\"/><e:A rdf:about=\"http://e/b\"></e:B></rdf:RDF>";
        let (triples, faults) = read_all(RdfFormat::RdfXml, xml);
        assert_eq!((triples.len(), faults.len()), (2, 1), "{triples:?} {faults:?}");
    }
}
