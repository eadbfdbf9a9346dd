//! Compiles `ontology/gazetteer/*.ttl` into the image that the program carries, with the program's own reader: a fault
//! in a file stops the build with file, line and reason.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The program's own modules for reading and indexing.
#[path = "../src/knowledge"]
#[allow(dead_code, unreachable_pub, reason = "the build script needs only the half that reads files and writes the image")]
mod knowledge {
    pub mod entity;
    pub mod faults;
    pub mod turtle_file;

    #[path = "gazetteer"]
    pub mod gazetteer {
        pub mod builder;
        pub mod fold;
        pub mod image;
        pub mod index;
        pub mod model;
        pub mod names;
        pub mod turtle;
    }
}

use knowledge::gazetteer::{builder, image, index::NameIndex, turtle};

/// The folder of the files.
const FOLDER: &str = "ontology/gazetteer";

/// Writes `gazetteer.bin` into the folder of generated files, and has cargo watch what it is made from. A fault in a
/// file is an error of the build.
pub(crate) fn write() {
    for source in [
        FOLDER,
        "src/knowledge/gazetteer",
        "src/knowledge/entity.rs",
        "src/knowledge/faults.rs",
        "src/knowledge/turtle_file.rs",
        "build/gazetteer.rs",
    ] {
        println!("cargo::rerun-if-changed={source}");
    }
    if let Err(error) = compile() {
        error.to_string().lines().for_each(|fault| println!("cargo::error={fault}"));
    }
}

fn compile() -> Result<(), Box<dyn Error>> {
    let files = turtle_files(Path::new(FOLDER))?;
    let sources: Vec<_> = files.iter().map(|path| turtle::Source::read(path)).collect::<Result<_, _>>()?;
    let entities = builder::read(&sources, Vec::new())?;
    let index = NameIndex::build(&entities)?;
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets no OUT_DIR")?);
    fs::write(folder.join("gazetteer.bin"), image::write(&entities, &index)?)?;
    Ok(())
}

/// The Turtle files of a folder, sorted by name.
fn turtle_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ttl"));
    files.sort();
    Ok(files)
}
