//! From an entity's names to every form in which English text writes them.
//!
//! The files give names; the rules here give what follows from them: plurals of demonyms, dotted
//! acronyms, surnames, spelling variants (Sergei/Sergey, Defence/Defense, Saint/St.), "X pipeline",
//! the optional article. Each rule is one function or one table, so that a new one has one place.

use super::super::entity::EntityClass;
use super::fold::{form, key};
use super::model::{Entity, Name, NameKind};

/// How the case of the text must agree with the name's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum CaseRule {
    /// As written: acronyms, and names that are common words.
    Exact = 0,
    /// The name's capitals are capitals; other words may have them too; or all is in capitals.
    Proper = 1,
    /// Any: common nouns and domains.
    Any = 2,
}

impl CaseRule {
    /// The rule with this number.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Exact,
            1 => Self::Proper,
            _ => Self::Any,
        }
    }
}

/// One way of writing a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SurfaceForm {
    /// Folded and in lower case: where the index files it.
    pub key: String,
    /// Folded, in its own case.
    pub form: String,
    /// What sort of name it comes from.
    pub kind: NameKind,
    /// How case must agree.
    pub case: CaseRule,
}

/// Spellings of one given name or word; a name with one of them is recognized with all.
const SPELLINGS: [&[&str]; 38] = [
    &["Sergey", "Sergei", "Sergej"],
    &["Andrey", "Andrei", "Andrej"],
    &["Alexey", "Alexei", "Aleksey", "Aleksei"],
    &["Nikolay", "Nikolai"],
    &["Dmitry", "Dmitri", "Dmitriy", "Dimitri"],
    &["Yury", "Yuri", "Yuriy"],
    &["Vasily", "Vassily", "Vasiliy"],
    &["Anatoly", "Anatoliy", "Anatoli"],
    &["Valery", "Valeri", "Valeriy"],
    &["Vitaly", "Vitali", "Vitaliy"],
    &["Gennady", "Gennadi", "Gennadiy"],
    &["Yevgeny", "Evgeny", "Yevgeni", "Evgeni", "Yevgeniy"],
    &["Alexander", "Aleksandr", "Aleksander", "Oleksandr", "Alyaksandr"],
    &["Georgy", "Georgi", "Georgiy"],
    &["Mikhail", "Mikheil"],
    &["Viktor", "Victor"],
    &["Mohammed", "Mohammad", "Muhammad", "Mohamed", "Mohamad", "Mohammod"],
    &["Ahmed", "Ahmad"],
    &["Hassan", "Hasan"],
    &["Hussein", "Hussain", "Husayn", "Hossein"],
    &["Mahmoud", "Mahmud"],
    &["Abdullah", "Abdallah"],
    &["Qasem", "Qassem", "Qassim", "Kassem", "Ghasem"],
    &["Yousef", "Yusuf", "Youssef", "Yousuf"],
    &["Ibrahim", "Ebrahim"],
    &["Defence", "Defense"],
    &["Organization", "Organisation"],
    &["Programme", "Program"],
    &["Centre", "Center"],
    &["Co-operation", "Cooperation"],
    &["Saint", "St.", "St"],
    &["Mount", "Mt."],
    &["and", "&"],
    &["armoured", "armored"],
    &["centre", "center"],
    &["Theatre", "Theater"],
    &["Kurile", "Kuril"],
    &["Strait", "Straits"],
];

/// Names of what has an acronym inside longer names ("UN Security Council").
const SPELLED_OUT: [(&str, &str, &str); 4] = [
    ("United States", "US", "U.S."),
    ("United Nations", "UN", "U.N."),
    ("United Kingdom", "UK", "U.K."),
    ("European Union", "EU", "E.U."),
];

/// What may follow a pipeline's name.
const PIPELINE_TAILS: [&str; 6] =
    [" pipeline", " gas pipeline", " oil pipeline", " natural gas pipeline", " gas pipelines", " pipelines"];

/// Every form in which an entity's names are written, without duplicates.
#[must_use]
pub fn surface_forms(entity: &Entity) -> Vec<SurfaceForm> {
    let mut forms: Vec<_> = entity.names.iter().flat_map(|name| forms_of(name, entity.class)).collect();
    forms.retain(|f| !f.key.is_empty() && !f.key.contains('('));
    forms.sort();
    forms.dedup();
    forms
}

fn forms_of(name: &Name, class: EntityClass) -> Vec<SurfaceForm> {
    let written = match name.kind {
        NameKind::Abbreviation => acronym_forms(&name.text, class),
        NameKind::Demonym => demonym_forms(&name.text),
        NameKind::CombiningForm => vec![name.text.trim_end_matches('-').to_owned()],
        NameKind::Surname | NameKind::Domain => vec![name.text.to_string()],
        NameKind::Label | NameKind::Alias | NameKind::Hidden | NameKind::Contextual => proper_forms(&name.text, class),
    };
    written.iter().map(|text| surface(text, name.kind, class)).collect()
}

fn surface(text: &str, kind: NameKind, class: EntityClass) -> SurfaceForm {
    SurfaceForm { key: key(text), form: form(text), kind, case: case_rule(text, kind, class) }
}

fn case_rule(text: &str, kind: NameKind, class: EntityClass) -> CaseRule {
    let common = !text.contains(char::is_uppercase) || class == EntityClass::Office && text.contains(' ');
    match kind {
        NameKind::Abbreviation => CaseRule::Exact,
        NameKind::Domain => CaseRule::Any,
        NameKind::Contextual if !text.starts_with("the ") => CaseRule::Exact,
        _ if common => CaseRule::Any,
        _ => CaseRule::Proper,
    }
}

/// "UN" is also "U.N.": dots for acronyms of two to four capitals, with spaces ("U. S.") or without the last ("U.S"). Companies and agencies
/// are not written so, and "U.S.C." is a code of law.
fn acronym_forms(acronym: &str, class: EntityClass) -> Vec<String> {
    use EntityClass::{InternationalOrganization, Person, State, StateBody};
    let mut forms = vec![acronym.to_owned()];
    let dotted_class = matches!(class, InternationalOrganization | Person | State | StateBody);
    if dotted_class && (2..=4).contains(&acronym.len()) && acronym.bytes().all(|b| b.is_ascii_uppercase()) {
        let dotted: String = acronym.chars().flat_map(|c| [c, '.']).collect();
        let (spaced, open) = (dotted.replace('.', ". "), dotted.trim_end_matches('.').to_owned());
        forms.extend([spaced.trim_end().to_owned(), open, dotted]);
    }
    forms
}

/// The adjective, and its plural where it is a people's name as well.
fn demonym_forms(demonym: &str) -> Vec<String> {
    let mut forms = vec![demonym.to_owned()];
    forms.extend(plural_demonym(demonym));
    forms
}

/// "Russian" makes "Russians", "Frenchman" "Frenchmen"; "Japanese", "Swiss", "British" have no other plural.
fn plural_demonym(demonym: &str) -> Option<String> {
    const INVARIANT: [&str; 6] = ["ese", "sh", "ss", "French", "Dutch", "Kyrgyz"];
    match demonym.strip_suffix("man").filter(|stem| stem.ends_with(['h', 's'])) {
        Some(stem) => Some(format!("{stem}men")),
        None if INVARIANT.iter().any(|end| demonym.ends_with(end)) => None,
        None => Some(format!("{demonym}s")),
    }
}

fn proper_forms(name: &str, class: EntityClass) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    forms.extend(without_article(name));
    for rule in [spelling_variants, acronym_variants] {
        let variants: Vec<_> = forms.iter().flat_map(|form| rule(form)).collect();
        forms.extend(variants);
    }
    match class {
        EntityClass::Pipeline => forms.extend(pipeline_forms(name)),
        EntityClass::Person => forms.extend(person_forms(name)),
        EntityClass::WeaponKind | EntityClass::Office => forms.extend(plural_noun(name, class)),
        _ => {}
    }
    forms
}

/// "The Moscow Times" is also "Moscow Times"; "The Times" is not "Times", nor "the West" "West".
fn without_article(name: &str) -> Option<String> {
    let rest = name.strip_prefix("The ")?;
    rest.contains(' ').then(|| rest.to_owned())
}

fn spelling_variants(name: &str) -> Vec<String> {
    let words: Vec<_> = name.split(' ').collect();
    let mut variants = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(spellings) = SPELLINGS.iter().find(|set| set.contains(word)) else { continue };
        for other in spellings.iter().filter(|other| *other != word) {
            let mut respelled = words.clone();
            respelled[at] = other;
            variants.push(respelled.join(" "));
        }
    }
    variants
}

/// "United Nations Charter" is also "UN Charter" and "U.N. Charter", and the reverse.
fn acronym_variants(name: &str) -> Vec<String> {
    let mut variants = Vec::new();
    for (full, short, dotted) in SPELLED_OUT {
        let Some(rest) = [full, short].iter().find_map(|head| name.strip_prefix(head)?.strip_prefix(' ')) else { continue };
        variants.extend([full, short, dotted].iter().map(|head| format!("{head} {rest}")));
    }
    variants
}

/// "Blue Stream" is also "the Blue Stream gas pipeline"; "Druzhba pipeline" is also "Druzhba oil pipeline".
fn pipeline_forms(name: &str) -> Vec<String> {
    let stem = PIPELINE_TAILS.iter().find_map(|tail| strip_suffix_any_case(name, tail)).unwrap_or(name);
    PIPELINE_TAILS.iter().map(|tail| format!("{stem}{tail}")).collect()
}

fn strip_suffix_any_case<'a>(name: &'a str, suffix: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(suffix.len())?;
    let tail = name.get(at..)?;
    tail.eq_ignore_ascii_case(suffix).then(|| &name[..at])
}

/// "Bashar al-Assad" is also "Bashar Assad" and "Bashar el-Assad"; "Ferdinand Marcos Jr." also without the last word.
fn person_forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for (article, other) in [(" al-", " el-"), (" el-", " al-")] {
        if name.contains(article) {
            forms.extend([name.replace(article, other), name.replace(article, " ")]);
        }
    }
    forms.extend(name.strip_suffix(" Jr.").map(str::to_owned));
    forms.extend(initials_forms(name));
    forms
}

/// "George H. W. Bush" is also "George H.W. Bush" and "George Bush"; "JD Vance" is also "J.D. Vance".
fn initials_forms(name: &str) -> Vec<String> {
    let is_initial = |word: &str| word.len() == 2 && word.ends_with('.');
    let words: Vec<_> = name.split(' ').collect();
    if ["JD", "FW", "PW"].contains(&words[0]) {
        let dotted: String = words[0].chars().flat_map(|c| [c, '.']).collect();
        return vec![format!("{dotted} {}", words[1..].join(" "))];
    }
    if !words.iter().any(|word| is_initial(word)) {
        return Vec::new();
    }
    let bare: Vec<_> =
        words.iter().enumerate().filter(|(at, word)| *at == 0 || !is_initial(word)).map(|(_, word)| *word).collect();
    let mut tight = String::new();
    for (at, word) in words.iter().enumerate() {
        let joins = at > 0 && is_initial(words[at - 1]) && is_initial(word);
        tight.push_str(if at == 0 || joins { "" } else { " " });
        tight.push_str(word);
    }
    vec![tight, bare.join(" ")]
}

/// The plural of a common noun, and of a type designation ("F-16s").
fn plural_noun(noun: &str, class: EntityClass) -> Option<String> {
    let designation = noun.ends_with(|c: char| c.is_ascii_digit());
    if noun.contains(char::is_uppercase) && !designation && class != EntityClass::Office {
        return None;
    }
    match noun {
        _ if noun.ends_with(['s', '.']) || noun.ends_with("craft") || noun.contains(" of ") => None,
        _ if noun.ends_with("ey") => Some(format!("{noun}s")),
        _ if noun.ends_with('y') => Some(format!("{}ies", &noun[..noun.len() - 1])),
        _ if noun.ends_with("man") => Some(format!("{}men", &noun[..noun.len() - 3])),
        _ => Some(format!("{noun}s")),
    }
}

/// The surname in a full name that ends with it, together with its particles: "Le Drian", "von der
/// Leyen", "al-Assad". A single name, a name with a number ("Charles III") or of a monarch has none.
#[must_use]
pub fn surname(full: &str) -> Option<String> {
    const PARTICLES: [&str; 19] = [
        "al", "el", "bin", "ibn", "von", "van", "der", "den", "de", "di", "da", "du", "la", "le", "della", "dos", "ter", "ben",
        "zu",
    ];
    const NO_SURNAME: [&str; 9] = ["King", "Queen", "Pope", "Emperor", "Prince", "Kaiser", "Sheikh", "Archbishop", "Lord"];
    let words: Vec<_> = full.trim_end_matches(" Jr.").split(' ').collect();
    let last = words.len().checked_sub(1).filter(|&last| last > 0)?;
    let numbered = words[last].bytes().all(|b| b"IVXL".contains(&b));
    if numbered || NO_SURNAME.contains(&words[0]) || words.contains(&"of") {
        return None;
    }
    let particles = words[1..last].iter().rev().take_while(|w| PARTICLES.contains(&w.to_lowercase().as_str())).count();
    Some(words[last - particles..].join(" "))
}

/// Whether a surname can stand alone: "He" and "An" are words first.
#[must_use]
pub fn stands_alone(surname: &str) -> bool {
    const WORDS: [&str; 14] = ["An", "As", "At", "Do", "He", "In", "It", "Long", "No", "On", "So", "To", "We", "You"];
    !WORDS.contains(&surname)
}

/// A surname that is also used without its Arabic article: "al-Assad" and "Assad".
#[must_use]
pub fn without_arabic_article(surname: &str) -> Option<&str> {
    ["al-", "el-", "Al-", "El-"].iter().find_map(|article| surname.strip_prefix(article))
}

#[cfg(test)]
mod tests {
    use super::super::super::entity::EntityClass;
    use super::{
        acronym_forms, acronym_variants, initials_forms, person_forms, pipeline_forms, plural_demonym, spelling_variants,
        surname, without_article,
    };

    #[test]
    fn acronyms_may_have_dots() {
        assert_eq!(acronym_forms("US", EntityClass::State), ["US", "U. S.", "U.S", "U.S."]);
        assert_eq!(acronym_forms("USC", EntityClass::Company), ["USC"]);
    }

    #[test]
    fn peoples_names_have_plurals_and_adjectives_in_ese_none() {
        assert_eq!(plural_demonym("Russian").as_deref(), Some("Russians"));
        assert_eq!(plural_demonym("Czech").as_deref(), Some("Czechs"));
        assert_eq!(plural_demonym("Frenchman").as_deref(), Some("Frenchmen"));
        assert_eq!(plural_demonym("German").as_deref(), Some("Germans"));
        assert_eq!(plural_demonym("Japanese"), None);
    }

    #[test]
    fn surnames_keep_their_particles() {
        assert_eq!(surname("Jean-Yves Le Drian").as_deref(), Some("Le Drian"));
        assert_eq!(surname("Ursula von der Leyen").as_deref(), Some("von der Leyen"));
        assert_eq!(surname("Bashar al-Assad").as_deref(), Some("al-Assad"));
        assert_eq!(surname("Charles III"), None);
        assert_eq!(surname("Suharto"), None);
    }

    #[test]
    fn words_with_several_spellings_are_known_in_each() {
        assert!(spelling_variants("Sergey Lavrov").contains(&"Sergei Lavrov".to_owned()));
        assert!(spelling_variants("Kurile Islands").contains(&"Kuril Islands".to_owned()));
        assert!(spelling_variants("Saint Lucia").contains(&"St. Lucia".to_owned()));
    }

    #[test]
    fn acronyms_stand_for_their_words_in_longer_names() {
        assert!(acronym_variants("United Nations Charter").contains(&"U.N. Charter".to_owned()));
        assert!(acronym_variants("US Navy").contains(&"United States Navy".to_owned()));
    }

    #[test]
    fn a_pipeline_may_be_called_one() {
        assert!(pipeline_forms("TurkStream").contains(&"TurkStream gas pipeline".to_owned()));
        assert!(pipeline_forms("Druzhba pipeline").contains(&"Druzhba oil pipeline".to_owned()));
    }

    #[test]
    fn arabic_articles_are_written_in_several_ways() {
        assert_eq!(person_forms("Bashar al-Assad"), ["Bashar el-Assad", "Bashar Assad"]);
    }

    #[test]
    fn middle_initials_may_be_left_out_or_stand_close() {
        assert_eq!(initials_forms("George H. W. Bush"), ["George H.W. Bush", "George Bush"]);
        assert_eq!(initials_forms("JD Vance"), ["J.D. Vance"]);
        assert!(initials_forms("Joe Biden").is_empty());
    }

    #[test]
    fn the_article_of_a_title_is_optional_when_words_remain() {
        assert_eq!(without_article("The Moscow Times").as_deref(), Some("Moscow Times"));
        assert_eq!(without_article("The Times"), None);
    }
}
