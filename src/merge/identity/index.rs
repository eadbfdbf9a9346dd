//! Entities of ours by their names: which of them a name can mean at all, and how much each word of a name tells.
//!
//! Blocking: a name leads to those with the same letters, and to those that share enough of its weight in words of the same
//! consonants. A word weighs the more the fewer entities bear it; "ministry", "republic" and "company" weigh next to nothing.

use super::name::{Name, Word};
use super::record::Record;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// How many candidates a name leads to at most.
const CANDIDATES: usize = 40;

/// Words borne by more entities than this lead to none by themselves.
const COMMON: usize = 400;

/// What the very word counts more than one of the same consonants, so that it comes first among many.
const EXACTLY: f32 = 0.1;

/// The least share of a name's weight that a candidate has in common with it.
const SHARE: f32 = 0.4;

/// Words that say in which legal form a company is.
const LEGAL: &str = "\
    ab ag ao as asa bhd bv co company corp corporation gmbh holding inc joint jsc kg kk limited llc llp lp ltd ltda njsc \
    npjsc nv oao ojsc ooo oy pao pjsc plc pt pte public pvt sa sab sarl se society spa srl stock tbk zao";

/// The weight of a legal form.
const LEGAL_WEIGHT: f32 = 0.03;

/// Words that say what sort of thing is named.
const GENERIC: &str = "\
    agreement airport archipelago autonomous bank city commonwealth convention county dam district dr federal federation \
    gas general government governorate group gulf international islamic island islands kingdom lake ministry mr mrs \
    municipality national natural oblast ocean oil peninsula pipeline port prefecture president principality province \
    region republic river sea sheikh sir state states station strait straits system territory treaty union";

/// The weight of a generic word.
const GENERIC_WEIGHT: f32 = 0.12;

/// Both lists with their weights.
static LISTED: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
    let list = |words: &'static str, weight: f32| words.split(' ').map(move |word| (word, weight));
    list(LEGAL, LEGAL_WEIGHT).chain(list(GENERIC, GENERIC_WEIGHT)).collect()
});

/// The least weight of a word that tells names apart.
const CONTRAST_WEIGHT: f32 = 0.7;

/// Entities of ours, ready to be found.
#[derive(Debug)]
pub struct Index {
    records: Vec<Record>,
    by_key: HashMap<String, Vec<u32>>,
    by_word: HashMap<String, Vec<u32>>,
    /// How many entities have a word in one of their names.
    bearers: HashMap<String, u32>,
}

impl Index {
    /// Indexes entities.
    #[must_use]
    pub fn new(records: Vec<Record>) -> Self {
        let mut index = Self { records: Vec::new(), by_key: HashMap::new(), by_word: HashMap::new(), bearers: HashMap::new() };
        for (number, record) in records.iter().enumerate() {
            index.add(number as u32, record);
        }
        index.records = records;
        index
    }

    fn add(&mut self, number: u32, record: &Record) {
        let names = record.names.iter().map(|called| &called.name);
        for name in names {
            push(&mut self.by_key, &name.key, number);
            for word in &name.words {
                push(&mut self.by_word, &word.skeleton, number);
                push(&mut self.by_word, &exactly(word), number);
            }
        }
        let words: std::collections::HashSet<&str> =
            record.names.iter().flat_map(|called| &called.name.words).map(|word| word.text.as_str()).collect();
        for word in words {
            *self.bearers.entry(word.to_owned()).or_default() += 1;
        }
    }

    /// All of them.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The entities that bear this very name.
    pub fn bearers_of(&self, name: &Name) -> impl Iterator<Item = &Record> {
        self.by_key.get(&name.key).into_iter().flatten().map(|&number| &self.records[number as usize])
    }

    /// How much a word tells, above 0 and up to 1.
    #[must_use]
    pub fn weight(&self, word: &Word) -> f32 {
        if let Some(&weight) = LISTED.get(word.text.as_str()) {
            return weight;
        }
        let all = self.records.len().max(50) as f32;
        let bearers = self.bearers.get(&word.text).copied().unwrap_or(0) as f32;
        let rare = ((all + 1.0) / (bearers + 1.0)).ln() / (all + 1.0).ln();
        let rare = 0.25 + 0.75 * rare;
        if word.is_contrast() { rare.max(CONTRAST_WEIGHT) } else { rare }
    }

    /// The entities that have a word of the same consonants; if they are too many, as with short words, the very word; if they still are, none.
    fn bearers_of_word(&self, word: &Word) -> &[u32] {
        let keys = [word.skeleton.clone(), exactly(word)];
        let lists = keys.iter().filter_map(|key| self.by_word.get(key)).map(Vec::as_slice);
        lists.into_iter().find(|list| list.len() <= COMMON).unwrap_or_default()
    }

    /// The entities that a name can mean, those that share most of it first.
    #[must_use]
    pub fn candidates(&self, name: &Name) -> Vec<usize> {
        let mut shares: BTreeMap<u32, f32> = BTreeMap::new();
        let total: f32 = name.words.iter().map(|word| self.weight(word)).sum();
        for word in &name.words {
            let weight = self.weight(word) / total.max(f32::EPSILON);
            for &number in self.bearers_of_word(word) {
                *shares.entry(number).or_default() += weight;
            }
            for number in self.by_word.get(&exactly(word)).filter(|list| list.len() <= COMMON).into_iter().flatten() {
                shares.entry(*number).and_modify(|share| *share += weight * EXACTLY);
            }
        }
        for &number in self.by_key.get(&name.key).map_or(&[][..], Vec::as_slice) {
            shares.insert(number, f32::MAX);
        }
        let mut found: Vec<(u32, f32)> = shares.into_iter().filter(|(_, share)| *share >= SHARE).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().take(CANDIDATES).map(|(number, _)| number as usize).collect()
    }
}

/// The key of a word as it is written.
fn exactly(word: &Word) -> String {
    format!("={}", word.text)
}

/// Files a number under a key once; the numbers come in order.
fn push(index: &mut HashMap<String, Vec<u32>>, key: &str, number: u32) {
    let numbers = index.entry(key.to_owned()).or_default();
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Sort;
    use super::*;
    use oxigraph::model::NamedNode;

    fn index(names: &[&str]) -> Index {
        let record = |name: &&str| {
            let mut record = Record::new(NamedNode::new_unchecked(format!("x:{}", name.replace(' ', "-"))));
            record.call(name, Sort::Label);
            record
        };
        Index::new(names.iter().map(record).collect())
    }

    #[test]
    fn a_name_leads_to_those_that_share_what_is_rare_in_it() {
        let index = index(&["Ministry of Defence of Ruritania", "Ministry of Defence of Zenda", "Zenda Castle"]);
        assert_eq!(index.candidates(&Name::new("Defense Ministry of Zenda")).first(), Some(&1));
        assert!(index.candidates(&Name::new("Strelsau")).is_empty());
    }

    #[test]
    fn transliterated_names_lead_to_theirs() {
        let index = index(&["Sergey Lavrov", "Wang Yi"]);
        assert_eq!(index.candidates(&Name::new("Сергей Лавров")), [0]);
        assert_eq!(index.candidates(&Name::new("سيرغي لافروف")), [0]);
        assert_eq!(index.candidates(&Name::new("王毅")), [1]);
    }

    #[test]
    fn short_words_lead_to_the_very_word_first() {
        let vowel = |number: usize| ["a", "e", "i", "o", "u"][number % 5];
        let like = (0..125).map(|n| format!("K{}l{}n{}", vowel(n), vowel(n / 5), vowel(n / 25)));
        let like: Vec<String> = like.chain(["Kln".to_owned()]).collect();
        let index = index(&like.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(index.candidates(&Name::new("Kln S.A.")).first(), Some(&125));
    }

    #[test]
    fn words_of_form_weigh_little_and_numbers_much() {
        let index = index(&["Nord Stream 2", "Nord Stream 1", "Gazprom Company"]);
        let weight = |text: &str| index.weight(&Name::new(text).words[0]);
        assert!(weight("Company") < 0.2 && weight("Gazprom") > 0.5 && weight("2") >= CONTRAST_WEIGHT);
    }
}
