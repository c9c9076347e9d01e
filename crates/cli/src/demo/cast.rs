//! Who plays: two States that do not exist, with their officers. Names and codes are made up; the
//! codes are of those that ISO 3166-1 leaves to its users.

use comity_treaty::Role;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// An officer of the demo.
pub struct Person {
    /// The identifier at the node.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// The one role.
    pub role: Role,
    /// The office, as people say it.
    pub office: &'static str,
}

/// A State of the demo.
pub struct Country {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The name of its folder.
    pub folder: &'static str,
    /// Its law, as it is published.
    pub profile: &'static str,
    /// How its contact point is called; no country has this code (ITU-T E.164).
    pub telephone: &'static str,
    /// Where its contact point's clock stands; no place of this world.
    pub time_zone: &'static str,
    /// Its officers, each with one role: what takes two persons takes two persons.
    pub officers: &'static [Person],
}

/// The State that asks.
pub const ARVENIA: Country = Country {
    code: "XAA",
    name: "Arvenia",
    folder: "xaa",
    telephone: "+999 1 000 100",
    time_zone: "Etc/GMT-3",
    profile: include_str!("../../../treaty/profiles/xaa.toml"),
    officers: &[
        person("noor.vale", "Noor Vale", Role::DutyOfficer, "duty officer"),
        person("emil.sorn", "Emil Sorn", Role::Drafter, "drafter"),
        person(
            "ida.marek",
            "Ida Marek",
            Role::Approver,
            "central authority",
        ),
        person(
            "theo.lind",
            "Theo Lind",
            Role::EvidenceCustodian,
            "evidence custodian",
        ),
        person("uma.rask", "Uma Rask", Role::Overseer, "overseer"),
        person(
            "juno.hart",
            "Juno Hart",
            Role::Administrator,
            "administrator",
        ),
    ],
};

/// The State that is asked.
pub const BELMORA: Country = Country {
    code: "XBB",
    name: "Belmora",
    folder: "xbb",
    telephone: "+999 2 000 200",
    time_zone: "Etc/GMT+5",
    profile: include_str!("../../../treaty/profiles/xbb.toml"),
    officers: &[
        person(
            "rosa.quill",
            "Rosa Quill",
            Role::DutyOfficer,
            "duty officer",
        ),
        person(
            "amon.tell",
            "Judge Amon Tell",
            Role::ExecutingAuthority,
            "executing authority",
        ),
        person(
            "lea.brook",
            "Lea Brook",
            Role::Approver,
            "central authority",
        ),
        person(
            "finn.dale",
            "Finn Dale",
            Role::EvidenceCustodian,
            "evidence custodian",
        ),
        person("otto.reeve", "Otto Reeve", Role::Overseer, "overseer"),
        person(
            "mila.fern",
            "Mila Fern",
            Role::Administrator,
            "administrator",
        ),
    ],
};

const fn person(id: &'static str, name: &'static str, role: Role, office: &'static str) -> Person {
    Person {
        id,
        name,
        role,
        office,
    }
}

impl Country {
    /// What the register vouches for about it.
    pub fn facts(&self) -> Value {
        json!({
            "state": self.code,
            "party_since": Timestamp::now() - SignedDuration::from_hours(24 * 180),
            "marks": ["central_authority", "contact_point"],
            "telephone": self.telephone,
            "time_zone": self.time_zone,
            "languages": ["en"],
            "order": { "days_max": 90, "renewable": true },
        })
    }
}
