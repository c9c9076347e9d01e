//! The columns of the table, and which of them an act uses: the format in one place (`docs/formats/treaty-status.md`).

/// The columns, in their order.
pub const COLUMNS: [&str; 11] = [
    "state",
    "act",
    "date",
    "other_state",
    "instrument",
    "provision",
    "effect",
    "text",
    "as_of",
    "source",
    "confidence",
];

use Use::{May, Must, No};

/// What an act does with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Stays empty.
    No,
    /// May be filled.
    May,
    /// Is filled.
    Must,
}

/// Which columns an act uses; `act`, `as_of`, `source` and `confidence` are filled for all of them.
#[derive(Debug, Clone, Copy)]
pub struct ActColumns {
    /// The act, as the column `act` writes it.
    pub act: &'static str,
    /// `state`, `date`, `other_state`, `instrument`, `provision`, `effect`, `text`.
    pub uses: [(&'static str, Use); 7],
}

const fn act(
    act: &'static str,
    state: Use,
    date: Use,
    [other, instrument]: [Use; 2],
    [provision, effect, text]: [Use; 3],
) -> ActColumns {
    let uses = [
        ("state", state),
        ("date", date),
        ("other_state", other),
        ("instrument", instrument),
        ("provision", provision),
        ("effect", effect),
        ("text", text),
    ];
    ActColumns { act, uses }
}

/// Every act of the format. Only a signature may be known without any date: nothing is counted from it.
pub const ACTS: &[ActColumns] = &[
    act("signature", Must, May, [No, No], [No, No, No]),
    act("ratification", Must, Must, [No, No], [No, No, No]),
    act("acceptance", Must, Must, [No, No], [No, No, No]),
    act("approval", Must, Must, [No, No], [No, No, No]),
    act("accession", Must, Must, [No, No], [No, No, No]),
    act("instrument_withdrawal", Must, Must, [No, No], [No, No, No]),
    act("reservation", Must, Must, [No, No], [Must, Must, Must]),
    act(
        "reservation_withdrawal",
        Must,
        Must,
        [No, No],
        [Must, No, No],
    ),
    act("declaration", Must, Must, [No, No], [May, No, Must]),
    act("objection", Must, Must, [Must, No], [Must, Must, May]),
    act(
        "objection_withdrawal",
        Must,
        Must,
        [Must, No],
        [Must, No, No],
    ),
    act("competence", Must, Must, [No, No], [No, No, Must]),
    act("denunciation", Must, Must, [No, No], [No, No, No]),
    act("amendment_proposal", Must, Must, [No, Must], [No, No, No]),
    act("amendment_adoption", No, Must, [No, Must], [No, No, No]),
    act("amendment_consent", Must, Must, [No, Must], [No, No, No]),
    act("protocol_adoption", No, Must, [No, Must], [No, Must, No]),
    act("protocol_consent", Must, Must, [No, Must], [No, No, No]),
];

/// Acts that end something: their day is needed, because a month's last day would let what they end stand too long.
pub const ENDINGS: &[&str] = &[
    "instrument_withdrawal",
    "reservation_withdrawal",
    "objection_withdrawal",
    "denunciation",
];

/// The act's place in the table of acts: the order of the lines of one State.
pub(super) fn order(key: &str) -> usize {
    ACTS.iter().position(|row| row.act == key).unwrap_or(0)
}
