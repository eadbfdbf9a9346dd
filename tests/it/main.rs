//! What the parts do together, and what a user sees of them. One binary: each further one would cost a link.

mod answers;
mod cli;
mod conflicts;
mod diff;
mod examples;
mod export;
mod extending;
mod graph;
mod identity;
mod joined;
mod merge;
mod merged;
mod pairs;
mod query;
mod reading;
mod scene;
mod selection;
mod store;
mod validate;
mod views;
