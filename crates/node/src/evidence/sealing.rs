//! Files into a sealed package, in one pass: those of a tar stream, or those that came before.

use comity_evidence::{BagPath, Item, ItemDescription, SealError, SealParameters, Sealed};
use comity_treaty::Sentence;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use uuid::Uuid;

use super::UNWRITTEN;
use super::declared::{ItemRule, SHEET, Sheet, TurnedAway, as_turned_away};
use super::direct::DirectFile;
use crate::node::Node;
use crate::plain::unprintable;
use crate::refusal::Refusal;

const NO_TAR: &str = "the stream of files does not read as tar";
/// What is read of a refused stream, so that its sender hears the refusal instead of a broken connection.
const HEARD_BYTES_MAX: u64 = 64 << 20;

impl Node {
    /// Seals into a file of the package's own, which is kept only where the sealing came to its end.
    pub(super) async fn seal_into(
        self: &Arc<Self>,
        package: Uuid,
        seal: impl FnOnce(&File) -> Result<Sealed, Refusal> + Send + 'static,
    ) -> Result<Sealed, Refusal> {
        let node = Arc::clone(self);
        let name = package.to_string();
        let work = move || {
            let sealed = node.seal_blocking(&name, seal);
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
        seal: impl FnOnce(&File) -> Result<Sealed, Refusal>,
    ) -> Result<Sealed, Refusal> {
        let file = self.exhibits.create(name);
        let file = file.map_err(Refusal::fault(UNWRITTEN))?;
        let sealed = seal(&file)?;
        self.exhibits
            .keep_sealed(name, &file, &sealed.slices)
            .map_err(Refusal::fault(UNWRITTEN))?;
        Ok(sealed)
    }
}

/// Seals the files of a tar stream.
pub(super) fn seal_tar(
    input: impl Read,
    parameters: SealParameters,
    article_14: bool,
    file: &File,
) -> Result<Sealed, Refusal> {
    let mut archive = tar::Archive::new(io::BufReader::with_capacity(1 << 20, input));
    let sealed = seal_files(&mut archive, parameters, article_14, file);
    if sealed.is_err() {
        let mut rest = archive.into_inner().take(HEARD_BYTES_MAX);
        // Where the stream broke off there is nobody who listens.
        let _broken = io::copy(&mut rest, &mut io::sink());
    }
    sealed
}

/// Seals what the stream holds. Its first member may be the officer's declarations, which decide on the others.
fn seal_files<R: Read>(
    archive: &mut tar::Archive<R>,
    mut parameters: SealParameters,
    article_14: bool,
    file: &File,
) -> Result<Sealed, Refusal> {
    let mut entries = archive.entries().map_err(Refusal::fault(NO_TAR))?;
    let first = entries.next().transpose().map_err(Refusal::fault(NO_TAR))?;
    let (sheet, first) = match first {
        Some(entry) if *entry.path_bytes() == *SHEET.as_bytes() => (Sheet::read(entry)?, None),
        first => (Sheet::default(), first),
    };
    parameters.references = sheet.records()?;
    let rule = sheet.rule(article_14);
    let entries = first.map(Ok).into_iter().chain(entries);
    let items = entries.map(|entry| member(entry?, &rule));
    seal_items(items, parameters, file)
}

/// Seals items into the file of a package.
pub(super) fn seal_items<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    parameters: SealParameters,
    file: &File,
) -> Result<Sealed, Refusal> {
    let direct = DirectFile::new(file).map_err(Refusal::fault(UNWRITTEN))?;
    comity_evidence::seal_pages(items, parameters, &direct, |_| {}).map_err(refusal)
}

/// Why nothing was sealed, as the officer is told.
fn refusal(error: SealError) -> Refusal {
    let fault = |what, error: SealError| Refusal::Fault {
        what,
        source: Box::new(error),
    };
    match error {
        SealError::Write { .. } => fault(UNWRITTEN, error),
        SealError::Read { ref source, .. } => match as_turned_away(source) {
            Some(turned_away) => turned_away.refusal(),
            None if is_unfit_name(source) => {
                Refusal::field("evidence", Sentence::verbatim(source.to_string()))
            }
            None => fault("the files broke off on their way; seal again", error),
        },
        SealError::CopyOfReference { path } => {
            TurnedAway::new(path.as_str(), "it is the very thing a reference names").refusal()
        }
        other => Refusal::field("evidence", Sentence::verbatim(other.to_string())),
    }
}

/// A file whose name no package may carry: what a name shows must be what it is, wherever it is unpacked or printed.
#[derive(Debug, thiserror::Error)]
#[error(
    "a file whose name can be carried; of {shown}: {why}. Seal a copy under another name, and write the first one down"
)]
pub(super) struct UnfitName {
    shown: String,
    why: String,
}

fn is_unfit_name(error: &io::Error) -> bool {
    let found = error.get_ref();
    found
        .and_then(|inner| inner.downcast_ref::<UnfitName>())
        .is_some()
}

impl UnfitName {
    fn new(name: &str, why: String) -> Self {
        let shown = format!("\"{}\"", name.escape_debug());
        Self { shown, why }
    }
}

/// The path of a file in the bag, where its name can be carried.
pub(super) fn path_of(name: &str) -> Result<BagPath, UnfitName> {
    let unfit = |why: String| UnfitName::new(name, why);
    if let Some(character) = unprintable(name).or(name.chars().find(|c| c.is_control())) {
        let character = u32::from(character);
        return Err(unfit(format!("it holds the character U+{character:04X}")));
    }
    BagPath::portable(name).map_err(|invalid| unfit(invalid.to_string()))
}

/// A file of the stream as an evidence item.
fn member<'a, R: Read>(
    entry: tar::Entry<'a, R>,
    rule: &ItemRule,
) -> io::Result<Item<impl Read + use<'a, R>>> {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    if !entry.header().entry_type().is_file() {
        return Err(io::Error::other(format!(
            "{name}: only regular files are evidence items"
        )));
    }
    let size = entry.size();
    item(name, size, entry, rule)
}

/// A file as an evidence item. Its name in the bag is portable; its own is kept. In a case of Art 14 no picture or film is
/// copied into a package: it stays with its custodian, and its digest travels.
pub(super) fn item<R: Read>(
    name: String,
    size: u64,
    content: R,
    rule: &ItemRule,
) -> io::Result<Item<impl Read + use<R>>> {
    let path = path_of(&name).map_err(|no| io::Error::new(io::ErrorKind::InvalidInput, no))?;
    let content = rule.admit(&name, content)?;
    let original_name = (path.relative() != name).then_some(name);
    let about = ItemDescription {
        original_name,
        ..ItemDescription::default()
    };
    Ok(Item {
        path,
        size,
        about,
        content,
    })
}
