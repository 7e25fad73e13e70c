/* sql/program/28_calendar.sql: when somebody is there to answer */

CREATE TABLE voc_data.calendar (
    code text NOT NULL,
    title text NOT NULL,
    time_zone text NOT NULL DEFAULT current_setting('TimeZone'),
    CONSTRAINT calendar_pkey PRIMARY KEY (code),
    CONSTRAINT calendar_time_zone_check CHECK (timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE time_zone IS NOT NULL)
);

COMMENT ON TABLE voc_data.calendar IS 'Calendars of business time. Hours are rows of voc_data.calendar_span, single days that differ rows of voc_data.holiday.';
COMMENT ON COLUMN voc_data.calendar.code IS 'Name of the calendar, as voc.business_add() takes it.';
COMMENT ON COLUMN voc_data.calendar.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.calendar.time_zone IS 'Time zone of its hours, by name, such as Europe/Prague; that of whoever made the program, if not given.';

CREATE TABLE voc_data.calendar_span (
    calendar text NOT NULL,
    weekday smallint NOT NULL,
    opens time NOT NULL,
    closes time NOT NULL,
    CONSTRAINT calendar_span_pkey PRIMARY KEY (calendar, weekday, opens),
    CONSTRAINT calendar_span_calendar_fkey FOREIGN KEY (calendar) REFERENCES voc_data.calendar (code) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT calendar_span_weekday_check CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT calendar_span_order_check CHECK (opens < closes)
);

COMMENT ON TABLE voc_data.calendar_span IS 'Hours of a weekday in which somebody is there. A day may have several; what overlaps counts once; a night shift is two rows, one until 24:00 and one from 00:00.';
COMMENT ON COLUMN voc_data.calendar_span.calendar IS 'The calendar.';
COMMENT ON COLUMN voc_data.calendar_span.weekday IS '1 Monday to 7 Sunday.';
COMMENT ON COLUMN voc_data.calendar_span.opens IS 'From this local time on.';
COMMENT ON COLUMN voc_data.calendar_span.closes IS 'Until this local time; 24:00 is the end of the day.';

CREATE TABLE voc_data.holiday (
    calendar text NOT NULL,
    day date NOT NULL,
    title text NOT NULL,
    opens time,
    closes time,
    CONSTRAINT holiday_pkey PRIMARY KEY (calendar, day),
    CONSTRAINT holiday_calendar_fkey FOREIGN KEY (calendar) REFERENCES voc_data.calendar (code) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT holiday_day_check CHECK (day BETWEEN '1900-01-01' AND '2999-12-31'),
    CONSTRAINT holiday_hours_check CHECK ((opens IS NULL) = (closes IS NULL) AND opens < closes)
);

COMMENT ON TABLE voc_data.holiday IS 'Days that are not as their weekday says: closed, or open for other hours.';
COMMENT ON COLUMN voc_data.holiday.calendar IS 'The calendar.';
COMMENT ON COLUMN voc_data.holiday.day IS 'The day.';
COMMENT ON COLUMN voc_data.holiday.title IS 'Why.';
COMMENT ON COLUMN voc_data.holiday.opens IS 'From this local time on; NULL: closed all day.';
COMMENT ON COLUMN voc_data.holiday.closes IS 'Until this local time; NULL: closed all day.';

INSERT INTO voc_data.calendar (code, title)
VALUES ('always', 'Around the clock'),
       ('office', 'Monday to Friday, 9 to 17');

INSERT INTO voc_data.calendar_span (calendar, weekday, opens, closes)
SELECT 'always', d, '00:00'::time, '24:00'::time FROM generate_series(1, 7) AS d
UNION ALL
SELECT 'office', d, '09:00'::time, '17:00'::time FROM generate_series(1, 5) AS d;
