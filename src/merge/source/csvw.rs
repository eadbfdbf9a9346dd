//! Metadata of "CSV on the Web" (W3C, 2015), as far as it says what triples a row gives: `aboutUrl`, `propertyUrl`, `valueUrl`, `datatype`,
//! `lang`, `separator`, `null`, `suppressOutput`, `virtual`, and the dialect's `delimiter`.

use super::mapping::{Column, Kind, Mapping, Part, Subject, Template, iri, kind};
use serde_json::Value;
use std::collections::BTreeMap;

/// Adds what a metadata file says to a mapping.
pub(super) fn read(metadata: &Value, mapping: &mut Mapping) -> Result<(), String> {
    // A group of tables is read as its first one.
    let table = metadata["tables"].get(0).unwrap_or(metadata);
    let schema = &table["tableSchema"];
    let columns = schema["columns"].as_array().ok_or("no tableSchema with columns")?;
    let titles: BTreeMap<&str, String> =
        columns.iter().filter_map(|column| Some((column["name"].as_str()?, title(column)?))).collect();
    let inherited = [schema, table, metadata];
    if let Some(about) = inherited.iter().find_map(|place| place["aboutUrl"].as_str()) {
        mapping.subject = Some(Subject { column: None, template: template(about, &titles)? });
    }
    let dialect = [table, metadata].iter().find_map(|place| place["dialect"]["delimiter"].as_str());
    mapping.delimiter = dialect.and_then(|delimiter| delimiter.bytes().next()).or(mapping.delimiter);
    let language = inherited.iter().find_map(|place| place["lang"].as_str());
    for column in columns.iter().filter(|column| column["suppressOutput"] != true) {
        let added = self::column(column, language, &titles);
        mapping.columns.extend(added.map_err(|reason| format!("column {}: {reason}", column["name"]))?);
    }
    Ok(())
}

/// What stands above a column: its title, or its name.
fn title(column: &Value) -> Option<String> {
    let titles = &column["titles"];
    let title = titles.as_str().or_else(|| titles.get(0)?.as_str()).or_else(|| titles.as_object()?.values().next()?.as_str());
    title.or_else(|| column["name"].as_str()).map(str::to_owned)
}

/// A column; none without a property, which says nothing that others would understand.
fn column(column: &Value, language: Option<&str>, titles: &BTreeMap<&str, String>) -> Result<Option<Column>, String> {
    if column["aboutUrl"].is_string() {
        return Err("an aboutUrl of its own is not supported, give one for the table".to_owned());
    }
    let Some(property) = column["propertyUrl"].as_str() else { return Ok(None) };
    let kind = match (column["valueUrl"].as_str(), datatype(column), column["lang"].as_str().or(language)) {
        (Some(value), _, _) => Kind::Iri(template(value, titles)?),
        (None, Some(datatype), _) if datatype != "string" => kind(datatype)?,
        (None, _, Some(language)) if language != "und" => Kind::InLanguage(language.to_lowercase()),
        _ => Kind::Text,
    };
    let title = if column["virtual"] == true { None } else { Some(title(column).ok_or("neither titles nor a name")?) };
    if title.is_none() && !matches!(kind, Kind::Iri(_)) {
        return Err("a virtual column needs a valueUrl".to_owned());
    }
    let separator = column["separator"].as_str().filter(|separator| !separator.is_empty()).map(str::to_owned);
    Ok(Some(Column { title, property: iri(property)?, kind, separator, null: strings(&column["null"]) }))
}

fn datatype(column: &Value) -> Option<&str> {
    column["datatype"].as_str().or_else(|| column["datatype"]["base"].as_str())
}

/// A template in which columns are called by their names, as one by their titles.
fn template(text: &str, titles: &BTreeMap<&str, String>) -> Result<Template, String> {
    let mut template = Template::parse(text)?;
    for part in &mut template.0 {
        if let Part::Cell(name) = part {
            let title = titles.get(name.as_str()).ok_or_else(|| format!("{text:?} names no column"))?;
            title.clone_into(name);
        }
    }
    Ok(template)
}

fn strings(value: &Value) -> Vec<String> {
    let one = value.as_str().into_iter();
    one.chain(value.as_array().into_iter().flatten().filter_map(Value::as_str)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn metadata_says_what_columns_mean() {
        let metadata = json!({
            "@context": "http://www.w3.org/ns/csvw", "url": "states.csv", "lang": "en", "dialect": { "delimiter": ";" },
            "tableSchema": { "aboutUrl": "http://e/state/{code}", "columns": [
                { "name": "code", "titles": "ISO code", "suppressOutput": true },
                { "name": "name", "titles": ["Name", "State"], "propertyUrl": "rdfs:label" },
                { "name": "names", "propertyUrl": "skos:altLabel", "separator": "|", "lang": "und", "null": ["-", "n/a"] },
                { "name": "since", "propertyUrl": "schema:foundingDate", "datatype": { "base": "date" } },
                { "name": "type", "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "schema:Country" }
            ] }
        });
        let mut mapping = Mapping::default();
        read(&metadata, &mut mapping).expect("metadata");
        assert_eq!(mapping.delimiter, Some(b';'));
        assert_eq!(mapping.titles().collect::<Vec<_>>(), ["Name", "names", "since", "ISO code"]);
        let kinds: Vec<_> = mapping.columns.iter().map(|column| column.kind.clone()).collect();
        assert!(matches!(&kinds[..], [Kind::InLanguage(_), Kind::Text, Kind::Date, Kind::Iri(_)]), "{kinds:?}");
        assert_eq!(mapping.columns[1].null, ["-", "n/a"]);
    }

    #[test]
    fn metadata_that_names_no_column_is_refused() {
        let metadata = json!({ "tableSchema": { "aboutUrl": "http://e/{nope}", "columns": [] } });
        assert!(read(&metadata, &mut Mapping::default()).is_err_and(|reason| reason.contains("names no column")));
        assert!(read(&json!({}), &mut Mapping::default()).is_err());
    }
}
