//! Trying an act: a command with plausible contents is decided as if it were given, and what the procedure answers is read.

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Row;
use super::known::Known;
use crate::actor::{Actor, Facts, Role};
use crate::law::{Measure, Rule};
use crate::particulars::{Field, Kind, fits, needed};
use crate::procedure::Procedure;
use crate::procedure::chart::Choice;
use crate::rejection::Rejection;

/// Later than any period or date of a matter.
const LATER: SignedDuration = SignedDuration::from_hours(24 * 365 * 100);

/// Whether the rule only says that the act has no place at the stage.
pub const fn is_misplaced(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NotAtThisStage | Rule::MatterEnded | Rule::NothingYet | Rule::AlreadyOpen
    )
}

/// Whether the rule is about what an officer writes into the act. The contents of a try are made up, so such a no says nothing
/// about what the officer may do.
pub const fn is_of_the_contents(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::TextMissing
            | Rule::ReasonsMissing
            | Rule::DocumentIncomplete
            | Rule::AmendmentTouchesFixedParts
            | Rule::GroundNotAvailable
            | Rule::GroundOfAnotherMeasure
            | Rule::NationalRefusedApart
            | Rule::DualCriminalityNotReserved
            | Rule::FiscalMattersNoGround
            | Rule::BankSecrecyNoGround
            | Rule::DataProtectionNotTried
            | Rule::ReviewDateNotAhead
            | Rule::OrderTooLong
            | Rule::BelowFloor
            | Rule::EffectiveDateImplausible
            | Rule::ExtensionNotLater
            | Rule::ProviderNotElsewhere
            | Rule::AuthorisationTooNarrow
            | Rule::AuthorisationNotNew
            | Rule::JudgeRequired
            | Rule::SubsidiarityMissing
            | Rule::ScopeExceeded
            | Rule::SealedToAnotherKey
            | Rule::OnlyAsReference
            | Rule::GeneralWeakening
            | Rule::OfferConditions
            | Rule::PackageMismatch
            | Rule::PurposeNotCovered
            | Rule::OnwardTransferNotConsented
            | Rule::SecrecyEndNotAhead
            | Rule::SecrecyTooLong
            | Rule::RetentionTooLong
            | Rule::NotWaivable
    )
}

/// What the acting officer may do in the matter now.
pub(super) fn choices<S: Known>(state: &S, facts: &Facts) -> Vec<Choice>
where
    <S::Of as Procedure>::Command: DeserializeOwned,
{
    let Some(id) = facts.actor.officer().cloned() else {
        return Vec::new();
    };
    // Whether the act has a place here is asked for an officer of every role; whether this one's role allows it, apart.
    let roles = Role::ALL.into();
    let actor = Actor::Officer { id, roles };
    let able = Facts {
        actor,
        ..facts.clone()
    };
    let tried = |row: &Row| {
        let found = answer(row, tried(state, row, &able))?;
        let (act, fields) = (row.act, row.fields);
        let outcome = act.permit(&facts.actor).and(found);
        Some(Choice {
            act,
            fields,
            outcome,
        })
    };
    state.rows().iter().filter_map(tried).collect()
}

/// What a tried act says about the act: nothing where it has no place here. An act without contents has none to be wrong.
fn answer(row: &Row, tried: Result<(), Rejection>) -> Option<Result<(), Rejection>> {
    match tried {
        Err(no) if is_misplaced(no.rule) => None,
        Err(no) if is_of_the_contents(no.rule) && !row.fields.is_empty() => Some(Ok(())),
        other => Some(other),
    }
}

fn tried<S: Known>(state: &S, row: &Row, facts: &Facts) -> Result<(), Rejection>
where
    <S::Of as Procedure>::Command: DeserializeOwned,
{
    let known = |field: &Field| state.known(field, facts.now);
    let contents = Contents {
        measure: state.measure(),
        now: facts.now,
        known: &known,
        whole: false,
    };
    match command(row, contents.of(row.fields)) {
        Some(command) => S::Of::decide(Some(state), command, facts).map(drop),
        // INVARIANT (rows): every row reads as its command; a test reads each. What cannot be tried is left to the act itself.
        None => Ok(()),
    }
}

fn command<C: DeserializeOwned>(row: &Row, mut contents: Map<String, Value>) -> Option<C> {
    contents.insert("command".into(), row.act.key().into());
    serde_json::from_value(Value::Object(contents)).ok()
}

/// Made-up contents of these fields: all of them where `whole`, else those that must be there.
pub fn sample(
    fields: &[Field],
    measure: Measure,
    now: Timestamp,
    whole: bool,
) -> Map<String, Value> {
    let known = &|_: &Field| None;
    let contents = Contents {
        measure,
        now,
        known,
        whole,
    };
    contents.of(fields)
}

/// How contents are made up.
struct Contents<'a> {
    measure: Measure,
    now: Timestamp,
    /// What the matter knows of a field.
    known: &'a dyn Fn(&Field) -> Option<Value>,
    /// Whether fields that need not be there are filled too.
    whole: bool,
}

impl Contents<'_> {
    fn of(&self, fields: &[Field]) -> Map<String, Value> {
        let mut map = Map::new();
        for field in fields {
            let known = (self.known)(field);
            let wanted = self.whole || known.is_some() || needed(&map, field);
            if wanted && fits(&map, field) {
                let value = known.unwrap_or_else(|| self.value(field));
                map.insert(field.key.into(), value);
            }
        }
        map
    }

    fn value(&self, field: &Field) -> Value {
        match field.kind {
            Kind::Text => json!("as it is"),
            Kind::Texts => json!(["as it is"]),
            Kind::Instant => json!(self.later()),
            Kind::YesNo | Kind::Attested => json!(true),
            Kind::Number(min, _) => json!(min),
            Kind::Choice(words) => json!(words[0]),
            Kind::Choices(words) => json!(words),
            Kind::State => json!("ZZZ"),
            Kind::Language => json!("en"),
            Kind::Matter | Kind::Uuid => json!(uuid::Uuid::nil()),
            Kind::Digest => json!("0".repeat(64)),
            Kind::Ground => json!("persecution"),
            Kind::SealKey => json!(crate::sample::seal_key()),
            Kind::Records(fields) => json!([self.of(fields)]),
            Kind::Span
            | Kind::Basis
            | Kind::Offence
            | Kind::Secrecy
            | Kind::Concern
            | Kind::Record(_)
            | Kind::Particulars => self.parts(field.kind),
        }
    }

    fn parts(&self, kind: Kind) -> Value {
        let parts = kind.parts(self.measure).unwrap_or_default();
        Value::Object(self.of(&parts))
    }

    fn later(&self) -> Timestamp {
        self.now.saturating_add(LATER).unwrap_or(self.now)
    }
}
