//! Writes `ontology_files.rs`: the Turtle files of `ontology/` and `ontology/situations/` as embedded text, so that a
//! new situation type is one file and nothing else. The gazetteer is compiled by itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folders whose files are embedded, in their order of loading.
const FOLDERS: [&str; 2] = ["ontology", "ontology/situations"];

/// Writes the list into the folder of generated sources, and has cargo watch the folders.
pub(crate) fn write() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder for generated sources"));
    let mut list = String::from("&[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for name in turtle_files(&root.join(folder)) {
            let relative = format!("{folder}/{name}");
            let path = root.join(&relative);
            writeln!(list, r#"    ("{relative}", include_str!(r"{}")),"#, path.display()).expect("a string can be written to");
        }
    }
    list.push_str("]\n");
    fs::write(target.join("ontology_files.rs"), list).expect("the folder for generated sources can be written to");
}

/// The names of the Turtle files in a folder, sorted.
fn turtle_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "ttl")).collect();
    names.sort();
    names
}
