-- Never edited after a release: a change is a script of its own.

CREATE TABLE validation (
    id                  TEXT    NOT NULL PRIMARY KEY,
    customer_id         TEXT    NOT NULL,
    customer_account_id TEXT    NOT NULL,
    status              TEXT    NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'FAILURE', 'REJECTED', 'EXPIRED', 'CANCELLED')),
    created_at          INTEGER NOT NULL, -- Unix time in milliseconds
    due_at              INTEGER,          -- Unix time in milliseconds of the next step; null when nothing is left to do
    state               TEXT    NOT NULL  -- the versioned JSON of the core
) STRICT;

-- Rule 6: two validations of one customer account never run at once.
CREATE UNIQUE INDEX one_at_a_time ON validation (customer_id, customer_account_id) WHERE status = 'PENDING';

CREATE INDEX timer ON validation (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX newest_first ON validation (created_at DESC, id DESC);
CREATE INDEX newest_first_of_customer ON validation (customer_id, created_at DESC, id DESC);

CREATE TABLE idempotency_key (
    caller        TEXT    NOT NULL,
    key           TEXT    NOT NULL,
    fingerprint   TEXT    NOT NULL,
    validation_id TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

-- Every penny drop that was ever intended. It outlives the validation.
CREATE TABLE money_journal (
    validation_id       TEXT    NOT NULL,
    attempt             INTEGER NOT NULL,
    customer_id         TEXT    NOT NULL,
    customer_account_id TEXT    NOT NULL,
    intent_at           INTEGER NOT NULL,
    resolved_at         INTEGER,
    PRIMARY KEY (validation_id, attempt)
) STRICT, WITHOUT ROWID;

-- At most one penny of an account is on its way.
CREATE UNIQUE INDEX one_unresolved_drop ON money_journal (customer_id, customer_account_id) WHERE resolved_at IS NULL;

-- Written to find out whether the database can be written again after it could not.
CREATE TABLE probe (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 0),
    at INTEGER NOT NULL
) STRICT;
