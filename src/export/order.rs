//! The order of what people read: like a dictionary, with numbers by their value, so that
//! `#char=40,90` stands before `#char=1310,1372` and a document's nodes follow its text.

use std::cmp::Ordering;

/// Compares two strings so; equal only if they are the same.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while !left.is_empty() && !right.is_empty() {
        let order = compare_next(&mut left, &mut right);
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Compares and takes off the next byte of each or, where both have one, the next number.
fn compare_next(left: &mut &[u8], right: &mut &[u8]) -> Ordering {
    if left[0].is_ascii_digit() && right[0].is_ascii_digit() {
        let (number, other) = (take_number(left), take_number(right));
        return number.len().cmp(&other.len()).then_with(|| number.cmp(other));
    }
    let order = left[0].cmp(&right[0]);
    (*left, *right) = (&left[1..], &right[1..]);
    order
}

/// Takes the digits off the front; leading zeros do not count.
fn take_number<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let end = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let (number, rest) = bytes.split_at(end);
    *bytes = rest;
    let zeros = number.iter().take_while(|&&b| b == b'0').count();
    &number[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_value() {
        let mut spans = ["d#char=1310,1372", "d#char=40,90", "d#assertion-x", "d", "d#char=40,8"];
        spans.sort_by(|a, b| natural(a, b));
        assert_eq!(spans, ["d", "d#assertion-x", "d#char=40,8", "d#char=40,90", "d#char=1310,1372"]);
    }

    #[test]
    fn different_strings_are_never_equal() {
        assert_eq!(natural("a01", "a1"), natural("a1", "a01").reverse());
        assert_ne!(natural("a01", "a1"), Ordering::Equal);
    }
}
