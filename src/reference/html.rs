//! HTML by hand: a handful of elements, escaped text, no template engine for one page.

use std::fmt::Write as _;

/// Text with the signs that HTML takes for its own replaced.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An element around what is HTML already.
pub(super) fn element(name: &str, inner: &str) -> String {
    format!("<{name}>{inner}</{name}>")
}

/// Code.
pub(super) fn code(text: &str) -> String {
    element("code", &escape(text))
}

/// An example sentence; what stands between asterisks is stressed.
pub(super) fn example(text: &str) -> String {
    let parts: Vec<&str> = text.split('*').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 1 { element("em", &escape(part)) } else { escape(part) };
    parts.iter().enumerate().map(part).collect()
}

/// A list of names and what is said under each; names without anything are left out.
pub(super) fn facts(facts: &[(&str, Vec<String>)]) -> String {
    let mut list = String::new();
    for (name, values) in facts.iter().filter(|(_, values)| !values.is_empty()) {
        let _ = write!(list, "<dt>{name}</dt><dd>{}</dd>", values.join(", "));
    }
    if list.is_empty() { list } else { format!("<dl>{list}</dl>\n") }
}

/// A table of rows whose cells are HTML.
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cell: &str, cells: &[String]| cells.iter().map(|inner| element(cell, inner)).collect::<String>();
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let mut table = format!("<table><thead><tr>{}</tr></thead><tbody>\n", line("th", &head));
    for row in rows {
        let _ = writeln!(table, "<tr>{}</tr>", line("td", &row));
    }
    table.push_str("</tbody></table>\n");
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_stressed() {
        assert_eq!(
            example("*Comoros* claims <Mayotte> & \"more\"."),
            "<em>Comoros</em> claims &lt;Mayotte&gt; &amp; &quot;more&quot;."
        );
        assert_eq!(example("cease * fire"), "cease * fire");
    }

    #[test]
    fn empty_facts_are_left_out() {
        assert_eq!(
            facts(&[("Range", vec![]), ("Domain", vec!["a".into(), "b".into()])]),
            "<dl><dt>Domain</dt><dd>a, b</dd></dl>\n"
        );
        assert_eq!(facts(&[("Range", vec![])]), "");
    }
}
