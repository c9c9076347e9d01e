//! What this node expects of an input, beside what the tables of the law say of it.

comity_treaty::phrases! {
    /// Every fault of an input that the node itself finds.
    pub INPUT = [
        A_TEXT = "input-text", "a text";
        AN_OBJECT = "input-object", "an object";
        A_LIST = "input-list", "a list";
        YES_OR_NO = "input-yes-or-no", "true or false";
        WHOLE_NUMBER = "input-whole-number", "a whole number in range";
        NOTHING = "input-nothing", "null";
        THE_NUMBER = "input-the-number", "the number {$value}";
        THE_TEXT = "input-the-text", "the text {$value}";
        ONE_OF = "input-one-of", "one of {$words}";
        NOT = "input-not", "{$expected}, not {$found}";
        MISSING = "input-missing", "a value; it is missing";
        NO_FIELD = "input-no-field", "no field of this name; there are: {$fields}";
        FIELDS = "input-fields", "an object with the fields";
        COMMAND_FIELDS = "input-command-fields", "an object with the command's fields";
        PLAIN = "input-plain", "a text without control characters and without overrides of the writing direction; it holds {$character}. Tab and newline may stand";
        KINDS = "input-kinds", "kinds of the measure `{$measure}`";
        ACTS = "input-acts", "an act of an officer in this procedure: {$acts}";
        ACTS_NOW = "input-acts-now", "an act that you may take in this matter now: {$acts}";
        NEW_ID = "input-new-id", "an identifier that nobody had before";
        ID = "input-id", "1 to {$number} letters, digits, dots, dashes or underscores";
        ROLES = "input-roles", "at least one role";
        STATE = "input-state", "a State's code, three capital letters";
        MEMBER = "input-member", "a member of the directory; there is no {$state} in it. `comity members` lists them, or GET /api/v1/members";
        UUID = "input-uuid", "a UUID of version 7";
        SELECTORS = "input-selectors", "1 to {$number} selectors, one text each";
        SELECTOR_LENGTH = "input-selector-length", "texts of at most 65,535 bytes";
        ELEMENT = "input-element", "an element of ristretto255 in base64url, as RFC 9497 writes it";
        VERSION = "input-version", "more than {$number}, which is published; versions only rise";
        OWN_STATE = "input-own-state", "{$state}, the State of this node";
        ENROLLED_STATE = "input-enrolled-state", "{$state}, the State of the enrolment";
        OF_A_STATE = "input-of-a-state", "the statement of a State's node; this one is of a register";
        STATEMENT = "input-statement", "a self-signed statement of a node: {$reason}";
        ADDRESS = "input-address", "an e-mail address such as {$example}, at most {$number} characters";
        WRITTEN = "input-written", "a text of 1 to {$number} bytes";
        NAME = "input-name", "a name of 1 to {$number} bytes";
        VIEWS = "input-views", "no more than {$number} views; drop one first";
        COMMENTS = "input-comments", "no more than {$number} comments on a draft";
        DUTY_OFFICER = "input-duty-officer", "an officer who holds the role of duty officer";
        SHIFTS = "input-shifts", "no more than {$number} shifts; take some out first";
        FREE = "input-free", "a time in which nobody else is on call; {$name} is from {$from} to {$to} ({$zone})";
        MOMENT = "input-moment", "a day and a time";
        NOT_PAST = "input-not-past", "a time that is not past";
        AHEAD = "input-ahead", "a time within {$number} days";
        SHORTEST = "input-shortest", "a time at least {$number} minutes after the beginning";
        LONGEST = "input-longest", "a time at most {$number} days after the beginning";
        PURPOSE = "input-purpose", "`investigation`, `prosecution`, `court_proceedings` or `exculpatory`";
        ONWARD = "input-onward", "`kind` `state` with `state`, three capital letters, or `kind` `organisation` with `name`";
        FEWER = "input-fewer", "fewer items, or shorter names: the list of them is longer than a manifest may be; seal several packages";
        FILES = "input-files", "no more than {$number} files at once; put small files into an archive";
        FILE_NAME = "input-file-name", "a file whose name no other file of this package has";
        A_FILE = "input-file", "at least one file";
        ALL_OF_IT = "input-all-of-it", "{$file}: all of it, or none; go on with its upload or remove it";
        SHEET_LENGTH = "input-sheet-length", "declarations of at most {$number} bytes";
        SHEET = "input-sheet", "an object with `references` and `items`";
    ];
}
