//! Who is told, in which order, and that neither a restart nor another look tells anybody twice.

use comity_node::Severity;

use crate::house::{House, MATTER, section};
use crate::servers::{Mail, Pager, body, header};

async fn on_duty() -> (House, Mail, Pager) {
    let (mail, pager) = (Mail::start().await, Pager::start().await);
    let house = House::new(&section(&mail, &pager)).await;
    let (noor, ida) = (house.officer("noor").await, house.officer("ida").await);
    house.shift(&noor, 0, 8).await;
    house.shift(&ida, 8, 16).await;
    (house, mail, pager)
}

#[tokio::test]
async fn step_by_step_across_restarts() {
    let (mut house, mail, pager) = on_duty().await;
    house.owes(300).await;
    for (minutes, told, steps) in [
        (0, &[][..], &[][..]),
        (9, &[], &[]),
        (10, &["noor"], &["1"]),
        (19, &[], &[]),
        (20, &["ida"], &["2"]),
        (30, &["chief", "noor"], &["3"]),
        (89, &[], &[]),
        (90, &["chief", "noor"], &["3"]),
    ] {
        for attempt in 0..2 {
            house.look(minutes).await;
            house.restart().await;
            let (told, steps) = if attempt == 0 {
                (told, steps)
            } else {
                (&[][..], &[][..])
            };
            assert_eq!(mail.recipients(), told, "at {minutes}, look {attempt}");
            let came = pager.came();
            let found: Vec<String> = came.iter().map(|one| step(one)).collect();
            assert_eq!(found, steps, "at {minutes}, look {attempt}");
        }
    }
    assert_eq!(house.finding("answers").await.severity, Severity::Bad);
    assert_eq!(house.finding("alarm").await.severity, Severity::Good);
}

fn step(request: &str) -> String {
    let said: serde_json::Value = serde_json::from_str(body(request)).expect("JSON");
    said["data"]["step"].to_string()
}

#[tokio::test]
async fn nothing_of_the_case_goes_out() {
    let (house, mail, pager) = on_duty().await;
    house.owes(300).await;
    house.look(0).await;
    house.look(10).await;
    let (sent, told) = (mail.came(), pager.came());
    assert_eq!((sent.len(), told.len()), (1, 1));
    assert!(
        sent[0].contains("1 wait, step 1, https://desk.xaa.example"),
        "{}",
        sent[0]
    );
    for said in [&sent[0], &told[0]] {
        for secret in [MATTER, "XBB", "preservation", "acknowledge", "received"] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
    }
}

#[tokio::test]
async fn an_answer_stops_it_until_the_date_has_passed() {
    let (mut house, mail, pager) = on_duty().await;
    house.owes(60).await;
    house.look(0).await;
    house.look(10).await;
    assert_eq!(mail.recipients(), ["noor"]);
    let noor = house.officer("noor").await;
    let open = house.node.alarms(&noor).await.expect("alarms");
    assert_eq!((open.len(), open[0].step), (1, 1));
    let ids: Vec<String> = open.into_iter().map(|row| row.id).collect();
    for _ in 0..2 {
        // Pressed twice, and something besides that nobody has heard of.
        let pressed = [ids.clone(), vec!["odd".into()]].concat();
        let answered = house.node.answer_alarms(&noor, &pressed).await;
        answered.expect("answered");
    }
    house.restart().await;
    for minutes in [20, 30, 59] {
        house.look(minutes).await;
        assert_eq!(mail.recipients(), [""; 0], "at {minutes}");
    }
    let open = house.node.alarms(&noor).await.expect("alarms");
    assert_eq!(open[0].answered_by.as_deref(), Some("noor"));
    house.look(61).await;
    house.look(71).await;
    let came = mail.came();
    assert_eq!(came.len(), 1, "the deadline has passed");
    assert!(came[0].contains("Subject: overdue"), "{}", came[0]);
    house.settled().await;
    pager.came();
    house.look(81).await;
    assert_eq!(
        (mail.came().len(), pager.came().len()),
        (0, 0),
        "it was done"
    );
    assert_eq!(house.node.alarms(&noor).await.expect("alarms"), []);
}

#[tokio::test]
async fn without_a_configuration_the_desk_still_shows_it_and_the_doctor_says_so() {
    let house = House::new("").await;
    house.owes(60).await;
    let noor = house.officer("noor").await;
    for minutes in [0, 10, 20] {
        house.look(minutes).await;
    }
    let open = house.node.alarms(&noor).await.expect("alarms");
    assert_eq!((open.len(), open[0].step), (1, 0));
    let alarm = house.finding("alarm").await;
    assert_eq!(alarm.severity, Severity::Warning);
    assert!(
        alarm.finding.to_string().contains("not configured"),
        "{}",
        alarm.finding
    );
    assert!(
        house
            .finding("roster")
            .await
            .finding
            .to_string()
            .contains("nobody is on call")
    );
}

#[tokio::test]
async fn the_webhook_is_signed_and_named() {
    let (house, _mail, pager) = on_duty().await;
    house.owes(300).await;
    house.look(0).await;
    house.look(10).await;
    let came = pager.came().remove(0);
    let (id, seconds) = (
        header(&came, "webhook-id"),
        header(&came, "webhook-timestamp"),
    );
    let signed = format!("{id}.{seconds}.{}", body(&came));
    let key = [
        0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f, 0x08, 0xd4, 0x3c, 0x3f, 0x08,
        0x2c, 0xf6, 0x48, 0xa3, 0x62, 0xda, 0x2d, 0xa4, 0xb0,
    ];
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key);
    let signature = header(&came, "webhook-signature");
    let signature = signature.strip_prefix("v1,").expect("a version");
    let signature = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, signature);
    let holds = aws_lc_rs::hmac::verify(&key, signed.as_bytes(), &signature.expect("base64"));
    holds.expect("the signature holds");
    assert_eq!(header(&came, "content-type"), "application/json");
}
