//! The register's own keys: announced, pinned by every State that reads the directory, and then used.

use comity_wire::keys::PublicKeys;
use std::sync::Arc;

use super::{House, code, days, world};
use crate::directory::View;
use crate::node::Node;
use crate::rollover::{self, RolloverError};

impl House {
    async fn opened(&self, state: &str) -> Arc<Node> {
        let node = Node::open(&self.data(state), None, world(&self.clock)).await;
        node.unwrap()
    }

    /// The register with the keys of its folder, started again.
    async fn restarted(&mut self) {
        self.register.close().await;
        self.register = self.opened("register").await;
        let sign = |_: &mut super::super::Members| Ok(true);
        self.register.change_members(sign).await.unwrap();
    }

    fn statement(&self) -> String {
        String::from_utf8(self.register.entity_configuration().unwrap()).unwrap()
    }
}

/// What a State makes of the directory, as it fetches it: the register's statement first.
async fn reads(house: &House, state: &Node) -> Result<View, String> {
    let copy = house.copy().await;
    let pinned = state.pin_announced(&copy.register).await;
    pinned.map_err(|error| error.to_string())?;
    let register = state.register().unwrap();
    let view = View::verify(&register, copy, None, house.now());
    view.map_err(|error| error.to_string())
}

fn believes(view: Result<View, String>, house: &House) -> bool {
    view.is_ok_and(|view| view.peer(code("XBB"), house.now()).is_some())
}

fn pinned(state: &Node) -> PublicKeys {
    state.register().unwrap().jwks.clone()
}

#[tokio::test]
async fn the_register_rolls_over_and_nobody_is_forgotten() {
    let mut house = House::with(&["XAA", "XBB"]).await;
    let (there, away) = (house.opened("XAA").await, house.opened("XBB").await);
    assert!(believes(reads(&house, &there).await, &house));
    let (before, first, at) = (house.copy().await, house.statement(), house.now());
    house.prepare("register");
    let announced = house.statement();
    assert!(believes(reads(&house, &there).await, &house));
    assert_eq!(
        (pinned(&there).iter().count(), pinned(&away).iter().count()),
        (4, 2)
    );

    let data = house.data("register");
    let early = rollover::switch(&data, None, house.now() + days(13));
    assert!(matches!(early, Err(RolloverError::TooSoon(_))), "{early:?}");
    house.pass(days(14));
    house.switch("register");
    house.restarted().await;
    assert!(believes(reads(&house, &there).await, &house));
    let keys = pinned(&there);
    // What the register said before takes nothing back.
    for older in [&first, &announced] {
        there.pin_announced(older).await.unwrap();
        assert_eq!(pinned(&there), keys);
    }

    // Long after, started again: the new keys are pinned, and what the former ones signed verifies at its own time.
    house.pass(days(60));
    house.restarted().await;
    there.close().await;
    let there = house.opened("XAA").await;
    assert_eq!(pinned(&there), keys);
    assert!(believes(reads(&house, &there).await, &house));
    let register = there.register().unwrap();
    let then = View::verify(&register, before.clone(), None, at);
    assert!(then.unwrap().peer(code("XBB"), at).is_some());
    assert!(
        View::verify(&register, before, None, house.now()).is_err(),
        "it has ended"
    );

    // Keys that have ended announce nothing, and neither do strangers.
    for older in [&first, &announced] {
        assert!(
            there.pin_announced(older).await.is_err(),
            "its keys have ended"
        );
    }
    let stranger = House::new().await;
    assert!(there.pin_announced(&stranger.statement()).await.is_err());
    assert_eq!(pinned(&there), keys);

    // A State that was away all the time is told so, and believes nothing until people give it the new anchor.
    let told = reads(&house, &away).await.err().unwrap();
    assert!(
        told.contains("the Secretariat, which may have a new anchor.json"),
        "{told}"
    );
    away.close().await;
    let anchor = |of: &str| house.data(of).join(crate::setup::ANCHOR);
    std::fs::copy(anchor("register"), anchor("XBB")).unwrap();
    let away = house.opened("XBB").await;
    assert!(
        reads(&house, &away)
            .await
            .unwrap()
            .peer(code("XAA"), house.now())
            .is_some()
    );
}

#[tokio::test]
async fn another_anchor_is_another_beginning() {
    let mut house = House::with(&["XAA", "XBB"]).await;
    let there = house.opened("XAA").await;
    house.prepare("register");
    assert!(believes(reads(&house, &there).await, &house));
    house.pass(days(14));
    house.switch("register");
    house.restarted().await;
    assert!(believes(reads(&house, &there).await, &house));
    let former = pinned(&there);
    there.close().await;

    // Of another register: nothing that the first one signs from now on is believed, what it signed before is.
    let other = House::new().await;
    let path = house.data("XAA").join(crate::setup::ANCHOR);
    std::fs::copy(other.data("register").join(crate::setup::ANCHOR), path).unwrap();
    house.pass(days(1));
    let there = house.opened("XAA").await;
    let now = house.now();
    for key in former.iter() {
        let validity = pinned(&there).get(key.kid()).unwrap().validity();
        assert!(!validity.holds(now), "{key:?}");
        let used = key.validity().holds(now - days(1));
        assert_eq!(validity.holds(now - days(1)), used, "{key:?}");
    }
    assert!(reads(&house, &there).await.is_err());
}
