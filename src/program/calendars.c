/*-------------------------------------------------------------------------
 *
 * calendars.c
 *	  Reading the calendars of the program.
 *
 * IDENTIFICATION
 *	  src/program/calendars.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "executor/spi.h"
#include "pgtime.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "calendars.h"

/* ---- time zones ---- */

static int64_t
moment_of(const void *zone, int32_t date, int64_t time)
{
	struct pg_tm tm;
	int64		local = (int64) date * USECS_PER_DAY + time;
	int32_t		day = date + (int32_t) (time / USECS_PER_DAY);
	int64		second = time % USECS_PER_DAY / USECS_PER_SEC;

	memset(&tm, 0, sizeof(tm));
	j2date(day + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	tm.tm_hour = (int) (second / SECS_PER_HOUR);
	tm.tm_min = (int) (second % SECS_PER_HOUR / SECS_PER_MINUTE);
	tm.tm_sec = (int) (second % SECS_PER_MINUTE);
	return local +
		(int64) DetermineTimeZoneOffset(&tm, unconstify(pg_tz *, (const pg_tz *) zone)) * USECS_PER_SEC;
}

static int32_t
local_of(const void *zone, int64_t moment, int64_t *time)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			offset;
	int32_t		date;

	if (timestamp2tm(moment, &offset, &tm, &fsec, NULL,
					 unconstify(pg_tz *, (const pg_tz *) zone)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	date = date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - POSTGRES_EPOCH_JDATE;
	*time = ((tm.tm_hour * MINS_PER_HOUR + tm.tm_min) * (int64) SECS_PER_MINUTE + tm.tm_sec) *
		USECS_PER_SEC + fsec;
	return date;
}

/* ---- rows ---- */

static int64
column_int64(int row, int column, bool *isnull)
{
	return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[row],
									   SPI_tuptable->tupdesc, column, isnull));
}

static void
select_rows(const char *query)
{
	int			rc = SPI_execute(query, true, 0);

	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading the program's calendars failed: %s",
			 SPI_result_code_string(rc));
}

/* The calendar that a row belongs to: its first column is the position. */
static VocCalendar *
calendar_of(VocConfig *config, int row)
{
	bool		isnull;

	return &config->calendars[column_int64(row, 1, &isnull) - 1].calendar;
}

static void
load_hours(VocConfig *config, MemoryContext context)
{
	uint64		n;

	select_rows("SELECT c.position, s.weekday::bigint, (extract(epoch FROM s.opens) * 1000000)::bigint,"
				" (extract(epoch FROM s.closes) * 1000000)::bigint"
				" FROM (SELECT code, row_number() OVER (ORDER BY code) AS position FROM voc_data.calendar) AS c"
				" JOIN voc_data.calendar_span AS s ON s.calendar = c.code");
	n = SPI_processed;
	for (uint64 row = 0; row < n; row++)
	{
		bool		isnull;
		VocDay	   *day = &calendar_of(config, (int) row)->week[column_int64((int) row, 2, &isnull) - 1];

		/* Few rows a day: one more each time */
		if (day->nspans == 0)
			day->spans = MemoryContextAlloc(context, sizeof(VocSpan));
		else
			day->spans = repalloc(day->spans, sizeof(VocSpan) * (day->nspans + 1));
		day->spans[day->nspans].opens = column_int64((int) row, 3, &isnull);
		day->spans[day->nspans].closes = column_int64((int) row, 4, &isnull);
		day->nspans++;
	}
	for (int i = 0; i < config->ncalendars; i++)
	{
		for (int weekday = 0; weekday < 7; weekday++)
		{
			VocDay	   *day = &config->calendars[i].calendar.week[weekday];

			day->nspans = voc_spans_join(day->spans, day->nspans);
		}
	}
}

static void
load_holidays(VocConfig *config, MemoryContext context)
{
	VocHoliday *all;
	VocSpan    *spans;
	int			n;

	select_rows("SELECT c.position, (h.day - '2000-01-01'::date)::bigint, (extract(epoch FROM h.opens) * 1000000)::bigint,"
				" (extract(epoch FROM h.closes) * 1000000)::bigint"
				" FROM (SELECT code, row_number() OVER (ORDER BY code) AS position FROM voc_data.calendar) AS c"
				" JOIN voc_data.holiday AS h ON h.calendar = c.code"
				" ORDER BY c.position, h.day");
	n = (int) SPI_processed;
	all = MemoryContextAllocZero(context, sizeof(VocHoliday) * (n + 1));
	spans = MemoryContextAllocZero(context, sizeof(VocSpan) * (n + 1));
	for (int row = 0; row < n; row++)
	{
		VocCalendar *calendar = calendar_of(config, row);
		bool		closed;
		bool		isnull;

		if (calendar->nholidays++ == 0)
			calendar->holidays = &all[row];
		all[row].date = (int32_t) column_int64(row, 2, &isnull);
		spans[row].opens = column_int64(row, 3, &closed);
		spans[row].closes = column_int64(row, 4, &isnull);
		all[row].day.spans = &spans[row];
		all[row].day.nspans = closed ? 0 : 1;
	}
}

void
voc_load_calendars(VocConfig *config, MemoryContext context)
{
	MemoryContext caller;

	select_rows("SELECT code, time_zone FROM voc_data.calendar ORDER BY code");
	caller = MemoryContextSwitchTo(context);
	config->ncalendars = (int) SPI_processed;
	config->calendars = palloc0(sizeof(VocNamedCalendar) * (SPI_processed + 1));
	for (int i = 0; i < config->ncalendars; i++)
	{
		VocNamedCalendar *named = &config->calendars[i];

		named->code = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		named->time_zone = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		named->calendar.zone.zone = pg_tzset(named->time_zone);
		named->calendar.zone.moment_of = moment_of;
		named->calendar.zone.local_of = local_of;
	}
	MemoryContextSwitchTo(caller);
	load_hours(config, context);
	load_holidays(config, context);
}
