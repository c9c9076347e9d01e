//! Limits of the requested State's own law that the Convention lets stand (Arts 23(3), 30, 37(8), 45, 46).

use super::{Account, Case, say};
use crate::Measure;
use crate::law::assistance_kinds::is_real_time;
use crate::law::{Article, OffenceClass, Rule};

pub(super) fn limits(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    collected_as_they_arise(case, account);
    listed(case, account);
    if case.measure == Measure::Extradition && class == OffenceClass::Convention {
        grave_enough(case, account);
    }
}

/// Arts 45 and 46 oblige to endeavour under domestic law: what that law does not offer is not asked for here, and nothing is
/// offered unless the State says so.
fn collected_as_they_arise(case: &Case<'_>, account: &mut Account) {
    let (law, state) = (&case.requested.real_time, case.requested.state);
    if !is_real_time(case.measure) {
        return;
    }
    let offered = law.offers(case.measure);
    let question = say::COLLECTS;
    let finding = if offered {
        say::COLLECTS_YES
    } else {
        say::COLLECTS_UNSAID
    };
    let at = case.measure.article();
    account.under(Rule::MeasureNotOffered, at, question, offered, finding);
    if !offered {
        account.remedy(
            Article::A44p1,
            say::ASK_STORED.with("state", state.to_string()),
        );
    }
    if case.measure == Measure::ContentInterception {
        let question = say::ALLOWS;
        let listed = law.lists(case.offence);
        let finding = if listed {
            say::ALLOWS_YES
        } else {
            say::ALLOWS_NOT
        };
        account.decides(Rule::NotOnDomesticList, question, listed, finding);
        if !listed {
            account.remedy(Article::A44p1, say::NO_LIST_THERE);
        }
    }
}

fn listed(case: &Case<'_>, account: &mut Account) {
    let Some(list) = case.requested.law.limited_to.get(&case.measure) else {
        return;
    };
    if case.measure == Measure::ContentInterception {
        return;
    }
    let article = match case.measure {
        Measure::RealTimeTraffic => Article::A23p3,
        other => other.article(),
    };
    let offence = case.offence;
    let named = list.names(offence.convention, offence.category);
    let state = case.requested.state;
    let finding = if named {
        say::LISTED_YES.with("state", state.to_string())
    } else {
        say::LISTED_NOT.with("state", state.to_string())
    };
    let question = say::LISTED;
    account.under(Rule::NotOnDomesticList, article, question, named, finding);
    if !named {
        account.remedy(Article::A44p1, say::NO_LIST_THERE);
    }
}

fn grave_enough(case: &Case<'_>, account: &mut Account) {
    let least = case.requested.law.extradition.min_penalty_months;
    if least == 0 {
        return;
    }
    let (offence, state) = (case.offence, case.requested.state);
    let enough = offence.heavier_penalty || offence.max_penalty_months >= least;
    let finding = say::GRAVE_IS
        .with("number", offence.max_penalty_months)
        .with("state", state.to_string())
        .with("least", least);
    let question = say::GRAVE;
    account.decides(Rule::BelowMinimumPenalty, question, enough, finding);
    if !enough {
        account.remedy(Article::A37p3, say::GRAVE_RELATED);
        account.remedy(Article::A39, say::GRAVE_TRANSFER);
    }
}
