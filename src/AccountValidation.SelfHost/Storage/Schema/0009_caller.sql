-- The API key that started the validation. Rows from before do not say: keys that see all list them.
ALTER TABLE validation ADD COLUMN caller TEXT;
CREATE INDEX by_caller ON validation (caller, created_at DESC, id DESC) WHERE caller IS NOT NULL;
