//! One key for one word however it is spelt: British or American, capital or small, singular or plural.
//!
//! Frames, qualifiers and word lists are written once, in either spelling, and compared by key with the lemmas
//! of a text. A key is for comparing only and need not be a word ("promise" has the key "promize"): a rule may
//! therefore be blunt, as long as both sides go through it and no two words of the domain meet in one key.

use std::borrow::Cow;

/// Spellings that follow no rule of [`by_rule`], with the one that stands for both.
const SPELLINGS: [(&str, &str); 35] = [
    ("adviser", "advisor"),
    ("aeroplane", "airplane"),
    ("ageing", "aging"),
    ("artefact", "artifact"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("communiqué", "communique"),
    ("connexion", "connection"),
    ("cosy", "cozy"),
    ("counsellor", "counselor"),
    ("defence", "defense"),
    ("démarche", "demarche"),
    ("enrol", "enroll"),
    ("fulfil", "fulfill"),
    ("grey", "gray"),
    ("instalment", "installment"),
    ("judgement", "judgment"),
    ("kerb", "curb"),
    ("kilometre", "kilometer"),
    ("lambaste", "lambast"),
    ("licence", "license"),
    ("litre", "liter"),
    ("manoeuvre", "maneuver"),
    ("metre", "meter"),
    ("offence", "offense"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("sabre", "saber"),
    ("sceptic", "skeptic"),
    ("sceptical", "skeptical"),
    ("spectre", "specter"),
    ("theatre", "theater"),
];

/// Forms that the English lemmatizer leaves as they are or takes for those of another word, with their base form.
const FORMS: [(&str, &str); 34] = [
    ("bade", "bid"),
    ("blogge", "blog"),
    ("cargoe", "cargo"),
    ("clung", "cling"),
    ("cosie", "cozy"),
    ("cozie", "cozy"),
    ("cyberattacke", "cyberattack"),
    ("deadlocke", "deadlock"),
    ("deratifie", "deratify"),
    ("din", "dine"),
    ("extoll", "extol"),
    ("fin", "fine"),
    ("forbore", "forbear"),
    ("forswore", "forswear"),
    ("forwent", "forgo"),
    ("froze", "freeze"),
    ("greenlighte", "greenlight"),
    ("greenlit", "greenlight"),
    ("instal", "install"),
    ("leapt", "leap"),
    ("overflew", "overfly"),
    ("rag", "rage"),
    ("readmitte", "readmit"),
    ("reappointe", "reappoint"),
    ("reflagge", "reflag"),
    ("reoccupie", "reoccupy"),
    ("resold", "resell"),
    ("retook", "retake"),
    ("snip", "snipe"),
    ("stag", "stage"),
    ("stole", "steal"),
    ("underwrote", "underwrite"),
    ("unsigne", "unsign"),
    ("wag", "wage"),
];

/// The key of a word: in small letters, without the plural's "s", in one spelling.
#[must_use]
pub fn key(word: &str) -> String {
    let mut word = word.to_lowercase();
    if let Some(stem) = without_plural(&word) {
        word = stem.into_owned();
    }
    let listed = look_up(&FORMS, &word).or_else(|| look_up(&SPELLINGS, &word));
    listed.map_or_else(|| by_rule(word), str::to_owned)
}

fn look_up(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.binary_search_by_key(&word, |&(listed, _)| listed).ok().map(|at| table[at].1)
}

/// The word without a plural's or third person's ending, where it has one.
fn without_plural(word: &str) -> Option<Cow<'_, str>> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Some(format!("{stem}y").into());
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2)?;
    (!stem.ends_with(['s', 'u', 'i', '\''])).then_some(stem.into())
}

/// British endings in their American form: honour, recognise, organisation, analyse, travelled.
fn by_rule(mut word: String) -> String {
    for (british, american, least) in [
        ("our", "or", 6),
        ("ise", "ize", 6),
        ("isation", "ization", 9),
        ("ised", "ized", 7),
        ("ising", "izing", 8),
        ("yse", "yze", 6),
    ] {
        if word.len() >= least && word.ends_with(british) {
            word.truncate(word.len() - british.len());
            word.push_str(american);
            return word;
        }
    }
    word
}

/// The keys of the words of a phrase, with single spaces between them; words stand apart by space or underline.
#[must_use]
pub fn phrase_key(phrase: &str) -> String {
    let mut keys = phrase.split([' ', '_']).filter(|word| !word.is_empty()).map(key);
    let mut joined = keys.next().unwrap_or_default();
    for next in keys {
        joined.push(' ');
        joined.push_str(&next);
    }
    joined
}

/// The name among `known` that `name` is perhaps a slip for.
#[must_use]
pub fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let best = known.map(|other| (distance(name, other), other)).min()?;
    (best.0 <= 1 + name.chars().count() / 4).then(|| best.1.to_owned())
}

/// The Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_searched() {
        assert!(SPELLINGS.is_sorted_by_key(|&(word, _)| word) && FORMS.is_sorted_by_key(|&(word, _)| word));
    }

    #[test]
    fn spellings_meet() {
        for (left, right) in [
            ("Defence", "defense"),
            ("recognise", "recognize"),
            ("recognised", "recognized"),
            ("organisation", "organization"),
            ("armour", "armor"),
            ("harbours", "harbor"),
            ("programmes", "program"),
            ("manoeuvres", "maneuver"),
            ("paralyse", "paralyze"),
            ("talks", "talk"),
            ("ties", "tie"),
            ("allies", "ally"),
            ("arms", "arm"),
            ("stag", "stage"),
        ] {
            assert_eq!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (left, right) in [
            ("four", "for"),
            ("our", "or"),
            ("hour", "horse"),
            ("status", "statu"),
            ("crisis", "crisi"),
            ("press", "pres"),
            ("gas", "ga"),
        ] {
            assert_ne!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn phrases_are_keyed_word_by_word() {
        assert_eq!(phrase_key("Air_Forces"), "air force");
        assert_eq!(phrase_key("ministry of defence"), "ministry of defense");
    }

    #[test]
    fn slips_find_the_name_that_was_meant() {
        let known = ["who-claims", "claims-of", "sources"];
        assert_eq!(near("who-claim", known.into_iter()).as_deref(), Some("who-claims"));
        assert_eq!(near("weather", known.into_iter()), None);
    }
}
