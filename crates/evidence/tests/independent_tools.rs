//! Our packages under other programs: the `age` crate, and whatever is asked to
//! judge the files written to the folder in `COMITY_EVIDENCE_SAMPLES`.

mod age_oracle;
mod support;

use std::io::{Read as _, Write as _};
use std::iter;
use std::path::Path;

use age_oracle::Oracle;
use comity_evidence::*;
use support::*;

#[test]
fn the_age_crate_reads_a_sealed_package_as_a_tar_stream() {
    let (sealed, package) = small();
    let decryptor = ::age::Decryptor::new(&package[..]).unwrap();
    let identity = Oracle(identity());
    let identities = iter::once(&identity as &dyn ::age::Identity);
    let mut tar = Vec::new();
    decryptor
        .decrypt(identities)
        .unwrap()
        .read_to_end(&mut tar)
        .unwrap();
    let mut archive = tar::Archive::new(&tar[..]);
    let mut names = Vec::new();
    for entry in archive.entries().unwrap() {
        names.push(entry.unwrap().path().unwrap().display().to_string());
    }
    let folder = sealed.manifest.package;
    let last = format!("{folder}/tagmanifest-sha256.txt");
    assert_eq!(names.first(), Some(&format!("{folder}/bagit.txt")));
    assert_eq!(names.last(), Some(&last));
    assert_eq!(names.len(), 8);
}

#[test]
fn what_the_age_crate_writes_we_read() {
    for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let text = bytes(length);
        let recipient = Oracle(identity());
        let recipients = iter::once(&recipient as &dyn ::age::Recipient);
        let encryptor = ::age::Encryptor::with_recipients(recipients).unwrap();
        let mut file = Vec::new();
        let mut writer = encryptor.wrap_output(&mut file).unwrap();
        writer.write_all(&text).unwrap();
        writer.finish().unwrap();
        assert_eq!(
            *comity_evidence::age::decrypt(&file, &identity()).unwrap(),
            text
        );
    }
}

#[test]
fn what_we_write_the_age_crate_reads() {
    for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let text = bytes(length);
        let entropy = SealEntropy::from_bytes([9; 96]);
        let file = comity_evidence::age::encrypt(&text, identity().recipient(), &entropy);
        let decryptor = ::age::Decryptor::new(&file[..]).unwrap();
        let oracle = Oracle(identity());
        let mut read = Vec::new();
        let identities = iter::once(&oracle as &dyn ::age::Identity);
        decryptor
            .decrypt(identities)
            .unwrap()
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, text);
    }
}

#[test]
fn what_the_javascript_implementation_wrote_we_read() {
    let file = include_bytes!("vectors/typage.age");
    let text = comity_evidence::age::decrypt(file, &identity()).unwrap();
    assert_eq!(*text, b"Sealed by another implementation.\n");
}

/// Leaves a package, its manifest, its slices and its bag for tools of other
/// languages; without the variable it only checks that they can be made.
#[test]
fn samples_for_other_languages() {
    let folder = std::env::var("COMITY_EVIDENCE_SAMPLES");
    let scratch = tempfile::tempdir().unwrap();
    let folder = folder.map_or(scratch.path().to_owned(), Into::into);
    std::fs::create_dir_all(&folder).unwrap();
    let long = format!("deep/{}/{}.txt", "folder".repeat(20), "name".repeat(20));
    let (sealed, package) = seal_files(&[
        ("mail/inbox.mbox", b"From: a\n\nhello\n".to_vec()),
        ("Sprachen/Größe, 東京, العربية.txt", b"names".to_vec()),
        (&long, bytes(100)),
        ("picture.bin", bytes(300_000)),
        ("empty", Vec::new()),
    ]);
    write(&folder, "package.age", &package);
    write(&folder, "manifest.json", &sealed.manifest.to_bytes());
    write(&folder, "slices.bin", &sealed.slices.to_bytes());
    write(
        &folder,
        "identity.txt",
        identity().to_secret_text().as_bytes(),
    );
    write(
        &folder,
        "recipient.txt",
        identity().recipient().to_string().as_bytes(),
    );
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    opened.unwrap();
    for (path, content) in &sink.files {
        write(&folder.join("bag"), path, content);
    }
}

fn write(folder: &Path, name: &str, content: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}
