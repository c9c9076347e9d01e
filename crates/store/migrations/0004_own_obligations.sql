-- Whether this State itself owes it: pages of what is owed run by date over these alone.
ALTER TABLE obligation ADD COLUMN ours BIGINT NOT NULL DEFAULT 0;
UPDATE obligation SET ours = 1
    WHERE EXISTS (SELECT 1 FROM matter WHERE matter.id = obligation.matter AND matter.side = obligation.owner);
CREATE INDEX obligation_ours ON obligation (due, matter, name) WHERE ours = 1;
