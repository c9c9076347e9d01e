//! The status in plain English.

use comity_treaty::status::{Force, Missing, Notice, Participants, Stage, Standing, Status, When};
use comity_treaty::{Article, StateCode};

/// `SWE (Sweden)`.
pub(super) fn named(code: StateCode) -> String {
    format!("{code} ({})", Participants::united_nations().name(code))
}

/// What every answer ends with.
pub(super) fn caution(status: &Status, data: &str) -> String {
    let as_of = status.as_of();
    let as_of = as_of.map_or("none".into(), |day| day.to_string());
    format!(
        "From {data}; newest source: {as_of}. A mirror, not the legal record: never compute legal status from it without \
         an update from the depositary (UN Treaty Collection, XVIII-16).\n"
    )
}

/// Whether the Convention is in force, in one or two lines.
pub(super) fn force(force: &Force) -> String {
    let mut text = match force.notice() {
        Notice::NotInForce { deposited, needed } => format!(
            "Not in force: {deposited} of {needed} instruments, {} missing. Were they all deposited on this day, the \
             Convention would enter into force on {}, {} days later ({}).\n",
            force.missing,
            force
                .if_reached_today
                .map_or(String::new(), |day| day.to_string()),
            force.days_to_go,
            Article::A65p1
        ),
        Notice::EntersIntoForce { on } => format!(
            "Not yet in force: the number of {} instruments was reached on {}; entry into force on {on}, {} days to go \
             ({}).\n",
            force.needed,
            force.reached.map_or(String::new(), |day| day.to_string()),
            force.days_to_go,
            Article::A65p1
        ),
        Notice::InForce { since } => format!("In force since {since} ({}).\n", Article::A65p1),
    };
    if !force.exact {
        text += "Deposits known by their month alone count from its last day: true days can be earlier.\n";
    }
    text
}

/// The stage in two words.
pub(super) const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Signatory => "signatory",
        Stage::Consented => "consented",
        Stage::Party => "Party",
        Stage::Leaving => "Party, leaving",
        Stage::Left => "left",
        Stage::Withdrawn => "withdrawn",
    }
}

/// A date as far as it is known.
pub(super) fn when(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Month(_) => format!("{when} (month)"),
        When::Unknown => "(day unknown)".into(),
    }
}

/// One line of the list.
pub(super) fn standing(one: &Standing) -> String {
    let name = Participants::united_nations().name(one.state);
    let signed = one.signed.map_or("-".into(), when);
    let instrument = one.instrument.zip(one.deposited);
    let instrument = instrument.map_or("-".into(), |(kind, date)| {
        format!("{} {}", kind.key(), when(date))
    });
    let about = if one.exact { "" } else { "at the latest " };
    let from = one
        .party_from
        .map_or("-".into(), |day| format!("{about}{day}"));
    let until = one
        .until
        .map_or(String::new(), |day| format!(" until {day}"));
    let stage = stage(one.stage);
    format!(
        "{}  {name:<38.38}  {stage:<14}  {signed:<15}  {instrument:<27}  {from}{until}\n",
        one.state
    )
}

/// The heading of the list.
pub(super) fn heading() -> String {
    format!(
        "     {:<38}  {:<14}  {:<15}  {:<27}  Party from\n",
        "State", "stage", "signed", "instrument"
    )
}

/// What is missing, with its provision.
pub(super) fn missing(missing: &Missing) -> String {
    let article = missing.article();
    let text = match missing {
        Missing::AnotherState => "a State has no bond with itself".into(),
        Missing::Instrument {
            state,
            signed: true,
            ..
        } => format!("{state} has signed, and deposited no instrument"),
        Missing::Instrument {
            state,
            can_sign: true,
            ..
        } => format!("{state} has neither signed nor deposited an instrument"),
        Missing::Instrument { state, .. } => {
            format!("{state} has deposited no instrument; signature has closed, accession is open")
        }
        Missing::Instruments { deposited, needed } => {
            format!("{deposited} of the {needed} instruments needed")
        }
        Missing::Days { state, from, .. } => format!("{state} is bound from {from} on"),
        Missing::Return { state, since } => {
            format!("{state} left on {since}; a new accession would bind it again")
        }
        Missing::WithdrawalOfObjection { by, to, provision } => format!(
            "{by} objected to the reservation of {to} to Art. {provision}, and precluded entry into force between them"
        ),
        Missing::EndOfPreclusion => {
            "an objection of one of the two precludes entry into force between them".into()
        }
    };
    format!("{text} ({article})")
}
