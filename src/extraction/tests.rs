//! What is asserted of whom, one construction a test, on sentences made for it.

use super::{Assertion, Filler, Polarity};
use crate::input::{Block, BlockKind, Document};
use crate::knowledge::Knowledge;
use crate::mentions::EntityRef;
use crate::reading::{Reader, Reading};
use crate::text::{CharSpan, Text};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("the ontology")));

/// The reading of a text whose paragraphs are set apart by empty lines.
fn read(text: &str) -> Reading {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let end = at + paragraph.chars().count();
        blocks.push(Block { kind: BlockKind::Paragraph, span: CharSpan::new(at, end) });
        at = end + 2;
    }
    READER.read(Document { text: Text::new(text.to_owned()), blocks, ..Document::default() })
}

fn label(reading: &Reading, entity: EntityRef) -> String {
    match entity {
        EntityRef::Known(id) => READER.knowledge().gazetteer.entity(id).label.to_string(),
        EntityRef::Local(at) => reading.locals[at].name.clone(),
    }
}

/// The fillers of a role of each assertion of a type, by label or by their words.
fn told(text: &str, class: &str, role: &str) -> Vec<Vec<String>> {
    let reading = read(text);
    let name = |filler: &Filler| match filler {
        Filler::Words(words) => words.clone(),
        Filler::Entity(entity) => label(&reading, *entity),
    };
    let fillers = |a: &Assertion| a.situation.roles.get(role).into_iter().flatten().map(name).collect();
    reading.assertions.iter().filter(|a| a.situation.class == class).map(fillers).collect()
}

/// The fillers of a role of the first assertion of a type; none without such an assertion.
fn role(text: &str, class: &str, role: &str) -> Vec<String> {
    told(text, class, role).into_iter().next().unwrap_or_default()
}

/// The holders of the assertions of a type, in text order; "-" for the author.
fn holders(text: &str, class: &str) -> Vec<String> {
    let reading = read(text);
    let of_class = reading.assertions.iter().filter(|a| a.situation.class == class);
    of_class.map(|a| a.holder.map_or("-".to_owned(), |h| label(&reading, h))).collect()
}

#[test]
fn a_recipient_read_as_a_compound_is_still_the_recipient() {
    assert_eq!(role("Germany gave Slovakia artillery shells.", "ArmsTransfer", "recipient"), ["Slovakia"]);
}

#[test]
fn a_phrase_on_another_argument_belongs_to_the_predicate() {
    let parties = role("Relations between Egypt and Qatar have improved.", "Rapprochement", "party");
    assert_eq!(parties, ["Egypt", "Qatar"]);
}

#[test]
fn a_participle_before_its_noun_has_both_its_arguments() {
    assert_eq!(role("Shells hit Turkish-occupied Kyrenia.", "TerritorialControl", "controller"), ["Turkey"]);
}

#[test]
fn two_states_before_a_colon_are_the_parties() {
    let sentence = "Togo-Benin: dispute over the boundary stones continues.";
    assert_eq!(role(sentence, "Dispute", "party"), ["Togo", "Benin"]);
}

#[test]
fn times_fill_no_role() {
    assert!(role("Ethiopia defeated Italy in 1896.", "Attack", "place").is_empty());
}

#[test]
fn another_object_is_another_sense() {
    assert!(role("Fiji addressed the matter.", "Statement", "speaker").is_empty());
}

#[test]
fn hyphens_may_part_a_word() {
    assert_eq!(role("The cease-fire between Chad and Libya held.", "Ceasefire", "party"), ["Chad", "Libya"]);
}

#[test]
fn an_unnamed_group_is_told_by_its_words() {
    assert_eq!(role("Many senators opposed the treaty.", "Rejection", "rejecter"), ["Many senators"]);
}

#[test]
fn a_statement_is_his_who_does_something_in_it() {
    assert_eq!(role("In a statement, Ankara denounced the accord.", "Statement", "speaker"), ["Turkey"]);
}

#[test]
fn the_other_side_is_who_the_clause_is_about() {
    let sentence = "Chad closed its market after tensions with Libya rose.";
    assert_eq!(role(sentence, "Dispute", "party"), ["Libya", "Chad"]);
}

#[test]
fn a_word_before_a_noun_has_no_other_side() {
    assert!(role("Australia had trade disputes with Japan.", "Cooperation", "party").is_empty());
}

#[test]
fn one_side_of_an_attack_is_enough() {
    assert_eq!(role("Residents fled the Ethiopian airstrikes.", "Attack", "attacker"), ["Ethiopia"]);
}

#[test]
fn a_thing_that_acts_is_theirs_whom_it_is_of() {
    let sentence = "A resolution of the Arab League condemned the raid on Tripoli.";
    assert_eq!(role(sentence, "Accusation", "accuser"), ["Arab League"]);
}

#[test]
fn a_militia_acts_on_its_own_account() {
    assert_eq!(role("Iraqi militias threatened Kuwait.", "Threat", "threatener"), ["Iraqi militias"]);
}

#[test]
fn an_army_without_a_name_is_the_states_spoken_of() {
    let text = "Ethiopia closed its border. The army accused Sudan of lying.";
    assert_eq!(role(text, "Accusation", "accuser"), ["Ethiopia"]);
}

#[test]
fn an_office_in_capitals_goes_back_to_who_holds_it() {
    let text = "Tunisian President Habib Bourguiba met King Hassan in Rabat. The President demanded that France leave Bizerte.";
    assert_eq!(role(text, "Demand", "demander"), ["Habib Bourguiba"]);
}

#[test]
fn one_of_several_places_is_enough_for_their_restriction() {
    assert_eq!(role("Mali walked away from the Algiers peace agreement.", "AgreementWithdrawal", "withdrawer"), ["Mali"]);
}

#[test]
fn a_title_without_a_state_is_of_the_state_spoken_of() {
    let text = "Several Iranian officials fell ill. Deputy Health Minister Iraj Farhadi was among them.";
    assert_eq!(role(text, "OfficeHolding", "polity"), ["Iran"]);
}

#[test]
fn what_is_taken_does_not_act() {
    let parties = role("Japan and South Korea have taken steps to mend ties.", "Rapprochement", "party");
    assert_eq!(parties, ["Japan", "South Korea"]);
}

#[test]
fn a_month_is_no_place() {
    assert!(role("Macron and Modi met in December.", "Meeting", "place").is_empty());
}

#[test]
fn a_noun_before_a_name_says_what_it_is() {
    assert_eq!(role("NATO member Turkey objected.", "Membership", "member"), ["Turkey"]);
}

#[test]
fn whom_a_call_goes_to_is_to_act() {
    let sentence = "Cuba called on Washington to lift the embargo.";
    assert_eq!(role(sentence, "SanctionRelief", "imposer"), ["United States"]);
}

#[test]
fn someone_from_a_place_is_no_place() {
    assert!(role("Bandits seized two Danish engineers.", "Annexation", "territory").is_empty());
}

#[test]
fn sanctions_without_a_target_have_the_one_told_before() {
    let text = "Canada imposed sanctions on Belarus. Canada extended the sanctions.";
    assert_eq!(told(text, "Sanction", "target"), [["Belarus"], ["Belarus"]]);
}

#[test]
fn a_weapon_is_no_mere_part_of_a_name() {
    assert_eq!(role("Pakistan has nuclear weapons.", "WeaponsProgram", "actor"), ["Pakistan"]);
}

#[test]
fn one_side_is_less_sure_than_both() {
    let sure = |text: &str| read(text).assertions.iter().find(|a| a.situation.class == "Attack").map(|a| a.confidence);
    assert!(sure("Ethiopian airstrikes went on.") < sure("Ethiopia attacked Eritrea."));
}

#[test]
fn the_content_of_an_act_that_falls_away_stands_within_the_next_outer_one() {
    let mut all = read("Kenya said that Chad had demanded that Mali recognize Togo.");
    let classes: Vec<&str> = all.assertions.iter().map(|a| a.situation.class.as_str()).collect();
    assert_eq!(classes, ["Statement", "Demand", "Recognition"]);
    all.assertions[1].confidence = 0.1;
    let kept = all.at_least(0.3).assertions;
    assert_eq!(kept.iter().map(|a| a.within).collect::<Vec<_>>(), [None, Some(0)]);
}

#[test]
fn a_quotation_of_several_sentences_is_all_its_speakers() {
    let text = "Chadian President Idriss Déby said: \"Libya attacked Niger. Sudan attacked Egypt.\"";
    assert_eq!(holders(text, "Attack"), ["Idriss Déby", "Idriss Déby"]);
}

#[test]
fn who_is_spoken_of_before_a_colon_speaks_after_it() {
    let text =
        "In a note sent after the raid, Chad defended the shots as \"lawful\": \"Libya attacked Niger. It attacked Sudan.\"";
    assert_eq!(holders(text, "Attack"), ["Chad", "Chad"]);
    assert_eq!(role(text, "Statement", "speaker"), ["Chad"]);
}

#[test]
fn a_quotation_by_itself_is_of_whom_the_sentence_before_is_about() {
    let text = "Sergey Lavrov was blunt. \"Libya attacked Niger. Sudan supports the rebels.\"";
    assert_eq!(holders(text, "Attack"), ["Sergey Lavrov"]);
    let apart = "Sergey Lavrov was blunt.\n\n\"Libya attacked Niger. Sudan supports the rebels.\"";
    assert_eq!(holders(apart, "Attack"), ["-"]);
}

#[test]
fn words_quoted_within_an_act_are_the_actors() {
    let text = "Chad condemned \"an unprovoked attack by Libya on the people of Niger\".";
    assert_eq!(holders(text, "Attack"), ["Chad"]);
}

#[test]
fn nobody_vouches_for_his_own_speaking() {
    assert_eq!(holders("Libya, Chad said, had attacked Niger.", "Statement"), ["-"]);
    assert_eq!(holders("Chad said that Libya claims that Sudan attacked Niger.", "Statement"), ["-", "Chad"]);
    assert_eq!(holders("Reuters quoted Wang Yi as saying that Libya attacked Niger.", "Statement"), ["Reuters"]);
}

#[test]
fn a_document_says_what_its_author_says() {
    assert_eq!(holders("A statement issued by Chad said that Libya attacked Niger.", "Attack"), ["Chad"]);
}

#[test]
fn officials_without_a_name_speak_for_the_state_spoken_of() {
    assert_eq!(holders("Chad attacked the rebels in Niger, according to the military.", "Attack"), ["Chad"]);
    assert_eq!(holders("Local media reported that Libya attacked Niger.", "Attack"), ["-"]);
}

#[test]
fn what_is_only_announced_is_the_announcers_word() {
    assert_eq!(holders("Chad announced a withdrawal of its troops from Niger.", "Ceasefire"), ["Chad"]);
}

#[test]
fn support_is_of_whose_it_is() {
    let text = "President Joe Biden reaffirmed the United States' unwavering support for Ukraine.";
    assert_eq!(role(text, "Endorsement", "supporter"), ["United States"]);
    assert_eq!(holders(text, "Endorsement"), ["Joe Biden"]);
}

#[test]
fn calling_a_thing_something_is_a_statement_and_calling_someone_is_none() {
    assert_eq!(role("Chad called the raid unlawful.", "Statement", "speaker"), ["Chad"]);
    assert!(role("Chad called Libya on Monday.", "Statement", "speaker").is_empty());
}

#[test]
fn in_his_own_words_a_speaker_makes_one_statement() {
    let text = "Wang Yi said: \"I can tell you that Libya attacked Niger.\"";
    assert_eq!(holders(text, "Statement"), ["-"]);
}

#[test]
fn who_insists_that_something_be_done_only_asks_for_it() {
    assert!(role("Chad insisted that Libya leave Niger.", "Statement", "speaker").is_empty());
    assert_eq!(role("Chad insisted that Libya had left Niger.", "Statement", "speaker"), ["Chad"]);
}

#[test]
fn the_president_in_capitals_is_the_one_mostly_called_so() {
    let text = "President Joe Biden met President Xi Jinping. President Biden thanked President Xi. The President said that Libya attacked Niger.";
    assert_eq!(holders(text, "Attack"), ["Joe Biden"]);
}

#[test]
fn whose_they_are_is_not_who_they_are() {
    assert_eq!(role("Russia's enemies attacked Ukraine.", "Attack", "attacker"), ["Russia's enemies"]);
    assert_eq!(role("Critics of Russia condemned Kazakhstan.", "Accusation", "accuser"), ["Critics of Russia"]);
}

#[test]
fn what_is_done_to_someone_is_not_he() {
    assert_eq!(role("Japan condemned the invasion of Ukraine.", "Accusation", "accused"), ["invasion of Ukraine"]);
}

/// Polarity and modality of the assertions of a type in which a role has a filler of this label.
fn moods(text: &str, class: &str, role: &str, filler: &str) -> Vec<(Polarity, super::Modality)> {
    let reading = read(text);
    let has = |a: &&Assertion| {
        a.situation.class == class
            && a.situation
                .roles
                .get(role)
                .into_iter()
                .flatten()
                .any(|f| matches!(f, Filler::Entity(e) if label(&reading, *e) == filler))
    };
    reading.assertions.iter().filter(has).map(|a| (a.polarity, a.modality)).collect()
}

#[test]
fn who_is_set_against_the_others_gets_the_contrary() {
    use super::Modality::Actual;
    let text = "All members of the African Union except Chad backed the sanctions on Niger.";
    assert_eq!(moods(text, "Endorsement", "supporter", "Chad"), [(Polarity::Negated, Actual)]);
    assert_eq!(moods(text, "Endorsement", "supporter", "African Union"), [(Polarity::Affirmed, Actual)]);
    let text = "Norway sold tanks not to Chad but to Kenya.";
    assert_eq!(moods(text, "ArmsTransfer", "recipient", "Chad"), [(Polarity::Negated, Actual)]);
    assert_eq!(moods(text, "ArmsTransfer", "recipient", "Kenya"), [(Polarity::Affirmed, Actual)]);
}

#[test]
fn a_dispute_to_be_settled_is_still_there() {
    use super::Modality::Actual;
    let text = "Kenya hopes to resolve its dispute with Somalia over the shelf.";
    assert_eq!(moods(text, "Dispute", "party", "Somalia"), [(Polarity::Affirmed, Actual)]);
    let text = "Kenya resolved its dispute with Somalia over the shelf.";
    assert_eq!(moods(text, "Dispute", "party", "Somalia"), [(Polarity::Negated, Actual)]);
}

#[test]
fn a_threat_is_made_by_its_words() {
    use super::Modality::Actual;
    let text = "Kenya will not hesitate to strike if Somalia attacks.";
    assert_eq!(moods(text, "Threat", "threatener", "Kenya"), [(Polarity::Affirmed, Actual)]);
}

#[test]
fn a_pipeline_outlasts_its_end_and_is_denied_like_anything_else() {
    let polarities = |text: &str| -> Vec<Polarity> {
        let projects = read(text).assertions.into_iter().filter(|a| a.situation.class == "PipelineProject");
        projects.map(|a| a.polarity).collect()
    };
    assert_eq!(polarities("Germany stopped the construction of Nord Stream 2."), [Polarity::Affirmed]);
    assert_eq!(polarities("Turkey failed to build the Nabucco pipeline."), [Polarity::Negated]);
}

#[test]
fn whom_it_attacks_was_told_before() {
    let text = "Ethiopia invaded Somalia in 2006. Ethiopian attacks went on for two years.";
    let targets: Vec<String> = read(text)
        .assertions
        .iter()
        .filter(|a| a.situation.class == "Attack")
        .map(|a| a.situation.roles.get("target").map_or(0, Vec::len).to_string())
        .collect();
    assert_eq!(targets, ["1", "1"]);
}

#[test]
fn words_before_a_noun_tell_what_it_is_about() {
    assert_eq!(role("Ghana and Togo signed a maritime border agreement.", "Agreement", "over"), ["maritime border"]);
    assert!(role("Ghana and Togo signed a landmark agreement.", "Agreement", "over").is_empty());
}

#[test]
fn what_is_to_be_done_is_what_is_agreed() {
    assert_eq!(role("Kenya and Uganda agreed to build a railway.", "Agreement", "over"), ["build a railway"]);
}

#[test]
fn a_proposal_is_rejected_against_whose_it_is() {
    assert_eq!(role("Ethiopia rejected Egypt's proposal.", "Rejection", "against"), ["Egypt"]);
    assert_eq!(role("Ethiopia refused to sell Egypt power.", "Rejection", "against"), ["Egypt"]);
}

#[test]
fn an_attack_is_where_its_target_is() {
    assert_eq!(role("Iraqi jets bombed Kharg Island.", "Attack", "place"), ["Kharg Island"]);
}

#[test]
fn rebels_are_not_their_state() {
    assert_eq!(role("Libya shelled Chadian rebels.", "Attack", "target"), ["Chadian rebels"]);
}

#[test]
fn who_a_noun_is_said_to_be_fills_its_role() {
    let sentence = "The envoy met Hezbollah, an Iranian-backed militia.";
    assert_eq!(role(sentence, "Endorsement", "supported"), ["Hezbollah"]);
}

#[test]
fn forces_spoken_of_without_a_name_are_their_state() {
    assert_eq!(role("Israeli forces attacked Suez.", "Attack", "attacker"), ["Israel"]);
}

#[test]
fn an_office_is_told_without_whose_it_is() {
    assert_eq!(
        role("Tunisia's deputy foreign minister Sadok Mokaddem resigned.", "OfficeHolding", "office"),
        ["Deputy Foreign Minister"]
    );
    assert_eq!(role("Robert Gates served as Secretary of Defense.", "OfficeHolding", "office"), ["Secretary of Defense"]);
    assert_eq!(role("Robert Gates served as Secretary of Defense.", "OfficeHolding", "polity"), ["United States"]);
}

#[test]
fn an_official_of_a_place_speaks_as_himself() {
    assert_eq!(role("The governor of Sakhalin said the talks had failed.", "Statement", "speaker"), ["governor of Sakhalin"]);
}

#[test]
fn what_a_state_owns_is_no_place() {
    assert!(role("Chad will protect its own companies.", "MilitaryActivity", "place").is_empty());
}

/// The polarity of each assertion of a type.
fn polarities(text: &str, class: &str) -> Vec<Polarity> {
    read(text).assertions.iter().filter(|a| a.situation.class == class).map(|a| a.polarity).collect()
}

#[test]
fn an_auxiliary_tells_of_its_own_subject_what_its_verb_does() {
    let text = "Chad recognizes Kosovo, and Niger does not.";
    assert_eq!(told(text, "Recognition", "recognizer"), [["Chad"], ["Niger"]]);
    assert_eq!(told(text, "Recognition", "recognized"), [["Kosovo"], ["Kosovo"]]);
    assert_eq!(polarities(text, "Recognition"), [Polarity::Affirmed, Polarity::Negated]);
    let affirmed = "Chad ratified the treaty, as did Niger.";
    assert_eq!(told(affirmed, "Agreement", "party"), [["Chad"], ["Niger"]]);
    assert_eq!(polarities(affirmed, "Agreement"), [Polarity::Affirmed, Polarity::Affirmed]);
}

#[test]
fn an_event_without_parties_is_between_the_subjects_of_its_clause() {
    let text = "Chad and Niger withdrew their envoys after several rounds of talks.";
    assert_eq!(role(text, "Negotiation", "party"), ["Chad", "Niger"]);
    let with = "Chad is large. Tensions with Niger rose.";
    assert_eq!(role(with, "Dispute", "party"), ["Niger", "Chad"]);
}

#[test]
fn a_kind_of_place_with_a_name_is_the_place_named() {
    assert_eq!(role("Syria controls the city of Aleppo.", "TerritorialControl", "territory"), ["Aleppo"]);
    let islands = "Japan claims the islands of Etorofu and Shikotan.";
    assert_eq!(role(islands, "TerritorialClaim", "territory"), ["Iturup", "Shikotan"]);
}

#[test]
fn who_resists_an_attack_is_its_target() {
    let text = "Ukraine continues its fight against Russian aggression.";
    assert_eq!(role(text, "Attack", "attacker"), ["Russia"]);
    assert_eq!(role(text, "Attack", "target"), ["Ukraine"]);
}

#[test]
fn who_blames_vouches_for_who_did_it() {
    assert_eq!(holders("Togo blamed Benin for the attack on the port.", "Attack"), ["Togo"]);
}

#[test]
fn whose_a_place_is_said_to_be_controls_it() {
    assert_eq!(role("Crimea is Ukrainian.", "TerritorialControl", "controller"), ["Ukraine"]);
    assert!(role("The company is French.", "TerritorialControl", "controller").is_empty());
}

#[test]
fn who_is_set_apart_in_several_roles_is_so_in_one_situation() {
    let text = "Oman, unlike Qatar, was never blockaded by Riyadh.";
    assert_eq!(told(text, "MilitaryActivity", "against"), [["Oman"], ["Qatar"]]);
    assert_eq!(told(text, "MilitaryActivity", "place"), [["Oman"], ["Qatar"]]);
    assert_eq!(polarities(text, "Sanction"), [Polarity::Negated, Polarity::Affirmed]);
}

#[test]
fn a_cleft_sentence_tells_of_whom_it_sets_apart() {
    let text = "It was Minsk, not Moscow, that broke the truce.";
    assert_eq!(role(text, "AgreementWithdrawal", "withdrawer"), ["Belarus"]);
    assert_eq!(polarities(text, "AgreementWithdrawal"), [Polarity::Affirmed, Polarity::Negated]);
}

#[test]
fn all_but_one_is_without_the_one() {
    assert!(
        !role("Of the three states, all but Latvia expelled the ambassador.", "DiplomaticRupture", "actor")
            .contains(&"Latvia".into())
    );
}

#[test]
fn who_rejects_a_claim_grants_that_it_is_made() {
    let text = "London rejected Argentina's claim to the Falkland Islands.";
    assert_eq!(role(text, "TerritorialClaim", "claimant"), ["Argentina"]);
    assert_eq!(polarities(text, "TerritorialClaim"), [Polarity::Affirmed]);
    assert_eq!(holders(text, "TerritorialClaim"), ["-"]);
}

#[test]
fn a_list_that_ends_in_none_denies_its_end() {
    let text = "The United States held much influence and no territory in China.";
    assert_eq!(polarities(text, "TerritorialControl"), [Polarity::Negated]);
}
