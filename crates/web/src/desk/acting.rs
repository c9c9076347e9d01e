//! One act of a matter: what the law says, what it must contain, and doing it.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{Refusal, SignedInBy, Upload};
use comity_treaty::Act;
use comity_treaty::law::ConventionOffence;
use serde::Deserialize;
use serde_json::{Value, json};

use super::evidence::Moves;
use super::form::{Drawn, Filled, Piece, Typed, pieces, retyped};
use super::frame::Frame;
use super::matter::{Choice, choices, left_out, matter_id, particulars};
use super::papers::{self, Card, Line as PaperLine, Parts, card, left_behind, named, waiting};
use super::say::Say;
use super::sorry::{Fault, Sorry, faults, shown};
use super::tree::{Line, lines};
use super::visit::{Reader, Sent, Visit, Writer};

#[derive(Template)]
#[template(path = "act.html")]
struct Page<'a> {
    f: &'a Frame,
    matter: String,
    measure: String,
    peer: String,
    choice: Choice,
    pieces: Vec<Piece>,
    /// Whether it asks for a list of records, to which one more may be added.
    lists: bool,
    no: Option<(String, String)>,
    wrong: Vec<Fault>,
    confirm: bool,
    zone: String,
    /// The conditions under which what is opened or leaves may be used.
    conditions: Vec<Line>,
    /// What was asked for and is not in it; who confirms a release reads it too.
    left_out: Vec<Line>,
    /// What of a release is shown here, as a digest.
    release: String,
    moves: Option<Moves>,
    files: Files,
    papers: Option<Card>,
    waiting: Vec<PaperLine>,
    unattached: bool,
}

impl Page<'_> {
    fn moves(&self, how: Moves) -> bool {
        self.moves == Some(how)
    }
}

/// What is on its way into the seal.
struct Files {
    all: Vec<Coming>,
    /// Whether all of it is here and read.
    ready: bool,
    /// A digest to compare with, and whether a file has it.
    compare: String,
    compared: bool,
    /// Whether the case is one of Art 14.
    strict: bool,
}

/// A file on its way into the seal, on the page.
struct Coming {
    file: Upload,
    percent: u64,
    is_compared: bool,
}

/// A digest to compare with.
#[derive(Deserialize)]
pub struct Compared {
    compare: Option<String>,
}

/// The act as the matter stands, with its fields.
struct Offered {
    act: String,
    stands: Value,
    fields: Vec<Value>,
    asks_again: bool,
    place: usize,
    moves: Option<Moves>,
    files: Vec<Upload>,
    compare: String,
}

/// The page of an act.
pub async fn page(
    Reader(visit): Reader,
    Path((number, act)): Path<(String, String)>,
    Query(compared): Query<Compared>,
) -> Result<Response, Sorry> {
    let mut offered = offered(&visit, &number, &act).await?;
    let compare = compared.compare.unwrap_or_default().to_ascii_lowercase();
    offered.compare = compare.split_whitespace().collect();
    let filled = Filled::begun(begun(&visit, &offered), &visit.say);
    rendered(&visit, number, &offered, &filled, Shown::default()).await
}

/// Attaches what was chosen, and shows the act again with what was typed beside it.
pub async fn attach(
    Writer(visit): Writer,
    Path((number, act)): Path<(String, String)>,
    parts: Parts,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let offered = offered(&visit, &number, &act).await?;
    let came = papers::attach(&visit, matter, parts).await?;
    let shown = Shown {
        no_papers: came.no,
        ..Shown::default()
    };
    let filled = Filled::of(&came.typed, &visit.say);
    rendered(&visit, number, &offered, &filled, shown).await
}

/// Takes a paper away, and shows the act again with what was typed beside it.
pub async fn detach(
    Writer(visit): Writer,
    Path((number, act, digest)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let detached = papers::detach(&visit, matter, &digest).await;
    detached.map_err(|no| Sorry::to(&visit, &no))?;
    let offered = offered(&visit, &number, &act).await?;
    let filled = Filled::of(&sent, &visit.say);
    rendered(&visit, number, &offered, &filled, Shown::default()).await
}

/// How an act is shown again.
#[derive(Default)]
struct Shown {
    no: Option<Refusal>,
    no_papers: Vec<String>,
    unattached: bool,
}

/// Does it, or says beside each field what is wrong; nothing typed is lost.
pub async fn act(
    Writer(mut visit): Writer,
    Path((number, act)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let offered = offered(&visit, &number, &act).await?;
    let filled = Filled::of(&sent, &visit.say);
    if sent.get("do") == "more" {
        // What is typed is drawn with room for one more.
        let shown = Shown {
            unattached: left_behind(&sent),
            ..Shown::default()
        };
        return rendered(&visit, number, &offered, &filled, shown).await;
    }
    if left_behind(&sent) {
        let shown = Shown {
            unattached: true,
            ..Shown::default()
        };
        return rendered(&visit, number, &offered, &filled, shown).await;
    }
    let asks = asks_again(&visit, &offered);
    if asks && must_confirm(&visit) {
        let shown = Shown::default();
        return rendered(&visit, number, &offered, &filled, shown).await;
    }
    if asks && visit.session.by.confirms_by_passkey() {
        let confirmed = visit.node.spend_confirmation(&visit.token).await;
        if !confirmed.map_err(|no| Sorry::to(&visit, &no))? {
            // Another act was first: this one is asked about again.
            visit.session.confirmed = false;
            let shown = Shown::default();
            return rendered(&visit, number, &offered, &filled, shown).await;
        }
    }
    let mut with = filled.document(&offered.fields);
    keep_sealing_key(&offered, &mut with);
    let done = if let Some(moves) = offered.moves {
        moves.done(&visit, matter, &with, &sent).await
    } else {
        let officer = &visit.session.officer;
        let done = visit
            .node
            .officer_act(officer, matter, &act, with, Some(&named(&sent)))
            .await;
        let back = Redirect::to(&format!("/matters/{number}#history"));
        done.map(|_| back.into_response())
    };
    match done {
        Ok(response) => Ok(response),
        Err(no @ (Refusal::Invalid(_) | Refusal::Rejected(_))) => {
            let shown = Shown {
                no: Some(no),
                ..Shown::default()
            };
            rendered(&visit, number, &offered, &filled, shown).await
        }
        Err(no) => Err(Sorry::to(&visit, &no)),
    }
}

/// What a form begins with: drawing a request up again begins with what it says.
fn begun(visit: &Visit, offered: &Offered) -> Typed {
    if offered.act != Act::Redraft.key() {
        return Typed::new();
    }
    let stands = json!({ "particulars": particulars(&offered.stands["state"]) });
    retyped(&offered.fields, &stands, visit.say.zone())
}

/// The key that the evidence is sealed to was made by the node; no form holds it, and a request drawn up again keeps it.
fn keep_sealing_key(offered: &Offered, with: &mut Value) {
    let key = &particulars(&offered.stands["state"])["seal_to"];
    for document in ["particulars", "amended"] {
        if with[document].is_object() && key.is_string() {
            with[document]["seal_to"] = key.clone();
        }
    }
}

/// Whether this act takes the passkey again. In a session that the State's provider opened every act does: whoever runs it
/// reads what the officer reads, and does nothing in the officer's name.
fn asks_again(visit: &Visit, offered: &Offered) -> bool {
    offered.asks_again || visit.session.by == SignedInBy::Provider
}

/// Whether the officer is still to confirm with the passkey. Whom an exercise's link has signed in has nothing to confirm
/// with.
fn must_confirm(visit: &Visit) -> bool {
    visit.session.by.confirms_by_passkey() && !visit.session.confirmed
}

async fn offered(visit: &Visit, number: &str, act: &str) -> Result<Offered, Sorry> {
    let matter = matter_id(visit, number)?;
    let stands = visit.node.matter(&visit.session.officer, matter).await;
    let stands = stands.map_err(|no| Sorry::to(visit, &no))?;
    let all = stands["choices"].as_array().cloned().unwrap_or_default();
    let place = all.iter().position(|choice| choice["act"] == act);
    let Some(place) = place else {
        return Err(Sorry::to(visit, &Refusal::not_found(act)));
    };
    let moves = Moves::of(act);
    let officer = &visit.session.officer;
    let files = match moves {
        Some(Moves::Seals) => visit.node.uploads(officer, matter).await,
        _ => Ok(Vec::new()),
    };
    let files = files.map_err(|no| Sorry::to(visit, &no))?;
    let fields = all[place]["fields"].as_array().cloned();
    let fields = fields.filter(|_| moves.is_none_or(Moves::takes_fields));
    Ok(Offered {
        act: act.to_owned(),
        fields: fields.unwrap_or_default(),
        moves,
        asks_again: all[place]["asks_again"].as_bool().unwrap_or(false),
        stands,
        place,
        files,
        compare: String::new(),
    })
}

async fn rendered(
    visit: &Visit,
    number: String,
    offered: &Offered,
    filled: &Filled,
    again: Shown,
) -> Result<Response, Sorry> {
    let say = &visit.say;
    let papers = papers_of(visit, &number, offered, again.no_papers).await?;
    let no = again.no.as_ref();
    let faults: Vec<Fault> = no.map(|no| faults(say, no)).unwrap_or_default();
    let pieces = pieces(say, &offered.act, &offered.fields, &filled.typed, &faults);
    let no = match no {
        Some(Refusal::Rejected(rejection)) => Some((
            say.rule(rejection.rule.key()),
            say.words().cite(rejection.article),
        )),
        _ => None,
    };
    let text = |key: &str| offered.stands[key].as_str().unwrap_or_default();
    let confirm = asks_again(visit, offered) && must_confirm(visit);
    let choice = choices(say, &offered.stands).swap_remove(offered.place);
    let persons = choice.persons > 1 && papers.is_none();
    let waiting = persons.then(|| waiting(say, &offered.stands, &number));
    Ok(shown(&Page {
        f: &Frame::new(visit, "matters"),
        papers,
        waiting: waiting.unwrap_or_default(),
        unattached: again.unattached,
        matter: number,
        measure: say.measure(text("measure")),
        peer: text("peer").to_owned(),
        wrong: unplaced(faults, &pieces),
        choice,
        pieces,
        lists: offered.fields.iter().any(has_list),
        no,
        confirm,
        zone: filled.zone_name().to_owned(),
        conditions: conditions(say, offered),
        left_out: missing(say, offered),
        release: offered.stands["evidence"]["release"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        moves: offered.moves,
        files: files(offered),
    }))
}

/// Whether a field is a list of records, or has one in it.
fn has_list(field: &Value) -> bool {
    let within = field["each"].as_array();
    field["kind"] == "records" || within.is_some_and(|each| each.iter().any(has_list))
}

/// The card of an act to which papers may be attached.
async fn papers_of(
    visit: &Visit,
    number: &str,
    offered: &Offered,
    no: Vec<String>,
) -> Result<Option<Card>, Sorry> {
    let takes = offered.stands["takes_papers"].as_array();
    let takes = takes.is_some_and(|all| all.iter().any(|act| *act == offered.act.as_str()));
    if !takes || offered.moves.is_some() {
        return Ok(None);
    }
    let matter = matter_id(visit, number)?;
    let to = format!("/matters/{number}/acts/{}/papers", offered.act);
    let card = card(visit, matter, to, "act", no).await;
    card.map(Some).map_err(|no| Sorry::to(visit, &no))
}

/// Shown where evidence is opened or leaves the node.
fn conditions(say: &Say, offered: &Offered) -> Vec<Line> {
    match offered.moves {
        Some(Moves::Opens | Moves::Exports) => lines(
            say,
            "transferred",
            &offered.stands["evidence"]["conditions"],
        ),
        _ => Vec::new(),
    }
}

/// Shown where evidence is released, opened or leaves the node.
fn missing(say: &Say, offered: &Offered) -> Vec<Line> {
    match offered.moves {
        Some(Moves::Releases | Moves::Opens | Moves::Exports) => {
            left_out(say, &offered.stands["evidence"])
        }
        _ => Vec::new(),
    }
}

fn files(offered: &Offered) -> Files {
    let all = offered.files.iter();
    let all: Vec<Coming> = all.map(|file| coming(file, &offered.compare)).collect();
    let convention = &particulars(&offered.stands["state"])["offence"]["convention"];
    Files {
        ready: !all.is_empty() && all.iter().all(|one| one.file.sha256.is_some()),
        compared: all.iter().any(|one| one.is_compared),
        compare: offered.compare.clone(),
        strict: *convention == json!(ConventionOffence::ChildSexualAbuseMaterial),
        all,
    }
}

fn coming(file: &Upload, compare: &str) -> Coming {
    let sha256 = file.sha256.map(|digest| digest.to_string());
    Coming {
        percent: (file.offset.saturating_mul(100))
            .checked_div(file.length)
            .unwrap_or(100),
        is_compared: sha256.is_some_and(|sha256| sha256 == compare),
        file: file.clone(),
    }
}

/// Faults that belong to no input of the form.
pub fn unplaced(mut faults: Vec<Fault>, pieces: &[Piece]) -> Vec<Fault> {
    let placed = |fault: &Fault| {
        let name = format!("f.{}", fault.field);
        pieces.iter().any(|piece| match piece {
            Piece::Begin { path, .. } => *path == fault.field,
            Piece::Input(input) => input.name == name,
            Piece::End => false,
        })
    };
    faults.retain(|fault| !placed(fault));
    faults
}
