//! How a draft begins: empty, or with what an earlier request or draft says.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{Draft, Refusal};
use comity_treaty::{MatterId, Measure};
use serde::Deserialize;
use serde_json::Value;

use super::super::form::retyped;
use super::super::frame::Frame;
use super::super::matter::{matter_id, particulars};
use super::super::sorry::{Sorry, shown};
use super::super::visit::{Sent, Visit, Writer};
use super::{fields, measure_of};

#[derive(Template)]
#[template(path = "draft_new.html")]
struct Choose<'a> {
    f: &'a Frame,
    measures: Vec<Kind>,
    members: Vec<Member>,
    from: String,
    number: MatterId,
}

struct Kind {
    key: &'static str,
    title: String,
    does: String,
    chosen: bool,
}

/// A State that can be asked.
struct Member {
    state: String,
    name: String,
    chosen: bool,
}

/// What a draft begins from.
#[derive(Deserialize)]
pub struct From {
    from: Option<String>,
}

/// Which measure, to which State.
pub async fn choose(Writer(visit): Writer, Query(from): Query<From>) -> Result<Response, Sorry> {
    let from = from.from.unwrap_or_default();
    let earlier = begun(&visit, &from).await?;
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
        chosen: measure.key() == earlier.measure,
    };
    let member = |row: &Value| Member {
        state: text(row, "state"),
        name: text(row, "name"),
        chosen: text(row, "state") == earlier.to,
    };
    let all = members.iter().map(member);
    Ok(shown(&Choose {
        f: &Frame::new(&visit, "drafts"),
        measures: Measure::of_cases().map(kind).collect(),
        members: all.filter(|member| member.state != own).collect(),
        from,
        number: visit.node.new_matter(),
    }))
}

/// Begins a draft, under the number of its form: sent twice, it is one draft.
pub async fn begin(Writer(visit): Writer, sent: Sent) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let mut draft = begun(&visit, sent.get("from")).await?;
    let measure = sent.get("measure").to_owned();
    measure_of(&measure).ok_or_else(|| sorry(Refusal::not_found(&measure)))?;
    draft.measure = measure;
    draft.to = sent.get("to").to_ascii_uppercase();
    let language = draft.typed.entry("language".into());
    language.or_insert_with(|| visit.say.lang().to_owned());
    let number = sent.get("number").parse().ok();
    let (node, officer) = (&visit.node, &visit.session.officer);
    let id = node.begin_draft(officer, number, draft).await;
    let id = id.map_err(sorry)?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// What a draft begins with: nothing, or what an earlier draft or request of this number says.
async fn begun(visit: &Visit, from: &str) -> Result<Draft, Sorry> {
    let new = Draft {
        zone: Some(visit.say.zone_name().to_owned()),
        ..Draft::default()
    };
    if from.is_empty() {
        return Ok(new);
    }
    let (node, officer) = (&visit.node, &visit.session.officer);
    if let Ok(kept) = node.draft(officer, from).await {
        let Draft {
            measure,
            to,
            typed,
            zone,
            ..
        } = kept.draft;
        return Ok(Draft {
            measure,
            to,
            typed,
            zone,
            ..new
        });
    }
    let stands = node.matter(officer, matter_id(visit, from)?).await;
    let stands = stands.map_err(|no| Sorry::to(visit, &no))?;
    let text = |key: &str| stands[key].as_str().unwrap_or_default().to_owned();
    let measure = text("measure");
    let said = particulars(&stands["state"]);
    Ok(Draft {
        typed: retyped(&fields(&measure), said, visit.say.zone()),
        to: text("peer"),
        measure,
        ..new
    })
}
