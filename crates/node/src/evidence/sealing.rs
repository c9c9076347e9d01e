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
        only_references: bool,
        input: impl Read + Send + 'static,
    ) -> Result<Sealed, Refusal> {
        let node = Arc::clone(self);
        let name = parameters.package.to_string();
        let work = move || {
            let sealed = node.seal_blocking(&name, parameters, only_references, input);
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
        only_references: bool,
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
        let items = entries.map(|entry| item(entry?, only_references));
        let direct = DirectFile::new(&file).map_err(Refusal::fault(UNWRITTEN))?;
        let sealed =
            comity_evidence::seal_pages(items, parameters, &direct, |_| {}).map_err(|error| {
                match error {
                    comity_evidence::SealError::Write { .. } => Refusal::Fault {
                        what: UNWRITTEN,
                        source: Box::new(error),
                    },
                    comity_evidence::SealError::Read { source, .. } if is_refusal(&source) => {
                        Refusal::field("evidence", source.to_string())
                    }
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

/// Endings of files that show or play something.
const PICTURES: [&str; 16] = [
    "avi", "bmp", "gif", "heic", "jpeg", "jpg", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "png",
    "tiff", "webm", "webp",
];

/// Whether the file's name says that it is a picture or a film.
fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

/// Whether the item was turned away, rather than broken off.
fn is_refusal(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidInput
}

/// A file of the stream as an evidence item. Its name in the bag is portable; its own is kept. In a case of Art 14 no
/// picture or film is copied into a package: it stays with its custodian, and its digest travels.
fn item<R: Read>(
    entry: tar::Entry<'_, R>,
    only_references: bool,
) -> io::Result<Item<tar::Entry<'_, R>>> {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    if only_references && is_picture(&name) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "{name}: in a case of Art. 14 seal a list of digests and custodians, not pictures or films"
            ),
        ));
    }
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
