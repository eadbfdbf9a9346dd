//! What the tokenizer cuts off: prefixes, suffixes and infixes of a stretch without white space, and
//! which stretches are URLs. The model states these as regular expressions of thousands of
//! characters; here they are rules over character classes that give the same lengths (in bytes).

use super::charset::CharSet;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The character classes and strings of the model's tokenizer.
#[derive(Debug, Deserialize)]
pub(super) struct AffixTables {
    prefix_single: String,
    prefix_multi: Vec<String>,
    suffix_single: String,
    suffix_multi: Vec<String>,
    units_after_digit: Vec<String>,
    currency_after_digit: Vec<String>,
    infix_hyphens: Vec<String>,
    icon: CharSet,
    alpha: CharSet,
    alnum_lb: CharSet,
    upper: CharSet,
    dot_prev_suffix: CharSet,
    dot_prev_infix: CharSet,
    dot_next_infix: CharSet,
    py_isalnum: CharSet,
    py_isdecimal: CharSet,
    url_tld: CharSet,
}

/// The rules for affixes.
#[derive(Debug)]
pub(super) struct Affixes {
    tables: AffixTables,
    prefixes: CharSet,
    suffixes: CharSet,
    /// Units and currencies that may follow a digit.
    measures: FxHashSet<Box<str>>,
    /// Bytes of the longest measure.
    longest_measure: usize,
}

impl Affixes {
    pub(super) fn new(tables: AffixTables) -> Self {
        let measures: FxHashSet<Box<str>> =
            tables.units_after_digit.iter().chain(&tables.currency_after_digit).map(|m| m.as_str().into()).collect();
        Self {
            prefixes: CharSet::of(&tables.prefix_single),
            suffixes: CharSet::of(&tables.suffix_single),
            longest_measure: measures.iter().map(|m| m.len()).max().unwrap_or(0),
            measures,
            tables,
        }
    }

    /// The bytes of the prefix, 0 if there is none.
    pub(super) fn prefix(&self, s: &str) -> usize {
        let mut chars = s.chars();
        let Some(first) = chars.next() else { return 0 };
        if self.prefixes.has(first) || self.tables.icon.has(first) {
            return first.len_utf8();
        }
        match first {
            '+' => usize::from(!chars.next().is_some_and(|c| c.is_ascii_digit())),
            '.' => at_least_two(s.bytes().take_while(|&b| b == b'.').count()),
            _ => self.tables.prefix_multi.iter().find(|m| s.starts_with(m.as_str())).map_or(0, String::len),
        }
    }

    /// The bytes of the longest suffix, 0 if there is none.
    pub(super) fn suffix(&self, s: &str) -> usize {
        let Some(last) = s.chars().next_back() else { return 0 };
        let mut best = 0;
        if self.suffixes.has(last) || self.tables.icon.has(last) || self.single_after_context(s, last) {
            best = last.len_utf8();
        }
        if last == '.' {
            best = best.max(at_least_two(s.bytes().rev().take_while(|&b| b == b'.').count()));
        }
        let several = self.tables.suffix_multi.iter().filter(|m| s.ends_with(m.as_str())).map(String::len).max();
        best.max(several.unwrap_or(0)).max(self.measure(s))
    }

    /// Whether a final `.` or `+` is a suffix by what comes before it.
    fn single_after_context(&self, s: &str, last: char) -> bool {
        let mut before = s.chars().rev().skip(1);
        let Some(previous) = before.next() else { return false };
        match last {
            '+' => previous.is_ascii_digit(),
            '.' if self.tables.dot_prev_suffix.has(previous) => true,
            '.' => before.next().is_some_and(|earlier| {
                earlier == '°' && "FfCcKk".contains(previous) || self.tables.upper.has(previous) && self.tables.upper.has(earlier)
            }),
            _ => false,
        }
    }

    /// The bytes of the longest unit or currency that ends the string right after a digit.
    fn measure(&self, s: &str) -> usize {
        let bytes = s.as_bytes();
        let from = s.len().saturating_sub(self.longest_measure).max(1);
        (from..s.len())
            .find(|&at| bytes[at - 1].is_ascii_digit() && s.is_char_boundary(at) && self.measures.contains(&s[at..]))
            .map_or(0, |at| s.len() - at)
    }

    /// The infixes, left to right, as byte ranges, none at 0 or empty.
    pub(super) fn infixes(&self, s: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut previous = None;
        let mut at = 0;
        while let Some(c) = s[at..].chars().next() {
            let length = self.infix_at(&s[at..], c, previous);
            if length > 0 {
                found.push((at, at + length));
            }
            at += length.max(c.len_utf8());
            previous = s[..at].chars().next_back();
        }
        found.retain(|&(start, _)| start > 0);
        found
    }

    /// The bytes of the infix that `rest` begins with, 0 if there is none.
    fn infix_at(&self, rest: &str, c: char, previous: Option<char>) -> usize {
        let dots = at_least_two(rest.bytes().take_while(|&b| b == b'.').count());
        if dots > 0 {
            return dots;
        }
        if c == '…' || self.tables.icon.has(c) {
            return c.len_utf8();
        }
        let after = &rest[c.len_utf8()..];
        match (previous, after.chars().next()) {
            (Some(previous), Some(next)) => self.infix_between(rest, c, previous, next),
            _ => 0,
        }
    }

    fn infix_between(&self, rest: &str, c: char, previous: char, next: char) -> usize {
        let t = &self.tables;
        let single = match c {
            '+' | '-' | '*' | '^' if previous.is_ascii_digit() => next.is_ascii_digit() || next == '-',
            '.' => t.dot_prev_infix.has(previous) && t.dot_next_infix.has(next),
            ',' => t.alpha.has(previous) && t.alpha.has(next),
            ':' | '<' | '>' | '=' | '/' => t.alnum_lb.has(previous) && t.alpha.has(next),
            _ => false,
        };
        if single {
            return c.len_utf8();
        }
        if !t.alnum_lb.has(previous) {
            return 0;
        }
        let joins = |hyphen: &&String| {
            rest.strip_prefix(hyphen.as_str()).and_then(|after| after.chars().next()).is_some_and(|c| t.alpha.has(c))
        };
        t.infix_hyphens.iter().find(joins).map_or(0, String::len)
    }

    /// Whether the whole string is a URL by the model's pattern: an optional scheme, an optional user
    /// before `@`, a host (an IPv4 address that is not of a private network, or labels and a
    /// top-level domain), an optional port, and anything after `/`, `?` or `#`.
    pub(super) fn is_url(&self, s: &str) -> bool {
        if !s.contains('.') {
            return false;
        }
        let after_scheme = s.find("://").filter(|&at| self.is_scheme(&s[..at])).map(|at| at + 3);
        let after_user = s.match_indices('@').map(|(at, _)| at + 1).filter(|&at| at > 1);
        std::iter::once(0).chain(after_scheme).chain(after_user).any(|host| self.is_host_and_rest(&s[host..]))
    }

    fn is_scheme(&self, s: &str) -> bool {
        s.chars().count() >= 2 && s.chars().all(|c| "_+-.".contains(c) || self.tables.py_isalnum.has(c))
    }

    fn is_host_and_rest(&self, s: &str) -> bool {
        let end = s.find(['/', '?', '#', '@']).unwrap_or(s.len());
        let authority = &s[..end];
        if s[end..].starts_with('@') {
            return false; // So that many of them cost no more than one.
        }
        let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let digits =
            |port: &str| (2..=5).contains(&port.chars().count()) && port.chars().all(|c| self.tables.py_isdecimal.has(c));
        port.is_none_or(digits) && (self.is_domain(host) || self.is_public_ipv4(host))
    }

    fn is_domain(&self, host: &str) -> bool {
        let Some((labels, top)) = host.rsplit_once('.') else { return false };
        (2..=63).contains(&top.chars().count())
            && top.chars().all(|c| self.tables.url_tld.has(c))
            && labels.split('.').all(is_label)
    }

    fn is_public_ipv4(&self, host: &str) -> bool {
        let octets: Vec<&str> = host.split('.').collect();
        let &[first, second, third, last] = octets.as_slice() else { return false };
        let private = matches!((first, second), ("10" | "127", _) | ("169", "254") | ("192", "168"))
            || first == "172" && matches!(second, "16" | "17" | "18" | "19" | "30" | "31")
            || first == "172" && second.chars().count() == 2 && second.starts_with('2');
        !private
            && self.is_octet(first, 223, false)
            && self.is_octet(second, 255, true)
            && self.is_octet(third, 255, true)
            && self.is_octet(last, 254, false)
    }

    /// Whether it is a number up to `most` as the pattern writes it: digits of any script where the
    /// pattern says `\d`, ASCII where it names them; `padded` numbers may begin with zeros.
    fn is_octet(&self, s: &str, most: u32, padded: bool) -> bool {
        let digit = |c: char| self.tables.py_isdecimal.has(c);
        let chars: Vec<char> = s.chars().collect();
        match *chars.as_slice() {
            [one] if padded => digit(one),
            [one] => ('1'..='9').contains(&one),
            [ten, one] if padded => digit(ten) && digit(one),
            [ten, one] => ('1'..='9').contains(&ten) && digit(one),
            ['1', ten, one] => digit(ten) && digit(one),
            ['2', ten, one] => {
                let (top_ten, top_one) = (most / 10 % 10, most % 10);
                ten.to_digit(10).is_some_and(|ten| {
                    ten < top_ten && digit(one) || ten == top_ten && one.to_digit(10).is_some_and(|one| one <= top_one)
                })
            }
            _ => false,
        }
    }
}

/// A label of a domain: up to 64 letters, digits and characters from U+00A1 to U+FFFF, inside also `_` and `-`.
fn is_label(label: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || ('\u{A1}'..='\u{FFFF}').contains(&c);
    let ends = [label.chars().next(), label.chars().next_back()];
    ends.iter().all(|end| end.is_some_and(letter))
        && label.chars().all(|c| letter(c) || c == '_' || c == '-')
        && label.chars().count() <= 64
}

fn at_least_two(count: usize) -> usize {
    if count >= 2 { count } else { 0 }
}
