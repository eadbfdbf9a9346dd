//! Records for the sorter: fields of text, of which the first ones are what it sorts by.
//!
//! A field ends in a zero byte, which no term holds once it is written. People read numbers by their value, so that
//! `#char=40,90` stands before `#char=1310,1372` and a document's nodes follow its text: [`Record::natural`] writes
//! them with their length in front, and the bytes then compare as the numbers do.

/// A record while it is made. One is used for all.
#[derive(Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
}

impl Record {
    /// Begins anew.
    pub(super) fn clear(&mut self) -> &mut Self {
        self.bytes.clear();
        self
    }

    /// Adds a field as it is.
    pub(super) fn field(&mut self, text: &str) -> &mut Self {
        self.bytes.extend(text.bytes().filter(|&byte| byte != 0));
        self.bytes.push(0);
        self
    }

    /// Adds a field to sort by: like a dictionary, with numbers by their value.
    pub(super) fn natural(&mut self, text: &str) -> &mut Self {
        let mut rest = text.as_bytes();
        while let Some(&byte) = rest.first() {
            if byte.is_ascii_digit() {
                rest = self.number(rest);
            } else {
                self.bytes.extend((byte != 0).then_some(byte));
                rest = &rest[1..];
            }
        }
        self.bytes.push(0);
        self
    }

    /// Takes the digits off the front; leading zeros do not count.
    fn number<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        let end = text.iter().take_while(|b| b.is_ascii_digit()).count();
        let zeros = text[..end - 1].iter().take_while(|&&b| b == b'0').count();
        let number = &text[zeros..end];
        self.bytes.push(b'0');
        self.bytes.push(u8::try_from(number.len()).unwrap_or(u8::MAX));
        self.bytes.extend_from_slice(number);
        &text[end..]
    }

    /// The whole.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The last `N` fields of a record, which are text.
pub(super) fn fields<const N: usize>(record: &[u8]) -> [&str; N] {
    let mut fields = [""; N];
    let mut rest = record;
    for field in fields.iter_mut().rev() {
        rest = rest.strip_suffix(&[0]).unwrap_or(rest);
        let start = rest.iter().rposition(|&byte| byte == 0).map_or(0, |at| at + 1);
        *field = std::str::from_utf8(&rest[start..]).unwrap_or_default();
        rest = &rest[..start];
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Vec<u8> {
        Record::default().natural(text).bytes().to_vec()
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let mut spans = ["d#char=1310,1372", "d#char=40,90", "d#assertion-x", "d", "d#char=40,8", "d#char=0,8"];
        spans.sort_by_key(|span| key(span));
        assert_eq!(spans, ["d", "d#assertion-x", "d#char=0,8", "d#char=40,8", "d#char=40,90", "d#char=1310,1372"]);
    }

    #[test]
    fn fields_come_back() {
        let mut record = Record::default();
        record.natural("a10").field("").field("täxt\0").field("z");
        assert_eq!(fields::<3>(record.bytes()), ["", "täxt", "z"]);
        assert_eq!(fields::<2>(record.clear().field("x").field("").bytes()), ["x", ""]);
    }
}
