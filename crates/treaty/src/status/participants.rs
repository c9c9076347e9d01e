//! Who can sign and join: codes, the depositary's English names, and which organisation a State is a member of.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::misfit::{InvalidLine, InvalidLines, Misfit, unless};
use super::sheet;
use crate::party::StateCode;

/// The shipped table.
const TABLE: &str = include_str!("../../data/participants.csv");
const HEADING: [&str; 5] = ["code", "name", "kind", "member_of", "also"];

/// What a participant is, Art 2(n) and Art 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantKind {
    /// A Member State of the United Nations.
    MemberState,
    /// A non-member State that is an observer there.
    ObserverState,
    /// Another State the depositary takes instruments from.
    OtherState,
    /// A regional economic integration organisation.
    Reio,
    /// A fictional State of an exercise, under a code ISO 3166-1 leaves to its users.
    Exercise,
}

/// A participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// Its code.
    pub code: StateCode,
    /// Its English name as the depositary writes it.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// The regional organisation it is a member of.
    pub member_of: Option<StateCode>,
}

/// The table of participants.
#[derive(Debug, Clone)]
pub struct Participants {
    all: Vec<Participant>,
    by_name: HashMap<String, StateCode>,
}

static UNITED_NATIONS: LazyLock<Participants> = LazyLock::new(|| {
    // INVARIANT (participants): a test reads the shipped table.
    Participants::parse(TABLE.as_bytes()).unwrap_or(Participants {
        all: Vec::new(),
        by_name: HashMap::new(),
    })
});

impl Participants {
    /// The Members of the United Nations, its observer States, Cook Islands, Niue and the European Union.
    pub fn united_nations() -> &'static Self {
        &UNITED_NATIONS
    }

    /// Reads a table of participants, or says everything that is wrong with it.
    pub fn parse(table: &[u8]) -> Result<Self, InvalidLines> {
        let mut faults = Vec::new();
        let (_, rows) = sheet::read(table, &HEADING, &mut faults);
        let mut participants = Self {
            all: Vec::with_capacity(rows.len()),
            by_name: HashMap::new(),
        };
        for row in rows {
            match participant(&row.fields) {
                Some(participant) => participants.add(participant, &row.fields[4]),
                None => faults.push(InvalidLine::new(
                    row.line,
                    "code",
                    Misfit::UnknownState,
                    &row.fields[0],
                )),
            }
        }
        participants.all.sort_by_key(|one| one.code);
        unless(faults, participants)
    }

    fn add(&mut self, participant: Participant, also: &str) {
        let names = also.split(';').filter(|name| !name.is_empty());
        for name in names.chain([participant.name.as_str()]) {
            self.by_name.insert(folded(name), participant.code);
        }
        self.all.push(participant);
    }

    /// All of them, by code.
    pub fn all(&self) -> &[Participant] {
        &self.all
    }

    /// The participant of this code.
    pub fn get(&self, code: StateCode) -> Option<&Participant> {
        let place = self.all.binary_search_by_key(&code, |one| one.code);
        place.ok().map(|place| &self.all[place])
    }

    /// The participant of this name; case, spaces and the kind of apostrophe do not matter.
    pub fn named(&self, name: &str) -> Option<StateCode> {
        self.by_name.get(&folded(name)).copied()
    }

    /// The name, or the code where there is none.
    pub fn name(&self, code: StateCode) -> &str {
        self.get(code).map_or("an exercise State", |one| &one.name)
    }

    /// What the code stands for; `None` where it is not in the table and not left to users.
    pub fn kind(&self, code: StateCode) -> Option<ParticipantKind> {
        let exercise = code.as_str().starts_with('X');
        let listed = self.get(code).map(|one| one.kind);
        listed.or(exercise.then_some(ParticipantKind::Exercise))
    }

    /// The members of a regional organisation.
    pub fn members(&self, organisation: StateCode) -> impl Iterator<Item = StateCode> {
        let members = self.all.iter();
        members
            .filter(move |one| one.member_of == Some(organisation))
            .map(|one| one.code)
    }
}

fn participant(fields: &[String]) -> Option<Participant> {
    let kind = match fields[2].as_str() {
        "member_state" => ParticipantKind::MemberState,
        "observer_state" => ParticipantKind::ObserverState,
        "other_state" => ParticipantKind::OtherState,
        "reio" => ParticipantKind::Reio,
        _ => return None,
    };
    let member_of = match fields[3].as_str() {
        "" => None,
        organisation => Some(organisation.parse().ok()?),
    };
    Some(Participant {
        code: fields[0].parse().ok()?,
        name: fields[1].clone(),
        kind,
        member_of,
    })
}

/// The name as it is compared.
fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace(['’', 'ʼ'], "'").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_whole() {
        let table = Participants::parse(TABLE.as_bytes()).unwrap();
        let count = |kind| table.all().iter().filter(|one| one.kind == kind).count();
        assert_eq!(count(ParticipantKind::MemberState), 193);
        assert_eq!(count(ParticipantKind::Reio), 1);
        assert_eq!(table.members("EUE".parse().unwrap()).count(), 27);
        let codes: std::collections::BTreeSet<_> = table.all().iter().map(|one| one.code).collect();
        assert_eq!(codes.len(), table.all().len());
    }

    #[test]
    fn names_of_the_depositary_are_found() {
        let table = Participants::united_nations();
        for (name, code) in [
            ("Netherlands (Kingdom of the)", "NLD"),
            ("Côte d’Ivoire", "CIV"),
            ("St.  Lucia", "LCA"),
            ("European Union", "EUE"),
            ("State of Palestine", "PSE"),
            ("Cook Islands", "COK"),
            ("Niue", "NIU"),
            ("Holy See", "VAT"),
        ] {
            assert_eq!(table.named(name).unwrap().as_str(), code, "{name}");
        }
        assert_eq!(table.named("Atlantis"), None);
    }
}
