//! Formats of one record a line.

use super::records::{self, Records};
use super::{Triples, Trouble};
use oxigraph::model::Triple;
use std::io::{self, BufRead, Read};

/// A longer line is no record: the longest entities of Wikidata have some 6 MB.
const LONGEST: u64 = 64 << 20;

/// The lines of a file, each with its number.
pub(super) struct Lines {
    bytes: Box<dyn BufRead>,
    number: u64,
}

impl Lines {
    pub(super) fn new(bytes: Box<dyn BufRead>) -> Self {
        Self { bytes, number: 0 }
    }

    /// Puts the next line, without its end, in place of what `line` holds; tells whether there was one.
    fn read(&mut self, line: &mut Vec<u8>) -> Result<bool, Trouble> {
        line.clear();
        let read = self.bytes.by_ref().take(LONGEST).read_until(b'\n', line).map_err(Trouble::Io)?;
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if read as u64 == LONGEST {
            self.skip_line().map_err(Trouble::Io)?;
            return Err(Trouble::skipped(self.number, "the line is longer than 64 MB"));
        }
        Ok(true)
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.bytes.fill_buf()?;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let (length, done) = (end.map_or(buffer.len(), |at| at + 1), end.is_some() || buffer.is_empty());
            self.bytes.consume(length);
            if done {
                return Ok(());
            }
        }
    }
}

/// What makes triples of one line, or says what is wrong with it.
pub(super) trait Parse: FnMut(&str, &mut Vec<Triple>) -> Result<(), String> {}

impl<F: FnMut(&str, &mut Vec<Triple>) -> Result<(), String>> Parse for F {}

/// What is wrong with the JSON of a line; its only line needs no number.
pub(super) fn in_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

/// The triples of all lines. A line with a fault gives none.
pub(super) fn by_line(bytes: Box<dyn BufRead>, parse: impl Parse + 'static) -> Triples {
    records::triples(ByLine { lines: Lines::new(bytes), line: Vec::new(), parse })
}

struct ByLine<P> {
    lines: Lines,
    line: Vec<u8>,
    parse: P,
}

impl<P: Parse> Records for ByLine<P> {
    fn read(&mut self, ready: &mut Vec<Triple>) -> Result<bool, Trouble> {
        if !self.lines.read(&mut self.line)? {
            return Ok(false);
        }
        let number = self.lines.number;
        let line = if number == 1 { self.line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.line) } else { &self.line };
        let parsed = match std::str::from_utf8(line) {
            Ok(line) if line.trim().is_empty() => Ok(()),
            Ok(line) => (self.parse)(line.trim_end_matches('\r'), ready),
            Err(error) => Err(format!("not UTF-8 from byte {} on", error.valid_up_to() + 1)),
        };
        parsed.map(|()| true).map_err(|reason| Trouble::skipped(number, reason))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Cursor;

    /// The triples of a text, and the faults of its lines.
    pub(in crate::merge::source) fn collect(triples: Triples) -> (Vec<String>, Vec<(Option<u64>, String)>) {
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        for item in triples {
            match item {
                Ok(triple) => found.push(triple.to_string()),
                Err(Trouble::Skipped(fault) | Trouble::Broken(fault)) => faults.push((fault.line, fault.reason)),
                Err(Trouble::Io(error)) => panic!("{error}"),
            }
        }
        (found, faults)
    }

    pub(in crate::merge::source) fn bytes(text: &[u8]) -> Box<dyn BufRead> {
        Box::new(Cursor::new(text.to_vec()))
    }

    #[test]
    fn a_bad_line_gives_nothing_and_the_next_one_is_read() {
        let mut seen = Vec::new();
        let (sender, receiver) = std::sync::mpsc::channel();
        let parse = move |line: &str, _: &mut Vec<Triple>| {
            sender.send(line.to_owned()).map_err(|error| error.to_string())?;
            if line == "bad" { Err("is bad".to_owned()) } else { Ok(()) }
        };
        let (_, faults) = collect(by_line(bytes(b"\xEF\xBB\xBFone\r\n\nbad\n\xFF\nlast"), parse));
        seen.extend(receiver.try_iter());
        assert_eq!(seen, ["one", "bad", "last"]);
        assert_eq!(faults, [(Some(3), "is bad".to_owned()), (Some(4), "not UTF-8 from byte 1 on".to_owned())]);
    }
}
