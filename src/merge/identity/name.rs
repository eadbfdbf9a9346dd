//! Names as they are compared: transliterated, in small letters, cut into words, each with the sound that its spellings share.
//!
//! Nothing here knows which names there are; how much a word tells is for [`super::index`] to say. The rules are blunt, as
//! long as both sides go through them: a key is for comparing only and need not be a word.

use any_ascii::any_ascii_char;

/// A name, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// Its words, in their order; articles and prepositions are left out.
    pub words: Vec<Word>,
    /// Its words one after another, without spaces.
    pub key: String,
    /// The words that tell it from a name that is otherwise the same: numbers, the points of the compass, "new" and "upper"; sorted.
    pub contrasts: Vec<String>,
    /// Whether it is written in another script than the Latin one.
    pub foreign: bool,
    /// Whether it is in a script that leaves vowels out.
    pub abjad: bool,
}

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small ASCII letters and digits.
    pub text: String,
    /// What its spellings and transliterations have in common.
    pub sound: String,
    /// Its consonants; a vowel that it begins with counts as one.
    pub skeleton: String,
}

/// Words that tell nothing.
const EMPTY: [&str; 21] = [
    "al", "and", "d", "da", "das", "de", "del", "der", "des", "di", "die", "do", "du", "el", "for", "la", "le", "of", "on",
    "the", "to",
];

/// Words that tell names apart, by the form that stands for all.
const CONTRASTS: [(&str, &[&str]); 17] = [
    ("north", &["north", "northern", "nord", "northward"]),
    ("south", &["south", "southern", "sud"]),
    ("east", &["east", "eastern"]),
    ("west", &["west", "western"]),
    ("northeast", &["northeast", "northeastern"]),
    ("northwest", &["northwest", "northwestern"]),
    ("southeast", &["southeast", "southeastern"]),
    ("southwest", &["southwest", "southwestern"]),
    ("central", &["central"]),
    ("new", &["new", "neo"]),
    ("upper", &["upper"]),
    ("lower", &["lower"]),
    ("inner", &["inner"]),
    ("outer", &["outer"]),
    ("equatorial", &["equatorial"]),
    ("junior", &["jr", "junior"]),
    ("senior", &["sr", "senior"]),
];

/// Abbreviations of words that names begin with, Roman numerals that are no initials, and ordinals.
const STANDARDS: [(&str, &str); 21] = [
    ("st", "saint"),
    ("ste", "saint"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xii", "12"),
    ("xiv", "14"),
    ("xvi", "16"),
    ("first", "1"),
    ("second", "2"),
    ("third", "3"),
    ("fourth", "4"),
    ("1st", "1"),
    ("2nd", "2"),
    ("3rd", "3"),
];

/// Korean family names as they are usually written, which is not by the rules.
const KOREAN: [(char, &str); 8] =
    [('김', "kim"), ('이', "lee"), ('박', "park"), ('최', "choi"), ('정', "jung"), ('조', "cho"), ('윤', "yoon"), ('문', "moon")];

/// Letters that are written in several ways, in the order in which they are replaced; a capital stands for a sound of its own.
const SOUNDS: [(&str, &str); 48] = [
    ("shch", "s"),
    ("tsch", "C"),
    ("sch", "s"),
    ("tch", "C"),
    ("dzh", "j"),
    ("sh", "s"),
    ("zh", "z"),
    ("ck", "k"),
    ("ch", "C"),
    ("cz", "C"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("iyy", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("ij", "i"),
    ("eiy", "e"),
    ("ey", "e"),
    ("ei", "e"),
    ("ej", "e"),
    ("ay", "a"),
    ("ai", "a"),
    ("aj", "a"),
    ("yo", "o"),
    ("eo", "o"),
    ("eu", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("ue", "u"),
    ("oe", "o"),
    ("ee", "i"),
    ("ie", "e"),
    ("ye", "e"),
    ("yu", "u"),
    ("iu", "u"),
    ("dj", "i"),
    ("j", "i"),
];

impl Name {
    /// Takes a name apart.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (foreign, abjad) = scripts(text);
        let words = words(&ascii(text)).into_iter().map(|word| if abjad { without_article(word) } else { word });
        let words: Vec<Word> = words.map(Word::new).collect();
        let mut contrasts: Vec<String> = words.iter().filter(|word| word.is_contrast()).map(|word| word.text.clone()).collect();
        contrasts.sort();
        let key = words.iter().map(|word| word.text.as_str()).collect();
        Self { text: text.trim().to_owned(), words, key, contrasts, foreign, abjad }
    }

    /// Whether it is a short form in capitals.
    #[must_use]
    pub fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| *c != '.');
        self.words.len() == 1 && (2..=5).contains(&self.key.len()) && letters.clone().all(|c| c.is_uppercase() || c.is_numeric())
    }
}

impl Word {
    fn new(text: String) -> Self {
        let sound = sound(&text);
        let skeleton = skeleton(&sound);
        Self { text, sound, skeleton }
    }

    /// Whether it tells names apart that are otherwise the same.
    #[must_use]
    pub fn is_contrast(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit()) || CONTRASTS.iter().any(|(word, _)| *word == self.text)
    }

    /// Whether it is an initial.
    #[must_use]
    pub fn is_initial(&self) -> bool {
        self.text.len() == 1
    }
}

/// The words of a name in small ASCII letters, without what tells nothing.
#[must_use]
pub fn plain_words(text: &str) -> Vec<String> {
    words(&ascii(text))
}

/// An Arabic word without its article, which Latin letters keep apart.
fn without_article(word: String) -> String {
    word.strip_prefix("al").filter(|rest| rest.len() > 2).map(str::to_owned).unwrap_or(word)
}

/// Whether a text has letters of other scripts than the Latin one, and of one without vowels.
fn scripts(text: &str) -> (bool, bool) {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let foreign = letters.clone().any(|c| c > '\u{024F}' && !('\u{1E00}'..='\u{1EFF}').contains(&c));
    let abjad = letters.into_iter().any(|c| ('\u{0590}'..='\u{08FF}').contains(&c) || ('\u{FB1D}'..='\u{FEFC}').contains(&c));
    (foreign, abjad)
}

/// The text in ASCII; characters that are syllables stand apart.
fn ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʿ' | 'ʾ' | 'ʻ' | 'ъ' | 'ь' | 'Ь' | 'Ъ' | '\u{ad}' => {}
            _ if c.is_ascii() => ascii.push(c),
            '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' => {
                let family = KOREAN.iter().find(|(name, _)| ascii.is_empty() && *name == c).map(|(_, usual)| *usual);
                ascii.push(' ');
                ascii.push_str(family.unwrap_or_else(|| any_ascii_char(c)));
                ascii.push(' ');
            }
            _ if c.is_alphanumeric() => ascii.push_str(&any_ascii_char(c).replace(['\'', '`'], "")),
            _ => ascii.push(' '),
        }
    }
    ascii.make_ascii_lowercase();
    ascii
}

/// The words of a text in small ASCII letters. A name with one comma begins after it ("Lavrov, Sergey"; "Korea, Republic of").
fn words(text: &str) -> Vec<String> {
    let turned = match text.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() => format!("{first} {last}"),
        _ => text.to_owned(),
    };
    let pieces = turned.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    let joined = join_letters(pieces);
    let told: Vec<String> = joined.iter().filter(|word| !EMPTY.contains(&word.as_str())).map(|word| standard(word)).collect();
    if told.is_empty() { joined } else { told }
}

/// Single letters that follow each other are one word: "U. S. S. R.", "H. W.".
fn join_letters<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut letters = false;
    for piece in pieces {
        let letter = piece.len() == 1 && piece.as_bytes()[0].is_ascii_alphabetic();
        match words.last_mut() {
            Some(last) if letter && letters => last.push_str(piece),
            _ => words.push(piece.to_owned()),
        }
        letters = letter;
    }
    words
}

/// The form that stands for a word's variants.
fn standard(word: &str) -> String {
    let contrast = CONTRASTS.iter().find(|(_, forms)| forms.contains(&word)).map(|(standard, _)| *standard);
    let listed = || STANDARDS.iter().find(|(form, _)| *form == word).map(|(_, standard)| *standard);
    contrast.or_else(listed).map_or_else(|| word.to_owned(), str::to_owned)
}

fn sound(word: &str) -> String {
    let mut sound = word.to_owned();
    for (from, to) in SOUNDS {
        if sound.contains(from) {
            sound = sound.replace(from, to);
        }
    }
    let mut told = String::with_capacity(sound.len());
    for c in sound.chars().map(|c| if c == 'y' { 'i' } else { c }) {
        if !told.ends_with(c) || c.is_ascii_digit() {
            told.push(c);
        }
    }
    if told.len() >= 5 && told.ends_with('e') {
        told.pop();
    }
    told
}

fn skeleton(sound: &str) -> String {
    let vowel = |c: char| "aeiou".contains(c);
    let mut skeleton = String::with_capacity(sound.len());
    let mut before: Option<char> = None;
    for (at, c) in sound.chars().enumerate() {
        match c {
            _ if vowel(c) && at > 0 => {}
            _ if vowel(c) => skeleton.push('a'),
            'v' | 'b' | 'p' => skeleton.push('f'),
            'C' | 'z' => skeleton.push('s'),
            'g' => skeleton.push('k'),
            _ => skeleton.push(c),
        }
        let doubled =
            before.is_some_and(|before| !vowel(before)) && skeleton.ends_with(&skeleton[skeleton.len() - 1..].repeat(2));
        if doubled && !c.is_ascii_digit() {
            skeleton.pop();
        }
        before = Some(c);
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        Name::new(text).key
    }

    fn sounds(text: &str) -> Vec<String> {
        Name::new(text).words.into_iter().map(|word| word.sound).collect()
    }

    #[test]
    fn names_are_one_whatever_their_marks_case_and_order_around_a_comma() {
        assert_eq!(key("Recep Tayyip ERDOĞAN"), key("Recep Tayyip Erdogan"));
        assert_eq!(key("Lavrov, Sergey"), key("Sergey Lavrov"));
        assert_eq!(key("Korea, Republic of"), key("the Republic of Korea"));
        assert_eq!(key("U. S. S. R."), key("USSR"));
        assert_eq!(key("Côte d’Ivoire"), "cotedivoire");
    }

    #[test]
    fn romanizations_share_a_sound() {
        for [a, b] in [
            ["Сергей Лавров", "Sergei Lavrov"],
            ["Zelenskyy", "Zelensky"],
            ["Yevgeny", "Evgeniy"],
            ["Qassem", "Kassem"],
            ["Kurile", "Kuril"],
            ["Defence", "Defense"],
            ["Шойгу", "Shoigu"],
        ] {
            assert_eq!(sounds(a), sounds(b), "{a} {b}");
        }
    }

    #[test]
    fn syllables_of_east_asian_names_are_words() {
        assert_eq!(sounds("王毅"), sounds("Wang Yi"));
        assert_eq!(key("北京"), key("Beijing"));
    }

    #[test]
    fn what_tells_names_apart_is_kept() {
        assert_eq!(Name::new("Nord Stream II").contrasts, ["2", "north"]);
        assert_eq!(Name::new("Northern Ireland").contrasts, ["north"]);
        assert_eq!(Name::new("Xi Jinping").contrasts, [] as [&str; 0]);
    }

    #[test]
    fn acronyms_are_known_by_their_capitals() {
        assert!(Name::new("U.N.").is_acronym() && Name::new("NATO").is_acronym());
        assert!(!Name::new("Mali").is_acronym() && !Name::new("UN Charter").is_acronym());
    }
}
