//! From a source to bytes: opened, unpacked, looked at, and limited. The first bytes decide what
//! the input is, so that a PDF is refused before anything is read and `-` needs no name.

use super::error::{InputError, Place};
use super::format::Format;
use super::source::Source;
use super::{Document, Documents, Options, encoding};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// How many bytes are looked at before the format is settled.
const HEAD: u64 = 8192;

/// An opened input.
pub(super) struct Input {
    /// The name that its documents get.
    pub(super) name: String,
    /// Where errors in it are.
    pub(super) place: Place,
    /// What it holds.
    pub(super) format: Format,
    /// The most bytes that one document may have.
    pub(super) limit: u64,
    /// Its bytes, unpacked.
    pub(super) bytes: Box<dyn BufRead + Send>,
}

/// Opens a source, unpacks it, and settles its format; empty inputs and binaries are refused here.
pub(super) fn open(source: &Source, options: &Options) -> Result<Input, InputError> {
    let place = source.place();
    let io = |error| InputError::io(&place, error);
    let (head, bytes) = peek(unpacked(source).map_err(io)?).map_err(io)?;
    if head.is_empty() {
        return Err(InputError::Empty(place));
    }
    encoding::refuse_binary(&head, &place)?;
    let by_name = match source {
        Source::File(path) => Format::from_path(path),
        Source::Stdin => None,
    };
    let format = options.format.or(by_name).unwrap_or_else(|| Format::sniff(&head));
    Ok(Input { name: source.name(), format, limit: options.limit, bytes, place })
}

/// The bytes of a source; gzip is told by its first bytes, not by the file's ending.
fn unpacked(source: &Source) -> io::Result<Box<dyn BufRead + Send>> {
    let raw: Box<dyn Read + Send> = match source {
        Source::File(path) => Box::new(File::open(path)?),
        Source::Stdin => Box::new(io::stdin()),
    };
    let (head, bytes) = peek(Box::new(BufReader::new(raw)))?;
    if head.starts_with(&[0x1F, 0x8B]) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(bytes))));
    }
    Ok(bytes)
}

/// The first bytes, and a reader that still gives them.
fn peek(mut bytes: Box<dyn BufRead + Send>) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}

impl Input {
    /// Reads the input as one document: decodes it whole and lets `parse` make a document of it.
    pub(super) fn one_document(
        self,
        decode: fn(Vec<u8>) -> encoding::Decoded,
        parse: fn(encoding::Decoded) -> Option<Document>,
    ) -> Documents {
        Box::new(std::iter::once_with(move || self.parse_whole(decode, parse)))
    }

    fn parse_whole(
        mut self,
        decode: fn(Vec<u8>) -> encoding::Decoded,
        parse: fn(encoding::Decoded) -> Option<Document>,
    ) -> Result<Document, InputError> {
        let decoded = decode(self.whole()?);
        if decoded.text.trim().is_empty() {
            return Err(InputError::Empty(self.place));
        }
        let document = parse(decoded).ok_or(InputError::NoText(self.place))?;
        Ok(Document { source_name: self.name, ..document })
    }

    /// All bytes, within the limit.
    fn whole(&mut self) -> Result<Vec<u8>, InputError> {
        let mut all = Vec::new();
        let read = self.bytes.by_ref().take(self.limit + 1).read_to_end(&mut all);
        read.map_err(|error| InputError::io(&self.place, error))?;
        if all.len() as u64 > self.limit {
            return Err(InputError::TooLarge { place: self.place.clone(), limit: self.limit });
        }
        Ok(all)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// An input from bytes in memory.
    pub(in crate::input) fn input(format: Format, bytes: &[u8]) -> Input {
        let bytes = Box::new(Cursor::new(bytes.to_vec()));
        Input { name: "sample".into(), place: Place::input("sample"), format, limit: 1 << 20, bytes }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn read_file(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Document, InputError>> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        super::super::read(&Source::File(path), options).collect()
    }

    #[test]
    fn compressed_files_are_read_as_what_they_hold() {
        let packed = gzip(b"Talks fail\n\nTokyo refused the offer.\n");
        let documents = read_file("talks.txt.gz", &packed, &Options::default());
        let document = documents[0].as_ref().unwrap();
        assert_eq!((document.source_name.as_str(), document.title.as_deref()), ("talks", Some("Talks fail")));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let packed = gzip(&vec![b'a'; 3 << 20]);
        let options = Options { limit: 1 << 20, ..Options::default() };
        let found = read_file("bomb.txt.gz", &packed, &options);
        assert!(matches!(found[..], [Err(InputError::TooLarge { .. })]));
        let found = read_file("bomb.ndjson.gz", &packed, &options);
        assert!(matches!(found[..], [Err(InputError::TooLarge { .. })]));
    }

    #[test]
    fn a_damaged_archive_is_an_error() {
        let packed = gzip(&b"Talks fail in Geneva. ".repeat(2000));
        let found = read_file("cut.txt.gz", &packed[..packed.len() / 2], &Options::default());
        assert!(matches!(found[..], [Err(InputError::Io { .. })]));
    }

    #[test]
    fn empty_inputs_are_refused() {
        for bytes in [&b""[..], b" \n\t\n", b"\xEF\xBB\xBF"] {
            for name in ["a.txt", "a.md", "a.html", "a.ndjson"] {
                let found = read_file(name, bytes, &Options::default());
                assert!(matches!(found[..], [Err(InputError::Empty(_))]), "{name} {bytes:?} {found:?}");
            }
        }
    }

    #[test]
    fn a_named_format_comes_before_the_ending() {
        let options = Options { format: Some(Format::Ndjson), ..Options::default() };
        let found = read_file("a.txt", b"{\"id\": 5, \"text\": \"Moscow refused.\"}", &options);
        assert_eq!(found[0].as_ref().unwrap().source_name, "5");
    }
}
