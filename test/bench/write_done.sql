-- The same rows, and what voc makes of them computed before, in milliseconds.

SELECT clock_timestamp() AS started \gset
BEGIN;
INSERT INTO bench.source SELECT * FROM bench.feedback;
INSERT INTO voc_data.touchpoint (code, title) SELECT DISTINCT touchpoint, touchpoint FROM bench.done_signal WHERE touchpoint IS NOT NULL ON CONFLICT DO NOTHING;
INSERT INTO voc_data.signal OVERRIDING SYSTEM VALUE SELECT * FROM bench.done_signal;
INSERT INTO voc_data.opinion OVERRIDING SYSTEM VALUE SELECT * FROM bench.done_opinion;
INSERT INTO voc_data.loop OVERRIDING SYSTEM VALUE SELECT * FROM bench.done_loop;
INSERT INTO voc_data.loop_signal SELECT * FROM bench.done_loop_signal;
INSERT INTO voc_data.loop_event OVERRIDING SYSTEM VALUE SELECT * FROM bench.done_loop_event;
COMMIT;
SELECT extract(epoch FROM clock_timestamp() - :'started'::timestamptz) * 1000;
