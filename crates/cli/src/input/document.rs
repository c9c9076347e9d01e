//! A document that an officer wrote, and what a node found wrong with it.

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

use super::{DOCUMENT_BYTES_MAX, place, text};
use crate::client::Refused;

/// A document with its text, so that a fault can be shown where it stands.
pub struct Document {
    path: PathBuf,
    text: String,
    /// What it says.
    pub value: Value,
}

/// Reads a JSON or TOML document by its ending.
pub fn read_document(path: &Path) -> Result<Value> {
    Ok(Document::load(path)?.value)
}

impl Document {
    /// Reads a JSON or TOML document by its ending.
    pub fn load(path: &Path) -> Result<Self> {
        let text = text(path, DOCUMENT_BYTES_MAX)?;
        let shown = path.display();
        let value = match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => serde_json::from_str(&text).map_err(|error| {
                let said = error.to_string();
                let said = said.split(" at line ").next().unwrap_or_default();
                anyhow!(
                    "{shown}:{}:{}: not JSON: {said}",
                    error.line(),
                    error.column()
                )
            })?,
            Some("toml") => {
                let table: toml::Table =
                    toml::from_str(&text).with_context(|| format!("{shown}: not TOML"))?;
                as_json(toml::Value::Table(table))
            }
            _ => bail!("{shown}: give a .json or a .toml document"),
        };
        let path = path.to_owned();
        Ok(Self { path, text, value })
    }

    /// A node's refusal with each fault at its line in this document, which was sent as the field `within`.
    pub fn explain(&self, error: anyhow::Error, within: &str) -> anyhow::Error {
        match error.downcast::<Refused>() {
            Ok(refused) => anyhow!(refused.said(|fault| self.place(fault, within))),
            Err(other) => other,
        }
    }

    /// File, line and column of a fault, if it lies in this document.
    fn place(&self, fault: &Value, within: &str) -> Option<String> {
        let pointer = fault.get("pointer")?.as_str()?.strip_prefix("#/")?;
        let mut steps = pointer.split('/');
        if steps.next() != Some(within) {
            return None;
        }
        let steps: Vec<String> = steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        let toml = self.path.extension().is_some_and(|ending| ending == "toml");
        let at = if toml {
            place::in_toml(&self.text, &steps)
        } else {
            place::in_json(&self.text, &steps)
        };
        let (line, column) = place::line_and_column(&self.text, at);
        Some(format!("{}:{line}:{column}: ", self.path.display()))
    }
}

/// TOML as JSON. JSON has no times: they become texts, and what JSON cannot say becomes null.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(values) => values.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, as_json(value)))
            .collect(),
    }
}
