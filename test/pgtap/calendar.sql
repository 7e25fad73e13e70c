-- Business time by the program's calendars

BEGIN;

SELECT plan(34);

SET LOCAL client_min_messages = warning;
SET LOCAL TimeZone = 'Europe/Prague';
SET LOCAL DateStyle = 'ISO';

SELECT throws_ok($$SELECT voc.business_add(now(), '1 hour')$$, 'VO010', NULL, 'there must be a program');

CREATE ROLE voc_cx;
CREATE ROLE voc_anyone;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_cx', current_database());
END
$$;
SET LOCAL ROLE voc_cx;
SELECT voc.create_program() AS made \gset

SELECT is((SELECT array_agg(code || ' ' || time_zone ORDER BY code) FROM voc_data.calendar), '{"always Europe/Prague","office Europe/Prague"}',
	'two calendars to begin with, in the time zone of whoever made the program');

-- 2026-01-02 is a Friday
SELECT is(voc.business_add(start::timestamptz, amount::interval)::text, wanted, format('%s and %s', start, amount))
FROM (VALUES ('2026-01-02 16:00', '4 hours', '2026-01-05 12:00:00+01'),
	('2026-01-02 16:00', '1 hour', '2026-01-02 17:00:00+01'),
	('2026-01-03 12:00', '0', '2026-01-05 09:00:00+01'),
	('2026-01-02 10:00', '1 day', '2026-01-05 10:00:00+01'),
	('2026-01-02 16:00', '1 day 2 hours', '2026-01-06 10:00:00+01'),
	('2026-03-27 16:30', '1 hour', '2026-03-30 09:30:00+02'),
	('2026-10-23 16:30', '45 minutes', '2026-10-26 09:15:00+01')) v (start, amount, wanted);
SELECT is(voc.business_interval('2026-01-02 16:00', '2026-01-05 12:00'), '4 hours', 'the reverse of it');
SELECT is(voc.business_interval('2026-01-05 12:00', '2026-01-02 16:00'), '-4 hours', 'and the other way round');
SELECT is(voc.business_interval('2026-01-01', '2027-01-01'), '261 days'::interval * 8 / 24, '261 days of 8 hours in 2026, without holidays');
SELECT is(voc.business_interval('2026-03-28', '2026-03-30', 'always'), '47 hours', 'a night is an hour shorter in spring');
SELECT is(voc.business_interval('2026-10-24', '2026-10-26', 'always'), '49 hours', 'and longer in autumn');
SELECT is(voc.business_interval('2026-01-01', '2026-12-31', 'always'), justify_interval('0') + ('2026-12-31'::timestamptz - '2026-01-01'::timestamptz),
	'around the clock it is the time between');

-- Rows are all there is to it, and a change counts at once
INSERT INTO voc_data.holiday VALUES ('office', '2026-01-05', 'Inventory', NULL, NULL), ('office', '2026-01-06', 'Epiphany', '10:00', '12:00');
SELECT is(voc.business_add('2026-01-02 16:00', '4 hours')::text, '2026-01-07 10:00:00+01', 'a holiday, and a day of other hours');
UPDATE voc_data.calendar_span SET closes = '18:00' WHERE calendar = 'office' AND weekday = 5;
SELECT is(voc.business_add('2026-01-02 16:00', '2 hours')::text, '2026-01-02 18:00:00+01', 'longer hours');
UPDATE voc_data.calendar SET time_zone = 'America/New_York' WHERE code = 'office';
SELECT is(voc.business_add('2026-01-02 14:00', '1 hour')::text, '2026-01-02 16:00:00+01', 'the hours are those of its own time zone');
INSERT INTO voc_data.calendar VALUES ('nights', 'Night shift', 'Europe/Prague');
INSERT INTO voc_data.calendar_span VALUES ('nights', 1, '22:00', '24:00'), ('nights', 2, '00:00', '06:00'), ('nights', 2, '05:00', '07:00');
SELECT is(voc.business_add('2026-01-05 12:00', '8 hours', 'nights')::text, '2026-01-06 06:00:00+01', 'a night shift is two rows');
SELECT is(voc.business_interval('2026-01-05', '2026-01-12', 'nights'), '9 hours', 'what overlaps counts once');
SELECT throws_ok($$INSERT INTO voc_data.calendar VALUES ('x', 'X', 'Europe/Nowhere')$$, '22023', NULL, 'a time zone that is not there is refused');
SELECT throws_ok($$INSERT INTO voc_data.calendar_span VALUES ('nights', 3, '22:00', '06:00')$$, '23514', NULL, 'and hours that end before they begin');

INSERT INTO voc_data.calendar VALUES ('never', 'Never', 'UTC');
SELECT throws_ok($$SELECT voc.business_add('2026-01-05 12:00', '1 hour', 'never')$$, '22008', NULL, 'time that never comes');
SELECT is(voc.business_interval('2026-01-05', '2027-01-05', 'never'), '0', 'and none that passes');
SELECT throws_ok($$SELECT voc.business_add('2026-01-05 12:00', '1 hour', 'smile')$$, '22023', 'calendar "smile" does not exist', 'a calendar that is not there');
SELECT throws_ok(format('SELECT voc.business_add(%L, %L)', t, i), e, NULL, format('%s and %s', t, i))
FROM (VALUES ('2026-01-05', '1 month', '22023'), ('2026-01-05', '-1 hour', '22023'), ('infinity', '1 hour', '22008')) v (t, i, e);
SELECT throws_ok($$SELECT voc.business_interval('4713-01-01 BC', '294276-01-01')$$, '22008', NULL, 'all of time is too long');

-- Clocks of a loop by a calendar: capture computes them
CREATE SCHEMA feedback;
CREATE TABLE feedback.survey (id integer PRIMARY KEY, customer text, nps integer, touchpoint text, plan text, at timestamptz);
SELECT voc.attach('feedback.survey', score => 'nps', scale => 'nps', customer => 'customer', touchpoint => 'touchpoint', occurred_at => 'at', segments => '{plan}') AS attached \gset
INSERT INTO voc_data.calendar VALUES ('desk', 'Care desk', 'Europe/Prague');
INSERT INTO voc_data.calendar_span SELECT 'desk', d, '08:00'::time, '16:00'::time FROM generate_series(1, 5) d;
UPDATE voc_data.program SET loop_max_age = NULL;
INSERT INTO voc_data.sla (position, touchpoint, segment, acknowledge_within, act_within, close_within, calendar)
VALUES (1, 'billing', NULL, '2 hours', '1 day', '2 days', 'desk'),
	(2, NULL, '{"plan": "gold"}', '10 minutes', '1 hour', '3 hours', 'desk'),
	(3, NULL, '{"plan": "night"}', '1 hour', '2 hours', '3 hours', 'never');
INSERT INTO feedback.survey VALUES (1, 'a', 2, 'billing', 'basic', '2026-01-09 15:00'), (2, 'b', 2, 'checkout', 'gold', '2026-01-09 15:55'),
	(3, 'c', 2, 'checkout', 'basic', '2026-01-09 15:00'), (4, 'd', 2, 'checkout', 'night', '2026-01-09 15:00');
SELECT results_eq($$SELECT customer, acknowledge_due::text, act_due::text, close_due::text FROM voc_data.loop ORDER BY customer$$,
	$$VALUES ('a', '2026-01-12 09:00:00+01', '2026-01-12 15:00:00+01', '2026-01-13 15:00:00+01'),
		('b', '2026-01-12 08:05:00+01', '2026-01-12 08:55:00+01', '2026-01-12 10:55:00+01'),
		('c', '2026-01-09 21:00:00+01', '2026-01-10 15:00:00+01', '2026-01-11 15:00:00+01'),
		('d', '2026-01-09 16:00:00+01', '2026-01-09 17:00:00+01', '2026-01-09 18:00:00+01')$$,
	'due times by touchpoint, by segment, by the clock on the wall, and by a calendar that is never open');
SELECT throws_ok($$UPDATE voc_data.sla SET close_within = '1 month' WHERE position = 1$$, '23514', NULL, 'months are no business time');
SELECT throws_ok($$DELETE FROM voc_data.calendar WHERE code = 'desk'$$, '23503', NULL, 'a calendar that is in use stays');
UPDATE voc_data.calendar SET code = 'care_desk' WHERE code = 'desk';
SELECT is((SELECT calendar FROM voc_data.sla WHERE position = 1), 'care_desk', 'and may be renamed');

-- Whoever asks needs no right on the tables
RESET ROLE;
SET LOCAL ROLE voc_anyone;
SELECT is(voc.business_add('2026-01-05 12:00', '8 hours', 'nights')::text, '2026-01-06 06:00:00+01', 'for anyone');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
