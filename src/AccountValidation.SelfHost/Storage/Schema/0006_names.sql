-- From this schema on, states and accounts have the names of version 2. A program before cannot read them, and refuses the file.
DROP INDEX in_flight_account;
CREATE INDEX unsettled_account ON validation (customer_account_id) WHERE status = 'PENDING';
