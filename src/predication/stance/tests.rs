//! One construction each, read by the model and the embedded ontology.

use super::{Context, Stance};
use crate::knowledge::effect::Modality::{self, Actual, Demanded, Planned, Possible, Refused};
use crate::knowledge::effect::Polarity::{self, Affirmed, Negated};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::spelling;
use crate::language::{English, Parse};
use crate::predication::{Predications, words::Keyed};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().expect("the embedded ontology"));

fn last(parse: &Parse, word: &str) -> usize {
    parse.tokens.iter().rposition(|t| &*t.text == word).unwrap_or_else(|| panic!("no {word} in the sentence"))
}

fn with_context<T>(parse: &Parse, ask: impl Fn(Context<'_>) -> T) -> T {
    let predications = Predications::of(parse);
    let keys = |of: fn(&crate::language::Token) -> &str| parse.tokens.iter().map(|t| spelling::key(of(t))).collect::<Vec<_>>();
    let (lemmas, texts) = (keys(|t| &t.lemma), keys(|t| &t.text));
    let keyed = Keyed { parse, lemmas: &lemmas, texts: &texts };
    ask(Context { keyed, predications: &predications, qualifiers: ONTOLOGY.qualifiers() })
}

/// How the predication headed by the last token of that form is presented, and the text of its holder.
fn read(sentence: &str, word: &str) -> (Stance, Option<String>) {
    let parse = Parse::new([(0, ENGLISH.analyze(sentence))]);
    let stance = with_context(&parse, |context| context.stance(last(&parse, word)));
    let holder = stance.holder.map(|h| parse.tokens[h].text.to_string());
    (stance, holder)
}

#[track_caller]
fn told(sentence: &str, word: &str, polarity: Polarity, modality: Modality) {
    let (stance, _) = read(sentence, word);
    assert_eq!((stance.polarity, stance.modality), (polarity, modality), "{word} in: {sentence}");
}

#[track_caller]
fn held(sentence: &str, word: &str, holder: Option<&str>) {
    assert_eq!(read(sentence, word).1.as_deref(), holder, "{word} in: {sentence}");
}

#[test]
fn plain_facts() {
    told("Norway recalled its ambassador from Chad.", "recalled", Affirmed, Actual);
    told("Norway has recalled its ambassador from Chad.", "recalled", Affirmed, Actual);
    told("The talks between Chad and Libya took place in Oslo.", "talks", Affirmed, Actual);
}

#[test]
fn negation_and_its_scope() {
    told("Chad did not sign the treaty with Niger.", "sign", Negated, Actual);
    told("Chad never recognized the rebel government.", "recognized", Negated, Actual);
    told("Chad no longer buys gas from Libya.", "buys", Negated, Actual);
    told("Chad did not attack Niger or invade Libya.", "invade", Negated, Actual);
    told("Chad did not attack Niger but invaded Libya.", "invaded", Affirmed, Actual);
    told("Chad neither attacked Niger nor invaded Libya.", "invaded", Negated, Actual);
    told("Chad signed no agreement with Niger.", "agreement", Negated, Actual);
}

#[test]
fn negative_fronting_and_what_only_looks_like_it() {
    told("At no time did the army attack the port.", "attack", Negated, Actual);
    told("By no stretch of the imagination did Chad invade Niger.", "invade", Negated, Actual);
    told("Not only did Chad sign the treaty, it ratified it as well.", "sign", Affirmed, Actual);
    told("Not until May did Chad recognize the new government.", "recognize", Affirmed, Actual);
    told("Chad did not reopen its embassy until Niger freed the crew.", "reopen", Affirmed, Actual);
}

#[test]
fn negative_quantifiers() {
    told("No country recognized the rebel government.", "recognized", Negated, Actual);
    told("Nobody attacked the Norwegian embassy.", "attacked", Negated, Actual);
    told("Few countries recognized the rebel government.", "recognized", Negated, Actual);
    told("A few countries recognized the rebel government.", "recognized", Affirmed, Actual);
}

#[test]
fn implicatives_and_their_negation() {
    told("Chad failed to deliver the oil to Niger.", "deliver", Negated, Actual);
    told("Chad did not fail to deliver the oil to Niger.", "deliver", Affirmed, Actual);
    told("Chad refused to sell oil to Niger.", "sell", Affirmed, Refused);
    told("Chad stopped short of expelling the ambassador.", "expelling", Negated, Actual);
    told("Chad has yet to ratify the treaty.", "ratify", Negated, Actual);
    told("Chad stopped buying Libyan oil.", "buying", Negated, Actual);
    told("Norway prevented Chad from attacking Niger.", "attacking", Negated, Actual);
    told("Chad had no choice but to sell the port to Libya.", "sell", Affirmed, Actual);
}

#[test]
fn refusal_ends_at_a_finite_verb() {
    told("Chad refused to recognize the council and recalled its envoy.", "recalled", Affirmed, Actual);
    told("Chad refused to recognize the council and send an envoy.", "send", Affirmed, Refused);
}

#[test]
fn modals_and_negation() {
    told("Chad will attack Niger.", "attack", Affirmed, Planned);
    told("Chad will not attack Niger.", "attack", Negated, Planned);
    told("Chad may attack Niger.", "attack", Affirmed, Possible);
    told("Chad must withdraw from Niger.", "withdraw", Affirmed, Demanded);
    told("Chad must have attacked Niger.", "attacked", Affirmed, Possible);
    told("Chad is going to attack Niger.", "attack", Affirmed, Planned);
    told("Chad is said to arm the rebels.", "arm", Affirmed, Possible);
    told("Chad is expected to sign the treaty.", "sign", Affirmed, Planned);
}

#[test]
fn would_looks_ahead_under_a_report() {
    told("Chad said it would attack Niger.", "attack", Affirmed, Planned);
    told("Chad would attack Niger.", "attack", Affirmed, Possible);
}

#[test]
fn demands_plans_promises_and_threats() {
    told("Norway urged Chad to release the ship.", "release", Affirmed, Demanded);
    told("Norway called on Chad to release the ship.", "release", Affirmed, Demanded);
    told("Norway urged Chad not to attack Niger.", "attack", Negated, Demanded);
    told("Chad plans to buy jets from Norway.", "buy", Affirmed, Planned);
    told("Chad threatened to attack Niger.", "attack", Affirmed, Planned);
    told("Chad has no plans to attack Niger.", "attack", Negated, Planned);
    told("Norway rejected calls to arm Niger.", "arm", Affirmed, Refused);
    told("Chad kept its promise to release the ship.", "release", Affirmed, Actual);
    told("The president ordered his troops to attack Niger.", "attack", Affirmed, Planned);
}

#[test]
fn nested_embedders_are_folded_outwards() {
    told("Chad plans to demand that Niger release the ship.", "release", Affirmed, Demanded);
    told("Chad might demand that Niger release the ship.", "release", Affirmed, Possible);
    told("Norway asked Chad to refuse to sell oil to Niger.", "sell", Negated, Demanded);
    told("Chad may fail to ratify the treaty.", "ratify", Negated, Possible);
}

#[test]
fn nouns_carry_their_content() {
    told("Chad's refusal to ratify the treaty angered Norway.", "ratify", Affirmed, Refused);
    told("Chad's plan to attack Niger alarmed Norway.", "attack", Affirmed, Planned);
    told("The planned summit of Chad and Niger in Oslo worries Libya.", "summit", Affirmed, Planned);
    told("The alleged attack by Chad on Niger worries Libya.", "attack", Affirmed, Possible);
}

#[test]
fn conditions_open_both_clauses() {
    told("If Chad attacks Niger, Norway will leave the alliance.", "attacks", Affirmed, Possible);
    told("If Chad attacks Niger, Norway will leave the alliance.", "leave", Affirmed, Possible);
    told("Had Chad attacked Niger, Norway would have left the alliance.", "attacked", Affirmed, Possible);
    told("Chad will not sign the treaty unless Niger frees the crew.", "sign", Negated, Planned);
    told("The pipeline has brought gas to Chad and may, if Norway pays, reach Niger.", "brought", Affirmed, Actual);
}

#[test]
fn questions_and_commands() {
    told("Has Chad attacked Niger?", "attacked", Affirmed, Possible);
    told("Why did Chad attack Niger?", "attack", Affirmed, Actual);
    told("Lift the embargo on Chad.", "Lift", Affirmed, Demanded);
    told("Norway to ratify treaty with Chad", "ratify", Affirmed, Planned);
}

#[test]
fn contrast_and_exception() {
    told("Instead of attacking Niger, Chad invaded Libya.", "attacking", Negated, Actual);
    told("Chad invaded Libya without consulting Norway.", "consulting", Negated, Actual);
    told("Chad left without attacking Niger.", "left", Affirmed, Actual);
    told("Every country except Chad backed the treaty.", "Chad", Negated, Actual);
    told("No country except Chad backed the treaty.", "Chad", Affirmed, Actual);
}

#[test]
fn arguments_set_against_the_others() {
    let excepted = |sentence: &str, word: &str| {
        let parse = Parse::new([(0, ENGLISH.analyze(sentence))]);
        with_context(&parse, |context| context.is_excepted(last(&parse, word)))
    };
    assert!(excepted("Every country except Chad backed the treaty.", "Chad"));
    assert!(excepted("Norway armed Chad, not Niger.", "Niger"));
    assert!(!excepted("Norway armed Chad, not Niger.", "Chad"));
    assert!(excepted("Norway sold tanks not to Niger but to Chad.", "Niger"));
    assert!(!excepted("Norway did not sell tanks to Niger.", "Niger"));
    assert!(!excepted("Norway armed not only Chad but also Niger.", "Chad"));
}

#[test]
fn prospects_are_as_open_as_their_clause() {
    told("Chad's accession to the union would anger Niger.", "accession", Affirmed, Possible);
    told("The attack by Chad would anger Niger.", "attack", Affirmed, Actual);
}

#[test]
fn what_is_presupposed_escapes() {
    told("Norway will sue because Chad attacked Niger.", "attacked", Affirmed, Actual);
    told("Norway may condemn the attack by Chad.", "attack", Affirmed, Actual);
    told("Norway denied arming Chad, which attacked Niger in May.", "attacked", Affirmed, Actual);
    told("Norway rejected the occupation of Niger by Chad.", "occupation", Affirmed, Actual);
    told("Norway regrets that Chad attacked Niger.", "attacked", Affirmed, Actual);
}

#[test]
fn denial_and_doubt() {
    told("Chad denied that it attacked Niger.", "attacked", Negated, Actual);
    held("Chad denied that it attacked Niger.", "attacked", Some("Chad"));
    told("Chad dismissed claims that it attacked Niger.", "attacked", Negated, Actual);
    told("Norway doubts that Chad attacked Niger.", "attacked", Affirmed, Possible);
    told("It is unlikely that Chad attacked Niger.", "attacked", Negated, Possible);
}

#[test]
fn the_innermost_speaker_holds() {
    held("Norway said that Chad attacked Niger.", "attacked", Some("Norway"));
    held("Norway said that Chad claims that Libya attacked Niger.", "attacked", Some("Chad"));
    held("Norway said that Chad claims that Libya attacked Niger.", "claims", Some("Norway"));
    held("Norway said that Chad attacked Niger.", "said", None);
}

#[test]
fn sources_beside_the_clause() {
    held("According to Reuters, Chad attacked Niger.", "attacked", Some("Reuters"));
    held("Chad attacked Niger, the minister said.", "attacked", Some("minister"));
    held("In Oslo's view, Chad attacked Niger.", "attacked", Some("Oslo"));
    held("As Libya argued, Chad attacked Niger.", "attacked", Some("Libya"));
}

#[test]
fn what_the_author_vouches_for() {
    held("Norway urged Chad to release the ship.", "release", None);
    held("I said that Chad attacked Niger.", "attacked", None);
    held("Nobody said that Chad attacked Niger.", "attacked", None);
    held("Norway said it was leaving after Chad attacked Niger.", "attacked", None);
    held("Norway condemned the attack by Chad.", "attack", None);
}

#[test]
fn halves_of_a_sentence_stand_for_themselves() {
    held("Norway said that Chad signed the treaty; Libya attacked Niger.", "attacked", None);
    told("Norway will leave the alliance; Chad attacked Niger.", "attacked", Affirmed, Actual);
}

#[test]
fn marks_name_the_words_that_made_it_so() {
    let (stance, _) = read("Chad may refuse to sell oil to Niger.", "sell");
    assert_eq!((stance.polarity, stance.modality), (Affirmed, Possible));
    assert_eq!(stance.marks.len(), 2, "refuse, then may");
    assert_eq!(stance.embedders.len(), 1);
}

#[test]
fn pressure_that_goes_on_has_not_succeeded() {
    told("Chad has been pushing Niger to pay for the road.", "pay", Affirmed, Demanded);
    told("Chad pushed Niger to pay for the road.", "pay", Affirmed, Actual);
}

#[test]
fn who_will_not_even_discuss_a_thing_refuses_it() {
    told("Chad is not prepared to discuss a pipeline to Niger.", "pipeline", Affirmed, Refused);
    told("Chad discussed a pipeline to Niger.", "pipeline", Affirmed, Possible);
}

#[test]
fn a_content_clause_hung_on_a_noun_between_is_still_what_is_said() {
    held("Kenya stated in a letter to the council that Ethiopia had attacked Somalia.", "attacked", Some("Kenya"));
}

#[test]
fn who_is_quoted_as_saying_holds() {
    held("Reuters quoted Okello as saying that Chad attacked Niger.", "attacked", Some("Okello"));
    held("Okello was quoted as saying that Chad attacked Niger.", "attacked", Some("Okello"));
}

#[test]
fn a_paper_that_cites_others_reports_itself() {
    held("The Star, citing officials, reported that Chad attacked Niger.", "attacked", Some("Star"));
    held("Norway sent troops, citing the treaty as its reason.", "sent", None);
}

#[test]
fn a_speaker_after_his_verb() {
    held("Chad attacked Niger, wrote the New York Times.", "attacked", Some("Times"));
}

#[test]
fn a_source_read_as_the_subject() {
    let sentence = "According to news agency Fars, the prosecutor of Tehran, Ali Rezaei, said Chad attacked Niger.";
    held(sentence, "attacked", Some("prosecutor"));
    held(sentence, "said", Some("Fars"));
}

#[test]
fn points_of_view() {
    held("From Norway's perspective, Chad attacked Niger.", "attacked", Some("Norway"));
    held("For Norway, the raid was an attack on Niger.", "attack", Some("Norway"));
}

#[test]
fn what_is_known_in_a_report_is_still_reported() {
    held("Norway said the attack by Chad was a crime.", "attack", Some("Norway"));
    held("Norway believes the attack by Chad was a crime.", "attack", None);
    held("Norway said it would leave when Chad attacked Niger.", "attacked", None);
}

#[test]
fn what_someone_calls_a_thing_is_his_word() {
    held("Norway called the raid an attack on Niger.", "attack", Some("Norway"));
}

#[test]
fn what_is_only_asked_for_is_nobodys_account() {
    held("Norway suggested that Chad sign the treaty.", "sign", None);
    held("Norway suggested that Chad signed the treaty.", "signed", Some("Norway"));
}

#[test]
fn who_does_not_think_so_thinks_otherwise() {
    held("Norway does not think that Chad attacked Niger.", "attacked", Some("Norway"));
    held("Norway did not say that Chad attacked Niger.", "attacked", None);
}

#[test]
fn a_second_clause_in_shifted_tense_is_still_reported() {
    held("Okello said Chad had attacked Niger, which lies north of Benin, and Libya had armed it.", "armed", Some("Okello"));
}

#[test]
fn prospects_of_nouns_and_adjectives() {
    told("The island is a launching pad for an invasion of Niger.", "invasion", Affirmed, Possible);
    told("Norway imposed sanctions on Chad in revenge for an attack on Niger.", "attack", Affirmed, Actual);
    told("The likelihood of an attack on Niger increased.", "attack", Affirmed, Possible);
    told("It was a step towards an embargo on Chad.", "embargo", Affirmed, Planned);
    told("Its troops were poised for an invasion of Niger.", "invasion", Affirmed, Planned);
    told("Norway gathered ships in preparation for a landing in Niger.", "landing", Affirmed, Planned);
    told("Niger is vulnerable to an attack by Chad.", "attack", Affirmed, Possible);
    told("Norway considered many options, ranging from talks to an attack on Chad.", "attack", Affirmed, Possible);
}

#[test]
fn deeds_that_may_yet_come() {
    told("Norway readied its fleet in response to a further invasion of Niger.", "invasion", Affirmed, Possible);
    told("Norway readied its fleet in response to the invasion of Niger.", "invasion", Affirmed, Actual);
    told("Norway promised to defend Niger against any attack.", "attack", Affirmed, Possible);
    told("The loss of the islands might mean a blow to Chad.", "loss", Affirmed, Possible);
}

#[test]
fn announcements_of_acts_and_of_measures() {
    told("Norway announced a withdrawal from Niger.", "withdrawal", Affirmed, Planned);
    told("Norway announced a package of assistance to Niger.", "assistance", Affirmed, Planned);
    told("Norway announced sanctions against Chad.", "sanctions", Affirmed, Actual);
}

#[test]
fn suggestions_are_demands() {
    told("Norway encouraged negotiations between Chad and Niger.", "negotiations", Affirmed, Demanded);
    told("Norway suggested that the minister travel to Chad.", "travel", Affirmed, Demanded);
    told("Norway suggested that the minister had travelled to Chad.", "travelled", Affirmed, Possible);
}

#[test]
fn commanders_whose_orders_are_carried_out() {
    told("President Okello ordered the invasion of Niger.", "invasion", Affirmed, Actual);
    told("General Okello approved the attacks on the embassy.", "attacks", Affirmed, Actual);
    told("The senate approved the sale of jets to Niger.", "sale", Affirmed, Planned);
    told("The defeat motivated Chad to sign the treaty.", "sign", Affirmed, Actual);
}

#[test]
fn what_is_believed_to_have_happened() {
    told("Chad is believed to have shelled the town.", "shelled", Affirmed, Possible);
    told("Two men are suspected to have shelled the town.", "shelled", Affirmed, Possible);
}

#[test]
fn authorities_that_only_claim_to_be_entitled() {
    told("Chad purported to annex the port.", "annex", Affirmed, Actual);
    told("The letter purports to describe the raid.", "describe", Affirmed, Possible);
}

#[test]
fn conflicts_to_be_ended_go_on() {
    told("The plan would end the occupation of Niger by Chad.", "occupation", Affirmed, Actual);
    told("The plan ended the occupation of Niger by Chad.", "occupation", Negated, Actual);
    told("Norway called for an end to the occupation of Niger by Chad.", "occupation", Affirmed, Actual);
    told("The alliance between Chad and Niger could collapse.", "alliance", Affirmed, Actual);
}

#[test]
fn agreements_are_concluded_and_efforts_supported() {
    told("Chad and Niger have not concluded a treaty.", "treaty", Negated, Actual);
    told("Norway supports Chad's efforts to regain the port.", "regain", Affirmed, Planned);
    told("Norway and Chad discussed recent investments in Niger.", "investments", Affirmed, Actual);
}

#[test]
fn ability_in_the_past_is_achievement() {
    told("Chad was able to recapture the port.", "recapture", Affirmed, Actual);
    told("Chad was unable to recapture the port.", "recapture", Negated, Actual);
    told("Chad is able to recapture the port.", "recapture", Affirmed, Possible);
}

#[test]
fn past_acts_stand_whatever_they_are_conditional_on() {
    told("Chad signed a declaration that threatened Niger if it did not withdraw.", "threatened", Affirmed, Actual);
    told("Chad threatened Niger with sanctions if it did not withdraw.", "sanctions", Affirmed, Possible);
}

#[test]
fn negation_that_belongs_elsewhere() {
    told("The president was not traveling to Chad to negotiate a treaty.", "traveling", Affirmed, Actual);
    told("The president was not traveling to Chad to negotiate a treaty.", "negotiate", Negated, Planned);
    told("Norway reported no casualties.", "reported", Affirmed, Actual);
    told("Chad invaded Niger nearly a year ago.", "invaded", Affirmed, Actual);
    told("Niger never gave up and hoped to recover the port.", "recover", Affirmed, Planned);
}

#[test]
fn what_is_said_to_be_likely_or_not() {
    told("A treaty between Chad and Niger is possible.", "treaty", Affirmed, Possible);
    told("An invasion of Niger is unlikely.", "invasion", Negated, Possible);
    told("Hopes of a treaty between Chad and Niger were dashed.", "treaty", Affirmed, Possible);
    told("Parliament is debating the deployment of troops to Niger.", "deployment", Affirmed, Possible);
    told("Chad insists that it did not attack Niger.", "attack", Negated, Actual);
}
