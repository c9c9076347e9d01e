//! The two States: different ones, in good standing, willing and competent (Arts 2(n), 5, 17, 64).

use super::{Account, Case, say};
use crate::law::{Article, Rule};
use crate::party::PartyFacts;

pub(super) fn two_in_good_standing(asking: &PartyFacts, asked: &PartyFacts, account: &mut Account) {
    let two = asking.state != asked.state;
    account.decides(
        Rule::SameState,
        say::TWO,
        two,
        say::TWO_ARE
            .with("one", asking.state.to_string())
            .with("other", asked.state.to_string()),
    );
    let active = !asking.suspended && !asked.suspended;
    let finding = if active {
        say::STANDING_GOOD
    } else {
        say::STANDING_NOT
    };
    account.decides(Rule::Suspended, say::STANDING, active, finding);
    if !active {
        account.remedy(Article::A40p12, say::STANDING_DIPLOMATIC);
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
    let state = case.requested.state.to_string();
    let finding = match off {
        Some(reason) => say::OFFERED_OFF
            .with("state", state.as_str())
            .with("reason", reason.as_str()),
        None if case.requested.law.is_unknown() => {
            say::OFFERED_UNKNOWN.with("state", state.as_str())
        }
        None => say::OFFERED_YES.with("state", state.as_str()),
    };
    let question = say::OFFERED;
    account.decides(Rule::MeasureSwitchedOff, question, off.is_none(), finding);
    if off.is_some() {
        account.remedy(Article::A40p12, say::OFFERED_ASK.with("state", state));
    }
}

fn unrestricted(limiting: &PartyFacts, other: &PartyFacts, case: &Case<'_>, account: &mut Account) {
    let limit = limiting.law.restriction(other.state, case.measure);
    let finding = match limit {
        Some(limit) => say::LIMITED_SO
            .with("state", limiting.state.to_string())
            .with("other", other.state.to_string())
            .with("reason", limit.reason.as_str()),
        None => say::LIMITED_NOT
            .with("state", limiting.state.to_string())
            .with("other", other.state.to_string()),
    };
    let question = say::LIMITED;
    account.decides(
        Rule::CooperationRestricted,
        question,
        limit.is_none(),
        finding,
    );
    if limit.is_some() {
        account.remedy(
            Article::A40p28,
            say::LIMITED_CONSULT.with("state", limiting.state.to_string()),
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
        say::COMPETENT_YES
    } else {
        say::COMPETENT_NOT
    };
    let finding = declared.with("state", party.state.to_string());
    let question = say::COMPETENT;
    account.decides(Rule::OutsideCompetence, question, covers, finding);
    if !covers {
        account.remedy(
            Article::A2n,
            say::COMPETENT_TURN.with("state", party.state.to_string()),
        );
    }
}
