//! What people read of who acted: the name of an officer of this State, where the record has the identifier.

use std::collections::BTreeMap;

use comity_store::Officer as Row;

use crate::node::Node;
use crate::refusal::Refusal;

/// The names of this State's officers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Two officers of one name are told apart by their identifiers. Who was removed has none: their name is nobody's any
    /// more.
    fn of_rows(rows: Vec<Row>) -> Self {
        let mut held: BTreeMap<String, usize> = BTreeMap::new();
        let rows: Vec<Row> = rows.into_iter().filter(is_named).collect();
        for row in &rows {
            *held.entry(row.name.clone()).or_default() += 1;
        }
        let named = rows.into_iter().map(|row| {
            let alone = held[&row.name] == 1;
            let name = if alone {
                row.name
            } else {
                format!("{} ({})", row.name, row.id)
            };
            (row.id, name)
        });
        Self(named.collect())
    }

    /// The name of the officer with this identifier; the identifier where the officer was removed.
    pub fn of(&self, id: &str) -> String {
        self.0.get(id).map_or(id, String::as_str).to_owned()
    }
}

fn is_named(row: &Row) -> bool {
    row.roles_json != "[]" && !row.name.trim().is_empty()
}

impl Node {
    /// The names of this State's officers as they are now.
    pub async fn names(&self) -> Result<Names, Refusal> {
        self.officers().await.map(Names::of_rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str, roles: &str) -> Row {
        Row {
            id: id.into(),
            name: name.into(),
            roles_json: roles.into(),
            token_hash: None,
        }
    }

    #[test]
    fn an_officer_has_a_name_until_removed() {
        let names = Names::of_rows(vec![
            row("noor.vale", "Noor Vale", r#"["drafter"]"#),
            row("gone", "Somebody Gone", "[]"),
            row("nameless", " ", r#"["drafter"]"#),
        ]);
        assert_eq!(names.of("noor.vale"), "Noor Vale");
        for id in ["gone", "nameless", "unheard.of"] {
            assert_eq!(names.of(id), id);
        }
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let names = Names::of_rows(vec![
            row("a.moss", "A. Moss", r#"["drafter"]"#),
            row("a.moss.2", "A. Moss", r#"["approver"]"#),
            row("b.moss", "B. Moss", r#"["approver"]"#),
        ]);
        assert_eq!(names.of("a.moss"), "A. Moss (a.moss)");
        assert_eq!(names.of("a.moss.2"), "A. Moss (a.moss.2)");
        assert_eq!(names.of("b.moss"), "B. Moss");
    }
}
