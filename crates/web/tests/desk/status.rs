//! The status of the Convention by date: real States, real dates, and what people type into its forms.

use axum::http::StatusCode;
use comity_treaty::Role;
use comity_treaty::status::{ParticipantKind, Participants, Status};

use crate::house::House;

/// A first page in all, in bytes: what a slow line can carry.
const BYTES_MAX: usize = 100_000;

async fn page(path: &str) -> crate::house::Answer {
    let house = House::new().await;
    let session = house.officer("oversees", &[Role::Overseer]).await;
    house.get(path, Some(&session)).await
}

#[tokio::test]
async fn before_its_entry_into_force_it_says_so_and_counts() {
    let page = page("/status?on=2026-11-28").await;
    assert_eq!(page.status(), StatusCode::OK);
    for said in [
        "The Convention is not in force on this day.",
        "40 instruments are needed (Art. 65(1)).",
        "One is deposited.",
        "39 are still missing.",
        // The day of the question and ninety more.
        "26 February 2027",
        "31 December 2026",
        "33 days are left.",
        ">1 / 40</b>",
        "Qatar",
        "<small>ratification</small>",
        "State of Palestine",
    ] {
        let plain = page.text.replace(['\u{2068}', '\u{2069}'], "");
        assert!(plain.contains(said), "{said}");
    }
}

#[tokio::test]
async fn a_day_knows_nothing_later() {
    let before = page("/status?on=2025-10-24").await;
    let plain = before.text.replace(['\u{2068}', '\u{2069}'], "");
    assert!(plain.contains("None is deposited."));
    assert!(plain.contains("opens for signature on 25 October 2025"));
    assert!(plain.contains("Nobody matches on this day."));
    let after = page("/status?on=2027-01-01").await;
    assert!(after.text.contains("Signature ended on"));
}

#[tokio::test]
async fn the_first_page_is_light() {
    let house = House::new().await;
    let session = house.officer("reads", &[Role::Overseer]).await;
    for language in comity_lexicon::Language::ALL {
        let chosen = [("language", language.code()), ("back", "/status")];
        house.post("/preferences", &session, &chosen).await;
        let mut bytes = 0;
        for path in [
            "/status",
            "/assets/desk.css",
            "/assets/desk.js",
            "/assets/mark.svg",
        ] {
            bytes += house.get(path, Some(&session)).await.text.len();
        }
        assert!(bytes < BYTES_MAX, "{language}: {bytes} bytes");
    }
}

#[tokio::test]
async fn what_is_no_day_is_said_beside_it_and_kept() {
    for (typed, shown) in [
        ("2026-02-30", "2026-02-30"),
        (
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "&#60;script&#62;alert(1)",
        ),
        ("%22%20onfocus=x", "&#34; onfocus=x"),
    ] {
        let page = page(&format!(
            "/status?on={typed}&day={typed}&state=FRA&find={typed}"
        ))
        .await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.text.contains("id=\"on-fault\""), "{typed}");
        assert!(page.text.contains("id=\"day-fault\""), "{typed}");
        assert!(page.text.contains(&format!("value=\"{shown}")), "{typed}");
        assert!(!page.text.contains("<script>alert"), "{typed}");
    }
    let long = "9".repeat(15_000);
    let page = page(&format!(
        "/status?on={long}&stage={long}&sort={long}&find={long}"
    ))
    .await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn one_more_deposit_is_worked_out() {
    let then = page("/status?state=FRA&day=2026-12-01").await;
    let plain = then.text.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(then.status(), StatusCode::OK);
    for said in [
        "France: ratification.",
        "2 instruments would then be deposited.",
        "38 are still missing.",
        "would enter into force on 1 March 2027",
        "nobody has deposited this",
    ] {
        assert!(plain.contains(said), "{said}");
    }
    let accession = page("/status?state=JPN&day=2027-01-15").await;
    let plain = accession.text.replace(['\u{2068}', '\u{2069}'], "");
    assert!(plain.contains("Japan: accession."));
}

#[tokio::test]
async fn who_cannot_deposit_is_named_as_a_fault_of_the_field() {
    for state in ["QAT", "XAA", "nobody", "%3Cb%3E"] {
        let page = page(&format!("/status?state={state}&day=2026-12-01")).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{state}");
        assert!(page.text.contains("id=\"state-fault\""), "{state}");
    }
}

#[tokio::test]
async fn the_last_day_of_the_calendar_is_a_day() {
    for day in ["9999-12-31", "0001-01-01"] {
        let page = page(&format!("/status?on={day}&state=FRA&day={day}")).await;
        let known = [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY];
        assert!(known.contains(&page.status()), "{day}");
    }
}

#[tokio::test]
async fn a_state_has_its_acts_with_source_and_confidence() {
    let azerbaijan = page("/status/AZE").await;
    let plain = azerbaijan.text.replace(['\u{2068}', '\u{2069}'], "");
    assert!(plain.contains("Art. 63(3)") && plain.contains("excludes the provision"));
    assert!(plain.contains("Dutch treaty database"));
    for nobody in ["XAA", "ZZZ", "%3Cscript%3E", "qat", "..%2F..%2Fetc"] {
        let page = page(&format!("/status/{nobody}")).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{nobody}");
        assert!(!page.text.contains("<script>"), "{nobody}");
    }
}

#[tokio::test]
async fn the_table_is_sorted_and_filtered_by_its_address() {
    let signed_last = page("/status?sort=signed&on=2026-11-28").await.text;
    let (qatar, canada) = (
        signed_last.find("/status/QAT\""),
        signed_last.find("/status/CAN\""),
    );
    assert!(qatar.is_some() && qatar < canada);
    let furthest = page("/status?sort=stage&on=2026-11-28").await.text;
    assert!(furthest.contains("aria-sort=\"descending\""));
    let nonsense = page("/status?sort=nonsense&on=2026-11-28").await.text;
    assert_eq!(nonsense.matches("aria-sort=").count(), 1);
    let found = page("/status?find=cote&on=2026-11-28").await.text;
    assert!(found.contains("/status/CIV\"") && !found.contains("/status/QAT\""));
    let none = page("/status?stage=none&on=2026-11-28").await.text;
    assert!(none.contains("/status/JPN\"") && !none.contains("/status/QAT\""));
}

/// The shipped record with as many more deposits on 1 December 2026 as make forty.
fn forty() -> String {
    let (seed, all) = (
        Status::seed().expect("it is shipped"),
        Participants::united_nations(),
    );
    let states = all.all().iter();
    let free =
        states.filter(|one| one.kind == ParticipantKind::MemberState && one.code.as_str() != "QAT");
    let deposits: Vec<_> = free
        .take(39)
        .map(|one| (one.code, jiff::civil::date(2026, 12, 1)))
        .collect();
    let then = seed.with_deposits(&deposits, all).expect("they can");
    then.table().write()
}

/// The number of a step in the legend, which leads to it, and how many stand on the map with it.
fn shown_as(page: &str, step: &str) -> (usize, usize) {
    let (_, legend) = page
        .split_once(&format!("&amp;stage={step}#table"))
        .expect("the legend leads to the step");
    let number = legend
        .split_once("<b>")
        .and_then(|(_, after)| after.split_once("</b>"))
        .and_then(|(number, _)| number.parse().ok());
    let group = format!("<g fill=\"url(#on-{step})\">");
    let groups = page.split(&group).skip(1);
    let drawn = groups.map(|after| {
        let (group, _) = after.split_once("</g>").expect("the group ends");
        group.matches("<title>").count()
    });
    (number.expect("the step has a number"), drawn.sum())
}

#[tokio::test]
async fn each_step_of_the_legend_leads_to_as_many_rows_as_it_and_the_map_count() {
    let house = House::new().await;
    let session = house.officer("oversees", &[Role::Overseer]).await;
    let on = async |step: &str| {
        let path = format!("/status?on=2026-11-28&stage={step}");
        house.get(&path, Some(&session)).await.text
    };
    let (mut all, mut not_drawn) = (0, 0);
    for step in ["none", "signatory", "consented", "party"] {
        let page = on(step).await;
        let (number, drawn) = shown_as(&page, step);
        let rows = page.matches("<th scope=\"row\">").count();
        assert_eq!(rows, number, "{step}");
        assert!(drawn <= number, "{step}: {drawn} of {number}");
        (all, not_drawn) = (all + number, not_drawn + number - drawn);
    }
    assert_eq!(all, Participants::united_nations().all().len());
    assert_eq!(not_drawn, 1, "the European Union is on no map");
}

#[tokio::test]
async fn ninety_days_after_the_fortieth_deposit_map_and_table_show_who_is_bound() {
    let house = House::with_record(&forty()).await;
    let session = house.officer("oversees", &[Role::Overseer]).await;
    let on = async |day: &str, stage: &str| {
        let path = format!("/status?on={day}&stage={stage}");
        let page = house.get(&path, Some(&session)).await;
        page.text.replace(['\u{2068}', '\u{2069}'], "")
    };
    let before = on("2027-02-28", "consented").await;
    assert_eq!(
        (shown_as(&before, "party"), shown_as(&before, "consented")),
        ((0, 0), (40, 40))
    );
    assert_eq!(before.matches("<th scope=\"row\">").count(), 40);
    let after = on("2027-03-01", "party").await;
    assert_eq!(
        (shown_as(&after, "party"), shown_as(&after, "consented")),
        ((40, 40), (0, 0))
    );
    assert_eq!(after.matches("<th scope=\"row\">").count(), 40);
    assert!(
        after.contains("in force") && after.contains("1 March 2027"),
        "{after}"
    );
}
