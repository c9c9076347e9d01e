//! Drafts of requests: only the fields of the measure, checked against the law and the other State, kept until they are
//! sent, reviewed by a second person.

mod beginning;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{Comment, Draft, DraftOrder, KeptDraft, ListedDraft, Refusal};
use comity_treaty::{MatterId, Measure, Side};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use super::account::shown_to_bind;
use super::acting::unplaced;
use super::form::{Drawn, Filled, Piece, pieces, zone_named};
use super::frame::Frame;
use super::law::{Answer, answers};
use super::matter::matter_id;
use super::paper::{Paper, printed};
use super::papers::{self, Card, Parts, card, left_behind, named};
use super::say::When;
use super::sorry::{Fault, Sorry, faults, in_words, shown};
use super::visit::{Reader, Sent, Visit, Writer};

pub use beginning::{begin, choose};

#[derive(Template)]
#[template(path = "drafts.html")]
struct List<'a> {
    f: &'a Frame,
    drafts: Vec<Row>,
    next: Option<String>,
}

struct Row {
    id: String,
    measure: String,
    to: String,
    by: String,
    last_by: String,
    at: When,
}

#[derive(Template)]
#[template(path = "draft.html")]
struct Page<'a> {
    f: &'a Frame,
    id: String,
    version: i64,
    zone: String,
    key: String,
    measure: String,
    to: String,
    by: String,
    at: When,
    pieces: Vec<Piece>,
    checked: Option<bool>,
    no: Option<(String, String)>,
    wrong: Vec<Fault>,
    missing: usize,
    conflict: bool,
    dropping: bool,
    letters: Vec<(&'static str, &'static str, bool)>,
    law: Vec<Answer>,
    comments: Vec<(String, When, String)>,
    papers: Card,
    unattached: bool,
}

/// What waits for the officer's word.
#[derive(Default, PartialEq, Eq)]
enum Waits {
    #[default]
    Nothing,
    /// Somebody else wrote it meanwhile: whose words stand?
    Conflict,
    /// It is to be dropped: for good?
    Dropping,
}

/// What became of a draft just now.
#[derive(Default)]
struct Outcome {
    /// What was typed and not kept.
    typed: Option<Draft>,
    no: Option<Refusal>,
    checked: bool,
    waits: Waits,
    /// Files were chosen and not attached.
    unattached: bool,
    /// Why a file was not attached.
    no_papers: Vec<String>,
}

/// Which page of the list.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

/// All drafts, page by page.
pub async fn list(Reader(visit): Reader, Query(after): Query<After>) -> Result<Response, Sorry> {
    let (officer, after) = (&visit.session.officer, after.after.as_deref());
    let page = visit.node.drafts(officer, after).await;
    let page = page.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let row = |one: ListedDraft| Row {
        measure: say.measure(&one.measure),
        at: say.when(one.at),
        id: one.id,
        to: one.to,
        by: one.by,
        last_by: one.last_by,
    };
    Ok(shown(&List {
        f: &Frame::new(&visit, "drafts"),
        drafts: page.drafts.into_iter().map(row).collect(),
        next: page.next,
    }))
}

/// A draft.
pub async fn page(Reader(visit): Reader, Path(id): Path<String>) -> Result<Response, Sorry> {
    let kept = visit.node.draft(&visit.session.officer, &id).await;
    let kept = kept.map_err(|no| Sorry::to(&visit, &no))?;
    rendered(&visit, kept, Outcome::default()).await
}

/// The letter that the draft would be, in the language of the query; or the draft with what stands in the way.
pub async fn letter(
    Reader(visit): Reader,
    Path(id): Path<String>,
    Query(paper): Query<Paper>,
) -> Result<Response, Sorry> {
    let kept = visit.node.draft(&visit.session.officer, &id).await;
    let kept = kept.map_err(|no| Sorry::to(&visit, &no))?;
    let number = matter_id(&visit, &id)?;
    let ready = visit
        .node
        .ready_papers(&visit.session.officer, number)
        .await;
    let ready = ready.map_err(|no| Sorry::to(&visit, &no))?;
    let order = DraftOrder {
        papers: ready.into_iter().map(|one| one.paper).collect(),
        measure: kept.draft.measure.clone(),
        to: kept.draft.to.clone(),
        particulars: document_of(&kept.draft),
        language: paper.language_or(&visit),
    };
    let name = format!("{id}-{}", order.language);
    let pdf = visit.node.letter_of_draft(&visit.session.officer, order);
    match pdf.await {
        Ok(pdf) => Ok(printed(&name, pdf)),
        Err(no @ (Refusal::Invalid(_) | Refusal::Rejected(_))) => {
            let outcome = Outcome {
                no: Some(no),
                checked: true,
                ..Outcome::default()
            };
            rendered(&visit, kept, outcome).await
        }
        Err(no) => Err(Sorry::to(&visit, &no)),
    }
}

/// Keeps a draft, checks it, sends it, or drops it.
pub async fn write(
    Writer(visit): Writer,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let (node, officer) = (&visit.node, &visit.session.officer);
    let mut kept = match node.draft(officer, &id).await {
        Ok(kept) => kept,
        Err(no @ Refusal::Named(_)) => return gone(&visit, &id, &sent, no).await,
        Err(no) => return Err(sorry(no)),
    };
    let version = sent.get("version").parse().unwrap_or(0);
    let mut draft = kept.draft.clone();
    fill(&mut draft, Filled::of(&sent, &visit.say));
    if let what @ ("drop" | "drop-now") = sent.get("do") {
        let dropped = what == "drop-now"
            && node
                .drop_draft_of(officer, &id, version)
                .await
                .map_err(sorry)?;
        if dropped {
            return Ok(Redirect::to("/drafts").into_response());
        }
        // Asked once more first; and what somebody else has written since is not dropped unseen.
        let outcome = Outcome {
            typed: Some(draft),
            waits: match what {
                "drop" => Waits::Dropping,
                _ => Waits::Conflict,
            },
            ..Outcome::default()
        };
        return rendered(&visit, kept, outcome).await;
    }
    let written = node.write_draft(officer, &id, version, draft.clone()).await;
    if !written.map_err(sorry)? {
        // Somebody else wrote it: what was typed here is shown, theirs stays, and saving again decides.
        let outcome = Outcome {
            typed: Some(draft),
            waits: Waits::Conflict,
            ..Outcome::default()
        };
        return rendered(&visit, kept, outcome).await;
    }
    kept.version = version.saturating_add(1);
    kept.draft = draft;
    match sent.get("do") {
        _ if left_behind(&sent) => {
            let outcome = Outcome {
                unattached: true,
                ..Outcome::default()
            };
            rendered(&visit, kept, outcome).await
        }
        "send" => {
            // What was typed is written down already.
            shown_to_bind(&visit).await.map_err(sorry)?;
            dispatch(&visit, kept, &named(&sent)).await
        }
        "check" => {
            let checked = check(&visit, &kept);
            let outcome = Outcome {
                no: checked.err(),
                checked: true,
                ..Outcome::default()
            };
            rendered(&visit, kept, outcome).await
        }
        _ => Ok(Redirect::to(&format!("/drafts/{id}")).into_response()),
    }
}

/// The draft is no longer there. What was sent twice is the matter it became; what a colleague sent or dropped meanwhile
/// begins anew with what was typed.
async fn gone(visit: &Visit, id: &str, sent: &Sent, no: Refusal) -> Result<Response, Sorry> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let matter: Option<MatterId> = id.parse().ok();
    if let (Some(matter), "send") = (matter, sent.get("do"))
        && node.matter(officer, matter).await.is_ok()
    {
        return Ok(Redirect::to(&format!("/matters/{id}")).into_response());
    }
    if measure_of(sent.get("measure")).is_none() {
        return Err(Sorry::to(visit, &no));
    }
    let mut draft = Draft {
        measure: sent.get("measure").to_owned(),
        to: sent.get("to").to_owned(),
        ..Draft::default()
    };
    fill(&mut draft, Filled::of(sent, &visit.say));
    let begun = node.begin_draft(officer, None, draft).await;
    let begun = begun.map_err(|no| Sorry::to(visit, &no))?;
    Ok(Redirect::to(&format!("/drafts/{begun}")).into_response())
}

/// What a second person says.
pub async fn comment(
    Writer(visit): Writer,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let said = visit
        .node
        .comment(&visit.session.officer, &id, sent.get("text"), sent.once())
        .await;
    said.map_err(|no| Sorry::to(&visit, &no).keeping(sent.get("text")))?;
    Ok(Redirect::to(&format!("/drafts/{id}#comments")).into_response())
}

/// Makes the draft a matter under its own number: sent twice, it is one request.
async fn dispatch(visit: &Visit, kept: KeptDraft, papers: &[String]) -> Result<Response, Sorry> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let number: Option<MatterId> = kept.id.parse().ok();
    let document = document_of(&kept.draft);
    let (measure, to) = (&kept.draft.measure, &kept.draft.to);
    match node
        .request(officer, number, measure, to, document, papers)
        .await
    {
        Ok(_) => {
            let dropped = node.drop_draft(officer, &kept.id).await;
            dropped.map_err(|no| Sorry::to(visit, &no))?;
            Ok(Redirect::to(&format!("/matters/{}", kept.id)).into_response())
        }
        Err(no @ (Refusal::Invalid(_) | Refusal::Rejected(_))) => {
            let outcome = Outcome {
                no: Some(no),
                checked: true,
                ..Outcome::default()
            };
            rendered(visit, kept, outcome).await
        }
        Err(no) => Err(Sorry::to(visit, &no)),
    }
}

fn check(visit: &Visit, kept: &KeptDraft) -> Result<(), Refusal> {
    let document = document_of(&kept.draft);
    let (measure, to) = (&kept.draft.measure, &kept.draft.to);
    visit
        .node
        .check_request(&visit.session.officer, measure, to, document)
}

/// What a draft holds.
fn filled(draft: &Draft) -> Filled {
    let zone = draft.zone.as_deref().and_then(zone_named);
    Filled {
        typed: draft.typed.clone(),
        zone: zone.unwrap_or(TimeZone::UTC),
    }
}

fn document_of(draft: &Draft) -> Value {
    filled(draft).document(&fields(&draft.measure))
}

/// Puts into a draft what a form brought.
fn fill(draft: &mut Draft, came: Filled) {
    draft.zone = Some(came.zone_name().to_owned());
    draft.typed = came.typed;
}

async fn rendered(visit: &Visit, kept: KeptDraft, mut outcome: Outcome) -> Result<Response, Sorry> {
    let say = &visit.say;
    let number = matter_id(visit, &kept.id)?;
    let to = format!("/drafts/{}/papers", kept.id);
    let papers = card(
        visit,
        number,
        to,
        "draft",
        std::mem::take(&mut outcome.no_papers),
    )
    .await;
    let papers = papers.map_err(|no| Sorry::to(visit, &no))?;
    let names = visit.node.names().await;
    let names = names.map_err(|no| Sorry::to(visit, &no))?;
    let fields = fields(&kept.draft.measure);
    let typed = filled(outcome.typed.as_ref().unwrap_or(&kept.draft));
    let found: Vec<Fault> = outcome
        .no
        .as_ref()
        .map_or_else(Vec::new, |no| faults(say, no));
    let pieces = pieces(say, &kept.draft.measure, &fields, &typed.typed, &found);
    let no = match &outcome.no {
        Some(Refusal::Rejected(rejection)) => Some((
            say.rule(rejection.rule.key()),
            say.words().cite(rejection.article),
        )),
        Some(Refusal::Invalid(_)) | None => None,
        Some(other) => Some((in_words(say, other), String::new())),
    };
    Ok(shown(&Page {
        f: &Frame::new(visit, "drafts"),
        papers,
        unattached: outcome.unattached,
        zone: typed.zone_name().to_owned(),
        version: kept.version,
        key: kept.draft.measure.clone(),
        measure: say.measure(&kept.draft.measure),
        to: kept.draft.to.clone(),
        by: names.of(&kept.draft.by),
        at: say.when(kept.at),
        missing: found.len(),
        wrong: unplaced(found, &pieces),
        checked: outcome.checked.then_some(outcome.no.is_none()),
        no,
        conflict: outcome.waits == Waits::Conflict,
        dropping: outcome.waits == Waits::Dropping,
        letters: letters(visit, &kept.draft.to),
        law: law(visit, &kept.draft),
        comments: comments(visit, &kept.id).await?,
        pieces,
        id: kept.id,
    }))
}

/// Attaches what was chosen, and keeps what was typed beside it.
pub async fn attach(
    Writer(visit): Writer,
    Path(id): Path<String>,
    parts: Parts,
) -> Result<Response, Sorry> {
    let number = matter_id(&visit, &id)?;
    let officer = &visit.session.officer;
    let kept = visit.node.draft(officer, &id).await;
    kept.map_err(|no| Sorry::to(&visit, &no))?;
    let came = papers::attach(&visit, number, parts).await?;
    let broken = came.broken;
    beside_papers(&visit, &id, &came.typed, came.no, broken).await
}

/// Takes a paper away, and keeps what was typed beside it.
pub async fn detach(
    Writer(visit): Writer,
    Path((id, digest)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let number = matter_id(&visit, &id)?;
    let detached = papers::detach(&visit, number, &digest).await;
    detached.map_err(|no| Sorry::to(&visit, &no))?;
    beside_papers(&visit, &id, &sent, Vec::new(), false).await
}

/// The draft after its papers changed, with what was typed in the same form. A script sends papers alone, and no form.
async fn beside_papers(
    visit: &Visit,
    id: &str,
    sent: &Sent,
    no_papers: Vec<String>,
    broken: bool,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(visit, &no);
    let (node, officer) = (&visit.node, &visit.session.officer);
    let mut kept = node.draft(officer, id).await.map_err(sorry)?;
    let mut outcome = Outcome {
        no_papers,
        ..Outcome::default()
    };
    if let Ok(version) = sent.get("version").parse() {
        let mut draft = kept.draft.clone();
        let mut now = Filled::of(sent, &visit.say);
        if broken {
            // What did not come stays as it was.
            for (field, value) in &draft.typed {
                let field = now.typed.entry(field.clone());
                field.or_insert_with(|| value.clone());
            }
        }
        fill(&mut draft, now);
        let written = node.write_draft(officer, id, version, draft.clone()).await;
        if written.map_err(sorry)? {
            kept = node.draft(officer, id).await.map_err(sorry)?;
        } else {
            outcome.typed = Some(draft);
            outcome.waits = Waits::Conflict;
        }
    }
    if outcome.waits == Waits::Conflict || !outcome.no_papers.is_empty() {
        return rendered(visit, kept, outcome).await;
    }
    Ok(Redirect::to(&format!("/drafts/{id}#papers")).into_response())
}

/// The languages a letter can be set in, those that the other State reads first.
fn letters(visit: &Visit, to: &str) -> Vec<(&'static str, &'static str, bool)> {
    let read = visit.node.languages_of(to);
    let reads = |code: &str| read.iter().any(|language| language == code);
    let mut all = Language::ALL.map(|one| (one.code(), one.own_name(), reads(one.code())));
    all.sort_by_key(|(_, _, reads)| !reads);
    all.to_vec()
}

async fn comments(visit: &Visit, draft: &str) -> Result<Vec<(String, When, String)>, Sorry> {
    let all = visit.node.comments(&visit.session.officer, draft).await;
    let all = all.map_err(|no| Sorry::to(visit, &no))?;
    let said = |one: Comment| (one.by, visit.say.when(one.at), one.text);
    Ok(all.into_iter().map(said).collect())
}

/// What the law says about the draft as it stands.
fn law(visit: &Visit, draft: &Draft) -> Vec<Answer> {
    let to = (Side::Requesting, draft.to.as_str());
    answers(visit, &draft.measure, to, &document_of(draft))
}

fn measure_of(key: &str) -> Option<Measure> {
    Measure::ALL
        .iter()
        .copied()
        .find(|measure| measure.key() == key)
}

fn fields(measure: &str) -> Vec<Value> {
    let fields = measure_of(measure).and_then(|measure| comity_node::fields_of(measure, None));
    fields.unwrap_or_default()
}
