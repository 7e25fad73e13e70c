/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Business time: when somebody is there to answer.
 *
 * IDENTIFICATION
 *	  src/loop/calendar.c
 *
 *-------------------------------------------------------------------------
 */
#include "calendar.h"

#include <stddef.h>
#include <stdlib.h>

/* 2000-01-01 was a Saturday, and a week begins with Monday. */
#define WEEKDAY_OF_EPOCH	5

static int
compare_spans(const void *a, const void *b)
{
	const VocSpan *x = a;
	const VocSpan *y = b;

	return (x->opens > y->opens) - (x->opens < y->opens);
}

int
voc_spans_join(VocSpan *spans, int n)
{
	int			kept = 0;
	int			i;

	if (n > 1)
		qsort(spans, (size_t) n, sizeof(VocSpan), compare_spans);
	for (i = 0; i < n; i++)
	{
		if (kept > 0 && spans[i].opens <= spans[kept - 1].closes)
		{
			if (spans[kept - 1].closes < spans[i].closes)
				spans[kept - 1].closes = spans[i].closes;
		}
		else
			spans[kept++] = spans[i];
	}
	return kept;
}

static const VocDay *
day_of(const VocCalendar *calendar, int32_t date)
{
	int			low = 0;
	int			high = calendar->nholidays;
	int			weekday;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (calendar->holidays[middle].date < date)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < calendar->nholidays && calendar->holidays[low].date == date)
		return &calendar->holidays[low].day;
	weekday = (date % 7 + 7 + WEEKDAY_OF_EPOCH) % 7;
	return &calendar->week[weekday];
}

static int32_t
local_of(const VocCalendar *calendar, int64_t moment, int64_t *time)
{
	return calendar->zone.local_of(calendar->zone.zone, moment, time);
}

static int64_t
moment_of(const VocCalendar *calendar, int32_t date, int64_t time)
{
	return calendar->zone.moment_of(calendar->zone.zone, date, time);
}

/*
 * A walk over the spans from a moment on, as moments.  It starts a day early:
 * where clocks go back over midnight, a day goes on after the next began.
 */
typedef struct Walk
{
	const VocCalendar *calendar;
	int32_t		date;
	int32_t		last;			/* the last date to look at */
	int			next;			/* the next span of date */
	int64_t		from;
	int64_t		opens;
	int64_t		closes;
} Walk;

static void
start_walk(Walk *walk, const VocCalendar *calendar, int64_t from, int32_t days)
{
	int64_t		time;

	walk->calendar = calendar;
	walk->date = local_of(calendar, from, &time) - 1;
	walk->last = walk->date + 1 + days;
	walk->next = 0;
	walk->from = from;
}

/* The next span that ends later than the walk has come; false: there is none. */
static bool
next_span(Walk *walk)
{
	while (walk->date <= walk->last)
	{
		const VocDay *day = day_of(walk->calendar, walk->date);

		if (walk->next >= day->nspans)
		{
			walk->date++;
			walk->next = 0;
			continue;
		}
		walk->opens = moment_of(walk->calendar, walk->date, day->spans[walk->next].opens);
		walk->closes = moment_of(walk->calendar, walk->date, day->spans[walk->next].closes);
		walk->next++;
		if (walk->opens < walk->from)
			walk->opens = walk->from;
		if (walk->closes > walk->opens)
		{
			walk->from = walk->closes;
			return true;
		}
	}
	return false;
}

int64_t
voc_calendar_elapsed(const VocCalendar *calendar, int64_t from, int64_t to)
{
	int64_t		elapsed = 0;
	Walk		walk;

	start_walk(&walk, calendar, from, VOC_CALENDAR_DAYS + 1);
	while (next_span(&walk) && walk.opens < to)
		elapsed += (walk.closes < to ? walk.closes : to) - walk.opens;
	return elapsed;
}

/* The time of a day that is business time and nearest to time, later if it can. */
static int64_t
nearest_time(const VocDay *day, int64_t time)
{
	int			i;

	for (i = 0; i < day->nspans; i++)
	{
		if (time < day->spans[i].opens)
			return day->spans[i].opens;
		if (time <= day->spans[i].closes)
			return time;
	}
	return day->spans[day->nspans - 1].closes;
}

/* Move a moment of business time on by business days. */
static bool
add_days(const VocCalendar *calendar, int days, int64_t *moment)
{
	int64_t		time;
	int32_t		date = local_of(calendar, *moment, &time);
	int32_t		last = date + VOC_CALENDAR_DAYS;

	while (days > 0)
	{
		if (++date > last)
			return false;
		if (day_of(calendar, date)->nspans > 0)
			days--;
	}
	*moment = moment_of(calendar, date, nearest_time(day_of(calendar, date), time));
	return true;
}

bool
voc_calendar_add(const VocCalendar *calendar, int64_t start, int days,
				 int64_t time, int64_t *moment)
{
	Walk		walk;

	if (days > 0)
	{
		start_walk(&walk, calendar, start, VOC_CALENDAR_DAYS);
		if (!next_span(&walk))
			return false;
		start = walk.opens;
		if (!add_days(calendar, days, &start))
			return false;
		if (time == 0)
		{
			*moment = start;
			return true;
		}
	}
	start_walk(&walk, calendar, start, VOC_CALENDAR_DAYS);
	while (next_span(&walk))
	{
		if (time <= walk.closes - walk.opens)
		{
			*moment = walk.opens + time;
			return true;
		}
		time -= walk.closes - walk.opens;
	}
	return false;
}
