//! How far long work has come, on standard error.

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use std::future::Future;
use std::time::Duration;

use crate::client::Client;

const OF_ALL: &str = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
const SO_FAR: &str = "{spinner} {bytes} {bytes_per_sec}";
const AT_WORK: &str = "{spinner} {msg}";
/// How often a node is asked how far it is.
const LOOK: Duration = Duration::from_millis(500);

/// So many bytes are to come.
pub fn of(total: u64) -> ProgressBar {
    ProgressBar::new(total).with_style(style(OF_ALL))
}

/// Bytes are to come; how many, the node does not say.
pub fn unmeasured() -> ProgressBar {
    ProgressBar::new_spinner().with_style(style(SO_FAR))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Waits for a pull, which the node makes, and shows how much of the package is there.
pub async fn pulling<T>(
    client: &Client,
    matter: &str,
    pull: impl Future<Output = Result<T>>,
) -> Result<T> {
    let bar = ProgressBar::new_spinner()
        .with_style(style(AT_WORK))
        .with_message("pull: the node is at work");
    bar.enable_steady_tick(Duration::from_millis(120));
    let path = format!("/api/v1/matters/{matter}/pull");
    let mut pull = std::pin::pin!(pull);
    let pulled = loop {
        tokio::select! {
            pulled = &mut pull => break pulled,
            () = tokio::time::sleep(LOOK) => {}
        }
        // A node that does not say how far it is pulls all the same.
        if let Ok(state) = client.get(&path).await {
            show(&bar, &state);
        }
    };
    bar.finish_and_clear();
    pulled
}

/// Shows what a node says of its pull: how many bytes are there, of how many.
fn show(bar: &ProgressBar, state: &Value) {
    let number = |field: &str| state[field].as_u64().filter(|number| *number > 0);
    let (Some(here), Some(total)) = (number("here"), number("total")) else {
        return;
    };
    if bar.length() != Some(total) {
        bar.set_length(total);
        bar.set_style(style(OF_ALL));
    }
    bar.set_position(here);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pull_is_shown_once_the_node_says_how_much_there_is() {
        let bar = ProgressBar::hidden();
        for (state, length, position) in [
            (json!({}), None, 0),
            (json!({ "stands": "runs", "here": 0, "total": 0 }), None, 0),
            (
                json!({ "stands": "runs", "here": 5, "total": 40 }),
                Some(40),
                5,
            ),
            (
                json!({ "stands": "runs", "here": 40, "total": 40 }),
                Some(40),
                40,
            ),
        ] {
            show(&bar, &state);
            assert_eq!(
                (bar.length(), bar.position()),
                (length, position),
                "{state}"
            );
        }
    }
}
