//! Files past the page cache, as a node seals into one; and opening into one.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use comity_evidence::{BagPath, BagSink, PAGE_BYTES, PageSink};
use rustix::fs::OFlags;

/// A file that takes whole pages straight from memory.
pub struct DirectFile(pub File);

impl DirectFile {
    pub fn create(path: &Path) -> io::Result<Self> {
        let direct = OFlags::DIRECT.bits().cast_signed();
        let mut options = OpenOptions::new();
        options.write(true).create(true).custom_flags(direct);
        options.open(path).map(Self)
    }
}

impl PageSink for DirectFile {
    fn write(&self, place: u64, pages: &[u8]) -> io::Result<()> {
        self.0.write_all_at(pages, place)
    }

    fn finish(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }
}

const BUFFER_BYTES: usize = 2 << 20;
const BUFFERS: usize = 4;

/// Opens the one evidence item of a bag into a file, and drops the lists beside it.
pub struct Opening {
    path: PathBuf,
    current: Option<Row>,
}

impl Opening {
    pub fn new(path: &Path) -> Self {
        let path = path.to_owned();
        Self {
            path,
            current: None,
        }
    }
}

impl BagSink for Opening {
    fn begin(&mut self, path: &BagPath, _: u64) -> io::Result<()> {
        if path.is_payload() {
            self.current = Some(Row::start(DirectFile::create(&self.path)?));
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let row = self.current.as_mut();
        row.map_or(Ok(()), |row| row.push(bytes))
    }

    fn end(&mut self) -> io::Result<()> {
        let row = self.current.take();
        row.map_or(Ok(()), Row::finish)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn abandon(&mut self) {}
}

/// Buffers that are filled here and written on another thread.
struct Row {
    buffer: Buffer,
    full: SyncSender<Buffer>,
    free: Receiver<Buffer>,
    writer: JoinHandle<io::Result<()>>,
}

impl Row {
    fn start(file: DirectFile) -> Self {
        let (full, to_write) = sync_channel(BUFFERS);
        let (give, free) = sync_channel(BUFFERS);
        for _ in 1..BUFFERS {
            give.try_send(Buffer::new()).expect("there is room for all");
        }
        let writer = thread::spawn(move || write(&file, to_write, &give));
        Self {
            buffer: Buffer::new(),
            full,
            free,
            writer,
        }
    }

    fn push(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.buffer.filled == BUFFER_BYTES {
                let next = self.free.recv().map_err(io::Error::other)?;
                let full = std::mem::replace(&mut self.buffer, next);
                self.full.send(full).map_err(io::Error::other)?;
            }
            bytes = &bytes[self.buffer.take(bytes)..];
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        self.full.send(self.buffer).map_err(io::Error::other)?;
        drop(self.full);
        self.writer.join().expect("the writer does not panic")
    }
}

fn write(
    file: &DirectFile,
    buffers: Receiver<Buffer>,
    free: &SyncSender<Buffer>,
) -> io::Result<()> {
    let mut at = 0;
    for mut buffer in buffers {
        file.write(at, buffer.pages())?;
        at += buffer.filled as u64;
        buffer.filled = 0;
        // At the end nobody takes it.
        let _ = free.send(buffer);
    }
    file.finish(at)?;
    file.0.sync_all()
}

/// Memory that begins at a page.
struct Buffer {
    bytes: Vec<u8>,
    base: usize,
    filled: usize,
}

impl Buffer {
    fn new() -> Self {
        let bytes = vec![0; BUFFER_BYTES + PAGE_BYTES];
        let base = bytes.as_ptr().align_offset(PAGE_BYTES);
        Self {
            bytes,
            base,
            filled: 0,
        }
    }

    fn take(&mut self, bytes: &[u8]) -> usize {
        let count = bytes.len().min(BUFFER_BYTES - self.filled);
        let start = self.base + self.filled;
        self.bytes[start..start + count].copy_from_slice(&bytes[..count]);
        self.filled += count;
        count
    }

    fn pages(&self) -> &[u8] {
        let length = self.filled.next_multiple_of(PAGE_BYTES);
        &self.bytes[self.base..self.base + length]
    }
}
