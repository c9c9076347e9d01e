//! What strangers, careless tools and officers without the right send to a running node: each is
//! answered with a problem document, nothing is written, and the node goes on.

use crate::support::{Answer, Node, Officer, answer, arg, comity, knows, particulars, three_nodes};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// A running node under attack, with an officer who may read.
struct Target {
    register: Node,
    node: Node,
    peer: Node,
    reader: Officer,
}

impl Target {
    async fn up(root: &Path) -> Self {
        let (mut register, peer, mut node) = three_nodes(root);
        let reader = node.officer("duty_officer");
        register.start().await;
        node.start().await;
        Self {
            register,
            node,
            peer,
            reader,
        }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.node.url);
        self.reader.http.request(method, url)
    }

    fn envelope(&self, bytes: Vec<u8>) -> RequestBuilder {
        self.request(Method::POST, "/v1/envelopes").body(bytes)
    }

    /// The size of the custody log, as its checkpoint says.
    async fn log_size(&self) -> u64 {
        let note = self.request(Method::GET, "/log/checkpoint").send().await;
        let note = note.expect("the node goes on").text().await.expect("text");
        let size = note.lines().nth(1).expect("the second line is the size");
        size.parse().expect("a number")
    }

    async fn worklist_is_empty(&self) -> bool {
        let page = self.reader.get("/api/v1/worklist").await;
        let printed = comity(&["inbox", "--as", arg(&self.reader.profile)]);
        page.expect("the worklist")["matters"] == json!([]) && printed == "Nothing here.\n"
    }

    fn end(mut self) {
        assert!(self.node.running(), "{}", self.node.log());
        self.node.stop();
        self.register.stop();
        comity(&["fsck", "--data", arg(&self.node.data)]);
    }
}

/// A problem document of this status; returns the last part of its type.
fn problem(name: &str, answer: Option<Answer>) -> (u16, String, Value) {
    let answer = answer.unwrap_or_else(|| panic!("{name}: no answer"));
    let Answer { status, body, .. } = &answer;
    assert!(
        answer.is_problem() && *status >= 400,
        "{name}: {status} {body}"
    );
    let kind = body["type"].as_str().expect("a problem has a type");
    let slug = kind.rsplit(['/', ':']).next().unwrap_or_default();
    (*status, slug.to_owned(), body.clone())
}

/// The kit's envelopes by name. Its States are of another directory than this node's, so that even
/// the good one comes from a stranger.
fn kit() -> Vec<(String, String, Vec<u8>)> {
    let folder = Path::new("../wire/tests/hostile");
    let text = std::fs::read(folder.join("kit.json")).expect("the kit is in the repository");
    let kit: Value = serde_json::from_slice(&text).expect("JSON");
    let cases = kit["cases"].as_array().expect("cases").iter();
    let read = |case: &Value| {
        let file = case["file"].as_str().expect("a file").to_owned();
        let verdict = case["verdict"].as_str().expect("a verdict").to_owned();
        let mut bytes = std::fs::read(folder.join(&file)).expect("it is in the repository");
        let length = case["pad_to"].as_u64().and_then(|to| to.try_into().ok());
        bytes.resize(length.unwrap_or(bytes.len()), b' ');
        (file, verdict, bytes)
    };
    cases.map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_envelopes_are_refused_and_leave_no_trace_in_the_log() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let target = Target::up(scratch.path()).await;
    let before = target.log_size().await;

    for (file, verdict, bytes) in kit() {
        let (_, found, _) = problem(&file, answer(target.envelope(bytes)).await);
        // What needs no key to be seen is told apart here too.
        if ["truncated", "oversized"].contains(&verdict.as_str()) {
            assert_eq!(found, verdict, "{file}");
        }
    }
    let garbage = [
        ("an empty body", Vec::new(), 400, "truncated"),
        ("2 MiB", vec![b'{'; 2 << 20], 413, "oversized"),
        ("no JSON", b"<envelope/>".to_vec(), 400, "malformed"),
    ];
    for (name, bytes, status, kind) in garbage {
        let (found, slug, _) = problem(name, answer(target.envelope(bytes)).await);
        assert_eq!((found, slug.as_str()), (status, kind), "{name}");
    }
    // What was cut off unread is counted as well, and is a security event.
    let metrics = target
        .reader
        .call(Method::GET, "/metrics", &Value::Null)
        .await;
    let metrics = metrics.expect("the node goes on").body.to_string();
    for reason in ["oversized", "malformed", "truncated"] {
        let counter = format!("comity_envelopes_refused_total{{reason=\\\"{reason}\\\"}}");
        assert!(metrics.contains(&counter), "{counter} is not in {metrics}");
    }
    // The witness says no in the words of its own specification.
    for (name, bytes, status) in [
        ("no checkpoint", b"old one\n\n".to_vec(), 400),
        ("2 MiB", vec![b'o'; 2 << 20], 413),
    ] {
        let request = target.request(Method::POST, "/log/add-checkpoint");
        let said = answer(request.body(bytes)).await.expect("the node goes on");
        assert_eq!((said.status, said.is_problem()), (status, false), "{name}");
    }
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let name = format!("{method} /v1/envelopes");
        let request = target.request(method, "/v1/envelopes");
        assert_eq!(problem(&name, answer(request).await).0, 405, "{name}");
    }
    let nowhere = answer(target.request(Method::GET, "/nowhere")).await;
    assert_eq!(problem("GET /nowhere", nowhere).0, 404);

    assert_eq!(target.log_size().await, before);
    assert!(target.worklist_is_empty().await);
    target.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_show_who_they_are_gets_no_further() {
    use comity_web::{ROUTES, Who};
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let target = Target::up(scratch.path()).await;
    for route in ROUTES.iter().filter(|route| route.who != Who::Anyone) {
        let path = route.path.replace("{matter}", &"0".repeat(32));
        let path = path
            .replace("{verb}", "send")
            .replace("{digest}", &"0".repeat(64));
        let method: Method = route.method.to_uppercase().parse().expect("a method");
        let bare = || target.request(method.clone(), &path);
        let mut tries = vec![bare()];
        if route.who == Who::Officer {
            tries.extend(["", &"0".repeat(64)].map(|token| bare().bearer_auth(token)));
            tries.push(bare().basic_auth("duty_officer", Some(&target.reader.token)));
        } else {
            // An officer's token is no peer's signature.
            tries.push(bare().bearer_auth(&target.reader.token));
            let signature = bare().header("signature", "comity=:AAAA:");
            tries.push(signature.header("signature-input", "comity=()"));
        }
        for request in tries {
            let (status, ..) = problem(route.path, answer(request).await);
            assert_eq!(status, 401, "{} {}", route.method, route.path);
        }
    }
    target.end();
}

/// An officer's call that must be refused; returns status, kind and document.
async fn refused(officer: &Officer, path: &str, body: Value) -> (u16, String, Value) {
    let answer = officer.call(Method::POST, path, &body).await;
    problem(path, answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_are_told_every_fault_and_nothing_is_written() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let mut target = Target::up(scratch.path()).await;
    target.peer.start().await;
    let custodian = target.node.officer("evidence_custodian");
    knows(&target.reader, "XAA").await;
    let before = target.log_size().await;
    let reader = &target.reader;

    let request =
        |particulars| json!({ "measure": "preservation", "to": "XAA", "particulars": particulars });
    let (status, kind, body) = refused(reader, "/api/v1/requests", request(json!({}))).await;
    assert_eq!((status, kind.as_str()), (422, "invalid"));
    let faults = body["errors"].as_array().expect("every fault");
    assert!(faults.len() >= 5, "{body}");
    for fault in faults {
        assert!(
            fault["paragraph"]
                .as_str()
                .is_some_and(|named| !named.is_empty()),
            "{fault}"
        );
    }
    let mut one_wrong = particulars();
    one_wrong["facts"] = json!("");
    let (_, _, body) = refused(reader, "/api/v1/requests", request(one_wrong)).await;
    assert_eq!(body["errors"].as_array().map(Vec::len), Some(1), "{body}");
    assert_eq!(body["errors"][0]["field"], "facts", "{body}");

    let unreadable = reader
        .http
        .post(format!("{}/api/v1/requests", target.node.url));
    let unreadable = unreadable.bearer_auth(&reader.token).body("no JSON");
    problem("no JSON", answer(unreadable).await);
    let (_, _, body) = refused(reader, "/api/v1/requests", json!({ "measure": 1 })).await;
    assert!(body["detail"].is_string(), "{body}");
    for unknown in ["01900000-0000-7000-8000-000000000000", "no-number"] {
        let path = format!("/api/v1/matters/{unknown}/acts");
        let (status, ..) = refused(reader, &path, json!({ "command": "acknowledge" })).await;
        assert_eq!(status, 404);
    }
    let (status, kind, body) =
        refused(&custodian, "/api/v1/requests", request(particulars())).await;
    assert_eq!((status, kind.as_str()), (409, "rejected"), "{body}");
    assert!(
        body["article"]
            .as_str()
            .is_some_and(|article| article.starts_with("Art")),
        "{body}"
    );

    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(target.log_size().await, before);
    assert!(target.worklist_is_empty().await);
    target.peer.stop();
    target.end();
}
