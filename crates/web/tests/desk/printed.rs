//! Prints the table of pages to `docs/pages.md`, and fails where the file says something else.
//! After a change that is meant: `COMITY_BLESS=1 cargo test -p comity-web --test desk printed`.

use comity_web::{PAGES, PageWho};
use std::fmt::Write as _;

const ABOVE: &str = "# The pages of the desk\n\n\
    Printed by `cargo test -p comity-web --test desk` from the table that routes them; it is not edited by hand. What is \
    sent by a page in a session carries that session's token; without it nothing is done. What an officer may do in a \
    matter, [permissions.md](permissions.md) says: it is asked again for each act.\n\n\
    | method | path | who |\n| --- | --- | --- |\n";

fn who(who: PageWho) -> &'static str {
    match who {
        PageWho::Anyone => "anyone",
        PageWho::Officer => "an officer who has signed in",
        PageWho::Reader => "one who may read cases",
        PageWho::Writer => "one who may read cases and write beside them",
        PageWho::Duty => "a duty officer",
        PageWho::Rosters => "a duty officer or an administrator",
        PageWho::Administrator => "an administrator",
    }
}

#[test]
fn printed() {
    let mut printed = ABOVE.to_owned();
    for page in PAGES {
        let method = page.method.to_ascii_uppercase();
        writeln!(
            printed,
            "| {method} | `{}` | {} |",
            page.path,
            who(page.who)
        )
        .expect("a text");
    }
    let path = "../../docs/pages.md";
    if std::env::var_os("COMITY_BLESS").is_some() {
        std::fs::write(path, &printed).expect("the page is written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == printed,
        "docs/pages.md does not say what the table does; if the change is meant, run\n    \
         COMITY_BLESS=1 cargo test -p comity-web --test desk printed"
    );
}
