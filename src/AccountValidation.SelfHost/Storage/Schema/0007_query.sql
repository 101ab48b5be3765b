-- The columns that lists filter by and summaries count. The core fills them in from the states, right after this script.
ALTER TABLE validation ADD COLUMN waiting_for TEXT;          -- the cause that an unfinished validation waits for
ALTER TABLE validation ADD COLUMN waiting_since INTEGER;     -- Unix time in milliseconds since when
ALTER TABLE validation ADD COLUMN callback_status TEXT NOT NULL DEFAULT 'NONE'
    CHECK (callback_status IN ('NONE', 'PENDING', 'DELIVERED', 'FAILED'));
ALTER TABLE validation ADD COLUMN receiver TEXT;             -- the host of the callback URL, in lower case
ALTER TABLE validation ADD COLUMN settled_at INTEGER;        -- Unix time in milliseconds; null while it is PENDING

-- A row for each pair of metadata. The digest finds the pair; the state holds its text.
CREATE TABLE metadata (
    digest     INTEGER NOT NULL, -- the first 8 bytes of SHA-256
    created_at INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    PRIMARY KEY (digest, created_at DESC, id DESC)
) STRICT, WITHOUT ROWID;
