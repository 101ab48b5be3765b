-- Money belongs to the account: one row for each, whatever the spelling of its id and whichever customer it was started for.
CREATE TABLE account (
    id        TEXT NOT NULL PRIMARY KEY COLLATE NOCASE, -- ids are ASCII
    locked_by TEXT,          -- the one unsettled validation that may pay; null when there is none
    state     TEXT NOT NULL  -- the versioned JSON of the core: last answer, routing id, open penny drop
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_account_each ON account (locked_by) WHERE locked_by IS NOT NULL;

-- The account's lock replaces it.
DROP INDEX one_at_a_time;

-- At most one penny drop of an account is open. Which of the older ones are is worked out from the states, right after this script.
DROP INDEX one_unresolved_drop;
UPDATE money_journal SET resolved_at = intent_at WHERE resolved_at IS NULL;
CREATE UNIQUE INDEX one_open_drop ON money_journal (customer_account_id COLLATE NOCASE) WHERE resolved_at IS NULL;
