//! Dependency trees to look at: one line for each token, below its head and indented.

use super::Analysis;
use std::fmt::{self, Write};

/// Writes the tree of each sentence of an analysis. Children stand in the order of the text;
/// `◂` marks those to the left of their head, `▸` those to its right. White space on which nothing
/// depends is left out.
///
/// # Errors
/// Only those of `out`.
pub fn write_trees(out: &mut impl Write, analysis: &Analysis) -> fmt::Result {
    let children = children(analysis);
    for sentence in &analysis.sentences {
        for root in sentence.clone().filter(|&token| analysis.tokens[token].head == token) {
            write_subtree(out, analysis, &children, root)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn children(analysis: &Analysis) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); analysis.tokens.len()];
    for (index, token) in analysis.tokens.iter().enumerate() {
        if token.head != index {
            children[token.head].push(index);
        }
    }
    children
}

/// Without recursion: a tree may be as deep as its text is long.
fn write_subtree(out: &mut impl Write, analysis: &Analysis, children: &[Vec<usize>], root: usize) -> fmt::Result {
    let mut open = vec![(root, String::new(), String::new())];
    while let Some((index, before, below)) = open.pop() {
        write_token(out, analysis, index, &before)?;
        let shown = |child: &&usize| !analysis.tokens[**child].is_space || !children[**child].is_empty();
        let last = children[index].iter().rfind(shown);
        for child in children[index].iter().rev().filter(shown) {
            let (branch, trunk) = if Some(child) == last { ("└─", "  ") } else { ("├─", "│ ") };
            open.push((*child, format!("{below}{branch}"), format!("{below}{trunk}")));
        }
    }
    Ok(())
}

fn write_token(out: &mut impl Write, analysis: &Analysis, index: usize, before: &str) -> fmt::Result {
    let token = &analysis.tokens[index];
    let side = match index.cmp(&token.head) {
        std::cmp::Ordering::Less => "◂ ",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "▸ ",
    };
    write!(out, "{before}{side}{} [{}] {} {}", token.text.escape_debug(), token.dep, token.pos, token.lemma.escape_debug())?;
    if !token.morph.is_empty() {
        write!(out, " {}", token.morph)?;
    }
    let name = analysis.names.partition_point(|name| name.tokens.end <= index);
    if let Some(name) = analysis.names.get(name).filter(|name| name.tokens.contains(&index)) {
        write!(out, " <{}>", name.label)?;
    }
    writeln!(out)
}
