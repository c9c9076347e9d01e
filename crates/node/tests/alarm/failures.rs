//! What fails keeps the alarm alive, and is seen.

use comity_node::{AlarmError, Node, Notice, OpenError, ServiceError, Severity, World};
use std::sync::Arc;

use crate::house::{House, folder, secret, section};
use crate::servers::{Mail, Pager, header};

async fn roused() -> (House, Mail, Pager) {
    let (mail, pager) = (Mail::start().await, Pager::start().await);
    let house = House::new(&section(&mail, &pager)).await;
    let noor = house.officer("noor").await;
    house.shift(&noor, 0, 8).await;
    house.owes(300).await;
    house.look(0).await;
    (house, mail, pager)
}

#[tokio::test]
async fn a_server_that_says_no_is_asked_again_and_the_doctor_tells_it() {
    let (mut house, mail, pager) = roused().await;
    mail.says(550);
    pager.says(404);
    house.look(10).await;
    let alarm = house.finding("alarm").await;
    assert_eq!(alarm.severity, Severity::Bad);
    assert!(
        alarm.finding.to_string().contains("by e-mail")
            && alarm.finding.to_string().contains("550"),
        "{}",
        alarm.finding
    );
    house.restart().await;
    mail.says(250);
    pager.says(500);
    house.look(11).await;
    assert_eq!(mail.recipients(), ["noor"]);
    let alarm = house.finding("alarm").await;
    let said = alarm.finding.to_string();
    assert!(
        said.contains("by webhook") && said.contains("500"),
        "{said}"
    );
    assert!(
        !said.contains("private-path"),
        "the address is nobody's business: {said}"
    );
    pager.says(204);
    house.look(13).await;
    let came = pager.came();
    let ids: Vec<&str> = came.iter().map(|one| header(one, "webhook-id")).collect();
    assert_eq!(ids.len(), 3);
    assert!(
        ids.iter().all(|id| *id == ids[0] && id.len() == 64),
        "{ids:?}"
    );
    assert_eq!(
        mail.recipients(),
        [""; 0],
        "what got through is not sent again"
    );
    assert_eq!(house.finding("alarm").await.severity, Severity::Good);
}

#[tokio::test]
async fn an_answer_ends_what_does_not_get_through_and_the_failure_stays_known() {
    let (house, mail, pager) = roused().await;
    pager.says(503);
    house.look(10).await;
    assert_eq!(pager.came().len(), 1);
    let noor = house.officer("noor").await;
    let open = house.node.alarms(&noor).await.expect("alarms");
    let answered = house.node.answer_alarms(&noor, &[open[0].id.clone()]).await;
    answered.expect("answered");
    house.look(15).await;
    assert_eq!(pager.came().len(), 0);
    assert_eq!(mail.recipients(), ["noor"]);
    assert_eq!(house.finding("alarm").await.severity, Severity::Bad);
}

#[tokio::test]
async fn a_server_that_comes_back_hears_the_last_step_once() {
    let (house, mail, _pager) = roused().await;
    mail.says(450);
    for minutes in [10, 20, 30, 90, 150] {
        house.look(minutes).await;
    }
    assert_eq!(mail.came().len(), 0);
    mail.says(250);
    house.look(156).await;
    let told = ["chief", "chief", "noor", "noor"];
    assert_eq!(
        mail.recipients(),
        told,
        "the second step, the first, and once the last"
    );
}

#[tokio::test]
async fn that_nobody_could_be_told_is_found() {
    let (mail, pager) = (Mail::start().await, Pager::start().await);
    let section = section(&mail, &pager);
    let (alone, _) = section.split_once("[alarm.webhook]").expect("a webhook");
    let alone = alone.replace("escalate_to = [\"chief@xaa.example\"]", "");
    let house = House::new(&alone).await;
    house.owes(300).await;
    for minutes in [0, 10, 20, 30] {
        house.look(minutes).await;
    }
    let alarm = house.finding("alarm").await;
    let reached = alarm.finding.to_string().contains("reached nobody");
    assert!(
        alarm.severity == Severity::Bad && reached,
        "{}",
        alarm.finding
    );
    assert_eq!(house.finding("answers").await.severity, Severity::Bad);
    let noor = house.officer("noor").await;
    house.shift(&noor, 1, 8).await;
    house.look(90).await;
    assert_eq!(mail.recipients(), ["noor"]);
    assert_eq!(house.finding("alarm").await.severity, Severity::Good);
}

fn breaks(_: &Notice) -> (String, String) {
    panic!("the process dies here")
}

/// The process dies when the step is written and nothing is sent yet.
#[tokio::test]
async fn a_crash_before_the_sending_sends_later_and_once() {
    let (mut house, mail, pager) = roused().await;
    pager.says(204);
    let node = Arc::clone(&house.node);
    house.at(10);
    let died = tokio::spawn(async move { node.watch(breaks).await }).await;
    assert!(died.is_err());
    house.restart().await;
    house.look(11).await;
    assert_eq!(
        mail.recipients(),
        [""; 0],
        "another process may still be at it"
    );
    house.look(12).await;
    assert_eq!(mail.recipients(), ["noor"]);
    house.look(19).await;
    assert_eq!(mail.recipients(), [""; 0]);
}

#[tokio::test]
async fn a_trial_reaches_everybody_and_rouses_nobody() {
    let (house, mail, pager) = roused().await;
    let noor = house.officer("noor").await;
    house
        .node
        .try_alarm(&noor)
        .await
        .expect_err("not for duty officers");
    let juno = house.administrator("juno").await;
    house.node.try_alarm(&juno).await.expect("a trial");
    house.look(1).await;
    assert_eq!(mail.recipients(), ["chief", "noor"]);
    assert!(pager.came()[0].contains("alarm.tried"));
    house.look(2).await;
    assert_eq!(mail.came().len(), 0);
}

#[tokio::test]
async fn a_section_or_a_secret_that_is_wrong_is_told_at_the_start() {
    let (mail, pager) = (Mail::start().await, Pager::start().await);
    let good = section(&mail, &pager);
    let refused = |added: String, mode: u32| async move {
        let root = tempfile::tempdir().expect("a folder");
        let data = folder(root.path(), &added);
        secret(&data, mode);
        let opened = Node::open(&data, None, World::system()).await;
        opened.err().expect("it does not open")
    };
    let no = refused(good.clone(), 0o644).await;
    let exposed = matches!(&no, OpenError::Alarm(AlarmError::Service(why @ ServiceError::Secret(_))) if why.to_string().contains("chmod 600"));
    assert!(exposed, "{no}");
    let no = refused(good.replace("hook.secret", "missing"), 0o600).await;
    assert!(
        matches!(
            no,
            OpenError::Alarm(AlarmError::Service(ServiceError::Secret(_)))
        ),
        "{no}"
    );
    let no = refused(good.replace("hook.secret", "node.toml"), 0o600).await;
    assert!(matches!(no, OpenError::Alarm(_)), "{no}");
    let no = refused(
        good.replace("escalate_to", "step_minutes = 0\nescalate_to"),
        0o600,
    )
    .await;
    let said = no.to_string();
    assert!(
        said.contains("alarm.step_minutes: expected 1 to 240"),
        "{said}"
    );
    for (place, key) in [
        ("encryption = ", "alarm.smtp.ca_file"),
        ("secret_file = ", "alarm.webhook.ca_file"),
    ] {
        // There is no such file, and one that holds no certificate.
        for name in ["missing", "node.toml"] {
            let named = format!("ca_file = \"{name}\"\n{place}");
            let no = refused(good.replace(place, &named), 0o600).await;
            let said = comity_node::chain(&no);
            assert!(said.contains(&format!("{key}: {name}")), "{said}");
        }
    }
    let no = refused(good.replace("escalate_to", "escalates_to"), 0o600).await;
    assert!(no.to_string().contains("escalates_to"), "{no}");
}
