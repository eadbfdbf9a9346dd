//! The head of a query: what it answers and what it takes, in comments before the SPARQL.
//!
//! ```sparql
//! # title: Who claims a territory
//! # group: disputes and claims
//! # question: Who claims the territory, and where does it stand?
//! # param territory: place = "Kuril Islands"
//! # result: Japan | Negated | Demanded
//! ```
//!
//! A type with `?` marks a parameter that may be left out. A `result` is a row that the samples give, from its first
//! column on, or a line of the triples. Bundled queries have all of it; a user's own file needs only what it uses.

use super::catalog::GROUPS;

/// A query with what its head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The name that it is asked by.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The group that it is listed under.
    pub group: String,
    /// The question that it answers, in plain words.
    pub question: String,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// Rows that the samples give.
    pub results: Vec<String>,
    /// Its SPARQL.
    pub text: String,
}

/// A parameter of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, which is also the variable's.
    pub name: String,
    /// What its value is.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// An example.
    pub example: String,
}

/// What the value of a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything by its name.
    Entity,
    /// Someone who acts: a capital's name means its state.
    Actor,
    /// Somewhere: a capital's name means the city.
    Place,
    /// A term of the ontology by its local name.
    Term,
    /// A document by its source name.
    Document,
    /// A year, a month or a day.
    Date,
    /// A number.
    Number,
    /// Words.
    Text,
}

/// Each kind with its name in a head and what its values are, as an error says it.
const KINDS: [(&str, Kind, &str); 8] = [
    ("entity", Kind::Entity, "the name of someone or something"),
    ("actor", Kind::Actor, "the name of someone who acts"),
    ("place", Kind::Place, "the name of a place"),
    ("term", Kind::Term, "a term of the ontology"),
    ("document", Kind::Document, "a document's source name"),
    ("date", Kind::Date, "a year, month or day (2021, 2021-03 or 2021-03-09)"),
    ("number", Kind::Number, "a number"),
    ("text", Kind::Text, "words"),
];

impl Kind {
    /// Its name in the head of a query.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }

    /// What its values are, with its article.
    #[must_use]
    pub fn description(self) -> &'static str {
        KINDS.iter().find(|row| row.1 == self).map_or("", |row| row.2)
    }
}

/// Reads a bundled query.
///
/// # Errors
/// What its head lacks or has wrong.
pub fn bundled(name: &str, text: &str) -> Result<Headed, String> {
    let headed = own(name, text)?;
    for (key, value) in [("title", &headed.title), ("question", &headed.question)] {
        if value.is_empty() {
            return Err(format!("its head lacks the line \"# {key}: …\""));
        }
    }
    if !GROUPS.contains(&headed.group.as_str()) {
        return Err(format!("group {:?} is none of {}", headed.group, GROUPS.join(", ")));
    }
    Ok(headed)
}

/// Reads a query of the user's, whose head may lack anything.
///
/// # Errors
/// What its head has wrong.
pub fn own(name: &str, text: &str) -> Result<Headed, String> {
    let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim).collect();
    let entries = |key: &str| {
        let prefix = format!("{key}: ");
        let found = head.iter().filter_map(|line| Some(line.strip_prefix(&prefix)?.to_owned()));
        found.collect::<Vec<_>>()
    };
    let entry = |key: &str| entries(key).into_iter().next().unwrap_or_default();
    let parameters = head.iter().filter_map(|line| line.strip_prefix("param ")).map(parameter);
    Ok(Headed {
        name: name.to_owned(),
        title: entry("title"),
        group: entry("group"),
        question: entry("question"),
        parameters: parameters.collect::<Result<_, _>>()?,
        results: entries("result"),
        text: text.to_owned(),
    })
}

/// Reads `territory: place? = "Kuril Islands"`.
fn parameter(line: &str) -> Result<Parameter, String> {
    let form = || format!("param {line}: not of the form NAME: TYPE = \"EXAMPLE\"");
    let (name, rest) = line.split_once(": ").ok_or_else(form)?;
    let (kind, example) = rest.split_once(" = ").ok_or_else(form)?;
    let example = example.trim().strip_prefix('"').and_then(|e| e.strip_suffix('"')).ok_or_else(form)?;
    let plain = kind.trim_end_matches('?');
    let kinds = || KINDS.map(|row| row.0).join(", ");
    let found = KINDS.iter().find(|row| row.0 == plain);
    let found = found.ok_or_else(|| format!("param {name}: type {plain} is none of {}", kinds()))?;
    Ok(Parameter { name: name.to_owned(), kind: found.1, optional: kind.ends_with('?'), example: example.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_what_a_query_takes() {
        let text = "# title: T\n# param who: actor = \"Japan\"\n# param from: date? = \"2021\"\n# result: a | b\nSELECT * {}";
        let query = own("q", text).expect("a head");
        let kinds: Vec<(Kind, bool)> = query.parameters.iter().map(|p| (p.kind, p.optional)).collect();
        assert_eq!(kinds, [(Kind::Actor, false), (Kind::Date, true)]);
        assert_eq!((query.title.as_str(), query.results.as_slice()), ("T", &["a | b".to_owned()][..]));
    }

    #[test]
    fn a_query_of_the_users_needs_no_head() {
        let query = own("q", "PREFIX x: <http://example.org/>\nSELECT * {}").expect("no head is fine");
        assert!(query.parameters.is_empty() && query.title.is_empty());
    }

    #[test]
    fn heads_that_are_wrong_say_how() {
        assert!(bundled("x", "# title: T\n# question: Q?\nSELECT").is_err_and(|e| e.contains("group")));
        assert!(bundled("x", "# question: Q?\nSELECT").is_err_and(|e| e.contains("title")));
        assert!(own("x", "# param who: nobody = \"x\"\n").is_err_and(|e| e.contains("entity, actor")));
        assert!(own("x", "# param who\n").is_err_and(|e| e.contains("NAME: TYPE")));
    }
}
