CREATE INDEX by_status ON validation (status, created_at DESC, id DESC);
CREATE INDEX by_callback ON validation (callback_status, created_at DESC, id DESC);
CREATE INDEX by_receiver ON validation (receiver, created_at DESC, id DESC) WHERE receiver IS NOT NULL;
CREATE INDEX by_account ON validation (customer_account_id, created_at DESC, id DESC);
CREATE INDEX by_waiting ON validation (waiting_for, created_at DESC, id DESC) WHERE waiting_for IS NOT NULL;
CREATE INDEX oldest_waiting ON validation (waiting_for, waiting_since) WHERE waiting_for IS NOT NULL;
CREATE INDEX oldest_of_receiver ON validation (receiver, waiting_since) WHERE waiting_for = 'receiver';
CREATE INDEX metadata_of ON metadata (id);

DROP INDEX newest_first;
CREATE INDEX newest_first ON validation (created_at DESC, id DESC, settled_at);

-- How many validations have each status, each cause, each state of the callback; and for each receiver, how many wait
-- for it and how many callbacks it never took.
CREATE TABLE tally (
    kind  TEXT    NOT NULL,
    value TEXT    NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

INSERT INTO tally SELECT 'status', status, count(*) FROM validation GROUP BY status;
INSERT INTO tally SELECT 'waiting', waiting_for, count(*) FROM validation WHERE waiting_for IS NOT NULL GROUP BY waiting_for;
INSERT INTO tally SELECT 'callback', callback_status, count(*) FROM validation GROUP BY callback_status;
INSERT INTO tally SELECT 'receiver-waiting', receiver, count(*) FROM validation WHERE waiting_for = 'receiver' AND receiver IS NOT NULL GROUP BY receiver;
INSERT INTO tally SELECT 'receiver-failed', receiver, count(*) FROM validation WHERE callback_status = 'FAILED' AND receiver IS NOT NULL GROUP BY receiver;
CREATE INDEX most_of ON tally (kind, count DESC);

CREATE TRIGGER tally_inserted AFTER INSERT ON validation BEGIN
    INSERT INTO tally VALUES ('status', NEW.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO tally VALUES ('callback', NEW.callback_status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO tally SELECT 'waiting', NEW.waiting_for, 1 WHERE NEW.waiting_for IS NOT NULL
        ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER tally_status AFTER UPDATE OF status ON validation WHEN OLD.status <> NEW.status BEGIN
    UPDATE tally SET count = count - 1 WHERE kind = 'status' AND value = OLD.status;
    INSERT INTO tally VALUES ('status', NEW.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER tally_waiting AFTER UPDATE OF waiting_for ON validation WHEN OLD.waiting_for IS NOT NEW.waiting_for BEGIN
    UPDATE tally SET count = count - 1 WHERE kind = 'waiting' AND value = OLD.waiting_for;
    INSERT INTO tally SELECT 'waiting', NEW.waiting_for, 1 WHERE NEW.waiting_for IS NOT NULL
        ON CONFLICT DO UPDATE SET count = count + 1;
    UPDATE tally SET count = count - 1
        WHERE kind = 'receiver-waiting' AND value = OLD.receiver AND OLD.waiting_for = 'receiver';
    INSERT INTO tally SELECT 'receiver-waiting', NEW.receiver, 1
        WHERE NEW.waiting_for = 'receiver' AND NEW.receiver IS NOT NULL
        ON CONFLICT DO UPDATE SET count = count + 1;
    DELETE FROM tally WHERE kind = 'receiver-waiting' AND value = OLD.receiver AND count = 0;
END;

CREATE TRIGGER tally_callback AFTER UPDATE OF callback_status ON validation
WHEN OLD.callback_status <> NEW.callback_status BEGIN
    UPDATE tally SET count = count - 1 WHERE kind = 'callback' AND value = OLD.callback_status;
    INSERT INTO tally VALUES ('callback', NEW.callback_status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    UPDATE tally SET count = count - 1
        WHERE kind = 'receiver-failed' AND value = OLD.receiver AND OLD.callback_status = 'FAILED';
    INSERT INTO tally SELECT 'receiver-failed', NEW.receiver, 1
        WHERE NEW.callback_status = 'FAILED' AND NEW.receiver IS NOT NULL
        ON CONFLICT DO UPDATE SET count = count + 1;
    DELETE FROM tally WHERE kind = 'receiver-failed' AND value = OLD.receiver AND count = 0;
END;

-- Only a finished validation is deleted: it waits for nothing.
CREATE TRIGGER tally_deleted AFTER DELETE ON validation BEGIN
    UPDATE tally SET count = count - 1 WHERE kind = 'status' AND value = OLD.status;
    UPDATE tally SET count = count - 1 WHERE kind = 'callback' AND value = OLD.callback_status;
    UPDATE tally SET count = count - 1 WHERE kind = 'waiting' AND value = OLD.waiting_for;
    UPDATE tally SET count = count - 1
        WHERE kind = 'receiver-waiting' AND value = OLD.receiver AND OLD.waiting_for = 'receiver';
    UPDATE tally SET count = count - 1
        WHERE kind = 'receiver-failed' AND value = OLD.receiver AND OLD.callback_status = 'FAILED';
    DELETE FROM tally WHERE value = OLD.receiver AND count = 0;
    DELETE FROM metadata WHERE id = OLD.id;
END;
