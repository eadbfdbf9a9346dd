//! What is found and what it means, form by form; then what is no time at all.

use super::*;
use proptest::prelude::*;

/// The values found in a text of this date, in order.
fn in_document(date: &str, text: &str) -> Vec<String> {
    let anchor = Edtf::parse(date).expect("a test's date is valid");
    find(text, Some(&anchor)).iter().map(|t| t.value.to_string()).collect()
}

/// The values found in a text without a date.
fn undated(text: &str) -> Vec<String> {
    find(text, None).iter().map(|t| t.value.to_string()).collect()
}

/// The words of what is found.
fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    find(text, None).iter().map(|t| chars[t.span.start..t.span.end].iter().collect()).collect()
}

#[track_caller]
fn each(cases: &[(&str, &str)]) {
    for (text, value) in cases {
        assert_eq!(undated(text), [*value], "{text}");
    }
}

/// A Friday.
const FRIDAY: &str = "2021-06-18";

#[test]
fn calendar_dates_in_every_order() {
    each(&[
        ("The treaty was signed in December 2016.", "2016-12"),
        ("They met on 9 December 2016 in Yamaguchi.", "2016-12-09"),
        ("They met on the 9th of December, 2016.", "2016-12-09"),
        ("They met on Dec. 9, 2016, in Yamaguchi.", "2016-12-09"),
        ("They met on December 9th 2016.", "2016-12-09"),
        ("It was signed in September of 1905.", "1905-09"),
        ("In September, 1955, talks began.", "1955-09"),
        ("Updated 2016-12-31 by the desk", "2016-12-31"),
        ("Tallies for 2016-12 are out", "2016-12"),
        ("On Tuesday, May 2, 2017, the envoy left.", "2017-05-02"),
        ("The Sept. 3, 1939 declaration", "1939-09-03"),
        ("On 29 February 2016 it began", "2016-02-29"),
    ]);
}

#[test]
fn impossible_days_are_passed_over() {
    assert_eq!(undated("On February 30, 2016 nothing happened."), Vec::<String>::new());
}

#[test]
fn years_count_where_their_neighbours_show_them() {
    each(&[
        ("It was founded in 1945.", "1945"),
        ("Occupied since 1954, the rocks are claimed.", "1954"),
        ("It will be ready by 2030.", "2030"),
        ("The 1992 ruling was ignored.", "1992"),
        ("Peru rejected Chile’s 2012 suit.", "2012"),
        ("He spoke in a 1978 debate.", "1978"),
        ("Resolution 1593 (2005) was cited.", "2005"),
        ("The Suez Crisis, 1956", "1956"),
        ("As early 2014 ended, it began.", "2014"),
        ("By mid-1989 it was over.", "1989"),
        ("The end of 1998 came.", "1998"),
        ("During the summer of 1990 they waited.", "1990"),
        ("It ended in spring 1945.", "1945"),
        ("In the first half of 2014 trade fell.", "2014"),
        ("He said so in 1975: “No deal.”", "1975"),
        ("The upcoming 2020 census is near.", "2020"),
        ("The 2002 “Declaration” binds them.", "2002"),
        ("The 2000 vote was close.", "2000"),
        ("Its 2050 targets stand.", "2050"),
        ("It burned as recently as 2022.", "2022"),
        ("The budget for 2027 is set.", "2027"),
    ]);
    assert_eq!(undated("There were raids in 2007, 2011, and 2018."), ["2007", "2011", "2018"]);
}

#[test]
fn ranges() {
    each(&[
        ("It fought flights in 2016–2017.", "2016/2017"),
        ("The war of 1904–05 ended.", "1904/1905"),
        ("Between 1998 and 2000 they fought.", "1998/2000"),
        ("He ruled from 1979 to 1989.", "1979/1989"),
        ("Between the years of 1921 and 1924 they talked.", "1921/1924"),
        ("Pooling runs between April and October 2022.", "2022-04/2022-10"),
        ("From November to February 2020 it froze.", "2019-11/2020-02"),
        ("They met on December 16–18, 2016.", "2016-12-16/2016-12-18"),
        ("On the night of June 3 and 4, 1989, it fell.", "1989-06-03/1989-06-04"),
        ("They met between December 16 and 26, 1945.", "1945-12-16/1945-12-26"),
        ("They met on 16-18 May 2017.", "2017-05-16/2017-05-18"),
        ("It ran from 28 December 2016 to 3 January 2017.", "2016-12-28/2017-01-03"),
        ("In late 1953 and early 1954 they hesitated.", "1953/1954"),
        ("The March–April 2017 drills ended.", "2017-03/2017-04"),
        ("In October and November 1973 they fought.", "1973-10/1973-11"),
        ("In 1940 and 1941 they bought ore.", "1940/1941"),
        ("The quarrel went on into 1940.", "1940"),
    ]);
}

#[test]
fn days_that_share_a_year() {
    assert_eq!(undated("They met on March 8 and April 20, 2017."), ["2017-03-08", "2017-04-20"]);
    assert_eq!(undated("The May 2017 deaths and, on May 5, 2000 deaths"), ["2017-05", "2017-05-05"]);
}

#[test]
fn months_that_share_a_year() {
    assert_eq!(undated("They met in February, July and October 1945."), ["1945-02", "1945-07", "1945-10"]);
}

#[test]
fn decades_and_centuries() {
    each(&[
        ("It was proposed in the 1990s.", "1990/1999"),
        ("In the early 1950s it began.", "1950/1959"),
        ("Aid flowed throughout the 1960s and 1970s.", "1960/1979"),
        ("In the 19th century it was Russian.", "1801/1900"),
        ("Early in the nineteenth century it was Russian.", "1801/1900"),
        ("Trade grew in the late 1800s.", "1800/1899"),
        ("The dams of the early seventies silted up.", "1970/1979"),
    ]);
}

#[test]
fn words_of_the_expression_without_its_preposition() {
    assert_eq!(words("Since early 2014 and until the end of May 2016"), ["early 2014", "the end of May 2016"]);
    assert_eq!(words("« Süd » met on Dec. 9, 2016, there"), ["Dec. 9, 2016"]);
    assert_eq!(words("Moscow’s talks from 1979 to 1989 failed"), ["1979 to 1989"]);
}

#[test]
fn days_and_weeks_from_the_documents_date() {
    let cases = [
        ("He spoke yesterday.", "2021-06-17"),
        ("He speaks today.", "2021-06-18"),
        ("The purpose of today’s talks is unclear.", "2021-06-18"),
        ("They vote tomorrow.", "2021-06-19"),
        ("It burned the day before yesterday.", "2021-06-16"),
        ("He died last night.", "2021-06-17"),
        ("She left three days ago.", "2021-06-15"),
        ("They agreed this week.", "2021-06-14/2021-06-20"),
        ("They met over the weekend.", "2021-06-12/2021-06-13"),
        ("They met last weekend.", "2021-06-12/2021-06-13"),
        ("They meet next weekend.", "2021-06-19/2021-06-20"),
        ("Earlier last week they met.", "2021-06-07/2021-06-13"),
    ];
    for (text, value) in cases {
        assert_eq!(in_document(FRIDAY, text), [value], "{text}");
    }
}

#[test]
fn months_and_years_from_the_documents_date() {
    let cases = [
        ("They met earlier this month.", "2021-06"),
        ("Talks resume next month.", "2021-07"),
        ("It began last year.", "2020"),
        ("It ends next year.", "2022"),
        ("It began two years ago.", "2019"),
        ("It began a month ago.", "2021-05"),
        ("Over the next year and in the last month much changed since last year.", "2020"),
        ("It began last summer.", "2020"),
        ("It began last winter.", "2021"),
        ("A pause until the end of the year was agreed.", "2021"),
    ];
    for (text, value) in cases {
        assert_eq!(in_document(FRIDAY, text), [value], "{text}");
    }
}

#[test]
fn weekdays_are_the_latest_such_day() {
    let cases = [
        ("He said so on Monday.", "2021-06-14"),
        ("Late Friday the deal fell.", "2021-06-18"),
        ("Thursday’s summit failed.", "2021-06-17"),
        ("He said so last Friday.", "2021-06-11"),
        ("They will meet on Monday.", "2021-06-21"),
        ("A vote is due next Tuesday.", "2021-06-22"),
        ("It will end, the ministry said on Monday.", "2021-06-14"),
        ("On Monday of last week he left.", "2021-06-07"),
    ];
    for (text, value) in cases {
        assert_eq!(in_document(FRIDAY, text), [value], "{text}");
    }
    assert!(in_document("2021-06", "He said so on Monday.").is_empty(), "a weekday needs a date known to the day");
}

#[test]
fn dates_without_a_year_lie_before_the_document() {
    let cases = [
        ("They met on May 5.", "2021-05-05"),
        ("They met on June 18.", "2021-06-18"),
        ("The November accord failed.", "2020-11"),
        ("They met in mid-March.", "2021-03"),
        ("It will start on September 7.", "2021-09-07"),
        ("The July 1 summit is near.", "2021-07-01"),
        ("It ran from August to October.", "2020-08/2020-10"),
        ("Leader since 2005, he is due to step down in August.", "2021-08"),
        ("Last March he left.", "2021-03"),
        ("Last August he left.", "2020-08"),
        ("They left in March of last year.", "2020-03"),
        ("In March, the council will vote.", "2022-03"),
        ("He said in March the council will vote.", "2021-03"),
        ("It starts next March.", "2022-03"),
    ];
    for (text, value) in cases {
        assert_eq!(in_document(FRIDAY, text).last().map(String::as_str), Some(value), "{text}");
    }
    assert_eq!(in_document("2017", "Last March they met; on December 7 they parted."), ["2017-03", "2017-12-07"]);
    assert_eq!(in_document("2020-01-05", "The December 31 attack"), ["2019-12-31"]);
}

#[test]
fn an_inferred_year_is_said_to_be_so() {
    let anchor = Edtf::parse(FRIDAY).expect("valid");
    let found = find("On May 5 and on May 6, 2021, and yesterday", Some(&anchor));
    assert_eq!(
        found.iter().map(|t| (t.year_inferred, t.kind)).collect::<Vec<_>>(),
        [(true, Kind::Document), (false, Kind::Absolute), (false, Kind::Document)]
    );
}

#[test]
fn the_story_goes_on_from_the_time_before() {
    let cases: [(&str, &[&str]); 9] = [
        ("In March 2017 Wang spoke. The following month he met Lavrov.", &["2017-03", "2017-04"]),
        ("On July 26, 1956, he acted. On September 9, Dulles answered.", &["1956-07-26", "1956-09-09"]),
        ("In December 1955 they met. In January they parted.", &["1955-12", "1956-01"]),
        ("War came in early 1965. That August it grew.", &["1965", "1965-08"]),
        ("Spain left on May 8, 1945. They met over the summer.", &["1945-05-08", "1945"]),
        ("They met on 3 May 1999. The same day it rained; the next day too.", &["1999-05-03", "1999-05-03", "1999-05-04"]),
        ("It opened in 1914. Later that year war came.", &["1914", "1914"]),
        ("It fell in 1989. Two years later the union was gone.", &["1989", "1991"]),
        ("The war of 1904–05 ended. Talks took place in August.", &["1904/1905", "1905-08"]),
    ];
    for (text, values) in cases {
        assert_eq!(undated(text), values, "{text}");
    }
}

#[test]
fn a_year_named_in_passing_does_not_take_the_story_back() {
    let text = "On July 26, 1956, he took the canal, which was dug in 1869.\n\nOn September 9, an answer came.";
    assert_eq!(undated(text).last().map(String::as_str), Some("1956-09-09"));
    let text = "On Wednesday they denounced the May 3 accord. The following day they left.";
    assert_eq!(in_document(FRIDAY, text), ["2021-06-16", "2021-05-03", "2021-06-17"]);
}

#[test]
fn a_dated_story_inside_a_dated_document_keeps_its_year() {
    let text = "On July 26, 1956, he took the canal. On September 9, an answer came.\n\nOn June 9, it was remembered.";
    assert_eq!(in_document(FRIDAY, text), ["1956-07-26", "1956-09-09", "2021-06-09"]);
}

#[test]
fn prepositions_give_the_relation() {
    let relation = |text| find(text, None).first().map(|t| t.relation);
    assert_eq!(relation("It has held since 2014."), Some(Relation::Since));
    assert_eq!(relation("It ends by 2030."), Some(Relation::By));
    assert_eq!(relation("It held until the end of 2016."), Some(Relation::Until));
    assert_eq!(relation("It was so prior to 2014."), Some(Relation::Before));
    assert_eq!(relation("It was so after May 2014."), Some(Relation::After));
    assert_eq!(relation("It was so in 2014."), Some(Relation::At));
}

#[test]
fn without_a_document_date_what_needs_one_is_passed_over() {
    assert!(undated("Yesterday, on Monday and last week they met; on May 5 too, and next year again.").is_empty());
}

#[test]
fn numbers_that_are_no_years() {
    for text in [
        "Some 2,000 people and 1,500 troops came.",
        "A force of 1800 soldiers and of 2000 men came by 1900 GMT.",
        "Two F-16 jets, Flight 1549 and Resolution 1701 were discussed.",
        "It costs $2014 in 242 words.",
        "In 1500 villages they fought. They sold their roughly 2000 Thai shops.",
        "Article 1967 of the code, No. 1950 and room 1605.",
        "The 2000-km pipeline and the 1850 km border.",
        "They paid between 1600 and 1700 dollars.",
        "Leaders of tomorrow and the Russia of today.",
        "Call 555-1945-2000 now.",
        "He was 1945th in line, at 1945.5 points, in 2014% more.",
    ] {
        assert_eq!(undated(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn words_that_are_no_months_or_days() {
    for text in [
        "May the talks succeed; they may march.",
        "March on, said Theresa May. By May’s account it failed.",
        "They march 5 miles. March for Life, Long March, Black September.",
        "April Glaspie and June Teufel Dreyer and Jan Egeland met August Hanning.",
        "The October Revolution and the Sunday Times and Good Friday.",
        "The September 11 attacks and the March 23 Movement.",
        "Storage fills by 1 November each year.",
    ] {
        assert_eq!(in_document(FRIDAY, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn may_is_a_month_beside_its_numbers_even_where_a_may_governs() {
    assert_eq!(in_document(FRIDAY, "Theresa May spoke on May 5 and in May. Critics of May left."), ["2021-05-05", "2021-05"]);
}

#[test]
fn expressions_end_with_their_paragraph() {
    assert_eq!(undated("The fleet sailed in May\n\n2014 was worse for 5 of them"), Vec::<String>::new());
}

/// Words that the grammar reacts to, in any order.
fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "May",
        "Dec",
        ".",
        "16",
        "2016",
        "1990",
        "s",
        "–",
        "-",
        "of",
        "the",
        "last",
        "Monday",
        ",",
        "between",
        "from",
        "and",
        "to",
        "\n\n",
        "year",
        "ago",
        "two",
        "following",
        "month",
        "late",
        "early",
        "summer",
        "9999",
        "0000",
        "th",
        "century",
        "20",
        "week",
        "next",
        "that",
        "(",
        ")",
        "day",
        "before",
        "yesterday",
        "’",
        "31",
        "February",
        "February",
        "mid",
    ]);
    let joint = prop::sample::select(vec!["", " "]);
    prop::collection::vec((word, joint), 0..40)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, joint)| [word, joint]).collect())
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in prop_oneof![soup(), any::<String>()], date in prop::sample::select(vec!["2017", "2017-05", "2017-05-31", "9999-12-31", "0000-01-01"])) {
        let anchor = Edtf::parse(date).expect("valid");
        let chars = text.chars().count();
        for anchor in [None, Some(&anchor)] {
            let found = find(&text, anchor);
            prop_assert!(found.iter().all(|t| t.span.start < t.span.end && t.span.end <= chars));
            prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
            prop_assert!(found.iter().all(|t| Edtf::parse(t.value.as_str()) == Ok(t.value.clone())));
        }
    }

    #[test]
    fn no_cut_breaks_it(cut in 0usize..200) {
        let text = "On the 9th of December, 2016–2017, “late” last March of that same year, from May to the 1990s’ end; two weeks ago, Süd.";
        let cut: String = text.chars().take(cut).collect();
        prop_assert!(find(&cut, None).len() <= text.len());
    }
}

#[test]
fn the_work_grows_no_faster_than_the_text() {
    for piece in [
        "early ",
        "the end of ",
        "2007, 2011 and ",
        "late May ",
        "between 1998 and ",
        "1904–",
        "the 16th of ",
        "last ",
        "in the 20",
    ] {
        let text = piece.repeat(5_000);
        let tokens = lexer::tokens(&text);
        let mut grammar = Grammar::new(&tokens);
        let read = (0..tokens.len()).filter(|i| grammar.expression(*i).is_some()).count();
        assert!(grammar.looks.get() < 400 * tokens.len(), "{piece:?}: {} looks for {read} expressions", grammar.looks.get());
    }
}
