//! The stream a case file leaves in: tar, written as it is read, and never kept.

use comity_evidence::{BagPath, BagSink, Identity, Manifest};
use comity_wire::case_file::Place;
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write};
use std::path::PathBuf;

/// The last member of the stream: its presence shows that all of it came.
const END: &str = ".complete";

/// The evidence of a case file.
pub(crate) enum Exhibit {
    /// None.
    Nothing,
    /// As it travelled.
    Sealed {
        /// The ciphertext.
        file: File,
        /// Its slices.
        slices: Vec<u8>,
    },
    /// To be opened on the way out.
    Opened {
        /// The ciphertext.
        file: File,
        /// Its slices, by which it is verified before.
        slices: Vec<u8>,
        /// The key of this package alone.
        identity: Identity,
        /// The verified manifest.
        manifest: Box<Manifest>,
    },
}

impl Exhibit {
    /// The evidence as it lies here, with its slices.
    pub fn sealed(&self) -> Option<(&File, &[u8])> {
        match self {
            Self::Nothing => None,
            Self::Sealed { file, slices } | Self::Opened { file, slices, .. } => {
                Some((file, slices))
            }
        }
    }
}

/// A case file ready to be written, as a tar stream.
pub struct ReadyCase {
    pub(crate) documents: Vec<(String, Vec<u8>)>,
    /// As of when the other State is shown, where its node gave nothing now.
    pub(crate) as_of: Option<Timestamp>,
    /// Papers that the messages name, where they lie, each with its length. They are opened one after the other.
    pub(crate) papers: Vec<(String, PathBuf, u64)>,
    pub(crate) exhibit: Exhibit,
    /// Whether the statements in it are of the keys that this node signs with now.
    pub(crate) vouches_for_us: bool,
}

impl ReadyCase {
    /// As of when the other State's log and keys are shown, where its node gave nothing now and this is made of what is held;
    /// nothing where they are of now.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Bytes of all its files, but for what opening adds around the evidence.
    pub fn bytes(&self) -> u64 {
        let documents = self.documents.iter().map(|(_, bytes)| bytes.len() as u64);
        let papers = self.papers.iter().map(|(.., length)| *length);
        let files = documents.chain(papers).fold(0, u64::saturating_add);
        let exhibit = match &self.exhibit {
            Exhibit::Nothing => 0,
            Exhibit::Sealed { file, slices } => {
                let sealed = file.metadata().map_or(0, |sealed| sealed.len());
                sealed.saturating_add(slices.len() as u64)
            }
            Exhibit::Opened { manifest, .. } => manifest.payload_bytes(),
        };
        files.saturating_add(exhibit)
    }

    /// Writes it all. A reader that does not find the last member has not got it whole.
    pub fn write_to(self, out: impl Write) -> io::Result<()> {
        let mut tar = tar::Builder::new(io::BufWriter::with_capacity(1 << 20, out));
        for (path, bytes) in &self.documents {
            member(&mut tar, path, bytes.len() as u64)?;
            tar.get_mut().write_all(bytes)?;
            pad(tar.get_mut(), bytes.len() as u64)?;
        }
        for (path, file, length) in &self.papers {
            member(&mut tar, path, *length)?;
            // Never more than its header says; a file that is shorter leaves a stream without its end.
            let copied = io::copy(&mut File::open(file)?.take(*length), tar.get_mut())?;
            if copied != *length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            pad(tar.get_mut(), *length)?;
        }
        match self.exhibit {
            Exhibit::Nothing => {}
            Exhibit::Sealed { mut file, slices } => {
                file.rewind()?;
                let length = file.metadata()?.len();
                member(&mut tar, &Place::Sealed.path(), length)?;
                io::copy(&mut file, tar.get_mut())?;
                pad(tar.get_mut(), length)?;
                member(&mut tar, &Place::Slices.path(), slices.len() as u64)?;
                tar.get_mut().write_all(&slices)?;
                pad(tar.get_mut(), slices.len() as u64)?;
            }
            Exhibit::Opened {
                mut file,
                identity,
                manifest,
                ..
            } => {
                file.rewind()?;
                let mut sink = TarSink {
                    tar: &mut tar,
                    size: 0,
                };
                comity_evidence::open(file, &identity, &manifest, &mut sink, |_| {})
                    .map_err(io::Error::other)?;
            }
        }
        member(&mut tar, END, 0)?;
        tar.into_inner()?.flush()
    }
}

fn member<W: Write>(tar: &mut tar::Builder<W>, path: &str, size: u64) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o644);
    header.set_size(size);
    // `append_data` writes the name in the long form where it must; the content follows by hand.
    header.set_mtime(0);
    let name = path.as_bytes();
    if name.len() > 100 {
        let mut long = tar::Header::new_gnu();
        long.set_path("././@LongLink")?;
        long.set_entry_type(tar::EntryType::GNULongName);
        long.set_mode(0o644);
        long.set_size(name.len() as u64 + 1);
        long.set_cksum();
        tar.get_mut().write_all(long.as_bytes())?;
        tar.get_mut().write_all(name)?;
        tar.get_mut().write_all(&[0])?;
        pad(tar.get_mut(), name.len() as u64 + 1)?;
        header.set_path(String::from_utf8_lossy(&name[..99]).trim_end_matches('\u{FFFD}'))?;
    } else {
        header.set_path(path)?;
    }
    header.set_cksum();
    tar.get_mut().write_all(header.as_bytes())
}

fn pad(out: &mut impl Write, size: u64) -> io::Result<()> {
    let rest = usize::try_from((512 - size % 512) % 512).unwrap_or(0);
    out.write_all(&[0; 512][..rest])
}

/// The bag goes straight into the stream; what a failed check leaves is a stream without its end.
struct TarSink<'a, W: Write> {
    tar: &'a mut tar::Builder<W>,
    size: u64,
}

impl<W: Write> BagSink for TarSink<'_, W> {
    fn begin(&mut self, path: &BagPath, size: u64) -> io::Result<()> {
        self.size = size;
        member(self.tar, &Place::Bag(path.as_str().to_owned()).path(), size)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.tar.get_mut().write_all(bytes)
    }

    fn end(&mut self) -> io::Result<()> {
        pad(self.tar.get_mut(), self.size)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn abandon(&mut self) {}
}
