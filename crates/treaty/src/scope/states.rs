//! The two States: different ones, in good standing, willing and competent (Arts 2(n), 5, 17, 64).

use super::{Account, Case};
use crate::law::{Article, Rule};
use crate::party::PartyFacts;

pub(super) fn two_in_good_standing(asking: &PartyFacts, asked: &PartyFacts, account: &mut Account) {
    let two = asking.state != asked.state;
    account.decides(
        Rule::SameState,
        "Are there two States?",
        two,
        format!("{} asks {}.", asking.state, asked.state),
    );
    let active = !asking.suspended && !asked.suspended;
    let finding = if active {
        "No node is suspended."
    } else {
        "The register has suspended a node."
    };
    account.decides(
        Rule::Suspended,
        "Are both nodes in good standing?",
        active,
        finding,
    );
    if !active {
        account.remedy(
            Article::A40p12,
            "Use the diplomatic channel until the register reinstates the node.",
        );
    }
}

pub(super) fn willing_and_competent(case: &Case<'_>, account: &mut Account) {
    offered(case, account);
    unrestricted(case.requested, case.requesting, case, account);
    unrestricted(case.requesting, case.requested, case, account);
    for party in [case.requesting, case.requested] {
        competent(party, case, account);
    }
}

fn offered(case: &Case<'_>, account: &mut Account) {
    let off = case.requested.law.measures_off.get(&case.measure);
    let state = case.requested.state;
    let finding = match off {
        Some(reason) => format!("{state} has switched it off: {reason}"),
        None if case.requested.law.is_unknown() => format!("{state} has published no profile."),
        None => format!("{state} offers it."),
    };
    let question = "Does the requested State's law offer the measure?";
    account.decides(Rule::MeasureSwitchedOff, question, off.is_none(), finding);
    if off.is_some() {
        account.remedy(
            Article::A40p12,
            format!("Ask {state} through diplomatic channels what its law allows instead."),
        );
    }
}

fn unrestricted(limiting: &PartyFacts, other: &PartyFacts, case: &Case<'_>, account: &mut Account) {
    let limit = limiting.law.restriction(other.state, case.measure);
    let finding = match limit {
        Some(limit) => format!(
            "{} limits it with {}: {}",
            limiting.state, other.state, limit.reason
        ),
        None => format!("{} limits nothing with {}.", limiting.state, other.state),
    };
    let question = "Is cooperation between the two unrestricted?";
    account.decides(
        Rule::CooperationRestricted,
        question,
        limit.is_none(),
        finding,
    );
    if limit.is_some() {
        account.remedy(
            Article::A40p28,
            format!(
                "Consult {} on conditions under which it would lift the limit.",
                limiting.state
            ),
        );
    }
}

/// A regional organisation acts only as far as its members gave it competence and it declared so.
fn competent(party: &PartyFacts, case: &Case<'_>, account: &mut Account) {
    let Some(competence) = &party.law.competence else {
        return;
    };
    let offence = case.offence;
    let covers = competence.measures.contains(&case.measure)
        && competence
            .offences
            .names(offence.convention, offence.category);
    let declared = if covers {
        "has declared"
    } else {
        "has not declared"
    };
    let finding = format!(
        "{} {declared} competence for this measure and offence.",
        party.state
    );
    let question = "Does the regional organisation's declared competence cover it?";
    account.decides(Rule::OutsideCompetence, question, covers, finding);
    if !covers {
        account.remedy(
            Article::A2n,
            format!(
                "Turn to the member State of {} that holds the competence.",
                party.state
            ),
        );
    }
}
