-- When nothing was left to do: retention counts from here, and only what is finished may be purged.
ALTER TABLE validation ADD COLUMN finished_at INTEGER; -- Unix time in milliseconds; null while anything is left to do

UPDATE validation
SET finished_at = coalesce(unixepoch(json_extract(state, '$.validation.stage.at')) * 1000, created_at)
WHERE status <> 'PENDING' AND due_at IS NULL;

CREATE INDEX finished ON validation (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX unfinished ON validation (id) WHERE finished_at IS NULL;

-- A notification of Juspay names an account, and not always its customer.
CREATE INDEX in_flight_account ON validation (customer_account_id) WHERE status = 'PENDING';
