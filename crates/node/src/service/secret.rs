//! A secret that others gave this node: a file that only its owner can read, as the keys are.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The longest secret, in bytes.
const BYTES_MAX: u64 = 4096;

/// Why a secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read.
    #[error("{path}: cannot be read; `node.toml` names it as a secret")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others may read the file.
    #[error(
        "{path}: mode {mode:o} lets others read the secret; run `chmod 600` on it, and change the secret if anyone had access"
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The content is no secret.
    #[error("{path}: expected one line of text, at most 4096 bytes")]
    Invalid {
        /// The file.
        path: PathBuf,
    },
}

/// Reads the one line of a secret file; its path counts from the data folder.
pub(super) fn read(data: &Path, name: &str) -> Result<Zeroizing<String>, SecretError> {
    let path = data.join(name);
    let fault = |source| SecretError::Io {
        path: path.clone(),
        source,
    };
    let file = std::fs::File::open(&path).map_err(fault)?;
    let mode = file.metadata().map_err(fault)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(SecretError::Exposed { path, mode });
    }
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(fault)?;
    let text = std::str::from_utf8(&bytes).map_or("", str::trim);
    let odd = text.chars().any(char::is_control);
    if text.is_empty() || odd || bytes.len() as u64 > BYTES_MAX {
        return Err(SecretError::Invalid { path });
    }
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{Permissions, set_permissions, write};

    #[test]
    fn only_one_line_for_its_owner_is_a_secret() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("s");
        let wrote = |text: &[u8], mode: u32| {
            write(&path, text).expect("written");
            set_permissions(&path, Permissions::from_mode(mode)).expect("set");
            read(folder.path(), "s")
        };
        assert_eq!(*wrote(b" a secret\n", 0o600).expect("one"), "a secret");
        for mode in [0o640, 0o604, 0o660, 0o601] {
            let no = wrote(b"a", mode).expect_err("others read it");
            assert!(matches!(no, SecretError::Exposed { .. }), "{mode:o}: {no}");
        }
        for text in [&b""[..], b" \n", b"two\nlines", b"\xFF", &[b'a'; 5000]] {
            let no = wrote(text, 0o600).expect_err("no secret");
            assert!(matches!(no, SecretError::Invalid { .. }), "{no}");
        }
        let no = read(folder.path(), "missing").expect_err("nothing there");
        assert!(matches!(no, SecretError::Io { .. }), "{no}");
    }
}
