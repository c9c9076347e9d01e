//! What changed between two versions of a profile.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::Profile;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where, such as `measures.stored_data.dual_criminality`.
    pub path: String,
    /// What it was; none where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is; none where it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{}: {before} -> {after}", self.path),
            (None, Some(after)) => write!(f, "{}: new: {after}", self.path),
            (Some(before), None) => write!(f, "{}: gone: {before}", self.path),
            (None, None) => f.write_str(&self.path),
        }
    }
}

/// Every change from one profile to the other, in the order of the paths. Rows of a table are told apart by what they are
/// about, and lists by what they hold, so that a moved line is no change.
pub fn difference(before: &Profile, after: &Profile) -> Vec<Change> {
    let (before, after) = (flat(before), flat(after));
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let changed = paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path));
    let change = |path: &String| Change {
        path: path.clone(),
        before: before.get(path).cloned(),
        after: after.get(path).cloned(),
    };
    changed.map(change).collect()
}

fn flat(profile: &Profile) -> BTreeMap<String, String> {
    // INVARIANT (plain): a profile is texts, numbers, lists and tables with text keys.
    let value = serde_json::to_value(profile).expect("a profile is plain data");
    let mut all = BTreeMap::new();
    flatten("", &value, &mut all);
    all
}

fn flatten(path: &str, value: &Value, all: &mut BTreeMap<String, String>) {
    let under = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        Value::Object(table) => table
            .iter()
            .for_each(|(key, value)| flatten(&under(key), value, all)),
        Value::Array(rows) if rows.iter().any(Value::is_object) => {
            for row in rows {
                flatten(&under(&identity(row)), row, all);
            }
        }
        Value::Array(list) => {
            let mut words: Vec<String> = list.iter().map(plain).collect();
            words.sort();
            all.insert(path.to_owned(), words.join(", "));
        }
        other => {
            all.insert(path.to_owned(), plain(other));
        }
    }
}

/// What a row is about.
fn identity(row: &Value) -> String {
    let keys = ["article", "category", "with", "state", "name", "statute"];
    let words: Vec<String> = keys
        .iter()
        .filter_map(|key| row.get(key))
        .map(plain)
        .collect();
    format!("[{}]", words.join(" / "))
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
