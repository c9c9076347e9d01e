//! What the store reads for pages of worklist and history, with few cases and with a million. The pages themselves are
//! measured in `desk.rs`.
//!
//! Ours is `crates/store/examples/page_speed.rs URL NAME CASES`, run on two SQLite databases of its
//! own making. It prints the median time of a page as `worklist.few.*`, `worklist.many.*`,
//! `history.few.*` and `history.many.*`, one for each choice of filters.

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};

const CASES: [(&str, u32); 2] = [("few", 1_000), ("many", 1_000_000)];

/// All figures of the store, and by how much the kind of page that grew most did: as a ratio, and in what an officer would
/// wait longer. A tree of a million rows is a level or two deeper than one of a thousand; at a tenth of a millisecond a page
/// that is seen in the ratio and by nobody else.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let scratch = Scratch::new(&places.target, "pages")?;
    let mut figures = Vec::new();
    for (name, cases) in CASES {
        let database = scratch.path().join(format!("{name}.db"));
        let url = format!("sqlite://{}", database.display());
        let mut command = examples::built(places, "comity-store", "page_speed")?;
        command.args([&url, name, &cases.to_string()]);
        figures.extend(examples::figures(&mut command)?);
    }
    for page in ["worklist", "history"] {
        let growth = growth(&figures, page)
            .with_context(|| format!("the example printed no figures of {page} pages"))?;
        figures.push(Figure::new(&format!("pages.{page}_growth"), growth, "x"));
        let added = added(&figures, page).unwrap_or_default();
        figures.push(Figure::new(&format!("pages.{page}_added"), added, "ms"));
    }
    Ok(figures)
}

/// The worst ratio of the same page with many cases and with few.
pub fn growth(figures: &[Figure], page: &str) -> Option<f64> {
    let pairs = pairs(figures, page);
    pairs.map(|(few, many)| many / few).max_by(f64::total_cmp)
}

/// The most milliseconds by which the same page is slower with many cases.
pub fn added(figures: &[Figure], page: &str) -> Option<f64> {
    let pairs = pairs(figures, page);
    pairs.map(|(few, many)| many - few).max_by(f64::total_cmp)
}

/// The same page with few cases and with many.
fn pairs(figures: &[Figure], page: &str) -> impl Iterator<Item = (f64, f64)> {
    let few = format!("{page}.few");
    figures.iter().filter_map(move |small| {
        let rest = small.name.strip_prefix(&few)?;
        let large = format!("{}.many{rest}", few.trim_end_matches(".few"));
        let large = figures.iter().find(|figure| figure.name == large)?;
        Some((small.value, large.value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_page_counts() {
        let figure = |name, value| Figure::new(name, value, "ms");
        let figures = [
            figure("worklist.few.000.median", 1.0),
            figure("worklist.few.001.median", 2.0),
            figure("worklist.many.000.median", 3.0),
            figure("worklist.many.001.median", 2.0),
        ];
        assert_eq!(growth(&figures, "worklist"), Some(3.0));
        assert_eq!(added(&figures, "worklist"), Some(2.0));
        assert_eq!(growth(&figures, "history"), None);
    }
}
