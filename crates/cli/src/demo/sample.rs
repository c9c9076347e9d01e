//! Evidence made up for the demo: a mailbox, a server log, a chat export and a picture.
//! Nothing in it is anybody's data; every name ends in `.example` (RFC 2606).

use anyhow::{Context, Result};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

const MAILBOX_BYTES: u64 = 96 << 20;
const SERVER_LOG_BYTES: u64 = 128 << 20;
const CHAT_BYTES: u64 = 32 << 20;
const PICTURE_SIDE: u32 = 2400;

/// Writes the four files into `folder` and returns their paths.
pub fn generate(folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| {
        format!(
            "{}: cannot be made for the sample evidence",
            folder.display()
        )
    })?;
    Ok(vec![
        write(folder, "mailbox.mbox", mailbox)?,
        write(folder, "access.log", server_log)?,
        write(folder, "chat-export.jsonl", chat)?,
        write(folder, "profile-picture.bmp", picture)?,
    ])
}

type Sink = BufWriter<std::fs::File>;

fn write(
    folder: &Path,
    name: &str,
    fill: fn(&mut Sink, &mut Dice) -> std::io::Result<()>,
) -> Result<PathBuf> {
    let path = folder.join(name);
    let made = || {
        let mut out = BufWriter::with_capacity(1 << 20, std::fs::File::create(&path)?);
        fill(&mut out, &mut Dice(0x5EED))?;
        out.flush()
    };
    made().with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(path)
}

/// A small generator: the same files on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.below(words.len() as u64)).unwrap_or(0);
        words[index]
    }
}

const WORDS: [&str; 24] = [
    "invoice", "transfer", "account", "please", "confirm", "today", "the", "bank", "detail", "new",
    "supplier", "urgent", "payment", "office", "meeting", "contract", "attached", "regards",
    "before", "noon", "director", "approved", "number", "release",
];

fn sentence(dice: &mut Dice, words: u64) -> String {
    (0..words)
        .map(|_| dice.pick(&WORDS))
        .collect::<Vec<_>>()
        .join(" ")
}

fn mailbox(out: &mut Sink, dice: &mut Dice) -> std::io::Result<()> {
    let mut written = 0;
    let mut number = 0_u64;
    while written < MAILBOX_BYTES {
        number += 1;
        let body = (0..40)
            .map(|_| sentence(dice, 12) + ".\n")
            .collect::<String>();
        let mail = format!(
            "From trader@mail.example Thu Oct  1 00:00:00 2026\nFrom: trader@mail.example\nTo: clerk{}@firm.example\nMessage-ID: <{number}@mail.example>\nSubject: {}\n\n{body}\n",
            dice.below(900),
            sentence(dice, 4),
        );
        out.write_all(mail.as_bytes())?;
        written += mail.len() as u64;
    }
    Ok(())
}

fn server_log(out: &mut Sink, dice: &mut Dice) -> std::io::Result<()> {
    let mut written = 0;
    let mut second = 0_u64;
    while written < SERVER_LOG_BYTES {
        second += dice.below(3);
        let line = format!(
            "192.0.2.{} - trader [01/Oct/2026:{:02}:{:02}:{:02} +0000] \"{} /session/{:x} HTTP/2\" {} {} \"-\" \"client/{}\"\n",
            dice.below(255),
            second / 3600 % 24,
            second / 60 % 60,
            second % 60,
            dice.pick(&["GET", "POST", "PUT"]),
            dice.roll(),
            dice.pick(&["200", "302", "403", "404"]),
            dice.below(90_000),
            dice.below(9),
        );
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
    }
    Ok(())
}

fn chat(out: &mut Sink, dice: &mut Dice) -> std::io::Result<()> {
    let mut written = 0;
    let mut number = 0_u64;
    while written < CHAT_BYTES {
        number += 1;
        let line = format!(
            "{{\"n\":{number},\"from\":\"{}\",\"at\":\"2026-10-01T{:02}:{:02}:{:02}Z\",\"text\":\"{}\"}}\n",
            dice.pick(&["trader", "broker", "runner"]),
            number / 3600 % 24,
            number / 60 % 60,
            number % 60,
            sentence(dice, 9),
        );
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
    }
    Ok(())
}

/// A Windows bitmap of 24 bits: the one picture format that needs no encoder.
fn picture(out: &mut Sink, dice: &mut Dice) -> std::io::Result<()> {
    let pixels = PICTURE_SIDE * PICTURE_SIDE * 3;
    out.write_all(b"BM")?;
    for field in [54 + pixels, 0, 54, 40, PICTURE_SIDE, PICTURE_SIDE] {
        out.write_all(&field.to_le_bytes())?;
    }
    out.write_all(&[1, 0, 24, 0])?;
    for field in [0, pixels, 2835, 2835, 0, 0] {
        out.write_all(&u32::to_le_bytes(field))?;
    }
    for y in 0..PICTURE_SIDE {
        for x in 0..PICTURE_SIDE {
            let noise = dice.roll().to_le_bytes()[0] & 15;
            let shade = u8::try_from((x ^ y) & 0xFF).unwrap_or(0);
            out.write_all(&[shade ^ noise, shade / 2, 255 - shade])?;
        }
    }
    Ok(())
}
