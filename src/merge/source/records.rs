//! Files of one record after the other, each of which gives some triples or has a fault.

use super::{Triples, Trouble};
use oxigraph::model::Triple;

/// Where records come from.
pub(super) trait Records {
    /// Puts the triples of the next record into `ready`; tells whether there was one.
    fn read(&mut self, ready: &mut Vec<Triple>) -> Result<bool, Trouble>;
}

/// The triples of all records, each record's in its order. A record with a fault gives none; what is more than a fault ends it.
pub(super) fn triples(records: impl Records + 'static) -> Triples {
    Box::new(ByRecord { records, ready: Vec::new(), ended: false })
}

struct ByRecord<R> {
    records: R,
    /// The triples of the record that has been read, the next one last.
    ready: Vec<Triple>,
    ended: bool,
}

impl<R: Records> Iterator for ByRecord<R> {
    type Item = Result<Triple, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(triple) = self.ready.pop() {
                return Some(Ok(triple));
            }
            if self.ended {
                return None;
            }
            match self.records.read(&mut self.ready) {
                Ok(true) => self.ready.reverse(),
                Ok(false) => return None,
                Err(trouble) => {
                    self.ready.clear();
                    self.ended = !matches!(trouble, Trouble::Skipped(_));
                    return Some(Err(trouble));
                }
            }
        }
    }
}
