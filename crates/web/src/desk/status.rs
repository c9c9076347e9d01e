//! The status of the Convention on a day: who has signed, joined and is bound, on a map and in a table.
//!
//! The table is the page; the map shows the same to those who see it. Real States stand here and nowhere else at the desk.

mod rows;
pub mod state;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_treaty::status::Stage;
use serde::Deserialize;

use super::countdown::{Countdown, Supposed};
use super::day::{Chosen, Day};
use super::frame::Frame;
use super::say::Say;
use super::sorry::shown;
use super::visit::Visit;
use super::world::{Map, is_drawn};
use rows::{Row, everyone, numbered};

/// How far one has come who has done nothing.
const NOTHING: &str = "none";
/// The word of the filter for everyone, whatever they did.
const EVERYONE: &str = "everyone";
/// What the table can be sorted by; the first is how it comes.
const SORTS: [&str; 5] = ["state", "stage", "signed", "deposited", "bound"];
/// Steps that stand in the legend of the map though nobody has come so far.
const ALWAYS: [&str; 4] = [NOTHING, "signatory", "consented", "party"];

/// What is asked of the page.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    on: String,
    stage: String,
    find: String,
    sort: String,
    state: String,
    day: String,
}

#[derive(Template)]
#[template(path = "status.html")]
struct Page<'a> {
    f: &'a Frame,
    asked: &'a Asked,
    on: Chosen,
    day: Day,
    as_of: Option<Day>,
    countdown: Countdown,
    supposed: Supposed,
    map: Map,
    legend: Vec<Step>,
    not_drawn: String,
    sorts: Vec<Sort>,
    rows: Vec<Row>,
    found: usize,
    sources: Vec<String>,
}

/// A step of the legend, and of the filter.
struct Step {
    key: &'static str,
    words: String,
    number: usize,
    chosen: bool,
}

/// A column's heading, and the query that sorts by it.
struct Sort {
    words: String,
    query: String,
    chosen: bool,
    /// As `aria-sort` says it: who has come furthest stands first, all else begins with the least.
    order: &'static str,
}

/// The page.
pub async fn page(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let (say, status) = (&visit.say, visit.node.depositary_record());
    let on = Chosen::of(&asked.on, say.today());
    let supposed = Supposed::of(
        say,
        status,
        asked.state.trim(),
        Chosen::of(&asked.day, on.day),
    );
    let faulty = on.faulty || supposed.on.faulty || supposed.fault.is_some();
    let all = everyone(say, status, on.day);
    let legend = legend(say, &all, &asked.stage);
    let (map, not_drawn) = (map(&all), not_drawn(say, &all));
    let mut rows = wanted(say, all, &asked);
    let sources = numbered(&mut rows);
    let page = Page {
        f: &Frame::new(&visit, "status"),
        day: Day::of(say, on.day),
        as_of: status.as_of().map(|day| Day::of(say, day)),
        countdown: Countdown::on(say, status, on.day),
        map,
        legend,
        not_drawn,
        sorts: sorts(say, &asked),
        found: rows.len(),
        rows,
        sources,
        asked: &asked,
        on,
        supposed,
    };
    let code = if faulty {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (code, shown(&page)).into_response()
}

fn steps() -> impl Iterator<Item = &'static str> {
    [NOTHING].into_iter().chain(Stage::ALL.map(Stage::key))
}

fn map(all: &[Row]) -> Map {
    let keys: Vec<&'static str> = steps().collect();
    // Of those who have done nothing the name says enough: there are many, and the page is light.
    let title = |row: &Row| match row.step {
        NOTHING => row.name.clone(),
        _ => format!("{}: {}", row.name, row.stage),
    };
    let titled = |row: &Row| (row.state, row.step, title(row));
    Map::of(&keys, &all.iter().map(titled).collect::<Vec<_>>())
}

fn legend(say: &Say, all: &[Row], chosen: &str) -> Vec<Step> {
    let step = |key: &'static str| Step {
        key,
        words: say.t(&format!("at-{key}")),
        number: all.iter().filter(|row| row.step == key).count(),
        chosen: key == chosen,
    };
    let there = |step: &Step| step.number > 0 || ALWAYS.contains(&step.key);
    steps().map(step).filter(there).collect()
}

/// The names of those who are on no map.
fn not_drawn(say: &Say, all: &[Row]) -> String {
    let names = all.iter().filter(|row| !is_drawn(row.state));
    let names: Vec<String> = names.map(|row| row.name.clone()).collect();
    say.words().join(&names)
}

fn sorts(say: &Say, asked: &Asked) -> Vec<Sort> {
    let chosen = if SORTS.contains(&asked.sort.as_str()) {
        asked.sort.as_str()
    } else {
        SORTS[0]
    };
    let sort = |key: &'static str| Sort {
        words: say.t(&format!("at-sort-{key}")),
        query: asked.sorted_by(key),
        chosen: key == chosen,
        order: if key == "stage" {
            "descending"
        } else {
            "ascending"
        },
    };
    SORTS.map(sort).into()
}

impl Asked {
    /// The query of the same table in another order.
    fn sorted_by(&self, key: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("on", &self.on),
            ("stage", &self.stage),
            ("find", &self.find),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("sort", key).finish()
    }

    fn wants(&self, row: &Row) -> bool {
        match self.stage.as_str() {
            EVERYONE => true,
            "" => row.step != NOTHING,
            stage => row.step == stage,
        }
    }
}

fn wanted(say: &Say, all: Vec<Row>, asked: &Asked) -> Vec<Row> {
    // What is looked for may be long, and is the same for every row.
    let find = say.sorting(asked.find.trim());
    let found = |row: &Row| {
        let code = row.state.as_str();
        code.eq_ignore_ascii_case(&find) || say.sorting(&row.name).contains(&find)
    };
    let mut rows: Vec<Row> = all
        .into_iter()
        .filter(|row| asked.wants(row) && found(row))
        .collect();
    rows.sort_by_cached_key(|row| say.sorting(&row.name));
    let date =
        |place: usize| move |row: &Row| (row.dates[place].is_none(), row.dates[place].clone());
    match asked.sort.as_str() {
        "stage" => {
            rows.sort_by_key(|row| std::cmp::Reverse(steps().position(|key| key == row.step)));
        }
        "signed" => rows.sort_by_cached_key(date(0)),
        "deposited" => rows.sort_by_cached_key(date(1)),
        "bound" => rows.sort_by_cached_key(date(2)),
        _ => {}
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_lexicon::{Language, keys_of};
    use comity_treaty::law::Confidence;
    use comity_treaty::status::columns::ACTS;
    use comity_treaty::status::confidence_key;

    #[test]
    fn every_step_and_act_of_the_record_has_its_word() {
        let confidence = [Confidence::High, Confidence::Medium, Confidence::Low];
        let of_tables = ACTS.iter().map(|row| row.act).chain(steps());
        let keys = of_tables.chain(confidence.map(confidence_key));
        let keys: Vec<String> = keys.map(|key| format!("at-{key}")).collect();
        for language in Language::ALL {
            let written = keys_of(language);
            let missing: Vec<_> = keys.iter().filter(|key| !written.contains(*key)).collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
    }
}
