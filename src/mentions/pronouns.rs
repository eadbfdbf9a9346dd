//! Pronouns of the third person, and "we" and "I" of a text's signers.

use super::coreference::{Antecedent, Discourse, Kind, Resolution, clause_subject};
use super::linking::Linked;
use super::quotation::{self, QuotationKind};
use super::{Context, EntityRef, Found, Sense, words};
use crate::input::BlockKind;
use crate::knowledge::{EntityClass, EntityId};

/// Who speaks in a signed text.
#[derive(Debug, Clone, Default)]
pub(super) struct Author {
    /// Who says "I".
    person: Vec<EntityRef>,
    /// Who says "we".
    body: Vec<EntityRef>,
}

/// What a pronoun asks of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    He,
    She,
    It,
    They,
    We,
    I,
}

fn form(word: &str) -> Option<Form> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Form::He,
        "she" | "her" | "hers" | "herself" => Form::She,
        "it" | "its" | "itself" => Form::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Form::They,
        "we" | "us" | "our" | "ours" | "ourselves" => Form::We,
        "i" | "me" | "my" | "mine" | "myself" => Form::I,
        _ => return None,
    })
}

/// Whether a word is "we", "I" or a form of them.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(form(word), Some(Form::We | Form::I))
}

/// What a pronoun refers to.
pub(super) fn resolve(walk: &mut Discourse, token: usize, quoted: bool) -> Option<Resolution> {
    let form = form(&walk.context.lower(token))?;
    let (entities, confidence) = match form {
        // Inside a quotation "we" is the speaker, which is found with the quotation.
        Form::We | Form::I if quoted => return None,
        Form::We | Form::I => speaker(walk, token, form),
        Form::It if is_expletive(walk.context, token) => return None,
        _ => forward(walk, token, form).or_else(|| best(walk, token, form))?,
    };
    if let ([person], Form::He | Form::She) = (&entities[..], form) {
        walk.genders.insert(*person, form == Form::She);
    }
    (!entities.is_empty()).then_some(Resolution { entities, sense: Sense::Coreference, confidence, tokens: token..token + 1 })
}

/// Who speaks, for "we" and "I"; "We, the leaders of the Group of Seven" says it itself.
fn speaker(walk: &mut Discourse, token: usize, form: Form) -> (Vec<EntityRef>, f32) {
    if form == Form::I {
        return (walk.author.person.clone(), 0.85);
    }
    let parse = walk.context.parse;
    let apposed = parse.dependent(token, &["appos"]).map(|a| walk.owners_of(a)).unwrap_or_default();
    if !apposed.is_empty() {
        walk.author.body = apposed;
    }
    (walk.author.body.clone(), 0.8)
}

/// A pronoun before its name: "Through his actions, President Putin has shown".
fn forward(walk: &Discourse, token: usize, form: Form) -> Option<(Vec<EntityRef>, f32)> {
    let parse = walk.context.parse;
    let sentence = &parse.sentences[parse.sentence_of(token)].tokens;
    let root = parse.ancestors(token).last()?;
    let subject = parse.dependent(root, &["nsubj", "nsubjpass"]).filter(|&s| s > token && s < root)?;
    let fronted = parse
        .ancestors(token)
        .any(|a| matches!(parse.tokens[a].dep, "prep" | "advcl") && parse.tokens[a].head == root && a < subject);
    let early = token - sentence.start <= 8 && parse.tokens[subject - 1].text.as_ref() != "that";
    if !fronted || !early || parse.subtree(subject).contains(&token) {
        return None;
    }
    let entity = walk.linked.found[*walk.named.get(&subject)?.first()?].entity;
    let kind = walk.kind_of(entity);
    let fits = match form {
        Form::He | Form::She => kind == Kind::Person && walk.genders.get(&entity).is_none_or(|&w| w == (form == Form::She)),
        Form::It => kind == Kind::Polity,
        _ => false,
    };
    fits.then(|| (vec![entity], 0.75))
}

/// The antecedent with the best score, if it names something.
fn best(walk: &Discourse, token: usize, form: Form) -> Option<(Vec<EntityRef>, f32)> {
    let mut scores: Vec<(f32, &Antecedent)> = walk.recent().filter_map(|a| Some((score(walk, a, token, form)?, a))).collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (score, winner) = scores.first()?;
    if winner.entities.is_empty() {
        return None;
    }
    let rival = scores.iter().find(|(_, a)| a.entities != winner.entities).map_or(2.0, |(s, _)| *s);
    let confidence = (0.55 + 0.12 * (score - rival)).clamp(0.45, 0.9);
    Some((winner.entities.clone(), confidence))
}

/// How well an antecedent fits a pronoun; none if it cannot.
fn score(walk: &Discourse, antecedent: &Antecedent, token: usize, form: Form) -> Option<f32> {
    let reach = if matches!(form, Form::He | Form::She) { 5 } else { 3 };
    if walk.distance(antecedent, token) > reach || bound(walk, antecedent, token) {
        return None;
    }
    let agreement = agreement(walk, antecedent, token, form)?;
    let parse = walk.context.parse;
    let same_role = is_subject(parse.tokens[token].dep) && parse.tokens[token].dep == parse.tokens[antecedent.role].dep;
    let both_objects = parse.tokens[token].dep == "dobj" && parse.tokens[antecedent.role].dep == "dobj";
    let possessed = parse.tokens[token].tag == "PRP$" && {
        // "Gazprom and its partners".
        let noun = &parse.tokens[parse.tokens[token].head];
        noun.dep == "conj" && noun.head == antecedent.token && antecedent.kind != Kind::Thing
    };
    Some(
        walk.salience(antecedent, token)
            + agreement
            + if same_role {
                0.4
            } else if both_objects {
                1.2
            } else {
                0.0
            }
            + if possessed { 2.5 } else { 0.0 },
    )
}

fn is_subject(dep: &str) -> bool {
    matches!(dep, "nsubj" | "nsubjpass")
}

/// Whether grammar forbids it: an object is not its own clause's subject, unless it is reflexive.
fn bound(walk: &Discourse, antecedent: &Antecedent, token: usize) -> bool {
    let tokens = &walk.context.parse.tokens;
    let word = &tokens[token];
    if word.tag == "PRP$" {
        // "The lake is its territory": what is said to be someone's is not whose it is.
        let noun = &tokens[word.head];
        let predicated =
            noun.dep == "attr" && is_subject(tokens[antecedent.role].dep) && tokens[antecedent.role].head == noun.head;
        return predicated
            || holds(walk, antecedent.token, token)
            || tokens[antecedent.token].head == token
            || word.head == antecedent.token;
    }
    let reflexive = word.text.ends_with("self") || word.text.ends_with("selves");
    let clause = |t: usize| {
        if tokens[tokens[t].head].dep == "prep" || tokens[t].dep == "pobj" { tokens[tokens[t].head].head } else { tokens[t].head }
    };
    let same_clause = clause(token) == clause(antecedent.role) && tokens[token].head != token;
    let object = matches!(word.dep, "dobj" | "dative" | "pobj" | "agent");
    let own_subject = object && clause_subject(walk.context.parse, token) == Some(antecedent.role);
    !reflexive && (same_clause || own_subject) && antecedent.token != token
}

/// Whether a noun's own phrase holds a token: in "the withdrawal from the treaty and its war" the war is not the withdrawal's. What
/// is coordinated with a noun stands beside its phrase.
fn holds(walk: &Discourse, noun: usize, token: usize) -> bool {
    let parse = walk.context.parse;
    let below = std::iter::once(token).chain(parse.ancestors(token)).find(|&t| parse.head(t) == Some(noun));
    below.is_some_and(|t| !matches!(parse.tokens[t].dep, "conj" | "relcl" | "acl" | "appos"))
}

/// Number, person and gender; and verbs that only an actor can be the subject of.
fn agreement(walk: &Discourse, antecedent: &Antecedent, token: usize, form: Form) -> Option<f32> {
    let acts = acts(walk.context, token);
    let word = &walk.context.parse.tokens[token];
    let undergoes = word.dep == "nsubjpass";
    let suffers = undergoes && words::has(words::ACTOR_PATIENT, &walk.context.parse.tokens[word.head].lemma);
    match form {
        Form::He | Form::She => {
            (antecedent.kind == Kind::Person && !antecedent.plural && gender_fits(walk, antecedent, form == Form::She))
                .then_some(0.0)
        }
        Form::It => match antecedent.kind {
            Kind::Person => None,
            _ if antecedent.plural => None,
            Kind::Polity => Some(if acts || suffers {
                0.8
            } else if undergoes {
                -1.0
            } else {
                0.2
            }),
            Kind::Place => (!acts).then_some(-0.2),
            Kind::Thing => (!acts || !antecedent.entities.is_empty()).then_some(if acts {
                -1.5
            } else if undergoes && !suffers {
                0.6
            } else {
                -0.2
            }),
        },
        Form::They => match antecedent.kind {
            Kind::Thing if acts => None,
            _ if antecedent.plural => Some(0.5),
            Kind::Polity => Some(-1.6),
            _ => None,
        },
        Form::We | Form::I => None,
    }
}

/// Whether the pronoun is what says, wants or does something.
fn acts(context: &Context, token: usize) -> bool {
    let word = &context.parse.tokens[token];
    word.dep == "nsubj" && words::has(words::AGENTIVE, &context.parse.tokens[word.head].lemma)
}

fn gender_fits(walk: &Discourse, antecedent: &Antecedent, woman: bool) -> bool {
    let Some(&person) = antecedent.entities.first() else { return true };
    if let Some(&known) = walk.genders.get(&person) {
        return known == woman;
    }
    let name: &str = match person {
        EntityRef::Known(id) => &walk.context.gazetteer.entity(id).label,
        EntityRef::Local(i) => &walk.linked.locals[i].name,
    };
    let given = name.split(' ').next().unwrap_or("").to_lowercase();
    words::has(words::WOMEN, &given) == woman || woman && !name.contains(' ')
}

/// "It is clear that", "it appears that", "it is time to": an "it" that refers to nothing.
fn is_expletive(context: &Context, token: usize) -> bool {
    let word = &context.parse.tokens[token];
    if word.dep == "expl" {
        return true;
    }
    let verb = word.head;
    let raising = matches!(
        &*context.parse.tokens[verb].lemma,
        "be" | "seem" | "appear" | "happen" | "turn" | "remain" | "become" | "take" | "mean"
    );
    let clause = context.parse.dependent(verb, &["ccomp", "xcomp", "csubj"]).is_some_and(|c| c > verb);
    let duty = context.parse.children(verb).iter().any(|&c| matches!(&*context.parse.tokens[c].text, "up" | "time"));
    let infinitive = context
        .parse
        .dependent(verb, &["acomp", "attr"])
        .is_some_and(|a| context.parse.dependent(a, &["xcomp", "ccomp", "acl", "advcl"]).is_some());
    is_subject(word.dep) && (raising && (clause || infinitive || duty) || word.dep == "nsubjpass" && clause)
}

/// For each token whether it stands in a quotation of speech.
pub(super) fn quoted(context: &Context) -> Vec<bool> {
    let mut out = vec![false; context.parse.tokens.len()];
    for quotation in quotation::find(context.document.text.as_str()).iter().filter(|q| q.kind == QuotationKind::Speech) {
        out[context.parse.tokens_in(quotation.span)].fill(true);
    }
    out
}

/// Who signs a text that a government publishes: "Statement from President Biden".
pub(super) fn author(context: &Context, linked: &Linked) -> Author {
    let Some(title) = context.document.blocks.iter().find(|b| b.kind == BlockKind::Title) else { return Author::default() };
    let words = context.document.text.slice(title.span).to_lowercase();
    let publisher = publisher_state(context);
    let begins =
        SIGNED.iter().any(|w| words.starts_with(w) || words.strip_prefix("joint ").is_some_and(|rest| rest.starts_with(w)));
    let signed = begins || publisher.is_some() && words.contains("statement");
    if !signed && publisher.is_none() {
        return Author::default();
    }
    let in_title = linked.found.iter().filter(|f| title.span.contains(f.span));
    let topic = words.find(" on ").map_or(title.span.end, |at| title.span.start + words[..at].chars().count());
    let signers: Vec<&Found> = in_title.filter(|f| signed && f.span.start < topic && f.sense == Sense::Name).collect();
    let of_class = |classes: &[EntityClass]| -> Vec<EntityRef> {
        signers.iter().map(|f| f.entity).filter(|&e| classes.contains(&context.class_of(e, &linked.locals))).collect()
    };
    let person = of_class(&[EntityClass::Person]).into_iter().take(1).collect();
    let mut body = Vec::new();
    if words.contains("statement") || words.contains("declaration") {
        body = of_class(&[EntityClass::State, EntityClass::InternationalOrganization, EntityClass::Bloc]);
    }
    if body.is_empty() {
        body = publisher.into_iter().collect();
    }
    Author { person, body }
}

/// How the titles of signed texts begin.
const SIGNED: [&str; 10] = [
    "statement",
    "remarks",
    "proclamation",
    "executive order",
    "message",
    "letter",
    "a letter",
    "a message",
    "declaration",
    "text of a letter",
];

/// The state whose body publishes the text.
fn publisher_state(context: &Context) -> Option<EntityRef> {
    let name = context.document.publication.as_deref()?;
    let name = name.strip_prefix("The ").unwrap_or(name);
    let state = |id: EntityId| {
        let entity = context.gazetteer.entity(id);
        let body = matches!(entity.class, EntityClass::StateBody).then(|| entity.belongs_to.first().copied()).flatten();
        (entity.class != EntityClass::City).then_some(entity.stands_for.or(body)).flatten()
    };
    context.gazetteer.lookup(name).into_iter().find_map(state).map(EntityRef::Known)
}
