//! A stream of files into a sealed package, in one pass.

use comity_evidence::{BagPath, Item, ItemDescription, SealParameters, Sealed};
use std::io::{self, Read};
use std::sync::Arc;

use super::UNWRITTEN;
use super::direct::DirectFile;
use crate::node::Node;
use crate::refusal::Refusal;

impl Node {
    pub(super) async fn seal_stream(
        self: &Arc<Self>,
        parameters: SealParameters,
        input: impl Read + Send + 'static,
    ) -> Result<Sealed, Refusal> {
        let node = Arc::clone(self);
        let name = parameters.package.to_string();
        let work = move || {
            let sealed = node.seal_blocking(&name, parameters, input);
            if sealed.is_err() {
                node.exhibits.discard(&name);
            }
            sealed
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Refusal::fault("the sealing broke off; seal again"))?
    }

    fn seal_blocking(
        &self,
        name: &str,
        parameters: SealParameters,
        input: impl Read,
    ) -> Result<Sealed, Refusal> {
        let file = self
            .exhibits
            .create(name)
            .map_err(Refusal::fault(UNWRITTEN))?;
        let mut archive = tar::Archive::new(io::BufReader::with_capacity(1 << 20, input));
        let entries = archive
            .entries()
            .map_err(Refusal::fault("the stream of files does not read as tar"))?;
        let items = entries.map(|entry| entry.and_then(item));
        let direct = DirectFile::new(&file).map_err(Refusal::fault(UNWRITTEN))?;
        let sealed =
            comity_evidence::seal_pages(items, parameters, &direct, |_| {}).map_err(|error| {
                match error {
                    comity_evidence::SealError::Write { .. } => Refusal::Fault {
                        what: UNWRITTEN,
                        source: Box::new(error),
                    },
                    comity_evidence::SealError::Read { .. } => Refusal::Fault {
                        what: "the files broke off on their way; seal again",
                        source: Box::new(error),
                    },
                    other => Refusal::field("evidence", other.to_string()),
                }
            })?;
        self.exhibits
            .keep_sealed(name, &file, &sealed.slices)
            .map_err(Refusal::fault(UNWRITTEN))?;
        Ok(sealed)
    }
}

/// A file of the stream as an evidence item. Its name in the bag is portable; its own is kept.
fn item<R: Read>(entry: tar::Entry<'_, R>) -> io::Result<Item<tar::Entry<'_, R>>> {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    if !entry.header().entry_type().is_file() {
        return Err(io::Error::other(format!(
            "{name}: only regular files are evidence items"
        )));
    }
    let path = BagPath::portable(&name).map_err(io::Error::other)?;
    let original_name = (path.relative() != name).then_some(name);
    let about = ItemDescription {
        original_name,
        ..ItemDescription::default()
    };
    Ok(Item {
        path,
        size: entry.size(),
        about,
        content: entry,
    })
}
