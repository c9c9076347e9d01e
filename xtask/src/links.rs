//! Every link in every page of the repository leads somewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Checks all `*.md` below the root; all dead links are named at once.
pub fn check(root: &Path) -> Result<()> {
    let mut pages = Vec::new();
    collect(root, &mut pages)?;
    let mut dead = Vec::new();
    let mut count = 0;
    for page in &pages {
        let text = read(page)?;
        for link in links(&text) {
            count += 1;
            if let Some(why) = fault(page, &link)? {
                dead.push(format!("{}: ({link}) {why}", page.display()));
            }
        }
    }
    if !dead.is_empty() {
        bail!("{} dead links:\n{}", dead.len(), dead.join("\n"));
    }
    println!("   {count} links in {} pages", pages.len());
    Ok(())
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| cannot_read(folder))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            collect(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

/// What `](...)` holds, outside code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        let line = without_code(line);
        for (start, _) in line.match_indices("](") {
            let rest = &line[start + 2..];
            if let Some(end) = rest.find(')') {
                links.push(rest[..end].to_owned());
            }
        }
    }
    links
}

/// The lines outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

fn fault(page: &Path, link: &str) -> Result<Option<&'static str>> {
    // The network is no part of a test; only what the repository holds is checked.
    if link.contains("://") || link.starts_with("mailto:") {
        return Ok(None);
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match file {
        "" => page.to_owned(),
        file => page.parent().unwrap_or(page).join(file),
    };
    if !target.exists() {
        return Ok(Some("no such file"));
    }
    if anchor.is_empty() || target.extension().is_none_or(|extension| extension != "md") {
        return Ok(None);
    }
    let known = anchors(&read(&target)?).contains(anchor);
    Ok((!known).then_some("no such heading"))
}

/// The names under which a page's headings can be linked.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn read(page: &Path) -> Result<String> {
    std::fs::read_to_string(page).with_context(|| cannot_read(page))
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read {}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Scratch;

    #[test]
    fn links_in_code_are_no_links() {
        let text = "[a](b.md) `[c](d.md)`\n```\n[e](f.md)\n```\n[g](#h)";
        assert_eq!(links(text), ["b.md", "#h"]);
    }

    #[test]
    fn headings_are_named_as_a_forge_names_them() {
        assert_eq!(
            anchor("5. Formats: published `ones` only"),
            "5-formats-published-ones-only"
        );
    }

    #[test]
    fn dead_files_and_headings_are_found() {
        let scratch = Scratch::new(&std::env::temp_dir(), "links").unwrap();
        let page = scratch.path().join("a.md");
        std::fs::write(&page, "# One\n[x](#one) [y](#two) [z](gone.md)").unwrap();
        let dead = check(scratch.path()).unwrap_err().to_string();
        assert!(dead.starts_with("2 dead links"), "{dead}");
        std::fs::write(&page, "# One\n[x](#one) [y](a.md#one)").unwrap();
        check(scratch.path()).unwrap();
    }
}
