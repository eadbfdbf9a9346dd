//! From bytes to a clean text. UTF-8 where it is valid or nearly so, a byte order mark or a page's
//! own declaration next, and only then a guess; never a failure, because every byte decodes to
//! something and what does not is counted.
//!
//! Cleaning keeps positions: line ends become `\n` as they do when a file is opened as text, and a
//! control character that XML, and so RDF/XML, cannot hold becomes one space.

use super::error::{InputError, Place};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A decoded, clean text.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// How many characters were replaced.
    pub(super) replaced: usize,
}

/// How much of a page is searched for its declaration of an encoding, as browsers do.
const DECLARATION: usize = 4096;

/// What the first bytes of other kinds of files are, what the kind is called, and what to do.
#[rustfmt::skip]
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF",              "a PDF",                          "convert it to text first, for example with pdftotext"),
    (b"PK\x03\x04",        "a ZIP archive or office document", "unpack it, or save the document as text or HTML"),
    (b"\xD0\xCF\x11\xE0",  "an old office document",         "save it as text or HTML"),
    (b"{\\rtf",            "an RTF document",                "save it as text or HTML"),
    (b"\x89PNG",           "a PNG image",                    "read the words off it first, for example with tesseract"),
    (b"\xFF\xD8\xFF",      "a JPEG image",                   "read the words off it first, for example with tesseract"),
    (b"GIF8",              "a GIF image",                    "read the words off it first, for example with tesseract"),
    (b"RIFF",              "an image or a recording",        "convert it to text first"),
    (b"BZh",               "a bzip2 archive",                "unpack it first with bunzip2"),
    (b"\xFD7zXZ",          "an xz archive",                  "unpack it first with unxz"),
    (b"\x28\xB5\x2F\xFD",  "a zstd archive",                 "unpack it first with unzstd"),
    (b"7z\xBC\xAF",        "a 7z archive",                   "unpack it first"),
    (b"\x7FELF",           "a program",                      "give a text"),
    (b"\xFF\xFE\0\0",      "UTF-32 text",                    "convert it first, for example with `iconv -f UTF-32 -t UTF-8`"),
    (b"\0\0\xFE\xFF",      "UTF-32 text",                    "convert it first, for example with `iconv -f UTF-32 -t UTF-8`"),
];

/// Refuses what is no text by its first bytes: a known signature, or a NUL outside UTF-16.
pub(super) fn refuse_binary(head: &[u8], place: &Place) -> Result<(), InputError> {
    let refuse = |kind, remedy| Err(InputError::Binary { place: place.clone(), kind, remedy });
    if let Some((_, kind, remedy)) = SIGNATURES.iter().find(|(bytes, ..)| head.starts_with(bytes)) {
        return refuse(kind, remedy);
    }
    if Encoding::for_bom(head).is_none() && head.contains(&0) {
        return refuse("binary data", "convert it to UTF-8 text first");
    }
    Ok(())
}

/// The encoding that a byte order mark tells, when it is not UTF-8.
pub(super) fn wide_encoding(head: &[u8]) -> Option<&'static str> {
    let (encoding, _) = Encoding::for_bom(head)?;
    (encoding != UTF_8).then(|| encoding.name())
}

/// Decodes and cleans a text.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    decode_declared(bytes, None)
}

/// Decodes and cleans a web page, whose head may declare its encoding.
pub(super) fn decode_page(bytes: Vec<u8>) -> Decoded {
    let declared = declared_encoding(&bytes);
    decode_declared(bytes, declared)
}

fn decode_declared(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    match String::from_utf8(bytes) {
        Ok(text) => clean(text),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = declared.unwrap_or_else(|| guess(&bytes));
            decode_as(if mostly_utf8(&bytes) { UTF_8 } else { encoding }, &bytes)
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let lost = if malformed { text.matches('\u{FFFD}').count() } else { 0 };
    let cleaned = clean(text.into_owned());
    Decoded { replaced: cleaned.replaced + lost, ..cleaned }
}

/// A guess from the bytes at a legacy encoding.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether bytes that are not valid UTF-8 are UTF-8 with damage: not many more broken
/// characters beyond ASCII than whole ones. In a legacy encoding hardly any two bytes form one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole * 4 > broken
}

/// The encoding that a page declares in `<meta charset=…>`, `content="…; charset=…"` or `<?xml encoding=…?>`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let value = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key))?.1;
    let label = value.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';', '>', '/', '?']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    Some(encoding.output_encoding())
}

/// Line ends to `\n`, control characters to spaces; a text without either is handed back as it is.
pub(super) fn clean(text: String) -> Decoded {
    if !text.chars().any(|c| c == '\r' || is_forbidden(c)) {
        return Decoded { text, replaced: 0 };
    }
    let mut replaced = 0;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            c if is_forbidden(c) => {
                replaced += 1;
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    Decoded { text: out, replaced }
}

/// Whether XML 1.0 has no way to hold a character (<https://www.w3.org/TR/xml/#charsets>).
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Der Außenminister erklärte, die Gespräche über Königsberg würden natürlich fortgeführt. ";

    #[test]
    fn utf_16_is_read_by_its_mark() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("Tokyo “refused”".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(bytes).text, "Tokyo “refused”");
    }

    #[test]
    fn a_utf_8_mark_is_dropped() {
        assert_eq!(decode(b"\xEF\xBB\xBFMoscow".to_vec()).text, "Moscow");
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(WORDS);
        assert_eq!(decode(bytes.repeat(3)).text, WORDS.repeat(3));
        let russian = "Министр иностранных дел заявил, что переговоры о границе не состоятся. ";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(bytes.repeat(3)).text, russian.repeat(3));
    }

    #[test]
    fn a_page_declares_its_encoding() {
        let page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head>Москва";
        let (bytes, ..) = encoding_rs::KOI8_R.encode(page);
        assert_eq!(decode_page(bytes.into_owned()).text, page);
        assert_eq!(declared_encoding(b"<meta charset=\"utf-16\">"), Some(UTF_8));
        assert_eq!(declared_encoding(b"<meta charset=unheard-of>"), None);
    }

    #[test]
    fn damage_in_utf_8_costs_one_character() {
        let mut bytes = "“Never”, said Tokyo’s envoy — twice.".as_bytes().to_vec();
        bytes.insert(8, 0xFF);
        let decoded = decode(bytes);
        assert_eq!(decoded.text, "“Never\u{FFFD}”, said Tokyo’s envoy — twice.");
        assert_eq!(decoded.replaced, 1);
    }

    #[test]
    fn cleaning_keeps_positions() {
        let decoded = clean("a\r\nb\rc\u{1}d\u{FFFF}e\tf\u{C}".into());
        assert_eq!(decoded.text, "a\nb\nc d e\tf ");
        assert_eq!(decoded.replaced, 3);
    }

    #[test]
    fn other_kinds_of_files_are_refused_by_name() {
        let place = Place::input("a");
        for (bytes, kind, _) in SIGNATURES {
            let error = refuse_binary(&[bytes, &b" and more"[..]].concat(), &place).unwrap_err();
            assert!(error.to_string().starts_with(&format!("a: {kind}, not text; ")), "{error}");
        }
        assert!(refuse_binary(b"abc\0def", &place).is_err());
        assert!(refuse_binary(b"\xFF\xFEa\0b\0", &place).is_ok());
        assert!(refuse_binary("Größe".as_bytes(), &place).is_ok());
    }
}
