//! Laying out the bag: tag files and evidence in their order, as a tar stream.

use std::io::{self, Read, Write};

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;

use super::hashing::finish;
use super::pipeline::FillError;
use super::plain::{Plain, PlainError, StageGone};
use super::{Item, SealError, SealParameters};
use crate::bag::case;
use crate::bag::ledger::PathLedger;
use crate::bag::tags;
use crate::bag::tar_entry::{self, END, Stand};
use crate::manifest::{BagRecord, CiphertextRecord, FORMAT_VERSION, ITEMS_MAX};
use crate::{BagPath, Blake3, ItemRecord, Manifest, SLICE_BYTES, TagFileRecord};

/// Stands for the digest of an item until the stage that hashes has come to its end.
const UNKNOWN: Digest = Digest::from_bytes([0; 32]);

/// Fills the plaintext and gives the manifest, complete but for the ciphertext.
pub(super) fn fill<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    parameters: &SealParameters,
    plain: &mut Plain,
    progress: &mut impl FnMut(u64),
) -> Result<Manifest, FillError> {
    let mut manifest = empty_manifest(parameters);
    check_parameters(&manifest, parameters)?;
    let mut stream = Stream {
        folder: manifest.folder(),
        sealed_at: tar_entry::sealed_at(&manifest),
        ordinal: 0,
        plain,
    };
    let bagit = stream.add_text(tags::BAGIT, &tags::bagit())?;
    add_items(items, &mut manifest, &mut stream, progress)?;
    let info = stream.add_text(tags::BAG_INFO, &tags::bag_info(&manifest))?;
    let list = tags::payload_manifest(&manifest.items);
    let list = stream.add_text(tags::PAYLOAD_MANIFEST, &list)?;
    let case = add_case(&manifest, parameters, &mut stream)?;
    manifest.bag.tag_files = vec![bagit, info, list, case];
    let tagmanifest = tags::tagmanifest(&manifest.bag.tag_files);
    manifest.bag.tagmanifest = stream.add_text(tags::TAGMANIFEST, &tagmanifest)?;
    stream.plain.push(&END)?;
    Ok(manifest)
}

/// The manifest before anything is sealed: no items, nothing measured.
fn empty_manifest(parameters: &SealParameters) -> Manifest {
    Manifest {
        version: FORMAT_VERSION,
        package: parameters.package,
        matter: parameters.matter,
        from: parameters.from,
        to: parameters.to,
        sealed_at: parameters.sealed_at,
        recipient: parameters.recipient.clone(),
        conditions: parameters.conditions.clone(),
        items: Vec::new(),
        references: parameters.references.clone(),
        bag: BagRecord {
            tag_files: Vec::new(),
            tagmanifest: tags::record(tags::TAGMANIFEST, ""),
        },
        ciphertext: CiphertextRecord {
            length: 0,
            blake3: Blake3::from_bytes([0; 32]),
            slice_size: SLICE_BYTES,
        },
    }
}

fn check_parameters(manifest: &Manifest, parameters: &SealParameters) -> Result<(), FillError> {
    let mut faults = manifest.head_faults();
    faults.extend(parameters.act.faults());
    match faults.into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(own(SealError::Parameters(Box::new(fault.finding)))),
    }
}

fn add_items<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    manifest: &mut Manifest,
    stream: &mut Stream<'_>,
    progress: &mut impl FnMut(u64),
) -> Result<(), FillError> {
    let mut ledger = PathLedger::default();
    let mut done = 0;
    for item in items {
        let item = item.map_err(|source| own(SealError::Read { path: None, source }))?;
        check_item(&item, manifest.items.len(), &mut ledger)?;
        manifest
            .items
            .push(stream.add_item(item, &mut done, progress)?);
    }
    if manifest.items.is_empty() {
        return Err(own(SealError::NoItems));
    }
    for (item, digest) in manifest.items.iter_mut().zip(stream.plain.digests()?) {
        item.sha256 = digest;
    }
    if let Some(copied) = manifest.copied() {
        let path = manifest.items[copied].path.clone();
        return Err(own(SealError::CopyOfReference { path }));
    }
    progress(done);
    Ok(())
}

fn check_item<R>(item: &Item<R>, before: usize, ledger: &mut PathLedger) -> Result<(), FillError> {
    let path = item.path.clone();
    if before == ITEMS_MAX {
        return Err(own(SealError::TooManyItems));
    }
    if !path.is_payload() {
        return Err(own(SealError::NotPayload { path }));
    }
    if !ledger.enter(&path) {
        return Err(own(SealError::PathTaken { path }));
    }
    match item.about.faults(before).into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(own(SealError::Parameters(Box::new(fault.finding)))),
    }
}

/// The CASE file is made twice, first to measure it: its length precedes it in the
/// stream, and it may be too long to hold.
fn add_case(
    manifest: &Manifest,
    parameters: &SealParameters,
    stream: &mut Stream<'_>,
) -> Result<TagFileRecord, FillError> {
    let mut measure = Measure {
        sha256: Context::new(&SHA256),
        size: 0,
    };
    case::write(&mut measure, manifest, &parameters.act)
        .expect("INVARIANT (measure): counting and hashing do not fail");
    let record = TagFileRecord {
        path: BagPath::fixed(tags::CASE),
        size: measure.size,
        sha256: finish(measure.sha256),
    };
    stream.begin(&record.path, record.size)?;
    let written = case::write(&mut Pushing(stream.plain), manifest, &parameters.act);
    // The only way to fail is that the next stage is gone.
    written.map_err(|_| FillError::LaterStage)?;
    stream.pad(record.size)?;
    Ok(record)
}

/// The tar stream being written.
struct Stream<'a> {
    folder: String,
    sealed_at: u64,
    ordinal: usize,
    plain: &'a mut Plain,
}

impl Stream<'_> {
    fn begin(&mut self, path: &BagPath, size: u64) -> Result<(), StageGone> {
        let stand = Stand {
            folder: &self.folder,
            ordinal: self.ordinal,
            sealed_at: self.sealed_at,
        };
        let header = tar_entry::header(stand, path, size);
        self.ordinal += 1;
        self.plain.push(&header)
    }

    fn pad(&mut self, size: u64) -> Result<(), StageGone> {
        self.plain.push(&END[..tar_entry::padding(size)])
    }

    fn add_text(&mut self, path: &'static str, text: &str) -> Result<TagFileRecord, StageGone> {
        let record = tags::record(path, text);
        self.begin(&record.path, record.size)?;
        self.plain.push(text.as_bytes())?;
        self.pad(record.size)?;
        Ok(record)
    }

    fn add_item<R: Read>(
        &mut self,
        mut item: Item<R>,
        done: &mut u64,
        progress: &mut impl FnMut(u64),
    ) -> Result<ItemRecord, FillError> {
        self.begin(&item.path, item.size)?;
        let mut left = item.size;
        while left > 0 {
            let read = self.plain.read_from(&mut item.content, left);
            let count = read.map_err(|error| at_item(error, &item.path))? as u64;
            if count == 0 {
                return Err(changed(&item, item.size - left));
            }
            left -= count;
            report(done, count, progress);
        }
        check_end(&mut item)?;
        self.plain.end_item();
        self.pad(item.size)?;
        Ok(ItemRecord {
            path: item.path,
            size: item.size,
            sha256: UNKNOWN,
            about: item.about,
        })
    }
}

/// A file that grew while it was read is not the file that was announced.
fn check_end<R: Read>(item: &mut Item<R>) -> Result<(), FillError> {
    let mut one = [0];
    loop {
        match item.content.read(&mut one) {
            Ok(0) => return Ok(()),
            Ok(_) => return Err(changed(item, item.size + 1)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(at_item(PlainError::Read(error), &item.path)),
        }
    }
}

fn changed<R>(item: &Item<R>, found: u64) -> FillError {
    own(SealError::SizeChanged {
        path: item.path.clone(),
        announced: item.size,
        found,
    })
}

fn at_item(error: PlainError, path: &BagPath) -> FillError {
    match error {
        PlainError::Gone => FillError::LaterStage,
        PlainError::Read(source) => own(SealError::Read {
            path: Some(path.clone()),
            source,
        }),
    }
}

/// Tells the progress whenever another mebibyte is complete.
fn report(done: &mut u64, count: u64, progress: &mut impl FnMut(u64)) {
    let before = *done >> 20;
    *done += count;
    if *done >> 20 != before {
        progress(*done);
    }
}

fn own(error: SealError) -> FillError {
    FillError::Own(error)
}

/// Counts and hashes what is written to it.
struct Measure {
    sha256: Context,
    size: u64,
}

impl Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sha256.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Pushing<'a>(&'a mut Plain);

impl Write for Pushing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let pushed = self.0.push(bytes);
        pushed.map_err(|StageGone| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
