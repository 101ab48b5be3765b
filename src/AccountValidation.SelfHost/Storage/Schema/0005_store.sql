-- What tells this database from a copy of it, and how far it has come: the mark beside the file says the same.
CREATE TABLE store (
    id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 0),
    store_id      TEXT    NOT NULL, -- a new one at the first start and whenever an operator goes on from a copy
    seq           INTEGER NOT NULL, -- one more with each commit
    committed_at  INTEGER NOT NULL, -- Unix time in milliseconds of the last commit
    trusted_since INTEGER NOT NULL, -- Unix time in milliseconds: since then no start has come long after the commit before it
    mark_due      TEXT              -- the file's identity while its mark is about to be written for the first time; null once it was
) STRICT;

-- What may have happened unknown to this database: one row for each start, those that meet in one.
CREATE TABLE doubt (
    opened_at INTEGER NOT NULL PRIMARY KEY, -- Unix time in milliseconds of the start
    from_at   INTEGER NOT NULL,
    to_at     INTEGER NOT NULL,
    pays_from INTEGER                       -- nothing is paid before; null where no operator had to let it go on
) STRICT;
