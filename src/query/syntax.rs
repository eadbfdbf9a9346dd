//! Where a query stops being SPARQL, and what is wrong there.
//!
//! The parser reports the furthest point that any of its alternatives looked at, which is often some letters past
//! the fault: it reads as many characters as a keyword has before it compares them. So the faults that people make most
//! are looked for in the query's tokens first (a string or bracket that is never closed, a prefix that is not declared).
//! For the others the longest beginning is found that something can make a whole query of; the next token is at fault.

use super::QueryError;
use crate::graph::vocab::PREFIXES;
use crate::knowledge::spelling::near;
use spargebra::{Query, SparqlSyntaxError};
use std::ops::Range;

/// The words that a slip is compared with.
const KEYWORDS: [&str; 32] = [
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "ASK",
    "WHERE",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "GRAPH",
    "BIND",
    "VALUES",
    "ORDER",
    "GROUP",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "DISTINCT",
    "REDUCED",
    "MINUS",
    "EXISTS",
    "NOT",
    "PREFIX",
    "BASE",
    "FROM",
    "NAMED",
    "SERVICE",
    "COUNT",
    "COALESCE",
    "REGEX",
    "CONTAINS",
    "STRSTARTS",
    "UNDEF",
];

/// A fault: its place in bytes and what is wrong.
struct Fault {
    place: Range<usize>,
    message: String,
}

/// The error for a text that `parse` refuses.
pub(super) fn explain(
    text: &str,
    error: &SparqlSyntaxError,
    parse: impl Fn(&str) -> Result<Query, SparqlSyntaxError>,
) -> QueryError {
    let tokens = tokens(text);
    let fault = if tokens.is_empty() {
        Fault { place: 0..0, message: "it is empty".to_owned() }
    } else {
        let own = unclosed_string(text, &tokens).or_else(|| brackets(text, &tokens)).or_else(|| prefixes(text, &tokens));
        own.unwrap_or_else(|| parsers(text, &tokens, error, parse))
    };
    show(text, fault)
}

/// Shows the line of a fault, with carets below the place.
fn show(text: &str, fault: Fault) -> QueryError {
    let before = text.get(..fault.place.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let indent = before.chars().rev().take_while(|char| *char != '\n').count();
    let source = text.lines().nth(line - 1).unwrap_or_default().replace('\t', " ");
    let wide = text.get(fault.place).map_or(1, |token| token.lines().next().unwrap_or_default().chars().count());
    let shown = format!("  {source}\n  {}{}", " ".repeat(indent), "^".repeat(wide.max(1)));
    QueryError::Syntax { line, column: indent + 1, message: fault.message, shown }
}

/// A token: its place in bytes.
type Token = Range<usize>;

/// The tokens of a query. Comments and white space are left out; a string that is never closed reaches to the end of its line
/// or of the text.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            _ if first.is_whitespace() => first.len_utf8(),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => string(rest),
            '<' => iri(rest).unwrap_or(1),
            _ if is_name(first) => rest.find(|char| !is_name(char)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        if !first.is_whitespace() && first != '#' {
            tokens.push(at..at + length);
        }
        at += length;
    }
    tokens
}

/// The characters of variables, keywords, prefixed names and numbers.
fn is_name(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | ':' | '-' | '?' | '$' | '@' | '%')
}

/// The length of an IRI in angle brackets; `None` where `<` is an operator.
fn iri(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    let inside = &rest[1..end];
    (!inside.contains(|char: char| char.is_whitespace() || matches!(char, '"' | '{' | '}' | '<' | '|'))).then_some(end + 1)
}

/// The length of a string from its opening quotation mark on.
fn string(rest: &str) -> usize {
    let quote = &rest[..1];
    let long = quote.repeat(3);
    let (mark, end) =
        if rest.starts_with(&long) { (long.as_str(), rest.len()) } else { (quote, rest.find('\n').unwrap_or(rest.len())) };
    let mut at = mark.len();
    while at < end {
        if rest[at..end].starts_with(mark) {
            return at + mark.len();
        }
        let skip = usize::from(rest[at..].starts_with('\\'));
        at += rest[at..].chars().take(1 + skip).map(char::len_utf8).sum::<usize>();
    }
    end
}

fn unclosed_string(text: &str, tokens: &[Token]) -> Option<Fault> {
    let is_open = |token: &&Token| {
        let word = &text[(*token).clone()];
        let quote = word.chars().next().filter(|char| matches!(char, '"' | '\''))?;
        let mark = if word.starts_with(&quote.to_string().repeat(3)) { 3 } else { 1 };
        let closed = word.len() >= 2 * mark && word.ends_with(quote) && !ends_escaped(word);
        (!closed).then_some(())
    };
    let token = tokens.iter().find(|token| is_open(token).is_some())?.clone();
    Some(Fault { place: token.start..token.start + 1, message: "this string is never closed".to_owned() })
}

/// Whether an odd number of backslashes stands before the last character.
fn ends_escaped(word: &str) -> bool {
    let inside = &word[..word.len() - 1];
    (inside.len() - inside.trim_end_matches('\\').len()) % 2 == 1
}

/// Brackets that do not match.
fn brackets(text: &str, tokens: &[Token]) -> Option<Fault> {
    let mut open: Vec<&Token> = Vec::new();
    for token in tokens {
        let word = &text[token.clone()];
        let partner = match word {
            "(" | "[" | "{" => {
                open.push(token);
                continue;
            }
            ")" => "(",
            "]" => "[",
            "}" => "{",
            _ => continue,
        };
        match open.pop().map(|opening| &text[opening.clone()]) {
            Some(opening) if opening == partner => {}
            Some(opening) => return Some(unexpected(text, token, &format!(", a {opening} before it is still open"))),
            None => return Some(unexpected(text, token, &format!(", no {partner} is open"))),
        }
    }
    let last = open.pop()?.clone();
    let message = format!("this {} is never closed", &text[last.clone()]);
    Some(Fault { place: last, message })
}

fn unexpected(text: &str, token: &Token, more: &str) -> Fault {
    Fault { place: token.clone(), message: format!("unexpected {}{more}", &text[token.clone()]) }
}

/// A prefixed name whose prefix is neither declared nor known without declaration.
fn prefixes(text: &str, tokens: &[Token]) -> Option<Fault> {
    let word = |token: &Token| &text[token.clone()];
    let after_prefix =
        |pair: &[Token]| word(&pair[0]).eq_ignore_ascii_case("prefix").then(|| word(&pair[1]).trim_end_matches(':'));
    let declared: Vec<&str> = tokens.windows(2).filter_map(after_prefix).collect();
    let known: Vec<&str> = PREFIXES.iter().map(|row| row.0).chain(["ent"]).chain(declared.iter().copied()).collect();
    let is_literal = |token: &Token| word(token).starts_with(['"', '\'', '<', '?', '$', '_', '@']);
    let token = tokens.iter().find(|token| {
        let prefix = word(token).split_once(':').map(|pair| pair.0);
        !is_literal(token) && prefix.is_some_and(|prefix| !known.contains(&prefix))
    })?;
    let prefix = word(token).split(':').next().unwrap_or_default();
    let near = near(prefix, known.iter().copied()).map_or_else(String::new, |near| format!(", did you mean {near}:?"));
    let message = format!("the prefix {prefix}: is not declared{near}; declare it with PREFIX {prefix}: <…>");
    Some(Fault { place: token.clone(), message })
}

/// What the parser found.
fn parsers(
    text: &str,
    tokens: &[Token],
    error: &SparqlSyntaxError,
    parse: impl Fn(&str) -> Result<Query, SparqlSyntaxError>,
) -> Fault {
    let said = error.to_string();
    if let Some((offset, expected)) = place(text, &said)
        && let Some(reason) = expected.iter().find(|item| is_sentence(item))
    {
        return Fault { place: read_before(text, tokens, offset), message: in_words(reason) };
    }
    let is_begun = |count: &usize| is_begun(&text[..tokens[*count - 1].end], &parse);
    let counts: Vec<usize> = (1..=tokens.len()).collect();
    let Some(token) = tokens.get(counts.partition_point(is_begun)) else {
        let end = tokens.last().map_or(0, |token| token.end);
        return Fault { place: end..end, message: "it ends too early".to_owned() };
    };
    unexpected(text, token, &slip(&text[token.clone()]))
}

/// What may come next in a query, besides closing brackets.
const NEXT: [&str; 18] = [
    "",
    "1",
    "?x",
    "?x ?x",
    "?x ?x ?x",
    "(1)",
    "(?x)",
    "AS ?zz",
    "1 AS ?zz",
    "{}",
    "* {}",
    "?x {}",
    "BY ?x",
    "EXISTS {}",
    "(1 AS ?zz)",
    "{ ?x ?x ?x }",
    "x: <y:> ASK {}",
    "<y:> ASK {}",
];

/// Whether a text can be the beginning of a query: whether something makes it a whole one.
fn is_begun(text: &str, parse: &impl Fn(&str) -> Result<Query, SparqlSyntaxError>) -> bool {
    let mut closing = String::new();
    for token in tokens(text) {
        match &text[token] {
            "(" => closing.insert(0, ')'),
            "[" => closing.insert(0, ']'),
            "{" => closing.insert(0, '}'),
            ")" | "]" | "}" if !closing.is_empty() => drop(closing.remove(0)),
            _ => {}
        }
    }
    let named =
        closing.find("))").map_or_else(|| closing.clone(), |at| format!("{} AS ?zz{}", &closing[..=at], &closing[at + 1..]));
    let ends = [closing.clone(), named].into_iter().flat_map(|end| [end.clone(), format!("{end} {{}}")]);
    let ends: Vec<String> = ends.collect();
    NEXT.iter().any(|next| ends.iter().any(|end| parse(&format!("{text} {next} {end}")).is_ok()))
}

/// The last token before an offset in code points.
fn read_before(text: &str, tokens: &[Token], offset: usize) -> Token {
    let byte = text.char_indices().nth(offset).map_or(text.len(), |(byte, _)| byte);
    tokens.iter().rfind(|token| token.start < byte).cloned().unwrap_or_default()
}

/// "error at 3:14: expected one of …": the offset in code points, and what was expected.
fn place<'a>(text: &str, said: &'a str) -> Option<(usize, Vec<&'a str>)> {
    let (place, expected) = said.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let offset = lines.map(|line| line.chars().count()).sum::<usize>() + column.saturating_sub(1);
    let expected = expected.trim_start_matches("expected ").trim_start_matches("one of ");
    Some((offset, expected.split(", ").map(str::trim).collect()))
}

/// Whether an expectation is a reason in words and no symbol or keyword.
fn is_sentence(item: &str) -> bool {
    !item.starts_with(['[', '"', '\'']) && item.contains(' ') && item.contains(char::is_lowercase)
}

/// The reasons that can be said better.
fn in_words(reason: &str) -> String {
    match reason {
        "The SELECT contains a variable that is unbound" => {
            "SELECT names a variable that is neither grouped by nor aggregated; add it to GROUP BY".to_owned()
        }
        other => other.to_owned(),
    }
}

fn slip(word: &str) -> String {
    let upper = word.to_uppercase();
    let near = near(&upper, KEYWORDS.into_iter()).filter(|near| *near != upper && upper.len() > 2);
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    /// Line and column, what is wrong, and the part of the line above the carets.
    fn told(text: &str) -> (usize, usize, String, String) {
        let parser = || SparqlParser::new().with_prefix("dm", "http://example.org/").expect("a prefix");
        let parse = |text: &str| parser().parse_query(text);
        let error = parse(text).expect_err("no SPARQL");
        let QueryError::Syntax { line, column, message, shown } = explain(text, &error, parse) else { panic!("{error}") };
        let (source, carets) = shown.split_once('\n').expect("two lines");
        let marked = source.chars().zip(carets.chars()).filter(|pair| pair.1 == '^').map(|pair| pair.0).collect();
        (line, column, message, marked)
    }

    #[test]
    fn a_fault_is_shown_where_it_is() {
        for (text, line, column, message, marked) in [
            ("SELEC ?c { ?s ?p ?o }", 1, 1, "unexpected SELEC, did you mean SELECT?", "SELEC"),
            ("SELECT * { ?s ?p }", 1, 18, "unexpected }", "}"),
            ("SELECT *\n{\n\t?s ?p ?o .\n\tFILTR (?o > 1)\n}", 4, 2, "unexpected FILTR, did you mean FILTER?", "FILTR"),
            ("SELECT * { ?s dm:time 3 ORDER BY ?s }", 1, 25, "unexpected ORDER", "ORDER"),
            ("SELECT * { ?é ?p ?o } LIMIT many", 1, 29, "unexpected many", "many"),
        ] {
            assert_eq!(told(text), (line, column, message.to_owned(), marked.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_never_closed_is_shown_where_it_opens() {
        for (text, column, message) in [
            ("SELECT * { ?s ?p ?o", 10, "this { is never closed"),
            ("SELECT * { ?s ?p \"o }", 18, "this string is never closed"),
            ("SELECT * { ?s ?p 'o\\' }", 18, "this string is never closed"),
            ("SELECT * { ?s ?p ?o FILTER ( }", 30, "unexpected }, a ( before it is still open"),
            ("SELECT * { ?s ?p ?o }}", 22, "unexpected }, no { is open"),
        ] {
            let (_, found, said, _) = told(text);
            assert_eq!((found, said.as_str()), (column, message), "{text}");
        }
    }

    #[test]
    fn an_unknown_prefix_is_named() {
        let (_, column, message, marked) = told("PREFIX x: <http://x#> SELECT * { ?s dn:time x:a }");
        assert_eq!((column, marked.as_str()), (37, "dn:time"));
        assert!(message.contains("dn: is not declared, did you mean dm:?"), "{message}");
    }

    #[test]
    fn reasons_are_told_in_words() {
        let (_, _, message, _) = told("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }");
        assert!(message.contains("add it to GROUP BY"), "{message}");
        assert_eq!(told("").2, "it is empty");
        assert_eq!(told("# only a comment").2, "it is empty");
    }

    #[test]
    fn strings_iris_and_operators_are_told_apart() {
        let words = |text: &str| tokens(text).into_iter().map(|t| text[t].to_owned()).collect::<Vec<_>>();
        assert_eq!(words("<http://x#a> ?a<3 'it\\'s' # note"), ["<http://x#a>", "?a", "<", "3", "'it\\'s'"]);
        assert_eq!(words("\"\"\"a \"b\"\n\"\"\"@en ?x"), ["\"\"\"a \"b\"\n\"\"\"", "@en", "?x"]);
    }
}
