//! What is a citation and of what; what only looks like one; what year follows.

use super::*;
use crate::mentions::time::{self, Edtf};
use proptest::prelude::*;

/// A gazetteer of a few publications.
fn known(name: &str) -> Option<Bearer<&'static str>> {
    let key = publication_key(name);
    let of = |names: &[&'static str]| names.iter().copied().find(|n| *n == key);
    let body = || of(&["human rights watch", "state department", "roscosmos"]).map(|_| Bearer::Body);
    let other = || {
        of(&["geneva", "russian", "russia", "iranian", "iran", "syrian", "israeli", "michael bloomberg", "north"])
            .map(|_| Bearer::NoSource)
    };
    let perhaps = || of(&["dawn", "nature"]).map(Bearer::Perhaps);
    publication(name).map(Bearer::Publication).or_else(perhaps).or_else(body).or_else(other)
}

fn publication(name: &str) -> Option<&'static str> {
    let names = [
        "reuters",
        "tass",
        "bloomberg",
        "kommersant",
        "bbc",
        "moscow times",
        "japan times",
        "new york times",
        "foreign affairs",
        "der spiegel",
        "xinhua",
        "yonhap",
        "afp",
        "agence france-presse",
        "associated press",
        "ap",
        "mid.ru",
        "times",
        "interfax",
        "financial times",
        "asahi shimbun",
        "fars",
        "fars news agency",
        "daily telegraph",
    ];
    names.iter().copied().find(|n| *n == publication_key(name))
}

fn cite(text: &str, anchor: Option<&str>) -> Vec<FoundCitation<&'static str>> {
    let anchor = anchor.map(|date| Edtf::parse(date).expect("a test's date is valid"));
    find(text, &known, anchor.as_ref())
}

/// Names and dates of what is cited in a text of May 2017.
fn cited(text: &str) -> Vec<String> {
    let show = |c: &FoundCitation<_>| c.date.as_ref().map_or_else(|| c.name.clone(), |date| format!("{} {date}", c.name));
    cite(text, Some("2017-05-02")).iter().map(show).collect()
}

/// Names and credits.
fn credits(text: &str) -> Vec<(String, Credit)> {
    cite(text, None).into_iter().map(|c| (c.name, c.credit)).collect()
}

#[track_caller]
fn credited(cases: &[(&str, &str, Credit)]) {
    for (text, name, credit) in cases {
        assert_eq!(credits(text), [((*name).to_owned(), *credit)], "{text}");
    }
}

#[test]
fn one_source_with_a_date() {
    let cases = [
        ("It refused (Mid.ru, April 19).", "Mid.ru 2017-04-19"),
        ("It refused (Japan Times, December 9, 2016).", "Japan Times 2016-12-09"),
        ("It refused (The Moscow Times, 8 March).", "The Moscow Times 2017-03-08"),
        ("It refused (Csis.org, April 2017), but Moscow went on.", "Csis.org 2017-04"),
        ("It refused (Foreign Affairs, 2014).", "Foreign Affairs 2014"),
        ("It refused (Vzglyad, December 20).", "Vzglyad 2016-12-20"),
        ("It refused (cited in Nezavisimaya Gazeta, May 2).", "Nezavisimaya Gazeta 2017-05-02"),
        ("It refused (Izvestia, 21.04.2017).", "Izvestia 2017-04-21"),
        ("It refused (Kommersant, April 28–29, in Russian).", "Kommersant 2017-04-28"),
        ("It refused (“The Long Game,” Foreign Affairs, March 2017).", "Foreign Affairs 2017-03"),
        ("It refused (Anna Petrova, Kommersant, April 3).", "Kommersant 2017-04-03"),
        ("It refused (t.me/channel, April 3).", "t.me/channel 2017-04-03"),
    ];
    for (text, expected) in cases {
        assert_eq!(cited(text), [expected], "{text}");
    }
}

#[test]
fn several_sources_and_several_dates() {
    assert_eq!(cited("Tension rose (TASS, January 24; Bloomberg, April 12)."), ["TASS 2017-01-24", "Bloomberg 2017-04-12"]);
    assert_eq!(cited("Tension rose (see EDM, March 27, April 20)."), ["EDM 2017-03-27", "EDM 2017-04-20"]);
    assert_eq!(
        cited("Tension rose (TASS, January 24, 26; January 29)."),
        ["TASS 2017-01-24", "TASS 2017-01-26", "TASS 2017-01-29"]
    );
    assert_eq!(cited("Tension rose (TASS, Interfax, April 12)."), ["TASS 2017-04-12", "Interfax 2017-04-12"]);
    assert_eq!(cited("Tension rose (TASS, March 8, April 12, 2015)."), ["TASS 2015-03-08", "TASS 2015-04-12"]);
    assert_eq!(cited("Tension rose (TASS; Interfax)."), ["TASS", "Interfax"]);
}

#[test]
fn spans_words_and_bracket() {
    let text = "“Süd” rose (see EDM, March 27, April 20), he said";
    let chars: Vec<char> = text.chars().collect();
    let slice = |span: CharSpan| chars[span.start..span.end].iter().collect::<String>();
    let found = cite(text, Some("2017"));
    assert_eq!(found.iter().map(|c| slice(c.span)).collect::<Vec<_>>(), ["EDM, March 27", "April 20"]);
    assert_eq!(found.iter().map(|c| c.as_cited.as_str()).collect::<Vec<_>>(), ["EDM, March 27", "EDM, April 20"]);
    assert_eq!(found[0].bracket.map(slice).as_deref(), Some("(see EDM, March 27, April 20)"));
    assert!(found.iter().all(|c| c.year_inferred && c.evidence == Evidence::Form && c.credit == Credit::Bracket));
}

#[test]
fn a_year_is_inferred_only_where_it_is_missing_and_can_be() {
    let year = |text, anchor| cite(text, anchor).first().map(|c| (c.date.as_ref().map(ToString::to_string), c.year_inferred));
    assert_eq!(year("So (TASS, March 3).", Some("2017")), Some((Some("2017-03-03".into()), true)));
    assert_eq!(year("So (TASS, March 3, 2017).", Some("2018")), Some((Some("2017-03-03".into()), false)));
    assert_eq!(year("So (TASS, March 3).", None), Some((None, false)));
}

#[test]
fn ordinary_brackets_are_no_citations() {
    for text in [
        "The isles (which lie in the Pacific) are claimed.",
        "The alliance (NATO) met.",
        "It ended (1945) and began.",
        "Petrov (born 3 May 1950) spoke.",
        "They met (April 21, 2017) in Minsk.",
        "The pact (signed in Rome, March 25, 1957) holds.",
        "The pact (Treaty of Rome, March 25, 1957) holds.",
        "They met (Geneva, July 1955) once.",
        "The thesis (Smith, 2014) is old.",
        "He said so (interview with the author, May 3).",
        "SEOUL, Aug. 20 (Yonhap) -- The South said little.",
        "The Associated Press (AP) is an agency.",
        "It shot (12 missiles, May 3) at night.",
        "They came (Russia, China, and Iran) together.",
        "An open bracket (TASS, May 3 and no end",
        "It (TASS,\n\nMay 3) spans paragraphs.",
        "Empty () and nested ((x)) brackets.",
    ] {
        assert_eq!(cited(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_publication_speaks() {
    credited(&[
        ("Reuters reported that talks failed.", "Reuters", Credit::Says),
        ("Talks failed, Yonhap said.", "Yonhap", Credit::Says),
        ("The New York Times said on Monday that talks failed.", "The New York Times", Credit::Says),
        ("The Daily Telegraph, citing militias, reported three strikes.", "The Daily Telegraph", Credit::Says),
        ("Agence France-Presse (AFP) has also reported it.", "Agence France-Presse", Credit::Says),
        ("As reported by Xinhua, talks failed.", "Xinhua", Credit::Says),
        ("State-owned news agency Fars reported warrants.", "Fars", Credit::Says),
        ("Fars news agency reported warrants.", "Fars news agency", Credit::Says),
        ("The newspaper Asharq Al-Awsat reported talks.", "Asharq Al-Awsat", Credit::Says),
    ]);
    assert_eq!(credits("Reuters and AFP reported it.").len(), 2);
}

#[test]
fn according_to_a_publication() {
    credited(&[
        ("According to Kommersant, talks failed.", "Kommersant", Credit::AccordingTo),
        ("Talks failed, according to the semi-official news agency Fars.", "Fars", Credit::AccordingTo),
        ("According to the journal Astronomy & Astrophysics, talks failed.", "Astronomy & Astrophysics", Credit::AccordingTo),
        ("According to Reuters’s tally, talks failed.", "Reuters", Credit::AccordingTo),
        ("According to the Moscow Times talks failed.", "Moscow Times", Credit::AccordingTo),
        ("According to Syrian state media, troops came.", "Syrian state media", Credit::AccordingTo),
        ("Troops came, Iran’s state television reported.", "Iran’s state television", Credit::Says),
    ]);
}

#[test]
fn state_media_for_short_goes_back_to_its_full_name() {
    let found = credits("According to Syrian state media, troops came. They left, according to state media.");
    assert_eq!(found.iter().map(|c| c.0.as_str()).collect::<Vec<_>>(), ["Syrian state media", "Syrian state media"]);
}

#[test]
fn someone_speaks_to_the_publication_or_through_it() {
    credited(&[
        ("“No,” he told Reuters on Monday.", "Reuters", Credit::Told),
        ("“No,” he told the BBC.", "BBC", Credit::Told),
        ("In an interview with Der Spiegel he refused.", "Der Spiegel", Credit::Told),
        ("TASS quoted him as saying no.", "TASS", Credit::Carries),
        ("He was quoted as saying no by Xinhua.", "Xinhua", Credit::Carries),
        ("As she wrote in Foreign Affairs, no.", "Foreign Affairs", Credit::Carries),
    ]);
    assert_eq!(credits("He told Reuters and the AP so.").len(), 2);
    assert!(Credit::Says.is_holder() && Credit::AccordingTo.is_holder());
    assert!(!Credit::Told.is_holder() && !Credit::Carries.is_holder() && !Credit::Bracket.is_holder());
}

#[test]
fn what_is_no_credit() {
    for text in [
        "According to Moscow, talks failed.",
        "He told Lavrov so. The minister said no.",
        "Reuters shares fell. It bought Bloomberg.",
        "Code.org announced a course.",
        "According to Samoa Observer editor Keni Lei, it rained.",
        "Dawn said no. Nature warned him.",
        "The intelligence agency Sokol said no.",
        "According to the space agency Roscosmos, it flew.",
        "The Karim network said no.",
        "According to Human Rights Watch, two died.",
        "Michael Bloomberg said no. Bloomberg added that he was tired.",
        "Bloomberg’s rival, Michael Bloomberg said, left.",
        "He told Lavrov that the newspaper Izvestia had lied.",
        "Local newspapers said so. Iranian newspapers reported it.",
        "The report by Petrova said so.",
        "Reuters reporter Ana Silva said no.",
        "The Ministry of Health told reporters.",
        "KABUL, June 4 (Tolu News) – Two died.",
        "Smoke rises over the port. (Photo: Reuters)",
        "He told Reuters Institute fellows so.",
        "It was reported. Bloomberg ran for office, he said.",
        "The director of the BBC, Mariela Petrova, said no.",
        "Said to be by Times Square, it closed.",
    ] {
        assert_eq!(credits(text), [], "{text}");
    }
}

#[test]
fn names_are_compared_by_their_key() {
    for name in ["The Moscow Times", "Moscow Times", "moscow  times", "the Moscow Times’s"] {
        assert_eq!(publication_key(name), "moscow times", "{name}");
    }
    assert_eq!(publication_key("https://www.Mid.ru/"), "mid.ru");
    assert_eq!(publication_key("Agence France‑Presse"), "agence france-presse");
}

fn year_of(text: &str) -> Option<(i16, YearBasis)> {
    infer_year(None, &cite(text, None), &time::find(text, None))
}

#[test]
fn the_year_follows_from_citations() {
    assert_eq!(year_of("So (Csis.org, April 2017). Then (TASS, March 3)."), Some((2017, YearBasis::CitedYear)));
    assert_eq!(year_of("So (Japan Times, December 9, 2016). Then (TASS, March 3)."), Some((2017, YearBasis::YearAfterCited)));
    assert_eq!(
        year_of("So (Japan Times, May 16, 2016). Then, in 2017, it fell (TASS, June 3)."),
        Some((2017, YearBasis::YearAfterCited))
    );
    assert_eq!(year_of("So (Japan Times, May 16, 2016). Then (TASS, June 3, 2016)."), Some((2016, YearBasis::CitedYear)));
    assert_eq!(year_of("It fell in 2016 and will rise by 2030 (TASS, June 3)."), Some((2016, YearBasis::NamedYear)));
}

#[test]
fn a_text_that_cites_nothing_has_no_year() {
    assert_eq!(year_of("The war of 1904–05 ended in September 1905."), None);
    assert_eq!(year_of("Reuters reported it in 2016."), None);
    assert_eq!(year_of("So (TASS, March 3)."), None);
    let stated = Edtf::parse("2017-05-02").expect("valid");
    assert_eq!(infer_year::<()>(Some(&stated), &[], &[]), Some((2017, YearBasis::Stated)));
}

/// Pieces of citations in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(",
        ")",
        "(see ",
        "TASS",
        "Mid.ru",
        ", ",
        "; ",
        "April 21",
        "2017",
        "27",
        " and ",
        "told ",
        "Reuters",
        " reported",
        "according to ",
        "“",
        "”",
        "\n\n",
        "state media",
        "news agency ",
        "the ",
        ". ",
        "’s",
        " said",
        "quoted by ",
        "–",
        "AFP",
        " (AFP) ",
        ",",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in prop_oneof![soup(), any::<String>()]) {
        let chars = text.chars().count();
        for citation in cite(&text, Some("2017-05-02")) {
            prop_assert!(citation.span.start < citation.span.end && citation.span.end <= chars);
            prop_assert!(citation.bracket.is_none_or(|b| b.overlaps(citation.span)));
        }
    }
}

#[test]
fn long_texts_of_nothing_but_marks_stay_cheap() {
    let asked = std::cell::Cell::new(0usize);
    let count = |_: &str| {
        asked.set(asked.get() + 1);
        None::<Bearer<()>>
    };
    for text in ["(".repeat(20_000), "(TASS, ".repeat(20_000), "Reuters, ".repeat(20_000) + "said", "told A said ".repeat(20_000)]
    {
        asked.set(0);
        assert!(find(&text, &count, None).len() < 5);
        assert!(asked.get() < 100 * 20_000, "{} look-ups", asked.get());
    }
}

#[test]
fn a_date_goes_with_the_publication_before_its_bracket() {
    for (text, expected) in [
        ("He denied a report in Kommersant (May 1) that he had asked.", "Kommersant 2017-05-01"),
        ("As the newspaper Khabar Plus (29 April) wrote, he asked.", "Khabar Plus 2017-04-29"),
        ("“He asked,” wrote the Harbour Gazette (March 2016).", "Harbour Gazette 2016-03"),
        ("It refused [TASS, April 3].", "TASS 2017-04-03"),
        ("It refused (RIA Volga on April 3).", "RIA Volga 2017-04-03"),
        ("It refused (TASS April 3).", "TASS 2017-04-03"),
        ("It refused (3 April, TASS).", "TASS 2017-04-03"),
        ("It refused (TASS, 2017-04-03).", "TASS 2017-04-03"),
        ("It refused (according to TASS, April 3).", "TASS 2017-04-03"),
        ("It refused (State Department, April 3).", "State Department 2017-04-03"),
    ] {
        assert_eq!(cited(text), [expected], "{text}");
    }
    for text in
        ["They met in Geneva (May 1).", "They met (Geneva, May 1).", "He (May 1) left.", "It refused (interview, Geneva, May 1)."]
    {
        assert_eq!(cited(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_day_beside_a_running_credit_is_its_date() {
    for (text, expected) in [
        ("As Kommersant reported on May 1, he left.", "Kommersant 2017-05-01"),
        ("On May 1 Kommersant reported that he left.", "Kommersant"),
        ("Kommersant on May 1 reported that he left.", "Kommersant 2017-05-01"),
        ("Kommersant wrote in its April 28 edition that he left.", "Kommersant 2017-04-28"),
        ("According to an April 28 report by Kommersant, he left.", "Kommersant 2017-04-28"),
        ("He told Der Spiegel in an interview on Monday that he left.", "Der Spiegel"),
        ("Kommersant reported on Monday that he left.", "Kommersant"),
    ] {
        assert_eq!(cited(text), [expected], "{text}");
    }
}

#[test]
fn publications_that_nothing_is_known_of_are_told_by_the_words_beside_them() {
    credited(&[
        ("The Khaleej Times reported it.", "Khaleej Times", Credit::Says),
        ("The state-owned Tolu news agency said two died.", "Tolu", Credit::Says),
        ("Two died, according to the Iranian newspaper Shabnam.", "Shabnam", Credit::AccordingTo),
        ("Iranian newspaper Shabnam wrote that two died.", "Shabnam", Credit::Says),
        ("Two died, he told the broadcaster Kanal Nord.", "Kanal Nord", Credit::Told),
        ("Two died, he told French news channel Kanal Nord.", "Kanal Nord", Credit::Told),
        ("Two died, according to Volga.example.ru.", "Volga.example.ru", Credit::AccordingTo),
        ("Volgapress.ru reported that two died.", "Volgapress.ru", Credit::Says),
        ("Two died, the Russian Interfax said.", "Interfax", Credit::Says),
        ("Two died, Israeli media reported.", "Israeli media", Credit::Says),
        ("Two died, he told BBC Persian.", "BBC Persian", Credit::Told),
        ("The Old Town Review-Journal reported it.", "Old Town Review-Journal", Credit::Says),
        ("Two died, according to Tolu News Agency.", "Tolu News Agency", Credit::AccordingTo),
        ("Dawn reported that two died.", "Dawn", Credit::Says),
        ("The newspaper Dawn said two died.", "Dawn", Credit::Says),
    ]);
}

#[test]
fn pieces_and_lists_credit_their_makers() {
    credited(&[
        ("A Reuters report said two died.", "Reuters", Credit::Carries),
        ("He denied the New York Times story.", "New York Times", Credit::Carries),
        ("He denied Kommersant’s report.", "Kommersant", Credit::Carries),
        ("In an article for Foreign Affairs he denied it.", "Foreign Affairs", Credit::Carries),
        ("Two died, per Reuters.", "Reuters", Credit::Carries),
        ("Two died, the mayor said via news agency Interfax.", "Interfax", Credit::Carries),
        ("Reuters, however, put the toll at two.", "Reuters", Credit::Says),
        ("The news agency AFP has placed the toll at two.", "AFP", Credit::Says),
    ]);
    let names = |text| credits(text).into_iter().map(|c| c.0).collect::<Vec<_>>();
    assert_eq!(names("Reuters, TASS and the BBC reported it."), ["Reuters", "TASS", "BBC"]);
    assert_eq!(names("According to Reuters, AFP, and the BBC, two died."), ["Reuters", "AFP", "BBC"]);
    assert_eq!(names("Yonhap, citing Kommersant, reported it."), ["Yonhap", "Kommersant"]);
    assert_eq!(names("He told Reuters, TASS reported."), ["Reuters", "TASS"]);
}
