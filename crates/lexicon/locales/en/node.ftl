# What the node stands on, for who runs it. English.

node-register = Register
node-peers = Peers
node-keys = Keys
node-backups = Backups
node-list = The register’s last list
node-list-ended = The register’s list of members has ended, or there never was one: no peer is believed until the register is reached.
node-not-stated = The register states nothing of this State’s node: it is not enrolled.
node-suspended = The register has suspended this node: peers refuse its letters.
node-register-address = Address of the register
node-list-serial = Serial number
node-list-signed = Signed
node-list-age = Age
node-list-ends = Valid until
node-hours =
    { $number ->
        [0] less than an hour
        [one] one hour
       *[other] { $number } hours
    }
node-statement = Our membership, as the register states it
node-statement-how = Every other State decides by this. What is wrong here is corrected by the register alone.
node-party-since = Bound by the Convention since
node-not-bound = not stated
node-denounced = Its denunciation takes effect on
node-languages = Languages in which it takes requests
node-diplomatic = Through diplomatic channels only
node-reservation-preservation = Reservation on preservation (Art. 42(5))
node-agreements = Agreements besides the Convention
node-keys-vouched = The keys that the register vouches for
node-key-algorithm = Algorithm
node-key-id = Key id
node-key-ends = Ends
node-key-open = no end stated
node-peers-none = The directory has no other State.
node-peers-how = Only counts are shown: no letter and no matter. The time of an answer is known since this process began.
node-standing = Standing
node-active = Active
node-withdrawn = Withdrawn
node-answered = Last answered
node-never = not yet
node-silent = No answer
node-within-milliseconds = in { $number } ms
node-within-seconds = in { $number } s
node-waiting = Letters waiting
node-cosigned = Cosignatures of our log
node-cosigned-never = none yet
node-cosigned-all = up to date
node-cosigned-behind =
    { $number ->
        [one] one entry behind
       *[other] { $number } entries behind
    }
node-keys-present = Keys in use
node-keys-former = Keys used before
node-keys-former-how = What they signed stays verifiable; they sign nothing more.
node-roll = Roll-over
node-roll-how = New keys come in two steps, so that no peer meets a key it does not know: prepare, have the register enrol them with the key ids compared over another channel, then switch and restart.
node-roll-none = No roll-over is under way. The register vouches for the keys in use.
node-roll-prepared = The next keys are made and the register has not enrolled them yet.
node-roll-enrolled = The register has enrolled the next keys: they can be put in use.
node-roll-unknown = The register does not vouch for the keys in use, or its statement is not known here: peers refuse what this node signs.
node-backup-none = No backup is known to this node.
node-backup-old = The last backup is too old.
node-backup-unchecked = The last backup was made by other tools: whether it opens was not checked here.
node-backup-good = The last backup is recent, and a node opened on it agreed with itself.
node-backup-last = The last backup
node-backup-at = Made
node-backup-checked = Opened and compared
node-backup-entries = Entries of the custody log in it
node-backup-size = Size
node-backup-make = Making one
node-backup-how = This command copies database and files while the node works, opens the copy and compares everything. Run it every day, to another disk, and keep the copy as secret as the node.
node-backup-how-postgres = Save the database with its own tools first, then copy the data folder, then let the node know.
node-backup-what = Copied are the database, the keys, the certificate, the sealed packages, node.toml and the anchor of the register. The log on disk is left out: it is rebuilt.
node-restore = Restoring
node-restore-how = Put the copy in the place of the data folder, and compare everything before the node starts. Never run two nodes on copies of one folder: the second would fork the log.
node-telephone = Telephone of the contact point
node-no-telephone = none
