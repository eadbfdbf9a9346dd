//! The whole pipeline on sentences of our own; the expected values are spaCy's.

use super::conllu::write_conllu;
use super::tree::write_trees;
use super::{Analysis, English, ModelError};
use crate::text::CharSpan;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);
static FILE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/en_core_web_sm-3.8.0.bin"));

const CLAIMS: &str = "Lisbon and Madrid have never renounced their claims to the island, \
                      but neither will press them before 2030.";
const GAS: &str = "The minister said that Norway would not sell gas to Acme Corp. until the blockade had been lifted.";

/// The tokens' texts, joined by `·`.
fn tokens(text: &str) -> String {
    let analysis = ENGLISH.analyze(text);
    analysis.tokens.iter().map(|token| &*token.text).collect::<Vec<_>>().join("·")
}

#[test]
fn texts_are_cut_as_by_spacy() {
    let cases = [
        (
            "Mr. Okoye’s 5km run (2016–2017) wasn't cheap: US$5m, e.g. 10.5%.",
            "Mr.·Okoye·’s·5·km·run·(·2016–2017·)·was·n't·cheap·:·US$·5·m·,·e.g.·10.5·%·.",
        ),
        ("We'll meet at 9a.m. or 10 p.m. in N.Y.", "We·'ll·meet·at·9·a.m.·or·10·p.m.·in·N.Y."),
        ("…so-called “truce”--again?!", "…·so·-·called·“·truce”--again·?·!"),
        ("a  b \n c ", "a· ·b·\n ·c"),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(tokens(text), expected);
    }
}

#[test]
fn urls_are_one_token() {
    let urls = [
        "www.example.org/a-b?c,d",
        "http://user:word@example.org:8080/x",
        "ftp://ftp.example.co.uk/é",
        "8.8.8.8",
        "172.32.1.1:80/x-y",
        "me-and-you@example.com",
        "a_b-c.org/x-y",
    ];
    for url in urls {
        assert_eq!(tokens(&format!("({url}).")), format!("(·{url}·)·."));
    }
    assert_eq!(tokens("www.ex-ample.ORG/so-called"), "www.ex·-·ample·.·ORG·/·so·-·called", "a top-level domain in capitals");
}

#[test]
fn every_layer_is_as_by_spacy() {
    let expected = "\
# line = 0
# text = The minister said that Norway would not sell gas to Acme Corp. until the blockade had been lifted.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	Start=0|End=3
2	minister	minister	NOUN	NN	Number=Sing	3	nsubj	_	Start=4|End=12
3	said	say	VERB	VBD	Tense=Past|VerbForm=Fin	0	ROOT	_	Start=13|End=17
4	that	that	SCONJ	IN	_	8	mark	_	Start=18|End=22
5	Norway	Norway	PROPN	NNP	Number=Sing	8	nsubj	_	Start=23|End=29|NE=B-GPE
6	would	would	AUX	MD	VerbForm=Fin	8	aux	_	Start=30|End=35
7	not	not	PART	RB	Polarity=Neg	8	neg	_	Start=36|End=39
8	sell	sell	VERB	VB	VerbForm=Inf	3	ccomp	_	Start=40|End=44
9	gas	gas	NOUN	NN	Number=Sing	8	dobj	_	Start=45|End=48
10	to	to	ADP	IN	_	8	dative	_	Start=49|End=51
11	Acme	Acme	PROPN	NNP	Number=Sing	12	compound	_	Start=52|End=56|NE=B-ORG
12	Corp.	Corp.	PROPN	NNP	Number=Sing	10	pobj	_	Start=57|End=62|NE=I-ORG
13	until	until	SCONJ	IN	_	18	mark	_	Start=63|End=68
14	the	the	DET	DT	Definite=Def|PronType=Art	15	det	_	Start=69|End=72
15	blockade	blockade	NOUN	NN	Number=Sing	18	nsubjpass	_	Start=73|End=81
16	had	have	AUX	VBD	Tense=Past|VerbForm=Fin	18	aux	_	Start=82|End=85
17	been	be	AUX	VBN	Tense=Past|VerbForm=Part	18	auxpass	_	Start=86|End=90
18	lifted	lift	VERB	VBN	Aspect=Perf|Tense=Past|VerbForm=Part	8	advcl	_	Start=91|End=97|SpaceAfter=No
19	.	.	PUNCT	.	PunctType=Peri	3	punct	_	Start=97|End=98

";
    let mut printed = String::new();
    write_conllu(&mut printed, 0, GAS, &ENGLISH.analyze(GAS)).expect("a string takes everything");
    assert_eq!(printed, expected);
}

#[test]
fn trees_show_heads_above_their_dependents() {
    let mut printed = String::new();
    write_trees(&mut printed, &ENGLISH.analyze("Lisbon renounced its claims.")).expect("a string takes everything");
    let expected = "\
renounced [ROOT] VERB renounce Tense=Past|VerbForm=Fin
├─◂ Lisbon [nsubj] PROPN Lisbon Number=Sing <ORG>
├─▸ claims [dobj] NOUN claim Number=Plur
│ └─◂ its [poss] PRON its Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs
└─▸ . [punct] PUNCT . PunctType=Peri

";
    assert_eq!(printed, expected);
}

#[test]
fn sentences_cover_all_tokens_and_spans_give_back_the_text() {
    let text = format!(" {CLAIMS}\n\n{GAS}  “Élan”, he said\u{a0}");
    let analysis = ENGLISH.analyze(&text);
    let ends: Vec<usize> = analysis.sentences.iter().map(|sentence| sentence.end).collect();
    let starts: Vec<usize> = analysis.sentences.iter().map(|sentence| sentence.start).collect();
    assert_eq!(starts[0], 0);
    assert_eq!(starts[1..], ends[..ends.len() - 1]);
    assert_eq!(ends.last(), Some(&analysis.tokens.len()));
    let chars: Vec<char> = text.chars().collect();
    for token in &analysis.tokens {
        assert_eq!(chars[token.span.start..token.span.end].iter().collect::<String>(), &*token.text);
    }
}

/// The analysis without the positions of its tokens.
fn without_spans(mut analysis: Analysis) -> Analysis {
    for token in &mut analysis.tokens {
        token.span = CharSpan::new(0, 0);
    }
    analysis
}

#[test]
fn masked_stretches_are_invisible_and_spans_count_around_them() {
    let text = CLAIMS.replacen(" island,", " island (Gazette, 5 May), ", 1).replace(",  ", ", ");
    let start = text.find('(').expect("it has a citation");
    let masked = [CharSpan::new(start, start + "(Gazette, 5 May)".len())];
    let analysis = ENGLISH.analyze_masked(&text, &masked);
    assert_eq!(without_spans(analysis.clone()), without_spans(ENGLISH.analyze(CLAIMS)));
    for token in &analysis.tokens {
        assert_eq!(text[token.span.start..token.span.end], *token.text);
    }
}

#[test]
fn everything_masked_leaves_nothing() {
    assert_eq!(ENGLISH.analyze_masked("Tokyo said so.", &[CharSpan::new(0, 14)]), Analysis::default());
}

/// A text of many windows, in which every word is rare somewhere.
fn long_text() -> String {
    let sentences = (0..120).map(|n| format!("In {} minister {n} of Norway told Agency{n} that {GAS}", 1900 + n));
    sentences.collect::<Vec<_>>().join(" ")
}

#[test]
fn results_do_not_depend_on_threads_or_on_what_was_analysed_before() {
    let text = long_text();
    let fresh = English::load().analyze(&text);
    assert!(fresh.tokens.len() > 2_000, "the text spans several windows");
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (text, fresh) = (&text, &fresh);
            scope.spawn(move || {
                for _ in 0..n {
                    let _ = ENGLISH.analyze(CLAIMS);
                }
                assert_eq!(ENGLISH.analyze(text), *fresh);
            });
        }
    });
}

#[test]
fn odd_texts_are_analysed_too() {
    let odd =
        ["\u{0}", "\u{feff}", "\u{10ffff}", "\n", "....", "-", "e\u{301}\u{301}", "\u{1f3f4}\u{e0067}", "İΣ", "'", "a\u{1c}b"];
    for text in odd {
        let analysis = ENGLISH.analyze(text);
        assert!(!analysis.tokens.is_empty(), "{text:?}");
        assert!(analysis.tokens.iter().all(|token| token.head < analysis.tokens.len()), "{text:?}");
    }
    let word = "x".repeat(100_000);
    assert_eq!(ENGLISH.analyze(&word).tokens.len(), 1);
}

#[test]
fn a_damaged_model_is_refused_with_a_reason() {
    for end in (0..FILE.len()).step_by(FILE.len() / 40) {
        assert!(English::from_bytes(&FILE[..end]).is_err(), "a model of {end} bytes was accepted");
    }
    let mut other = FILE.to_vec();
    other[8] = 9;
    assert!(matches!(English::from_bytes(&other), Err(ModelError::Version { found: 9 })));
    let mut table = FILE.to_vec();
    let at = FILE.windows(8).position(|bytes| bytes == b"{\"tags\":").expect("the table of labels");
    table[at] = b'[';
    let error = English::from_bytes(&table).err().expect("a damaged table");
    assert!(error.to_string().contains("labels"), "{error}");
}
