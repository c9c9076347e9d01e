//! Cases in which the bag is changed, and then well sealed.

use super::*;

pub const CASES: &[Case] = &[
    (
        "altered-item",
        "a byte of an evidence item changed",
        "item-digest",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("server.log");
                tar.0[at] ^= 1;
            })
        },
    ),
    (
        "altered-case-file",
        "a byte of the CASE file changed",
        "tag-files",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("case.jsonld");
                tar.0[at + 400] ^= 1;
            })
        },
    ),
    (
        "swapped-file",
        "one item under the name of another",
        "entry-missing",
        || {
            Hostile::bag(|tar| {
                tar.rename("data/mail/inbox.mbox", &format!("{FOLDER}/data/server.log"));
            })
        },
    ),
    (
        "missing-item",
        "an evidence item taken out",
        "entry-missing",
        || Hostile::bag(|tar| tar.remove("data/server.log")),
    ),
    (
        "missing-tagmanifest",
        "the last tag file taken out",
        "entry-missing",
        || Hostile::bag(|tar| tar.remove("tagmanifest-sha256.txt")),
    ),
    (
        "unexpected-file",
        "an item under a name that was not signed",
        "entry-unexpected",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/extra"))),
    ),
    ("duplicate-file", "an item twice", "entry-duplicate", || {
        Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/server.log")))
    }),
    (
        "duplicate-by-case",
        "an item twice, but for upper case",
        "entry-duplicate",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/SERVER.LOG"))),
    ),
    (
        "climbing-path",
        "a path with .. in it",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/../../etc/cron.d/x"))),
    ),
    (
        "absolute-path",
        "a path that begins with a slash",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", "/etc/cron.d/x")),
    ),
    (
        "backslash-path",
        "a path with backslashes",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/..\\..\\x"))),
    ),
    (
        "outside-folder",
        "a path outside the bag's folder",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", "elsewhere/data/empty")),
    ),
    (
        "symbolic-link",
        "a symbolic link in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Symlink);
                    header.set_link_name_literal("/etc/shadow").unwrap();
                });
            })
        },
    ),
    (
        "hard-link",
        "a hard link in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Link);
                    header.set_link_name_literal("../x").unwrap();
                });
            })
        },
    ),
    (
        "device",
        "a device in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Block);
                });
            })
        },
    ),
    (
        "folder",
        "a folder in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Directory);
                });
            })
        },
    ),
    (
        "global-header",
        "a pax header for the whole archive",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::XGlobalHeader);
                });
            })
        },
    ),
    (
        "entry-size-lies",
        "a header that announces 8 GiB for 700 bytes",
        "entry-size",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/server.log", |header| header.set_size(0o777_7777_7777));
            })
        },
    ),
    (
        "entry-mode",
        "a header with other permissions",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/server.log", |header| header.set_mode(0o4755));
            })
        },
    ),
    (
        "entry-checksum",
        "a header with a wrong checksum",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                let at = tar.find("data/server.log");
                tar.0[at + 150] ^= 1;
            })
        },
    ),
    (
        "hidden-in-padding",
        "bytes hidden behind an item",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("mail/inbox.mbox");
                tar.0[at + 400] = b'x';
            })
        },
    ),
    (
        "hidden-after-end",
        "bytes hidden behind the archive's end",
        "bag-end",
        || {
            Hostile::bag(|tar| {
                let at = tar.0.len() - 10;
                tar.0[at] = b'x';
            })
        },
    ),
    (
        "entry-after-end",
        "a file behind the last one",
        "entry-unexpected",
        || {
            Hostile::bag(|tar| {
                let first = tar.0[..512].to_vec();
                let at = tar.0.len() - 1024;
                tar.0[at..at + 512].copy_from_slice(&first);
                tar.change_last_name(at, &format!("{FOLDER}/one-more"));
            })
        },
    ),
    (
        "many-entries",
        "a hundred entries that were not signed",
        "seal-chunk",
        || {
            Hostile::bag(|tar| {
                let first = tar.0[..1024].to_vec();
                let at = tar.0.len() - 1024;
                for _ in 0..100 {
                    tar.0.splice(at..at, first.iter().copied());
                }
            })
        },
    ),
];
