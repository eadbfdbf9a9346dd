//! How an assertion was found, on the sentence and its tree.

use super::marked::Marked;
use crate::extraction::trace::FoundFiller;
use crate::extraction::{Assertion, Filler, Trace};
use crate::knowledge::frames::Frame;
use crate::language::Parse;
use crate::mentions::{EntityRef, Mention, Sense};
use crate::predication::Trust;
use crate::reading::{Reader, TracedReading};
use crate::text::CharSpan;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The sign below the words of the predicate.
const PREDICATE: char = '=';
/// The sign below the words that make polarity and modality.
const MARK: char = '!';
/// The sign below the phrase of who vouches.
const HOLDER: char = '~';

/// The sentence marked, what the marks mean, the frame, the presentation, and the parse in brief.
pub(super) fn render(reader: &Reader, read: &TracedReading, at: usize, width: usize) -> String {
    let (assertion, trace) = (&read.reading.assertions[at], &read.traces[at]);
    let view = View { reader, read, assertion, trace, frame: reader.knowledge().ontology.frames().get(&assertion.frame) };
    let mut shown = String::new();
    let legend = view.sentence(&mut shown, width);
    shown.push('\n');
    for (sign, words, meaning) in legend {
        let _ = writeln!(shown, "  {sign}  {words:<24}  {meaning}");
    }
    shown.push('\n');
    let _ = writeln!(shown, "Frame       {}", view.frame());
    let _ = writeln!(shown, "Presented   {}", view.presented());
    let _ = writeln!(shown, "Found       {}", view.found());
    shown.push_str("\nParse\n");
    view.parse(&mut shown);
    shown
}

/// An assertion with all that it came from.
struct View<'a> {
    reader: &'a Reader,
    read: &'a TracedReading,
    assertion: &'a Assertion,
    trace: &'a Trace,
    frame: Option<&'a Frame>,
}

/// A sign, the words above it, and what they are.
type Legend = Vec<(char, String, String)>;

impl View<'_> {
    fn tree(&self) -> &Parse {
        &self.read.parse
    }

    fn word(&self, token: usize) -> &str {
        &self.tree().tokens[token].text
    }

    /// Writes the sentence with its marks; says what they mean.
    fn sentence(&self, shown: &mut String, width: usize) -> Legend {
        let evidence = self.assertion.evidence;
        let mut marked = Marked::new(self.read.reading.document.text.slice(evidence));
        let mut mark = |span: CharSpan, sign| {
            let inside = evidence.contains(span);
            inside && marked.mark(span.start - evidence.start, span.end - evidence.start, sign)
        };
        let mut legend = Legend::new();
        for &token in &self.trace.predicate {
            mark(self.tree().tokens[token].span, PREDICATE);
        }
        legend.push((PREDICATE, self.words(&self.trace.predicate), "what tells of it".to_owned()));
        for &token in &self.trace.marks {
            mark(self.tree().tokens[token].span, MARK);
        }
        if !self.trace.marks.is_empty() {
            legend.push((MARK, self.words(&self.trace.marks), "how it is presented".to_owned()));
        }
        for (filler, sign) in self.fillers().into_iter().zip('a'..='z') {
            let span = self.phrase(filler.token);
            let place = if mark(span, sign) { String::new() } else { ", outside this sentence".to_owned() };
            legend.push((sign, self.text(span), format!("{}{place}", self.role(&filler))));
        }
        if let Some(holder) = self.trace.holder {
            let span = self.phrase(holder);
            mark(span, HOLDER);
            legend.push((HOLDER, self.text(span), "who vouches for it".to_owned()));
        }
        shown.push_str(&marked.render(width));
        legend
    }

    /// What fills the roles. Roles without a token, as of offices read off titles, stand on the predicate's.
    fn fillers(&self) -> Vec<FoundFiller> {
        let told = &self.assertion.situation.roles;
        let mut fillers = self.trace.fillers.clone();
        // What a sentence sets apart ("all but Chad") is told by an assertion of its own, of the same words.
        fillers.retain(|found| told.get(&found.role).is_some_and(|fillers| fillers.contains(&found.filler)));
        for (role, values) in told {
            for filler in values {
                if !fillers.iter().any(|f| f.role == *role && f.filler == *filler) {
                    let token = self.token_of(filler);
                    fillers.push(FoundFiller { role: role.clone(), filler: filler.clone(), token });
                }
            }
        }
        fillers
    }

    /// The first token of the sentence that mentions a filler, else the predicate.
    fn token_of(&self, filler: &Filler) -> usize {
        let evidence = self.assertion.evidence;
        let named =
            self.read.reading.mentions.iter().find(|m| Filler::Entity(m.referent) == *filler && evidence.contains(m.span));
        named.map_or(self.trace.predicate[0], |m| self.tree().head_of(self.tree().tokens_in(m.span)))
    }

    fn words(&self, tokens: &[usize]) -> String {
        let mut tokens = tokens.to_vec();
        tokens.sort_unstable();
        tokens.dedup();
        tokens.iter().map(|&token| self.word(token)).collect::<Vec<_>>().join(" … ")
    }

    fn text(&self, span: CharSpan) -> String {
        self.read.reading.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The mention that a token is in, the shortest of several.
    fn mention(&self, token: usize) -> Option<&Mention> {
        let span = self.tree().tokens[token].span;
        self.read.reading.mentions.iter().filter(|m| m.span.contains(span)).min_by_key(|m| m.span.len())
    }

    /// The words that a filler's token stands for: its mention, or itself.
    fn phrase(&self, token: usize) -> CharSpan {
        self.mention(token).map_or(self.tree().tokens[token].span, |mention| mention.span)
    }

    /// What fills which role, how it is meant, and in which place of the frame it stands.
    fn role(&self, found: &FoundFiller) -> String {
        let mut role = format!("{}: {}", found.role, self.name(&found.filler));
        let entity = matches!(found.filler, Filler::Entity(_));
        let mention = self.mention(found.token).filter(|m| Filler::Entity(m.referent) == found.filler);
        match mention {
            Some(mention) => _ = write!(role, " ({}, {:.2})", sense(mention.sense), mention.confidence),
            None if entity => role.push_str(" (understood)"),
            None => role.push_str(" (in the text's own words)"),
        }
        let arguments = self.frame.iter().flat_map(|frame| &frame.template.arguments);
        let places = arguments.filter(|a| a.roles.iter().any(|r| **r == *found.role)).map(|a| a.place.to_string());
        let places = places.collect::<Vec<_>>().join("|");
        if !places.is_empty() {
            let _ = write!(role, ", as {places}");
        }
        role
    }

    fn name(&self, filler: &Filler) -> String {
        match filler {
            Filler::Entity(EntityRef::Known(id)) => self.reader.knowledge().gazetteer.entity(*id).label.to_string(),
            Filler::Entity(EntityRef::Local(at)) => self.read.reading.locals[*at].name.clone(),
            Filler::Words(words) => format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }

    /// The frame, with the places that fill its roles.
    fn frame(&self) -> String {
        let Some(frame) = self.frame else { return format!("none: a rule of its own ({})", self.assertion.frame) };
        let mut roles: Vec<String> = Vec::new();
        for argument in &frame.template.arguments {
            roles.push(format!("{}={}", argument.place, argument.roles.join("+")));
        }
        let weak = if frame.weak { ", weak evidence by itself" } else { "" };
        format!("{}: {}{weak}", frame.id(), roles.join(" "))
    }

    /// Polarity and modality, and what made them.
    fn presented(&self) -> String {
        let polarity = crate::graph::polarity_name(self.assertion.polarity).to_lowercase();
        let modality = crate::graph::modality_name(self.assertion.modality).to_lowercase();
        let mut reasons = Vec::new();
        if !self.trace.marks.is_empty() {
            reasons.push(format!("by “{}”", self.words(&self.trace.marks)));
        }
        let outcome = self.frame.map(|frame| &frame.template.outcome);
        if outcome.is_some_and(|o| o.ends || o.polarity.is_some() || o.modality.is_some()) {
            reasons.push("by what the predicate itself means".to_owned());
        }
        let plain = || "no word says otherwise".to_owned();
        format!("{polarity}, {modality}: {}", if reasons.is_empty() { plain() } else { reasons.join(" and ") })
    }

    fn found(&self) -> &'static str {
        match self.trace.trust {
            Trust::Direct => "in the predicate's own places",
            Trust::Shared => "in part understood from the construction (control, relative clause, coordination)",
            Trust::Reattached => "in part where the parser hung it elsewhere in the tree",
            Trust::Recalled => "in part told in an earlier sentence",
        }
    }

    /// The part of the sentence's tree that matters: the marked words with all that they hang from.
    fn parse(&self, shown: &mut String) {
        let tree = self.tree();
        let own = tree.tokens_in(self.assertion.evidence);
        let fillers = self.trace.fillers.iter().map(|filler| filler.token);
        let told = self.trace.predicate.iter().chain(&self.trace.marks).chain(&self.trace.embedders).copied();
        let matter = told.chain(fillers).chain(self.trace.holder).filter(|token| own.contains(token));
        let kept: BTreeSet<usize> = matter.flat_map(|token| std::iter::once(token).chain(tree.ancestors(token))).collect();
        let roots = kept.iter().copied().filter(|&token| tree.head(token).is_none());
        let mut open: Vec<(usize, usize)> = roots.map(|root| (root, 1)).collect();
        open.reverse();
        while let Some((token, depth)) = open.pop() {
            let t = &tree.tokens[token];
            let _ = writeln!(shown, "{}{} {} {}", "  ".repeat(depth), t.text, t.pos, t.dep);
            let below = tree.children(token).iter().rev().filter(|child| kept.contains(child));
            open.extend(below.map(|&child| (child, depth + 1)));
        }
    }
}

fn sense(sense: Sense) -> &'static str {
    match sense {
        Sense::Name => "by name",
        Sense::CapitalForGovernment => "a capital for its government",
        Sense::Metonym => "a seat for its state",
        Sense::Demonym => "by its people or adjective",
        Sense::Coreference => "goes back to a name before",
    }
}
