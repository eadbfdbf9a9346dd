//! Prepares what the binary embeds: the compiled gazetteer and the list of the ontology's files.

#[path = "build/gazetteer.rs"]
mod gazetteer;
#[path = "build/ontology_files.rs"]
mod ontology_files;

fn main() {
    println!("cargo::rerun-if-changed=queries");
    gazetteer::write();
    ontology_files::write();
}
