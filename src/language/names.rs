//! Names: one move for each token from left to right (begin, inside, last, unit, out), the best
//! valid one.

use super::NamedSpan;
use super::container::ModelError;
use super::transition::{ScoreBuffers, Scorer, best};

/// Tokens that a state shows to the scorer.
pub(super) const ROLES: usize = 3;

/// What a class does, with the number of its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Begin(usize),
    Inside(usize),
    Last(usize),
    Unit(usize),
    Out,
    /// A class without meaning that the model has.
    Never,
}

/// The finder of names.
pub(super) struct NameFinder {
    scorer: Scorer,
    moves: Vec<Move>,
    labels: Vec<&'static str>,
}

/// What the validity of moves depends on at one token.
#[derive(Clone, Copy)]
struct Place {
    is_space: bool,
    /// Whether a name may go on after it: there is a next token, and it starts no sentence.
    goes_on: bool,
}

impl Place {
    fn allows(self, candidate: Move, open: Option<(usize, usize)>) -> bool {
        match (candidate, open) {
            (Move::Begin(_), None) => self.goes_on && !self.is_space,
            (Move::Unit(_), None) => !self.is_space,
            (Move::Out, None) => true,
            (Move::Inside(label), Some((_, of))) => label == of && self.goes_on,
            (Move::Last(label), Some((_, of))) => label == of,
            _ => false,
        }
    }
}

impl NameFinder {
    /// Makes sense of the classes of the model, pairs of an action and a label.
    pub(super) fn new(scorer: Scorer, classes: &[(u8, String)]) -> Result<Self, ModelError> {
        let mut labels: Vec<&'static str> = Vec::new();
        let mut number = |label: &str| {
            labels.iter().position(|known| *known == label).unwrap_or_else(|| {
                labels.push(String::leak(label.into()));
                labels.len() - 1
            })
        };
        let moves = classes.iter().map(|(action, label)| match (action, label.as_str()) {
            (5, _) => Ok(Move::Out),
            (1..=4, "") => Ok(Move::Never),
            (1, label) => Ok(Move::Begin(number(label))),
            (2, label) => Ok(Move::Inside(number(label))),
            (3, label) => Ok(Move::Last(number(label))),
            (4, label) => Ok(Move::Unit(number(label))),
            _ => Err(ModelError::content("labels", format!("the names have no action {action}"))),
        });
        let moves = moves.collect::<Result<_, _>>()?;
        Ok(Self { scorer, moves, labels })
    }

    /// The scorer, to give it the vectors of the tokens.
    pub(super) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// The names among the tokens whose vectors the scorer has taken.
    pub(super) fn find(&self, starts: &[bool], is_space: impl Fn(usize) -> bool, buffers: &mut ScoreBuffers) -> Vec<NamedSpan> {
        let mut names = Vec::new();
        let mut open = None;
        for token in 0..starts.len() {
            let place = Place { is_space: is_space(token), goes_on: starts.get(token + 1) == Some(&false) };
            let first = open.map(|(first, _)| first);
            let before = open.and_then(|_| token.checked_sub(1));
            let scores = self.scorer.score([Some(token), first, before], buffers);
            let valid = (0..self.moves.len()).filter(|&class| place.allows(self.moves[class], open));
            let Some(class) = best(scores, valid) else { continue };
            match (self.moves[class], open) {
                (Move::Begin(label), _) => open = Some((token, label)),
                (Move::Last(label), Some((first, _))) => {
                    names.push(NamedSpan { tokens: first..token + 1, label: self.labels[label] });
                    open = None;
                }
                (Move::Unit(label), _) => names.push(NamedSpan { tokens: token..token + 1, label: self.labels[label] }),
                _ => {}
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_valid_by_the_open_name_and_the_place() {
        let (inner, last, space) = (
            Place { is_space: false, goes_on: true },
            Place { is_space: false, goes_on: false },
            Place { is_space: true, goes_on: true },
        );
        let open = Some((0, 1));
        let cases = [
            (Move::Begin(1), None, [true, false, false]),
            (Move::Begin(1), open, [false; 3]),
            (Move::Inside(1), open, [true, false, true]),
            (Move::Inside(2), open, [false; 3]),
            (Move::Inside(1), None, [false; 3]),
            (Move::Last(1), open, [true; 3]),
            (Move::Last(2), open, [false; 3]),
            (Move::Unit(1), None, [true, true, false]),
            (Move::Unit(1), open, [false; 3]),
            (Move::Out, None, [true; 3]),
            (Move::Out, open, [false; 3]),
            (Move::Never, None, [false; 3]),
        ];
        for (candidate, open, expected) in cases {
            assert_eq!([inner, last, space].map(|place| place.allows(candidate, open)), expected, "{candidate:?} {open:?}");
        }
    }
}
