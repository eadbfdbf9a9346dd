//! The whole way in, from files on disk: what users meet.

use super::*;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// What reading a folder comes to: the names of documents, and errors and notes in words.
fn read_folder(folder: &Path) -> Vec<String> {
    let read_all = |source: Result<Source, InputError>| match source {
        Ok(source) => read(&source, &Options::default()).collect::<Vec<_>>(),
        Err(error) => vec![Err(error)],
    };
    let items = expand([folder]).flat_map(read_all);
    let prefix = format!("{}/", folder.display());
    items.map(|item| item.map_or_else(|error| error.to_string().replace(&prefix, ""), |document| document.source_name)).collect()
}

#[test]
fn good_inputs_are_read_among_bad_ones() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"{\"id\": \"k\", \"text\": \"Kyiv agreed.\"}\nnonsense\n").unwrap();
    write(folder.path(), "a.txt", b"Talks fail\n\nTokyo refused.\n");
    write(folder.path(), "b.txt", b"");
    write(folder.path(), "c.txt", b"%PDF-1.7 and so on");
    write(folder.path(), "d.ndjson.gz", &packed.finish().unwrap());
    write(folder.path(), "e.html", b"<html><p>Moscow <b>did not sign</b> the accord, the ministry said on Monday.");
    write(folder.path(), "f.html", b"<html><script>let x;</script></html>");
    write(folder.path(), "g.md", b"# Talks\n\nThey failed.");
    write(folder.path(), "h.docx", b"PK\x03\x04");
    assert_eq!(
        read_folder(folder.path()),
        [
            "a",
            "b.txt: empty; give a file that holds text",
            "c.txt: a PDF, not text; convert it to text first, for example with pdftotext",
            "k",
            "d.ndjson.gz:2: not a JSON object (it begins with `n`); each line must be one whole object",
            "e",
            "f.html: no text in it; check that it holds an article",
            "g",
            "h.docx: left out, no format has this ending; name the file itself to read it",
        ]
    );
}

#[test]
fn offsets_count_as_in_the_file_opened_as_text() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "a.txt",
        "\u{FEFF}Talks “fail”\r\nDate: 3 May 2017\r\n\r\nTokyo\u{B}refused.\rMoscow – no.\r\n".as_bytes(),
    );
    let source = Source::File(folder.path().join("a.txt"));
    let document = read(&source, &Options::default()).next().unwrap().unwrap();
    assert_eq!(document.text.as_str(), "Talks “fail”\nDate: 3 May 2017\n\nTokyo refused.\nMoscow – no.\n");
    let spans: Vec<_> = document.blocks.iter().map(|block| (block.span.start, document.prose(*block))).collect();
    assert_eq!(spans, [(0, "Talks “fail”".into()), (31, "Tokyo refused.".into()), (46, "Moscow – no.".into())]);
}

#[test]
fn wrapped_prose_reads_as_one_line() {
    let document = Document {
        text: Text::new("Tokyo\nrefused\tit.".into()),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: CharSpan::new(0, 17) }],
        ..Document::default()
    };
    assert_eq!(document.prose(document.blocks[0]), "Tokyo refused it.");
}

#[test]
fn long_lines_take_time_in_proportion() {
    // Many times the words of an article; quadratic work would show as a thousand times the bytes looked at.
    let folder = tempfile::tempdir().unwrap();
    for (name, before, after) in
        [("a.txt", "", ""), ("b.html", "<p>", "</p>"), ("c.ndjson", "{\"text\": \"", "\"}"), ("d.md", "", "")]
    {
        let words = "The minister refused to sign the accord, – and left. ".repeat(15_000);
        write(folder.path(), name, format!("{before}{words}{after}").as_bytes());
        let source = Source::File(folder.path().join(name));
        let document = read(&source, &Options::default()).next().unwrap().unwrap();
        assert_eq!(document.blocks.len(), 1, "{name}");
        assert_eq!(document.blocks[0].span.len(), words.trim_end().chars().count(), "{name}");
    }
}

#[test]
fn a_paragraph_beyond_all_measure_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "endless.txt", "Moscow refused again. ".repeat(50_000).as_bytes());
    let source = Source::File(folder.path().join("endless.txt"));
    let error = read(&source, &Options::default()).next().unwrap().unwrap_err();
    assert!(matches!(error, InputError::LongParagraph { length, .. } if length > 1_000_000), "{error}");
    assert!(error.to_string().contains("break it into paragraphs"), "{error}");
}
