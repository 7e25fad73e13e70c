/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Business time: when somebody is there to answer.
 *
 *				Fri				Sat		Sun		Mon
 *			 9		17							9		17
 *		 ----[=======]--------------------------[=======]----
 *				  ^							      ^
 *				  start				start + 4 hours
 *
 * A calendar has spans of local time for each day of the week, and other ones
 * for single days.  Moments are counted in microseconds, days from the same
 * epoch, 2000-01-01, a Saturday.  What a local clock shows is the business of
 * the zone, so that a span across a change of clocks is as long as it is.
 *
 * IDENTIFICATION
 *	  src/loop/calendar.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CALENDAR_H
#define VOC_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define VOC_DAY_LENGTH		INT64_C(86400000000)	/* microseconds */

/* No search goes further ahead than this: a hundred years. */
#define VOC_CALENDAR_DAYS	36525

/* A part of a local day, 0 <= opens < closes <= VOC_DAY_LENGTH. */
typedef struct VocSpan
{
	int64_t		opens;
	int64_t		closes;
} VocSpan;

/* The spans of a day; sorted, and none touches another. */
typedef struct VocDay
{
	int			nspans;
	VocSpan    *spans;
} VocDay;

/* A single day that is not as its weekday says; no spans: closed. */
typedef struct VocHoliday
{
	int32_t		date;
	VocDay		day;
} VocHoliday;

typedef struct VocZone
{
	/* When a local clock shows this time of that day, 0 ... VOC_DAY_LENGTH. */
	int64_t		(*moment_of) (const void *zone, int32_t date, int64_t time);

	/* The day and time that a local clock shows then. */
	int32_t		(*local_of) (const void *zone, int64_t moment, int64_t *time);
	const void *zone;
} VocZone;

typedef struct VocCalendar
{
	VocDay		week[7];		/* Monday first */
	int			nholidays;
	VocHoliday *holidays;		/* sorted by date, one a date */
	VocZone		zone;
} VocCalendar;

/* Sort the spans of a day and join those that touch; how many remain. */
extern int	voc_spans_join(VocSpan *spans, int n);

/* Business time from one moment to a later one, VOC_CALENDAR_DAYS at most. */
extern int64_t voc_calendar_elapsed(const VocCalendar *calendar, int64_t from,
									int64_t to);

/*
 * The earliest moment by which so many business days and then so much business
 * time have passed since start; both 0 or more.  With both 0, the first moment
 * from start on that is business time.  A business day later is the same time
 * of the next day that has business time, or the nearest one on that day.
 * False when there is none within VOC_CALENDAR_DAYS.
 */
extern bool voc_calendar_add(const VocCalendar *calendar, int64_t start,
							 int days, int64_t time, int64_t *moment);

#endif							/* VOC_CALENDAR_H */
