//! Prints `docs/law/articles.md`: from each provision to the rules, periods, grounds, steps and fields that rest on it, to the
//! code that applies them and to the tests that show it. A rule that no code applies, or that no test shows, fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use comity_treaty::law::{Ground, Period};
use comity_treaty::particulars::{Field, Kind};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Article, Measure, Rule};

use crate::documents::{PRINTED, check, kind};

/// A source file with its path below the crate.
struct Source {
    path: String,
    text: String,
}

/// Tests run in the folder of their crate.
fn sources(below: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![below.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the crate") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if ["rs", "md", "toml"]
                .iter()
                .any(|end| path.extension().is_some_and(|e| e == *end))
            {
                let text = std::fs::read_to_string(&path).expect("a text");
                let path = path.to_string_lossy().into_owned();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The files that hold one of the texts.
fn files<'a>(sources: &'a [Source], texts: &[String]) -> Vec<&'a str> {
    let holds = |source: &&Source| texts.iter().any(|text| source.text.contains(text.as_str()));
    sources
        .iter()
        .filter(holds)
        .map(|source| source.path.as_str())
        .collect()
}

/// Files that name rules and apply none: the table itself, and what reads the answers of the procedures.
const APPLY_NONE: [&str; 2] = ["law/rules.rs", "typed/probe.rs"];

#[test]
fn articles() {
    let applies = |source: &Source| APPLY_NONE.iter().all(|file| !source.path.ends_with(file));
    let code: Vec<Source> = sources(Path::new("src"))
        .into_iter()
        .filter(applies)
        .collect();
    let tests = sources(Path::new("tests"));
    let matrices = sources(Path::new("../../docs/procedures"));
    let mut out = format!(
        "# From the article to the test\n\n{PRINTED}\nEach provision with what rests on it. A rule names the code that applies it and the tests that \
         show it; *matrix* means that the printed matrix of a procedure shows it refusing.\n"
    );
    for article in Article::ALL {
        print_article(&mut out, *article, &code, &tests, &matrices);
    }
    check("law/articles.md", &out);
}

fn print_article(
    out: &mut String,
    article: Article,
    code: &[Source],
    tests: &[Source],
    matrices: &[Source],
) {
    let _ = writeln!(
        out,
        "\n## {article}\n\n{}. Confidence: {:?}.\n",
        article.subject(),
        article.confidence()
    );
    for rule in Rule::ALL.iter().filter(|rule| rule.article() == article) {
        print_rule(out, *rule, code, tests, matrices);
    }
    for period in Period::ALL
        .iter()
        .filter(|period| period.article() == article)
    {
        let hours = period.hours();
        let _ = writeln!(
            out,
            "- period, {}: {} ({hours} hours)",
            kind(period.kind()),
            period.counts()
        );
    }
    for ground in Ground::ALL
        .iter()
        .filter(|ground| !standing(**ground, article).is_empty())
    {
        let (code, measures) = (ground.code(), standing(*ground, article).join(", "));
        let _ = writeln!(out, "- ground {code} ({ground:?}): {measures}");
    }
    for measure in Measure::ALL
        .iter()
        .filter(|measure| measure.article() == article)
    {
        let _ = writeln!(out, "- measure: {measure}");
    }
    print_charted(out, article);
}

/// The measures in which the ground stands on the article; those that cannot be refused on it at all are left out.
fn standing(ground: Ground, article: Article) -> Vec<&'static str> {
    use comity_treaty::law::grounds::Availability::Closed;
    let other = |m: &Measure| {
        matches!(
            ground.availability(*m),
            Closed(Rule::GroundOfAnotherMeasure | Rule::GroundNotAvailable, _)
        )
    };
    let all = Measure::of_cases().filter(|m| !other(m));
    let here = all.filter(|m| ground.article(*m) == article);
    here.map(Measure::key).collect()
}

fn print_rule(
    out: &mut String,
    rule: Rule,
    code: &[Source],
    tests: &[Source],
    matrices: &[Source],
) {
    let name = vec![format!("Rule::{rule:?}"), format!("Misfit::{rule:?}")];
    let applied = files(code, &name);
    let key = vec![
        name[0].clone(),
        format!("\"{}\"", rule.key()),
        format!("`{}`", rule.key()),
    ];
    let mut shown: Vec<String> = files(tests, &key).into_iter().map(str::to_owned).collect();
    if !files(matrices, &[format!("`{}`", rule.key())]).is_empty() {
        shown.push("matrix".into());
    }
    assert!(!applied.is_empty(), "no code applies {rule:?}");
    assert!(!shown.is_empty(), "no test shows {rule:?}");
    let _ = writeln!(
        out,
        "- rule `{}`, {}: code {}; tests {}",
        rule.key(),
        kind(rule.kind()),
        applied.join(", "),
        shown.join(", ")
    );
}

/// The steps and fields of charts that rest on the provision.
fn print_charted(out: &mut String, article: Article) {
    let mut steps: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut fields: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for chart in CHARTS {
        let key = chart.measure.key();
        collect(&chart.fields(), article, fields.entry(key).or_default());
        for step in chart.all_steps() {
            if step.article == article {
                steps.entry(key).or_default().insert(step.act.key());
            }
            collect(step.fields, article, fields.entry(key).or_default());
        }
    }
    for (what, rows) in [("steps", steps), ("fields", fields)] {
        for (measure, names) in rows.iter().filter(|(_, names)| !names.is_empty()) {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let _ = writeln!(
                out,
                "- {what} of {measure}: {}; code src/procedure/measures/{measure}.rs; tests tests/treaty/charts",
                names.join(", ")
            );
        }
    }
}

fn collect(rows: &[Field], article: Article, into: &mut BTreeSet<&str>) {
    for field in rows {
        if field.paragraph == article {
            into.insert(field.key);
        }
        if let Kind::Record(inner) | Kind::Records(inner) = field.kind {
            collect(inner, article, into);
        }
    }
}
