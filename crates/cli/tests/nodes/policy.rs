//! Policy of the platform at a running node: the limit of the police lane, and the figures of a year.

use comity_treaty::particulars::Document;
use comity_treaty::{Act, Measure};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, act, act_refused};
use crate::support::{arg, comity};

/// Enquiries to one State are sent until the lane is full; then the rule says so, and the draft stays.
pub async fn the_police_lane_fills(desk: &Desk, enquiry: &Document) {
    let most = Measure::PoliceCooperation.limit().expect("a limit").most;
    let drafter = desk.who(Act::DraftRequest, 0);
    let sender = desk.who(Act::SendRequest, 0);
    let mut sent = 0;
    loop {
        let body = json!({ "measure": "police_cooperation", "to": "XBB", "particulars": enquiry });
        let opened = drafter.call(Method::POST, "/api/v1/requests", &body).await;
        let opened = opened.expect("an answer").body;
        let matter = opened["matter"].as_str().expect("a number").to_owned();
        let with = json!({ "command": "send_request", "with": {} });
        let path = format!("/api/v1/matters/{matter}/acts");
        let answer = sender.call(Method::POST, &path, &with).await;
        if answer.expect("an answer").status == 200 {
            sent += 1;
            assert!(sent <= most, "nothing stops at {most}");
            continue;
        }
        assert!(sent > most / 2, "the lane was full after {sent}");
        assert_eq!(
            act_refused(sender, &matter, "send_request", &json!({})).await,
            "lane_full"
        );
        act(drafter, &matter, "abandon", &json!({})).await;
        return;
    }
}

/// The year's figures by the command line: by measure, in fives, of nobody in particular.
pub fn the_years_figures_are_told(desk: &Desk) {
    let profile = arg(&desk.who(Act::DraftRequest, 0).profile).to_owned();
    let year = jiff::Timestamp::now().to_string()[..4].to_owned();
    let told = comity(&["counts", "--year", &year, "--as", &profile, "--json"]);
    let figures: Value = serde_json::from_str(&told).expect("JSON");
    let lines = figures["matters"].as_array().expect("lines");
    let police = lines
        .iter()
        .find(|line| line["measure"] == "police_cooperation");
    let police = police.expect("enquiries were counted");
    assert_eq!(
        (&police["direction"], &police["opened"]),
        (&json!("outgoing"), &json!("at least 20")),
        "{police}"
    );
    assert!(!told.contains("XBB") && !told.contains("officer"), "{told}");
    let prose = comity(&["counts", "--year", &year, "--as", &profile]);
    assert!(prose.contains("rounded down to fives"), "{prose}");
    let before = comity(&["counts", "--year", "1999", "--as", &profile, "--json"]);
    let before: Value = serde_json::from_str(&before).expect("JSON");
    assert_eq!(before["matters"], json!([]));
}
