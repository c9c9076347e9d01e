//! A State's table of test calls: what is believed of it and what is not.

mod cast;
mod common;

use cast::{NODE, id};
use comity_wire::calls::{CALLS_MAX, CallsRefusal, TestCall, TestCalls};
use comity_wire::profile::Publisher;
use common::{keys, now, state, time};

fn call(called: &str, placed: &str, answered: Option<&str>) -> TestCall {
    TestCall {
        called: state(called),
        placed: time(placed),
        answered: answered.map(time),
    }
}

fn table(calls: Vec<TestCall>) -> TestCalls {
    TestCalls {
        iss: id("xaa"),
        state: state("XAA"),
        iat: now(),
        calls,
    }
}

fn open(told: &TestCalls, signer: u8) -> Result<TestCalls, CallsRefusal> {
    let bytes = told.seal(&keys(signer)).expect("seals");
    let (node, vouched) = (id("xaa"), keys(NODE));
    let publisher = Publisher {
        id: &node,
        keys: vouched.public(),
        state: state("XAA"),
    };
    TestCalls::open(&bytes, publisher, now())
}

const PLACED: &str = "2026-11-24T01:00:00Z";

#[test]
fn a_signed_table_reads_back() {
    let told = table(vec![
        call("XBB", PLACED, Some("2026-11-24T01:04:00Z")),
        call("XCC", PLACED, None),
    ]);
    assert_eq!(open(&told, NODE).expect("believed"), told);
    assert_eq!(open(&table(Vec::new()), NODE).expect("believed").calls, []);
}

#[test]
fn what_cannot_have_been_is_refused() {
    let own = call("XAA", PLACED, None);
    let early = call("XBB", PLACED, Some("2026-11-24T00:59:59Z"));
    let ahead = call("XBB", "2026-11-25T01:00:00Z", None);
    for wrong in [own, early, ahead] {
        let sound = call("XBB", PLACED, None);
        let refusal = open(&table(vec![sound, wrong]), NODE).expect_err("refused");
        assert!(matches!(refusal, CallsRefusal::Impossible(2)), "{refusal}");
    }
    let many = vec![call("XBB", PLACED, None); CALLS_MAX + 1];
    let refusal = open(&table(many), NODE).expect_err("refused");
    assert!(matches!(refusal, CallsRefusal::TooMany(_)), "{refusal}");
}

#[test]
fn another_key_or_another_state_is_not_believed() {
    let told = table(vec![call("XBB", PLACED, None)]);
    let refusal = open(&told, NODE + 1).expect_err("refused");
    assert!(matches!(refusal, CallsRefusal::Document(_)), "{refusal}");
    for (iss, of) in [("xbb", "XAA"), ("xaa", "XBB")] {
        let other = TestCalls {
            iss: id(iss),
            state: state(of),
            ..table(Vec::new())
        };
        let refusal = open(&other, NODE).expect_err("refused");
        assert!(
            matches!(refusal, CallsRefusal::Publisher { .. }),
            "{refusal}"
        );
    }
}
