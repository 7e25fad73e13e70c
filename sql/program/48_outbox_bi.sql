/* sql/program/48_outbox_bi.sql: what becomes of messages */

CREATE VIEW voc_bi.outbox WITH (security_invoker = true) AS
SELECT m.id,
       m.message_id::text AS message_id,
       m.kind,
       m.recipient_kind,
       m.recipient,
       m.channel,
       m.loop_id,
       m.signal_id,
       m.customer,
       m.state,
       m.created_at,
       m.created_at::date AS day,
       m.due_at,
       m.sent_at,
       m.claimed_by,
       m.attempts,
       1 AS messages,
       CASE WHEN m.state = 'waiting' THEN 1 ELSE 0 END AS waiting,
       CASE WHEN m.state = 'claimed' THEN 1 ELSE 0 END AS claimed,
       CASE WHEN m.state = 'sent' THEN 1 ELSE 0 END AS sent,
       CASE WHEN m.state = 'dead' THEN 1 ELSE 0 END AS dead,
       CASE WHEN m.state = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
       CASE WHEN m.sent_at IS NOT NULL THEN greatest(0, date_part('epoch', m.sent_at - m.created_at)) END AS seconds_to_send
FROM voc_data.outbox AS m;

COMMENT ON VIEW voc_bi.outbox IS 'One row: a message, without what it says. messages, waiting, claimed, sent, dead and cancelled can be added up.';
COMMENT ON COLUMN voc_bi.outbox.id IS 'Number of the message.';
COMMENT ON COLUMN voc_bi.outbox.message_id IS 'The name by which a receiver knows it.';
COMMENT ON COLUMN voc_bi.outbox.kind IS 'alert, verify, or a kind of your own.';
COMMENT ON COLUMN voc_bi.outbox.recipient_kind IS 'team, owner or customer.';
COMMENT ON COLUMN voc_bi.outbox.recipient IS 'Code of the team, name of the owner, or the customer.';
COMMENT ON COLUMN voc_bi.outbox.channel IS 'How it is to be sent; NULL: the worker decides.';
COMMENT ON COLUMN voc_bi.outbox.loop_id IS 'The loop it is about; NULL: none.';
COMMENT ON COLUMN voc_bi.outbox.signal_id IS 'The signal it is about; NULL: none.';
COMMENT ON COLUMN voc_bi.outbox.customer IS 'The customer it is about, or to; NULL: none.';
COMMENT ON COLUMN voc_bi.outbox.state IS 'waiting, claimed, sent, dead or cancelled.';
COMMENT ON COLUMN voc_bi.outbox.created_at IS 'When it was enqueued.';
COMMENT ON COLUMN voc_bi.outbox.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.outbox.due_at IS 'From when on a worker can claim it; NULL: never (again).';
COMMENT ON COLUMN voc_bi.outbox.sent_at IS 'When it was sent; NULL: it was not.';
COMMENT ON COLUMN voc_bi.outbox.claimed_by IS 'The worker that has it, or has sent it; NULL: none.';
COMMENT ON COLUMN voc_bi.outbox.attempts IS 'How often it was claimed.';
COMMENT ON COLUMN voc_bi.outbox.messages IS 'Always 1; add it up.';
COMMENT ON COLUMN voc_bi.outbox.waiting IS '1 if it waits to be sent, else 0; add it up.';
COMMENT ON COLUMN voc_bi.outbox.claimed IS '1 if a worker has it, else 0; add it up.';
COMMENT ON COLUMN voc_bi.outbox.sent IS '1 if it was sent, else 0; add it up.';
COMMENT ON COLUMN voc_bi.outbox.dead IS '1 if it was given up, else 0; add it up.';
COMMENT ON COLUMN voc_bi.outbox.cancelled IS '1 if it was cancelled, else 0; add it up.';
COMMENT ON COLUMN voc_bi.outbox.seconds_to_send IS 'From enqueued to sent, in seconds; NULL: not sent. Mean: sum of it by sum of sent.';
