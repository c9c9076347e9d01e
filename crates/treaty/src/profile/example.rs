//! The commented profile that `comity init` writes: complete, and for its State to correct line by line.

use crate::party::StateCode;

const TEMPLATE: &str = include_str!("../../profiles/example.toml");

/// The example for a State.
pub fn example(state: StateCode, name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '\\'))
        .collect();
    TEMPLATE
        .replace("\"XXX\"", &format!("\"{state}\""))
        .replace("\"Your State\"", &format!("\"{name}\""))
}
