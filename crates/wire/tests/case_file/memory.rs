//! A case file in memory, so that any byte of it can be changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use comity_wire::case_file::{CaseSource, Listed, ListedKind, Oddity, SourceFault};

/// Files by path, and links that stand where files could.
#[derive(Clone, Default)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
    pub links: BTreeSet<String>,
}

impl Memory {
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    pub fn file(&mut self, path: &str) -> &mut Vec<u8> {
        let known = self.files.keys().cloned().collect::<Vec<_>>();
        self.files
            .get_mut(path)
            .unwrap_or_else(|| panic!("no {path} among {known:#?}"))
    }
}

impl CaseSource for Memory {
    fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault> {
        let file = |(path, bytes): (&String, &Vec<u8>)| Listed {
            path: path.clone(),
            kind: ListedKind::File {
                length: bytes.len() as u64,
            },
        };
        let link = |path: &String| Listed {
            path: path.clone(),
            kind: ListedKind::Refused(Oddity::Link),
        };
        let all = self
            .files
            .iter()
            .map(file)
            .chain(self.links.iter().map(link));
        Ok(all.take(limit + 1).collect())
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault> {
        let missing = || SourceFault {
            path: path.to_owned(),
            source: io::ErrorKind::NotFound.into(),
        };
        let bytes = self.files.get(path).ok_or_else(missing)?;
        Ok(Box::new(bytes.as_slice()))
    }
}
