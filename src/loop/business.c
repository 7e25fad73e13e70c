/*-------------------------------------------------------------------------
 *
 * business.c
 *	  voc.business_interval and voc.business_add: business time in SQL.
 *
 * IDENTIFICATION
 *	  src/loop/business.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "../program/config.h"
#include "calendar.h"

PG_FUNCTION_INFO_V1(voc_business_interval);
PG_FUNCTION_INFO_V1(voc_business_add);
PG_FUNCTION_INFO_V1(voc_due_at);

/* The codes of all calendars, for a hint. */
static char *
known_calendars(const VocConfig *config)
{
	StringInfoData known;

	initStringInfo(&known);
	for (int i = 0; i < config->ncalendars; i++)
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "",
						 config->calendars[i].code);
	return known.data;
}

static const VocNamedCalendar *
calendar_arg(FunctionCallInfo fcinfo, int n)
{
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(n));
	const VocConfig *config = voc_config();
	const VocNamedCalendar *named;

	if (config == NULL)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_NO_PROGRAM),
				 errmsg("this database has no voc program"),
				 errhint("SELECT voc.create_program();")));
	named = voc_config_calendar(config, code);
	if (named == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar \"%s\" does not exist", code),
				 errhint("The calendars are %s; add your own to voc_data.calendar.",
						 known_calendars(config))));
	if (named->calendar.zone.zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar \"%s\" has time zone \"%s\", which has no clock changes on record",
						code, named->time_zone),
				 errhint("Name a time zone in full, such as Europe/Prague: pg_timezone_names lists them.")));
	return named;
}

static TimestampTz
moment_arg(FunctionCallInfo fcinfo, int n)
{
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(n);

	if (TIMESTAMP_NOT_FINITE(moment))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("business time cannot be counted to infinity")));
	return moment;
}

/* voc.business_interval(from_time, to_time, calendar) */
Datum
voc_business_interval(PG_FUNCTION_ARGS)
{
	TimestampTz from = moment_arg(fcinfo, 0);
	TimestampTz to = moment_arg(fcinfo, 1);
	const VocNamedCalendar *named = calendar_arg(fcinfo, 2);
	Interval   *result = palloc0(sizeof(Interval));

	if ((uint64) Max(from, to) - (uint64) Min(from, to) >
		(uint64) VOC_CALENDAR_DAYS * USECS_PER_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("business time can be counted over %d days at most", VOC_CALENDAR_DAYS),
				 errdetail("It is asked for from %s to %s.",
						   pstrdup(timestamptz_to_str(from)), pstrdup(timestamptz_to_str(to)))));
	result->time = from <= to ?
		voc_calendar_elapsed(&named->calendar, from, to) :
		-voc_calendar_elapsed(&named->calendar, to, from);
	PG_RETURN_INTERVAL_P(result);
}

/* voc.business_add(start, amount, calendar) */
Datum
voc_business_add(PG_FUNCTION_ARGS)
{
	TimestampTz start = moment_arg(fcinfo, 0);
	Interval   *amount = PG_GETARG_INTERVAL_P(1);
	const VocNamedCalendar *named = calendar_arg(fcinfo, 2);
	int64_t		moment;

	if (amount->month != 0 || amount->day < 0 || amount->time < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("amount of business time must be days and hours, 0 or more"),
				 errdetail("It is %s.",
						   DatumGetCString(DirectFunctionCall1(interval_out,
															   IntervalPGetDatum(amount)))),
				 errhint("A month or a year has no fixed number of business days.")));
	if (!voc_calendar_add(&named->calendar, start, amount->day, amount->time, &moment))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("calendar \"%s\" has not that much business time in a hundred years",
						named->code),
				 errdetail("%s is asked for, from %s on.",
						   DatumGetCString(DirectFunctionCall1(interval_out,
															   IntervalPGetDatum(amount))),
						   pstrdup(timestamptz_to_str(start))),
				 errhint("Its hours are rows of voc_data.calendar_span.")));
	PG_RETURN_TIMESTAMPTZ(moment);
}

/*
 * voc.due_at(start, within, calendar), for capture: no calendar, or one that
 * cannot tell, must not keep a loop from being opened.
 */
Datum
voc_due_at(PG_FUNCTION_ARGS)
{
	const VocNamedCalendar *named = NULL;
	const VocConfig *config;
	Interval   *within;
	int64_t		moment;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	within = PG_GETARG_INTERVAL_P(1);
	config = PG_ARGISNULL(2) ? NULL : voc_config();
	if (config != NULL)
		named = voc_config_calendar(config, text_to_cstring(PG_GETARG_TEXT_PP(2)));
	if (named != NULL && named->calendar.zone.zone != NULL &&
		!TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(0)) &&
		within->month == 0 && within->day >= 0 && within->time >= 0 &&
		voc_calendar_add(&named->calendar, PG_GETARG_TIMESTAMPTZ(0),
						 within->day, within->time, &moment))
		PG_RETURN_TIMESTAMPTZ(moment);
	return DirectFunctionCall2(timestamptz_pl_interval, PG_GETARG_DATUM(0),
							   PG_GETARG_DATUM(1));
}
