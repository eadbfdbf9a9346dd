//! Each rule on sentences of its own, read with the real model and the real gazetteer.

use super::{EntityRef, Mentions, Sense};
use crate::input::{Block, BlockKind, Document};
use crate::knowledge::gazetteer::Gazetteer;
use crate::language::{English, Parse};
use crate::mentions::time::Edtf;
use crate::text::{CharSpan, Text};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// A text with its mentions. Every line is a block; the first is the title if there is a publication.
struct Sample {
    document: Document,
    parse: Parse,
    mentions: Mentions,
}

fn read(text: &str) -> Sample {
    read_as(text, None)
}

fn read_as(text: &str, publication: Option<&str>) -> Sample {
    let text = Text::new(text.to_owned());
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.as_str().lines() {
        let end = start + line.chars().count();
        let kind = if blocks.is_empty() && publication.is_some() { BlockKind::Title } else { BlockKind::Paragraph };
        blocks.push(Block { kind, span: CharSpan::new(start, end) });
        start = end + 1;
    }
    let parse = Parse::new(blocks.iter().map(|b| (b.span.start, ENGLISH.analyze(text.slice(b.span)))));
    let document = Document { text, blocks, publication: publication.map(str::to_owned), ..Document::default() };
    let date = Edtf::parse("2017-05-02").ok();
    let mentions = Mentions::find(&document, &parse, &GAZETTEER, date.as_ref());
    Sample { document, parse, mentions }
}

impl Sample {
    fn name(&self, entity: EntityRef) -> String {
        match entity {
            EntityRef::Known(id) => GAZETTEER.entity(id).label.to_string(),
            EntityRef::Local(i) => self.mentions.locals[i].name.clone(),
        }
    }

    /// What the mentions of these words mean, in text order.
    fn meant(&self, words: &str) -> Vec<String> {
        let of_words = self.mentions.mentions.iter().filter(|m| self.document.text.slice(m.span) == words);
        of_words.map(|m| self.name(m.referent)).collect()
    }

    /// How the first mention of these words means it.
    fn sense(&self, words: &str) -> Option<Sense> {
        self.mentions.mentions.iter().find(|m| self.document.text.slice(m.span) == words).map(|m| m.sense)
    }

    fn actors(&self, word: &str) -> Vec<String> {
        let token = self.parse.tokens.iter().position(|t| t.text.as_ref() == word).unwrap_or_else(|| panic!("no token {word}"));
        self.mentions.actor_of(&self.parse, token).iter().map(|r| self.name(r.entity)).collect()
    }

    /// Person, office and polity of each title.
    fn titles(&self) -> Vec<(String, String, Option<String>)> {
        self.mentions.titled.iter().map(|t| (self.name(t.person), t.office.clone(), t.polity.map(|p| self.name(p)))).collect()
    }
}

fn title(person: &str, office: &str, polity: &str) -> (String, String, Option<String>) {
    (person.into(), office.into(), Some(polity.into()))
}

#[test]
fn the_longest_name_wins() {
    let sample = read("The Japan Times wrote that ships had entered the South China Sea.");
    assert_eq!(sample.meant("South China Sea"), ["South China Sea"]);
    assert!(sample.meant("Japan").is_empty() && sample.meant("China").is_empty());
}

#[test]
fn compounds_name_both_actors() {
    let sample = read("Russo-Japanese relations are cold, while Sino-Russian trade grows.");
    let all: Vec<String> = sample.mentions.mentions.iter().map(|m| sample.name(m.referent)).collect();
    assert_eq!(all, ["Russia", "Japan", "China", "Russia"]);
    assert!(sample.mentions.mentions.iter().all(|m| m.sense == Sense::Demonym));
}

#[test]
fn a_capital_is_its_government_where_it_acts() {
    for text in [
        "Moscow refuses to leave.",
        "Talks with Moscow failed.",
        "Tokyo rejected Moscow's demands.",
        "They accused Moscow of lying.",
        "The Moscow-backed rebels left.",
    ] {
        let sample = read(text);
        assert_eq!(
            (sample.meant("Moscow"), sample.sense("Moscow")),
            (vec!["Russia".to_owned()], Some(Sense::CapitalForGovernment)),
            "{text}"
        );
    }
}

#[test]
fn a_capital_is_a_city_where_it_is_a_place() {
    for text in [
        "They met in Moscow.",
        "He visited Moscow.",
        "He flew to Moscow on Monday.",
        "The Moscow summit ended.",
        "She runs a Moscow-based bank.",
        "The streets of Moscow were empty.",
        "Shells hit the capital, Moscow.",
    ] {
        let sample = read(text);
        assert_eq!((sample.meant("Moscow"), sample.sense("Moscow")), (vec!["Moscow".to_owned()], Some(Sense::Name)), "{text}");
    }
}

#[test]
fn a_seat_is_its_state_and_a_ministry_itself() {
    let sample = read("The Kremlin denied it. The Turkish Foreign Ministry protested.");
    assert_eq!((sample.meant("Kremlin"), sample.sense("Kremlin")), (vec!["Russia".to_owned()], Some(Sense::Metonym)));
    let ministry = sample.meant("Turkish Foreign Ministry");
    assert!(ministry.len() == 1 && ministry[0].contains("Foreign"), "{ministry:?}");
}

#[test]
fn last_names_go_back_to_full_names() {
    let sample = read("Arvo Kuusk, a banker, spoke first. Kuusk then left.");
    assert_eq!(sample.meant("Kuusk"), ["Arvo Kuusk"]);
}

#[test]
fn a_namesake_is_another_person() {
    let sample = read("Donald Trump spoke. Ivanka Trump smiled.");
    assert_eq!(sample.meant("Donald Trump"), ["Donald Trump"]);
    assert_ne!(sample.meant("Ivanka Trump"), ["Donald Trump"]);
}

#[test]
fn acronyms_are_introduced_in_brackets() {
    let sample = read("The Baltic Fisheries Council (BFC) met in Riga. The BFC set quotas.");
    assert_eq!(sample.meant("BFC"), ["Baltic Fisheries Council", "Baltic Fisheries Council"]);
}

#[test]
fn titles_give_office_and_polity() {
    let sample = read(
        "Chinese Foreign Minister Wang Yi met Sergei Lavrov, Russia's foreign minister, and Pekka Salo, the governor of Lapland.",
    );
    assert_eq!(
        sample.titles()[..2],
        [title("Wang Yi", "Foreign Minister", "China"), title("Sergey Lavrov", "Foreign Minister", "Russia")]
    );
    assert_eq!(sample.titles()[2].1, "Governor");
}

#[test]
fn a_bare_title_takes_its_polity_from_the_term() {
    let sample = read("President Putin disagreed.");
    assert_eq!(sample.titles(), [title("Vladimir Putin", "President", "Russia")]);
    assert!(sample.mentions.titled[0].resolved);
    let former = read("Former German Chancellor Gerhard Schroeder came.");
    assert!(former.mentions.titled.iter().all(|t| t.former) && !former.mentions.titled.is_empty());
}

#[test]
fn a_counterpart_holds_the_same_office() {
    let named = read("Chinese Foreign Minister Wang Yi met his Russian counterpart, Sergei Lavrov.");
    assert!(named.titles().contains(&title("Sergey Lavrov", "Foreign Minister", "Russia")), "{:?}", named.titles());
    let unnamed = read("Chinese Foreign Minister Wang Yi met his Russian counterpart in Astana.");
    assert_eq!(unnamed.meant("his Russian counterpart"), ["Sergey Lavrov"]);
}

#[test]
fn it_is_the_subject_of_the_clause_above() {
    let sample = read("Russia told Japan that it would keep the islands.");
    assert_eq!(sample.meant("it"), ["Russia"]);
    let sample = read("Norway pressed Sweden to renounce its claim.");
    assert_eq!(sample.meant("its"), ["Sweden"]);
}

#[test]
fn an_expletive_refers_to_nothing() {
    for text in ["Russia left. It is clear that Japan will stay.", "Russia left. It seems that Japan will stay."] {
        assert!(read(text).meant("It").is_empty(), "{text}");
    }
}

#[test]
fn an_unnamed_thing_can_be_it() {
    let sample = read("Russia built a bridge. It was opened in May.");
    assert!(sample.meant("It").is_empty());
}

#[test]
fn he_is_a_person_and_they_are_several() {
    let sample =
        read("Lavrov met Wang Yi in Astana. He praised China.\nGermany and France signed the pact. They ratified it in June.");
    assert_eq!(sample.meant("He"), ["Sergey Lavrov"]);
    assert_eq!(sample.meant("They"), ["Germany", "France"]);
}

#[test]
fn a_pronoun_may_come_before_its_name() {
    let sample = read("Merkel spoke. Through his actions, Vladimir Putin changed Europe.");
    assert_eq!(sample.meant("his"), ["Vladimir Putin"]);
}

#[test]
fn both_sides_are_the_last_pair() {
    let sample = read("The Russo-Japanese dispute is old. North Korea tests missiles. Both sides want peace.");
    assert_eq!(sample.meant("Both sides"), ["Russia", "Japan"]);
    let sample = read("A border treaty between Chad and Libya failed. The two countries will meet.");
    assert_eq!(sample.meant("The two countries"), ["Chad", "Libya"]);
}

#[test]
fn former_and_latter_are_of_the_last_two() {
    let sample = read("Canada and Denmark share an island, and the latter wants more.");
    assert_eq!(sample.meant("the latter"), ["Denmark"]);
}

#[test]
fn descriptions_go_back_to_names() {
    let sample = read("Japan wants the Kuril Islands. Russia will not cede the Islands.");
    assert_eq!(sample.meant("the Islands"), ["Kuril Islands"]);
    let sample = read("Germany halted Nord Stream 2. The pipeline was finished in 2021.");
    assert_eq!(sample.meant("The pipeline"), ["Nord Stream 2"]);
    let sample = read("Egypt closed the border. Unrest grew in the country.");
    assert_eq!(sample.meant("the country"), ["Egypt"]);
    let sample = read("Egypt closed the border. A neighbouring country protested.");
    assert!(sample.meant("A neighbouring country").is_empty());
}

#[test]
fn a_persons_government_is_his_state() {
    assert_eq!(read("The Assad regime fell.").actors("regime"), ["Syria"]);
}

#[test]
fn an_office_of_a_state_is_its_holder() {
    let sample = read("The Russian president spoke in Sochi.");
    assert_eq!(sample.meant("The Russian president"), ["Vladimir Putin"]);
}

#[test]
fn the_signer_says_we() {
    let sample = read_as("Statement by President Trump on Syria\nWe condemn the attack. I will act.", Some("The White House"));
    assert_eq!(sample.meant("We"), ["United States"]);
    assert_eq!(sample.meant("I"), ["Donald Trump"]);
    let quoted = read("Lavrov said, “We agree.”");
    assert!(quoted.meant("We").is_empty());
}

#[test]
fn agents_act_for_their_owners() {
    assert_eq!(read("Russian bombers flew low.").actors("bombers"), ["Russia"]);
    assert_eq!(read("The government of Japan objected.").actors("government"), ["Japan"]);
    assert_eq!(read("Beijing's leaders objected.").actors("leaders"), ["China"]);
    assert_eq!(read("U.S. and South Korean forces began a drill.").actors("forces"), ["United States", "South Korea"]);
    assert_ne!(read("Russian gas is cheap.").actors("gas"), ["Russia"]);
}

#[test]
fn a_phrase_is_found_by_its_head_and_by_its_words() {
    let sample = read("Russian lawyers left.");
    assert!(sample.mentions.of_head(1).is_empty());
    assert_eq!(sample.mentions.covering(0).map(|r| sample.name(r.entity)), Some("Russia".to_owned()));
}

#[test]
fn a_capital_stands_for_the_state_of_its_time() {
    let sample = read("The Soviet Union sent tanks. Moscow refused to withdraw, and the Kremlin blamed Prague.");
    assert_eq!(sample.meant("Moscow"), ["Soviet Union"]);
    assert_eq!(sample.meant("Kremlin"), ["Soviet Union"]);
    let both = read("Russia is heir to the Soviet Union. Moscow refused to withdraw.");
    assert_eq!(both.meant("Moscow"), ["Russia"]);
}

#[test]
fn a_part_of_a_people_is_no_bloc() {
    let sample = read("Palestinian Arabs fled to the coast. The Arab states protested.");
    assert!(sample.meant("Arabs").is_empty());
    assert_eq!(sample.meant("Palestinian"), ["Palestine"]);
}

#[test]
fn european_names_the_continent_and_supports_no_union() {
    let sample = read("Lincoln feared the European powers. The Union could not fight two wars, he said of Euro-Atlantic trade.");
    assert_eq!(sample.meant("European"), ["Europe"]);
    assert!(sample.meant("Union").is_empty() && sample.meant("the Union").is_empty());
}

#[test]
fn a_city_within_a_longer_name_is_not_meant() {
    assert!(read("Crowds marched from Vienna Park to the harbour.").meant("Vienna").is_empty());
    assert_eq!(read("The prosecutor of Tehran charged him.").meant("Tehran"), ["Tehran"]);
}

#[test]
fn those_who_met_are_meant_by_what_they_are() {
    let sample = read(
        "Angela Merkel met Vladimir Putin in Sochi. It rained all day. The streets were wet. Shops closed. Trains stopped. \
         The leaders discussed trade. Both sides were satisfied.",
    );
    assert_eq!(sample.meant("The leaders"), ["Angela Merkel", "Vladimir Putin"]);
    assert_eq!(sample.meant("Both sides"), ["Germany", "Russia"]);
}

#[test]
fn a_number_asks_for_as_many() {
    let sample = read("Germany, France and Italy signed a pact. Egypt and Sudan looked on. The three countries will meet.");
    assert_eq!(sample.meant("The three countries"), ["Germany", "France", "Italy"]);
}

#[test]
fn the_halves_of_a_divided_state_are_two() {
    assert_eq!(read("The two Koreas signed the truce.").meant("The two Koreas"), ["North Korea", "South Korea"]);
    let sample = read("North and South Korea signed the truce.");
    assert_eq!(sample.meant("North"), ["North Korea"]);
    assert_eq!(sample.meant("South Korea"), ["South Korea"]);
}

#[test]
fn what_is_said_to_be_its_territory_is_not_its_own() {
    assert_eq!(read("Malawi contends that the entire lake is its territory.").meant("its"), ["Malawi"]);
    let sample = read("Russia's withdrawal from the treaty and its war against Ukraine changed Europe.");
    assert_eq!(sample.meant("its"), ["Russia"]);
}

#[test]
fn a_title_may_have_words_that_no_list_has() {
    let sample = read("Deputy Emergency Situations Minister Alexander Orlov spoke in Russia.");
    assert_eq!(sample.mentions.titled[0].office, "Deputy Emergency Situations Minister");
    let sample = read("U.S. Ambassador to Czechoslovakia U. Alexis Johnson led the talks.");
    assert_eq!(sample.mentions.titled[0].office, "Ambassador to Czechoslovakia");
    assert_eq!(sample.meant("U. Alexis Johnson"), ["U. Alexis Johnson"]);
    let sample = read("U.S. Ambassador to Côte d’Ivoire U. Alexis Johnson led the talks.");
    assert_eq!(sample.meant("U. Alexis Johnson"), ["U. Alexis Johnson"]);
}
