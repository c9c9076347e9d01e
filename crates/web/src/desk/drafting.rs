//! Drafts of requests: only the fields of the measure, checked against the law and the other State, kept until they are
//! sent, reviewed by a second person.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{Draft, DraftOrder, KeptDraft, ListedDraft, Names, Refusal};
use comity_treaty::scope::Step;
use comity_treaty::{MatterId, Measure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::account::shown_to_bind;
use super::acting::unplaced;
use super::form::{Drawn, Piece, Typed, document, pieces, typed};
use super::frame::Frame;
use super::matter::matter_id;
use super::paper::{Paper, printed};
use super::papers::{self, Card, Parts, card, left_behind, named};
use super::say::{Say, Saying, When};
use super::sorry::{Fault, Sorry, faults, in_words, shown};
use super::visit::{Reader, Sent, Visit, Writer};

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
#[template(path = "draft_new.html")]
struct Choose<'a> {
    f: &'a Frame,
    measures: Vec<Kind>,
    members: Vec<(String, String)>,
    from: String,
}

struct Kind {
    key: &'static str,
    title: String,
    does: String,
}

#[derive(Template)]
#[template(path = "draft.html")]
struct Page<'a> {
    f: &'a Frame,
    id: String,
    version: i64,
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
    letters: Vec<(&'static str, &'static str, bool)>,
    law: Vec<Answer>,
    comments: Vec<(String, When, String)>,
    papers: Card,
    unattached: bool,
}

/// One answer of the scope gate.
struct Answer {
    class: &'static str,
    question: Saying,
    found: Saying,
    article: String,
}

/// What a draft begins from.
#[derive(Deserialize)]
pub struct From {
    from: Option<String>,
}

/// What became of a draft just now.
#[derive(Default)]
struct Outcome {
    typed: Option<Typed>,
    no: Option<Refusal>,
    checked: bool,
    conflict: bool,
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

/// Which measure, to which State.
pub async fn choose(Writer(visit): Writer, Query(from): Query<From>) -> Result<Response, Sorry> {
    let members = visit.node.known_members();
    let members = members.map_err(|no| Sorry::to(&visit, &no))?;
    let members = members["members"].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let own = visit.node.config().state.clone().unwrap_or_default();
    let say = &visit.say;
    let kind = |measure: Measure| Kind {
        key: measure.key(),
        title: say.measure(measure.key()),
        does: say.first(&[format!("measure-{}.does", measure.key())], ""),
    };
    let others = members
        .iter()
        .map(|row| (text(row, "state"), text(row, "name")));
    Ok(shown(&Choose {
        f: &Frame::new(&visit, "drafts"),
        measures: Measure::of_cases().map(kind).collect(),
        members: others.filter(|(state, _)| *state != own).collect(),
        from: from.from.unwrap_or_default(),
    }))
}

/// Begins a draft, empty or with what an earlier one held.
pub async fn begin(Writer(visit): Writer, sent: Sent) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let officer = &visit.session.officer;
    let earlier = match sent.get("from") {
        "" => Typed::new(),
        from => {
            visit
                .node
                .draft(officer, from)
                .await
                .map_err(sorry)?
                .draft
                .typed
        }
    };
    let measure = sent.get("measure").to_owned();
    measure_of(&measure).ok_or_else(|| sorry(Refusal::not_found(&measure)))?;
    let mut typed = earlier;
    typed
        .entry("language".into())
        .or_insert_with(|| visit.say.lang().to_owned());
    let draft = Draft {
        measure,
        to: sent.get("to").to_ascii_uppercase(),
        typed,
        ..Draft::default()
    };
    let id = visit
        .node
        .begin_draft(officer, draft)
        .await
        .map_err(sorry)?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
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
        particulars: document_of(&visit, &kept.draft),
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
    if sent.get("do") == "drop" {
        node.drop_draft(officer, &id).await.map_err(sorry)?;
        return Ok(Redirect::to("/drafts").into_response());
    }
    let mut kept = match node.draft(officer, &id).await {
        Ok(kept) => kept,
        Err(no @ Refusal::Named(_)) => return gone(&visit, &id, &sent, no).await,
        Err(no) => return Err(sorry(no)),
    };
    let typed = typed(&sent.0);
    let version = sent.get("version").parse().unwrap_or(0);
    let mut draft = kept.draft.clone();
    draft.typed.clone_from(&typed);
    let written = node.write_draft(officer, &id, version, draft).await;
    if !written.map_err(sorry)? {
        // Somebody else wrote it: what was typed here is shown, theirs stays, and saving again decides.
        let outcome = Outcome {
            typed: Some(typed),
            conflict: true,
            ..Outcome::default()
        };
        return rendered(&visit, kept, outcome).await;
    }
    kept.version = version.saturating_add(1);
    kept.draft.typed = typed;
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
    let draft = Draft {
        measure: sent.get("measure").to_owned(),
        to: sent.get("to").to_owned(),
        typed: typed(&sent.0),
        ..Draft::default()
    };
    let begun = node.begin_draft(officer, draft).await;
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
        .comment(&visit.session.officer, &id, sent.get("text"))
        .await;
    said.map_err(|no| Sorry::to(&visit, &no).keeping(sent.get("text")))?;
    Ok(Redirect::to(&format!("/drafts/{id}#comments")).into_response())
}

/// Makes the draft a matter under its own number: sent twice, it is one request.
async fn dispatch(visit: &Visit, kept: KeptDraft, papers: &[String]) -> Result<Response, Sorry> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let number: Option<MatterId> = kept.id.parse().ok();
    let document = document_of(visit, &kept.draft);
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
    let document = document_of(visit, &kept.draft);
    let (measure, to) = (&kept.draft.measure, &kept.draft.to);
    visit
        .node
        .check_request(&visit.session.officer, measure, to, document)
}

fn document_of(visit: &Visit, draft: &Draft) -> Value {
    document(&fields(&draft.measure), &draft.typed, visit.say.zone())
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
    let typed = outcome.typed.as_ref().unwrap_or(&kept.draft.typed);
    let found: Vec<Fault> = outcome
        .no
        .as_ref()
        .map_or_else(Vec::new, |no| faults(say, no));
    let pieces = pieces(say, &kept.draft.measure, &fields, typed, &found);
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
        conflict: outcome.conflict,
        letters: letters(visit, &kept.draft.to),
        law: law(visit, &kept.draft),
        comments: comments(say, &kept.draft, &names),
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
        let mut now = typed(&sent.0);
        if broken {
            // What did not come stays as it was.
            for (field, value) in &draft.typed {
                now.entry(field.clone()).or_insert_with(|| value.clone());
            }
        }
        draft.typed = now;
        let written = node.write_draft(officer, id, version, draft).await;
        if written.map_err(sorry)? {
            kept = node.draft(officer, id).await.map_err(sorry)?;
        } else {
            outcome.typed = Some(typed(&sent.0));
            outcome.conflict = true;
        }
    }
    if outcome.conflict || !outcome.no_papers.is_empty() {
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

fn comments(say: &Say, draft: &Draft, names: &Names) -> Vec<(String, When, String)> {
    let all = draft.comments.iter();
    all.map(|one| (names.of(&one.by), say.when(one.at), one.text.clone()))
        .collect()
}

/// What the scope gate says about the draft as it stands.
fn law(visit: &Visit, draft: &Draft) -> Vec<Answer> {
    let document = document_of(visit, draft);
    let offence = &document["offence"];
    if !offence.is_object() {
        return Vec::new();
    }
    let mut question = json!({ "measure": draft.measure, "peer": draft.to, "offence": offence });
    for key in ["basis", "language"] {
        if !document[key].is_null() {
            question[key] = document[key].clone();
        }
    }
    let Ok(scope) = visit.node.explain_law(question) else {
        return Vec::new();
    };
    let say = &visit.say;
    let answer = |step: &Step| Answer {
        class: match (step.holds, step.rule) {
            (true, _) => "good",
            (false, Some(_)) => "bad",
            (false, None) => "soon",
        },
        question: say.sentence(&step.question),
        found: say.sentence(&step.finding),
        article: say.words().cite(step.article),
    };
    scope.steps.iter().map(answer).collect()
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
