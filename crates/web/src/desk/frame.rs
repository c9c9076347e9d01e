//! What stands around every page.

use comity_lexicon::Language;
use comity_node::SignedInBy;
use comity_treaty::Role;

use super::say::Say;
use super::visit::Visit;

/// The frame of a page.
pub struct Frame {
    /// Its words.
    pub say: Say,
    /// Which place in the menu it is.
    pub here: &'static str,
    /// Who is signed in.
    pub officer: Option<Officer>,
}

/// Who is signed in, for the top of the page.
pub struct Officer {
    /// The name.
    pub name: String,
    /// The roles, in words.
    pub roles: String,
    /// What the forms of the session carry.
    pub form: String,
    /// The node's own name.
    pub node: String,
    /// Whether cases may be read.
    pub reads: bool,
    /// Whether something may be written into cases.
    pub writes: bool,
    /// Whether the node is run.
    pub runs: bool,
    /// How they signed in.
    pub by: SignedInBy,
    /// The path of the page, for coming back to it.
    pub path: String,
    /// Names what a form of this page writes, so that sending it twice writes it once.
    pub once: String,
}

impl Frame {
    /// Around a page for an officer.
    pub fn new(visit: &Visit, here: &'static str) -> Self {
        let say = visit.say.clone();
        let roles = visit.session.officer.roles.iter();
        let roles: Vec<String> = roles.map(|role| say.role(role.key())).collect();
        Self {
            officer: Some(Officer {
                name: visit.session.name.clone(),
                roles: say.words().join(&roles),
                form: visit.session.form_token.clone(),
                node: visit.node.config().name.clone(),
                reads: visit.reads(),
                writes: visit.writes(),
                runs: visit.holds(&[Role::Administrator]),
                by: visit.session.by,
                path: visit.path.clone(),
                once: visit.node.new_matter().to_string(),
            }),
            say,
            here,
        }
    }

    /// Around a page for anyone.
    pub fn bare(say: Say) -> Self {
        Self {
            say,
            here: "",
            officer: None,
        }
    }

    /// Whether this is that place in the menu.
    pub fn is(&self, place: &str) -> bool {
        self.here == place
    }

    /// Whether the page is in that language.
    pub fn speaks(&self, code: &str) -> bool {
        self.say.lang() == code
    }

    /// Whether the one who is signed in may read cases.
    pub fn reads(&self) -> bool {
        self.officer.as_ref().is_some_and(|officer| officer.reads)
    }

    /// The words of a key.
    pub fn t(&self, key: &str) -> String {
        self.say.t(key)
    }

    /// The languages, each with its code and own name.
    #[allow(clippy::unused_self)] // templates call methods
    pub fn languages(&self) -> [(&'static str, &'static str); 6] {
        Language::ALL.map(|one| (one.code(), one.own_name()))
    }

    /// Whether who reads the page may write into cases.
    pub fn writes(&self) -> bool {
        self.officer.as_ref().is_some_and(|officer| officer.writes)
    }

    /// What makes a button show the passkey first, as changes of officers do.
    pub fn shows(&self) -> &'static str {
        confirming(
            self.officer
                .as_ref()
                .is_some_and(|officer| officer.by.confirms_by_passkey()),
        )
    }

    /// The same for what binds the State, in a session that its provider opened.
    pub fn shows_to_bind(&self) -> &'static str {
        confirming(self.provided())
    }

    /// Whether the State's provider opened the session.
    pub fn provided(&self) -> bool {
        self.officer
            .as_ref()
            .is_some_and(|officer| officer.by == SignedInBy::Provider)
    }

    /// What names that which a form of this page writes.
    pub fn once(&self) -> &str {
        self.officer.as_ref().map_or("", |officer| &officer.once)
    }

    /// What a form carries.
    pub fn form(&self) -> &str {
        self.officer.as_ref().map_or("", |officer| &officer.form)
    }
}

/// The attribute that the pages' script looks for.
fn confirming(shows: bool) -> &'static str {
    if shows { "data-confirm" } else { "" }
}
