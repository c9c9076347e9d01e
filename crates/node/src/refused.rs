//! Why this node does not do what it is asked, where neither an input is wrong nor a rule refuses: what is not there, who may
//! not, what moves too fast, what does not hold. What only machines of other States read stays English in its place.

use comity_treaty::{Act, Role, Sentence};

comity_treaty::phrases! {
    /// Every named no that people read.
    pub REFUSED = [
        NOT_HERE = "refused-not-here", "{$what}: nothing of this name is here";
        ROLES = "refused-roles", "this needs one of the roles {$roles}; ask an administrator";
        A_PASSKEY = "refused-passkey", "a passkey of this officer";
        THE_DESK = "refused-desk", "the desk";
        A_PROFILE = "refused-profile", "a profile of {$state}";
        THE_PACKAGE = "refused-package", "the sealed package";
        AN_OPENING = "refused-opening", "an opening of yours";
        A_BUNDLE = "refused-bundle", "a bundle of the other State's log";
        A_REGISTER = "refused-register", "a register";
        PAGE_UNKNOWN = "refused-page-unknown", "{$text} is not the `next` of a page";
        MATTER_MOVES = "refused-matter-moves", "this matter changes faster than the act can be decided; try again";
        ALARMS_MOVE = "refused-alarms-move", "these change faster than they can be answered; try again";
        NOBODY_TOLD = "refused-nobody-told", "nobody can be told: see the findings on the alarm";
        TELLS_NOTHING = "refused-tells-nothing", "event {$event} of this matter tells the other State nothing, so there is no letter of it";
        LETTER_SLOW = "refused-letter-slow", "a letter took too long to set";
        LETTER_PROGRAM = "refused-letter-program", "the program {$program} does not lie beside this node's own; `cargo build --release -p comity-letters` makes it";
        LETTER_LONG = "refused-letter-long", "the letter is longer than a letter may be";
        LETTER_UNSET = "refused-letter-unset", "the letter cannot be set";
        NO_DIRECTORY = "refused-no-directory", "this node has no directory yet: it must reach the register once; see `comity doctor`";
        NO_CASES = "refused-no-cases", "the register's node has no cases";
        ROSTER_MOVES = "refused-roster-moves", "the roster changes faster than it can be written; try again";
        SHIFT_BEGUN = "refused-shift-begun", "this shift has begun; it ends by a hand-over";
        NO_SHIFT = "refused-no-shift", "there is no such shift";
        SHIFT_ENDED = "refused-shift-ended", "a colleague ended this shift a moment before; look who is on call";
        SHIFT_AHEAD = "refused-shift-ahead", "this shift has not begun";
        SHIFT_OVER = "refused-shift-over", "this shift has ended or has not begun";
        NOTE_FOR_OTHERS = "refused-note-for-others", "the one who is on call reads this note, and not whoever wrote it";
        SESSION_MOVES = "refused-session-moves", "this session changes faster than it can be written; try again";
        MOVES = "refused-moves", "this changes faster than it can be written; try again";
        PASSKEYS_MOST = "refused-passkeys-most", "twenty passkeys are enough; remove one first";
        NO_MAKING = "refused-no-making", "this was no challenge to make a passkey";
        NO_SIGNING_IN = "refused-no-signing-in", "this was no challenge to sign in";
        OTHERS_CHALLENGE = "refused-others-challenge", "this challenge was another officer's";
        CHALLENGE_USED = "refused-challenge-used", "this challenge was used or has ended; begin again";
        CHALLENGE_TWICE = "refused-challenge-twice", "this challenge was used at the same moment";
        ANSWER_UNFIT = "refused-answer-unfit", "the browser's answer does not fit";
        ANSWER_UNREAD = "refused-answer-unread", "the browser's answer does not read";
        PASSKEY_KNOWN = "refused-passkey-known", "this passkey is known here already";
        OTHERS_PASSKEY = "refused-others-passkey", "this passkey is another officer's";
        PASSKEY_UNKNOWN = "refused-passkey-unknown", "this passkey is not known at this node";
        PASSKEY_UNFIT = "refused-passkey-unfit", "the passkey does not fit";
        SHOW_AGAIN = "refused-show-again", "show your passkey again before you do this";
        ADMINISTRATOR_STAYS = "refused-administrator-stays", "an administrator is removed by two others; where there are not two, on the node's machine with {$command}";
        NOT_OURS = "refused-not-ours", "this was not sent by a page of this session; load the page again";
        DRAFT_LONG = "refused-draft-long", "a draft may hold 1 MiB; attach longer documents instead";
        PAPERS_MOVE = "refused-papers-move", "these papers change faster than one can be attached; try again";
        PAPER_AWAY = "refused-paper-away", "the paper is not here yet; the matter says how it stands";
        CONDITIONS_CHANGED = "refused-conditions-changed", "the conditions changed after the evidence was sealed; return the transfer and seal again";
        CONDITIONS_OPEN = "refused-conditions-open", "the other State has not accepted the conditions offered";
        GATE_UNDECIDED = "refused-gate-undecided", "decide the personal-data gate first: `comity act MATTER decide_personal_data`";
        GATE_CLOSED = "refused-gate-closed", "the personal-data gate is closed";
        NOT_ASKED_OF_US = "refused-not-asked-of-us", "evidence is sealed and sent in a matter in which access was asked of this State";
        NOT_ASKED_BY_US = "refused-not-asked-by-us", "evidence is pulled and opened in a matter in which this State asked for access";
        NOT_ANNOUNCED = "refused-not-announced", "no package is announced";
        NOT_PULLED = "refused-not-pulled", "the package has not been pulled";
        DESTROYED = "refused-destroyed", "the evidence was destroyed";
        KEY_DESTROYED = "refused-key-destroyed", "the key of this evidence was destroyed";
        ANOTHER_MANIFEST = "refused-another-manifest", "the manifest handed out has SHA-256 {$found}, the release announced {$announced}; pull again, or tell the other State with {$act}";
        MANIFEST_DIFFERS = "refused-manifest-differs", "{$field}: the manifest says {$stated}, the release announced {$announced}; tell the other State with {$act}";
        MANIFEST_REFERS = "refused-manifest-refers", "the manifest refers to other things than the release; tell the other State with {$act}";
        MANIFEST_CONDITIONS = "refused-manifest-conditions", "the manifest states other conditions of use than were agreed; tell the other State with {$act}";
        MANIFEST_LONG = "refused-manifest-long", "the manifest is longer than {$most} bytes; tell the other State with {$act}";
        ANOTHER_RANGE = "refused-another-range", "the other node sent another range than was asked for; pull again later";
        PACKAGE_DAMAGED = "refused-package-damaged", "{$what}: the package of matter {$matter} is damaged at the other State. Tell it so with the act {$act}. What verified is kept; a pull goes on from there";
        PULL_PAUSED = "refused-pull-paused", "the pull is paused";
        PULLED_ALREADY = "refused-pulled-already", "this package is being pulled already; wait until that is done";
        SEALING_ALREADY = "refused-sealing-already", "another custodian is sealing evidence for this matter; wait until that is done";
        HASH_COMING = "refused-hash-coming", "the SHA-256 of a file is still being computed; seal in a moment";
        FILE_CHANGED = "refused-file-changed", "a file is not what was uploaded; check the disk, remove the file and upload it again";
        NO_ROOM = "refused-no-room", "a file of {$length} bytes takes twice that on the node's disk until it is sealed, and {$free} bytes are free; ask the administrator for space";
        SENT_ALREADY = "refused-sent-already", "this file is being sent already, perhaps by another window; it goes on there";
        CASE_DAMAGED = "refused-case-damaged", "the verifier finds that something of this case file does not hold, so it does not leave. What fails: {$checks}";
        SILENCE_NONE = "refused-silence-none", "no message of this matter was delivered to the other State yet; there is no silence to show";
        SILENCE_FAR = "refused-silence-far", "the other State's log has grown by more than a million entries since; that is more than is read";
        ANSWER_LONG = "refused-answer-long", "the other node answers with more than {$most} bytes; report it to its State";
        LOG_BROKEN = "refused-log-broken", "the log of {$state} does not hold together in matter {$matter}: an entry does not lead to the one before it; report it to the register";
    ];
}

/// These roles, as the reader's language calls them; machines get their keys.
pub(crate) fn roles(any: &[Role]) -> Vec<Sentence> {
    let role = |role: &Role| Sentence::keyed(format!("role-{}", role.key()), role.key());
    any.iter().map(role).collect()
}

/// The act by which a package is complained of, as its button says it; machines get its name.
pub(crate) fn report_faulty() -> Sentence {
    let key = Act::ReportFaulty.key();
    Sentence::keyed(format!("act-{key}"), format!("`{key}`"))
}
