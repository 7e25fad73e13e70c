/* sql/program/32_outbox.sql: messages for the outside world */

CREATE TABLE voc_data.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL DEFAULT gen_random_uuid(),
    dedupe_key text,
    kind text NOT NULL,
    recipient_kind text NOT NULL,
    recipient text NOT NULL,
    channel text,
    loop_id bigint,
    signal_id bigint,
    customer text,
    payload jsonb NOT NULL DEFAULT '{}',
    token text,
    created_at timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    claimed_by text,
    claimed_until timestamptz,
    due_at timestamptz GENERATED ALWAYS AS (CASE state WHEN 'waiting' THEN not_before WHEN 'claimed' THEN claimed_until END) STORED,
    sent_at timestamptz,
    last_error text,
    CONSTRAINT outbox_pkey PRIMARY KEY (id),
    CONSTRAINT outbox_message_id_key UNIQUE (message_id),
    CONSTRAINT outbox_dedupe_key_key UNIQUE (dedupe_key),
    CONSTRAINT outbox_loop_id_fkey FOREIGN KEY (loop_id) REFERENCES voc_data.loop (id),
    CONSTRAINT outbox_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES voc_data.signal (id),
    CONSTRAINT outbox_kind_check CHECK (kind <> ''),
    CONSTRAINT outbox_recipient_kind_check CHECK (recipient_kind IN ('team', 'owner', 'customer')),
    CONSTRAINT outbox_recipient_check CHECK (recipient <> ''),
    CONSTRAINT outbox_payload_check CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT outbox_not_before_check CHECK (isfinite(not_before)),
    CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'claimed', 'sent', 'dead', 'cancelled')),
    CONSTRAINT outbox_attempts_check CHECK (attempts >= 0),
    CONSTRAINT outbox_claim_check CHECK ((claimed_by IS NULL) = (claimed_until IS NULL) AND (state <> 'claimed' OR claimed_by IS NOT NULL)),
    CONSTRAINT outbox_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);

CREATE UNIQUE INDEX outbox_token_key ON voc_data.outbox (token) WHERE token IS NOT NULL;
CREATE INDEX outbox_due_idx ON voc_data.outbox (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_loop_id_idx ON voc_data.outbox (loop_id) WHERE loop_id IS NOT NULL;
CREATE INDEX outbox_signal_id_idx ON voc_data.outbox (signal_id) WHERE signal_id IS NOT NULL;
CREATE INDEX outbox_customer_idx ON voc_data.outbox (customer) WHERE customer IS NOT NULL;

COMMENT ON TABLE voc_data.outbox IS 'Messages for the outside world: written in the transaction of what they tell, claimed and sent by any worker. voc.enqueue(), voc.claim_messages(), voc.message_sent(), voc.message_failed() and voc.retry_message() move them.';
COMMENT ON COLUMN voc_data.outbox.id IS 'Number of the message.';
COMMENT ON COLUMN voc_data.outbox.message_id IS 'The same at every attempt: a receiver that has seen it drops the message.';
COMMENT ON COLUMN voc_data.outbox.dedupe_key IS 'What the message is about, in a text: there is one message of a key, however often it is enqueued. NULL: none is like it.';
COMMENT ON COLUMN voc_data.outbox.kind IS 'What it is: alert (a loop is critical) and verify (a loop is resolved: is the customer content?) are written by the library; any other is yours.';
COMMENT ON COLUMN voc_data.outbox.recipient_kind IS 'Who the recipient is: team, owner (a person of ours) or customer.';
COMMENT ON COLUMN voc_data.outbox.recipient IS 'Code of the team, name of the owner, or the customer.';
COMMENT ON COLUMN voc_data.outbox.channel IS 'How it is to be sent, in words of your workers; NULL: they decide.';
COMMENT ON COLUMN voc_data.outbox.loop_id IS 'The loop it is about; NULL: none.';
COMMENT ON COLUMN voc_data.outbox.signal_id IS 'The signal it is about; NULL: none.';
COMMENT ON COLUMN voc_data.outbox.customer IS 'The customer it is about, or to; NULL: none.';
COMMENT ON COLUMN voc_data.outbox.payload IS 'What is to be told: a JSON object.';
COMMENT ON COLUMN voc_data.outbox.token IS 'Secret that the customer''s answer can carry, in a link: who has it was sent this message. NULL: none.';
COMMENT ON COLUMN voc_data.outbox.created_at IS 'When it was enqueued.';
COMMENT ON COLUMN voc_data.outbox.not_before IS 'Not sent earlier; after a failed attempt, when the next one is due.';
COMMENT ON COLUMN voc_data.outbox.state IS 'waiting, claimed (a worker is at it), sent, dead (given up after program.outbox_max_attempts) or cancelled.';
COMMENT ON COLUMN voc_data.outbox.attempts IS 'How often it was claimed.';
COMMENT ON COLUMN voc_data.outbox.claimed_by IS 'The worker that has it, or has sent it; of a cancelled one, the worker that had it just then. NULL: none.';
COMMENT ON COLUMN voc_data.outbox.claimed_until IS 'End of that worker''s lease: not told by then what became of it, any worker may claim it again.';
COMMENT ON COLUMN voc_data.outbox.due_at IS 'From when on it can be claimed: not_before, or the end of the lease; NULL: never.';
COMMENT ON COLUMN voc_data.outbox.sent_at IS 'When it was sent.';
COMMENT ON COLUMN voc_data.outbox.last_error IS 'Why the last attempt failed, as the worker told it.';
