//! The dump of GeoNames: places, one a line, in 19 columns with tabs between them and no header
//! (`allCountries.txt`, `cities500.txt`, `RU.txt`).

use super::Triples;
use super::lines::by_line;
use crate::graph::literal;
use crate::graph::vocab::{gn, rdf, wgs84, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::io::BufRead;

/// How many columns there are.
pub(super) const COLUMNS: usize = 19;

const PLACE: &str = "https://sws.geonames.org/";

const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const ALTERNATE_NAMES: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const CLASS: usize = 6;
const CODE: usize = 7;
const COUNTRY: usize = 8;
const POPULATION: usize = 14;

/// The places of a dump.
pub(super) fn read(bytes: Box<dyn BufRead>) -> Triples {
    by_line(bytes, place)
}

fn place(line: &str, triples: &mut Vec<Triple>) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    if columns.len() != COLUMNS {
        return Err(format!("{} columns where GeoNames has {COLUMNS}", columns.len()));
    }
    let id = columns[ID];
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("{id:?} is no GeoNames id"));
    }
    let node = NamedNode::new_unchecked(format!("{PLACE}{id}/"));
    let mut add = |property: NamedNodeRef<'static>, value: Term| triples.push(Triple::new(node.clone(), property, value));
    add(rdf::TYPE, gn::FEATURE.into());
    add(gn::NAME, text(columns[NAME]));
    for name in alternate_names(&columns) {
        add(gn::ALTERNATE_NAME, text(name));
    }
    for (property, degrees, most) in [(wgs84::LAT, columns[LATITUDE], 90.0), (wgs84::LONG, columns[LONGITUDE], 180.0)] {
        add(property, decimal(degrees, most)?.into());
    }
    if let Some(country) = Some(columns[COUNTRY]).filter(|country| !country.is_empty()) {
        add(gn::COUNTRY_CODE, text(country));
    }
    for (property, code) in [(gn::FEATURE_CLASS, class(&columns)), (gn::FEATURE_CODE, code(&columns))] {
        if let Some(code) = code {
            add(property, code.into());
        }
    }
    if let Some(population) = population(columns[POPULATION])? {
        add(gn::POPULATION, population.into());
    }
    Ok(())
}

fn text(value: &str) -> Term {
    literal::text(value).into()
}

/// The names besides the first, each once. Web addresses stand among them.
fn alternate_names<'a>(columns: &[&'a str]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for name in std::iter::once(columns[ASCII_NAME]).chain(columns[ALTERNATE_NAMES].split(',')) {
        let name = name.trim();
        if !name.is_empty() && name != columns[NAME] && !name.contains("://") && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn class(columns: &[&str]) -> Option<NamedNode> {
    term(columns[CLASS])
}

/// `A.PCLI`: codes are told apart by their class.
fn code(columns: &[&str]) -> Option<NamedNode> {
    (!columns[CODE].is_empty()).then(|| term(&format!("{}.{}", columns[CLASS], columns[CODE])))?
}

fn term(local: &str) -> Option<NamedNode> {
    let fit = !local.is_empty() && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    fit.then(|| NamedNode::new_unchecked(format!("{}{local}", gn::NS)))
}

fn decimal(degrees: &str, most: f64) -> Result<Literal, String> {
    let value: f64 = degrees.parse().map_err(|_| format!("{degrees:?} is no degree"))?;
    if value.abs() > most || !value.is_finite() || degrees.contains(['e', 'E']) {
        return Err(format!("{degrees} is no degree of the Earth"));
    }
    Ok(Literal::new_typed_literal(degrees.trim_start_matches('+'), xsd::DECIMAL))
}

/// None where it is 0, by which GeoNames means that nobody counted.
fn population(value: &str) -> Result<Option<Literal>, String> {
    let value = if value.is_empty() { "0" } else { value };
    let count: u64 = value.parse().map_err(|_| format!("{value:?} is no population"))?;
    Ok((count > 0).then(|| Literal::new_typed_literal(count.to_string(), xsd::INTEGER)))
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{bytes, collect};
    use super::*;

    fn line(id: &str, name: &str, names: &str, latitude: &str, population: &str) -> String {
        let columns = [id, name, "", names, latitude, "44.5", "P", "PPLC", "AM", "", "11", "", "", ""];
        format!("{}\t{population}\t\t994\tAsia/Yerevan\t2024-05-01", columns.join("\t"))
    }

    fn read_text(text: &str) -> (Vec<String>, Vec<(Option<u64>, String)>) {
        collect(read(bytes(text.as_bytes())))
    }

    #[test]
    fn a_place_has_its_names_codes_and_position() {
        let names = "EVN,Erevan,Erevan,Ереван,https://en.wikipedia.org/wiki/Yerevan";
        let (triples, faults) = read_text(&line("99000001", "Yerevan", names, "40.18", "1093485"));
        assert!(faults.is_empty(), "{faults:?}");
        let node = "<https://sws.geonames.org/99000001/>";
        for expected in [
            format!("{node} <http://www.geonames.org/ontology#name> \"Yerevan\""),
            format!("{node} <http://www.geonames.org/ontology#featureCode> <http://www.geonames.org/ontology#P.PPLC>"),
            format!("{node} <http://www.geonames.org/ontology#countryCode> \"AM\""),
            format!("{node} <http://www.w3.org/2003/01/geo/wgs84_pos#lat> \"40.18\"^^<http://www.w3.org/2001/XMLSchema#decimal>"),
            format!(
                "{node} <http://www.geonames.org/ontology#population> \"1093485\"^^<http://www.w3.org/2001/XMLSchema#integer>"
            ),
        ] {
            assert!(triples.contains(&expected), "{expected}\n{triples:#?}");
        }
        let alternate: Vec<_> = triples.iter().filter(|triple| triple.contains("alternateName")).collect();
        assert_eq!(alternate.len(), 3, "{alternate:?}");
    }

    #[test]
    fn a_population_of_zero_is_unknown() {
        let (triples, _) = read_text(&line("99000001", "Empty", "", "1", "0"));
        assert!(triples.iter().all(|triple| !triple.contains("population")), "{triples:?}");
    }

    #[test]
    fn bad_lines_are_told() {
        let text = [line("x", "A", "", "1", "1"), line("1", "A", "", "100", "1"), "a\tb".into(), line("1", "A", "", "1", "1")]
            .join("\n");
        let (triples, faults) = read_text(&text);
        assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
        assert!(!triples.is_empty());
    }
}
