//! Checkpoints (C2SP tlog-checkpoint): the signed head of the log.

use crate::digest::Digest;
use crate::key::KeyError;
use crate::note::Note;
use crate::number::parse_size;
use crate::signer::NoteSigner;

/// What a log says of itself: so many entries, with that root.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Digest,
    extensions: Vec<String>,
}

/// The text is not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, or the last without newline.
    #[error("a checkpoint has an origin line, a size line and a root line")]
    Lines,
    /// The origin is empty or holds a control character.
    #[error("line 1 of a checkpoint names the log: not empty, without control characters")]
    Origin,
    /// The second line is not a size.
    #[error("line 2 of a checkpoint is a decimal number without leading zeroes")]
    Size,
    /// The third line is not a root.
    #[error("line 3 of a checkpoint is a root hash in base64")]
    Root,
    /// A further line is empty or holds a control character.
    #[error("lines after the third of a checkpoint are not empty")]
    Extension,
}

impl Checkpoint {
    /// The head of the log `origin` at `size` entries. The origin is a URL
    /// without scheme by convention, such as `node.example/log`.
    pub fn new(origin: &str, size: u64, root: Digest) -> Result<Self, CheckpointError> {
        if !is_line(origin) {
            return Err(CheckpointError::Origin);
        }
        if size > crate::tile::MAX_TREE_SIZE {
            return Err(CheckpointError::Size);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// Name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Entries in the log.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree over them.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// Lines after the third. Ours have none; other logs may.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The note text: each line ends in newline.
    pub fn body(&self) -> String {
        let root = self.root.to_base64();
        let mut body = format!("{}\n{}\n{root}\n", self.origin, self.size);
        for line in &self.extensions {
            body.push_str(line);
            body.push('\n');
        }
        body
    }

    /// Reads a note text. It says nothing about who signed it.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = body.split('\n');
        let mut next = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (next()?, next()?, next()?);
        let size = parse_size(size).ok_or(CheckpointError::Size)?;
        let root = Digest::from_base64(root).map_err(|_| CheckpointError::Root)?;
        let extensions: Vec<_> = lines.map(str::to_owned).collect();
        if !extensions.iter().all(|line| is_line(line)) {
            return Err(CheckpointError::Extension);
        }
        let checkpoint = Self::new(origin, size, root)?;
        Ok(Self {
            extensions,
            ..checkpoint
        })
    }

    /// Signs it as the log, with each key in turn. `at`, in seconds since 1970,
    /// goes into those signatures whose kind carries a time.
    ///
    /// INVARIANT (one history): the caller signs only what extends everything it
    /// signed before, and has made it durable first.
    pub fn sign(&self, signers: &[&NoteSigner], at: u64) -> Result<Note, KeyError> {
        let body = self.body();
        let signatures = signers.iter().map(|signer| {
            if signer.kind().is_cosignature() {
                signer.cosign(&body, at)
            } else {
                signer.sign(&body)
            }
        });
        let signatures = signatures.collect::<Result<_, _>>()?;
        Note::new(body, signatures).map_err(|source| KeyError::Note { source })
    }
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.bytes().any(|byte| byte < 0x20)
}
