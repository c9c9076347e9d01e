-- The newest cosignature of each witness, however many there are.
CREATE INDEX cosignature_witness ON cosignature (witness, size);
