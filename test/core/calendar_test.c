/*-------------------------------------------------------------------------
 *
 * calendar_test.c
 *	  Unit tests of business time.
 *
 * The zone is made up: two hours ahead, on 2026-03-29 (a Sunday) clocks go
 * from 2:00 to 3:00, and on 2026-10-25 from 3:00 back to 2:00.
 *
 * IDENTIFICATION
 *	  test/core/calendar_test.c
 *
 *-------------------------------------------------------------------------
 */
/* A pure file of a room that is not: so it is taken in, not linked. */
#include "../../src/loop/calendar.c"

#include "check.h"

#define MINUTE		INT64_C(60000000)
#define HOUR		(60 * MINUTE)
#define DAY			(24 * HOUR)

/* Days from 2000-01-01 to the first of 2026, and to the changes of clocks. */
#define Y2026		9497
#define SPRING		(Y2026 + 87)
#define AUTUMN		(Y2026 + 297)

#define WINTER_AHEAD	(2 * HOUR)
#define SUMMER_AHEAD	(3 * HOUR)

/* Clocks change at these moments: 2:00 winter time, 3:00 summer time. */
#define TO_SUMMER	(SPRING * DAY + 2 * HOUR - WINTER_AHEAD)
#define TO_WINTER	(AUTUMN * DAY + 3 * HOUR - SUMMER_AHEAD)

static int64_t
ahead(int64_t moment)
{
	return moment >= TO_SUMMER && moment < TO_WINTER ? SUMMER_AHEAD : WINTER_AHEAD;
}

static int32_t
test_local_of(const void *zone, int64_t moment, int64_t *time)
{
	int64_t		local = moment + ahead(moment);
	int64_t		date = local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY);

	(void) zone;
	*time = local - date * DAY;
	return (int32_t) date;
}

static int64_t
test_moment_of(const void *zone, int32_t date, int64_t time)
{
	int64_t		local = date * DAY + time;
	int64_t		winter = local - WINTER_AHEAD;

	(void) zone;
	return ahead(winter - HOUR) == SUMMER_AHEAD ? local - SUMMER_AHEAD : winter;
}

static VocSpan office_hours[] = {{9 * HOUR, 17 * HOUR}};
static VocSpan two_spans[] = {{8 * HOUR, 12 * HOUR}, {13 * HOUR, 18 * HOUR}};
static VocSpan all_day[] = {{0, DAY}};
static VocSpan christmas_eve[] = {{9 * HOUR, 12 * HOUR}};

/* 24 December until noon, 25 December not at all: a Thursday and a Friday. */
static VocHoliday holidays[] = {
	{Y2026 + 357, {1, christmas_eve}},
	{Y2026 + 358, {0, NULL}}
};

static VocCalendar
calendar_of(VocSpan *spans, int n, int days)
{
	VocCalendar calendar = {0};
	int			i;

	for (i = 0; i < days; i++)
	{
		calendar.week[i].spans = spans;
		calendar.week[i].nspans = n;
	}
	calendar.holidays = holidays;
	calendar.nholidays = 2;
	calendar.zone.local_of = test_local_of;
	calendar.zone.moment_of = test_moment_of;
	return calendar;
}

/* A local time of a day of 2026, the first being 0. */
static int64_t
at(int day, double hour)
{
	return test_moment_of(NULL, Y2026 + day, (int64_t) (hour * (double) HOUR));
}

static void
check_add(const VocCalendar *calendar, int64_t start, int days, double hours, int64_t wanted)
{
	int64_t		got = -1;

	check(voc_calendar_add(calendar, start, days, (int64_t) (hours * (double) HOUR), &got));
	check_int(got - wanted, 0);
}

/* 2026-01-01 is a Thursday: 1 is a Friday, 2 and 3 the weekend, 4 a Monday. */
static void
test_office(void)
{
	VocCalendar office = calendar_of(office_hours, 1, 5);

	check_add(&office, at(1, 10), 0, 2, at(1, 12));
	check_add(&office, at(1, 16), 0, 1, at(1, 17));
	check_add(&office, at(1, 16), 0, 2, at(4, 10));
	check_add(&office, at(1, 16), 0, 9, at(4, 17));
	check_add(&office, at(2, 12), 0, 1, at(4, 10));
	check_add(&office, at(1, 8), 0, 1, at(1, 10));
	check_add(&office, at(1, 18), 0, 0, at(4, 9));
	check_add(&office, at(1, 10), 0, 0, at(1, 10));
	check_add(&office, at(0, 9), 0, 40, at(6, 17));
	check(voc_calendar_elapsed(&office, at(1, 16), at(4, 10)) == 2 * HOUR);
	check(voc_calendar_elapsed(&office, at(2, 1), at(3, 23)) == 0);
	check(voc_calendar_elapsed(&office, at(0, 0), at(7, 0)) == 40 * HOUR);
	check(voc_calendar_elapsed(&office, at(1, 10), at(1, 10)) == 0);
}

static void
test_business_days(void)
{
	VocCalendar office = calendar_of(office_hours, 1, 5);
	VocCalendar shop = calendar_of(two_spans, 2, 6);

	check_add(&office, at(1, 10), 1, 0, at(4, 10));
	check_add(&office, at(1, 18), 1, 0, at(5, 9));
	check_add(&office, at(2, 10), 2, 0, at(6, 9));
	check_add(&office, at(1, 16), 1, 2, at(5, 10));
	check_add(&shop, at(0, 12.5), 1, 0, at(1, 13));
	check_add(&shop, at(2, 17), 1, 0, at(4, 17));
	/* Wednesday 14:00, and a day later only the morning is worked */
	check_add(&office, at(356, 14), 1, 0, at(357, 12));
	check_add(&office, at(356, 14), 2, 0, at(361, 14));
}

static void
test_holidays(void)
{
	VocCalendar office = calendar_of(office_hours, 1, 5);

	check_add(&office, at(357, 11), 0, 2, at(361, 10));
	check(voc_calendar_elapsed(&office, at(357, 0), at(362, 0)) == 11 * HOUR);
}

/* A day around the clock has 23 hours in spring and 25 in autumn. */
static void
test_clock_changes(void)
{
	VocCalendar always = calendar_of(all_day, 1, 7);
	VocCalendar office = calendar_of(office_hours, 1, 7);

	always.nholidays = 0;
	check(voc_calendar_elapsed(&always, at(86, 0), at(89, 0)) == 71 * HOUR);
	check(voc_calendar_elapsed(&always, at(296, 0), at(299, 0)) == 73 * HOUR);
	check_add(&always, at(86, 12), 0, 24, at(87, 13));
	check_add(&always, at(86, 12), 1, 0, at(87, 12));
	check_add(&always, at(296, 12), 0, 24, at(297, 11));
	check(voc_calendar_elapsed(&office, at(86, 0), at(88, 0)) == 16 * HOUR);
	check(voc_calendar_elapsed(&office, at(296, 0), at(298, 0)) == 16 * HOUR);
	check(voc_calendar_elapsed(&always, at(0, 0), at(365, 0)) == 365 * DAY);
}

static void
test_join(void)
{
	VocSpan		spans[] = {{13, 18}, {8, 12}, {12, 13}, {20, 22}, {21, 21 + 1}, {20, 24}};

	check_int(voc_spans_join(spans, 6), 2);
	check(spans[0].opens == 8 && spans[0].closes == 18);
	check(spans[1].opens == 20 && spans[1].closes == 24);
	check_int(voc_spans_join(spans, 0), 0);
}

static void
test_never(void)
{
	VocCalendar never = calendar_of(NULL, 0, 7);
	VocCalendar once = calendar_of(NULL, 0, 7);
	int64_t		moment = 42;

	never.nholidays = 0;
	check(!voc_calendar_add(&never, at(0, 0), 0, 1, &moment));
	check(!voc_calendar_add(&never, at(0, 0), 3, 0, &moment));
	check(voc_calendar_elapsed(&never, at(0, 0), at(365, 0)) == 0);
	check(voc_calendar_add(&once, at(0, 0), 0, 3 * HOUR, &moment) && moment == at(357, 12));
	check(!voc_calendar_add(&once, at(0, 0), 0, 3 * HOUR + 1, &moment));
	check(!voc_calendar_add(&once, at(0, 0), 2, 0, &moment));
}

static uint64_t seed = 42;

static uint64_t
next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/*
 * What was added has elapsed, not an instant earlier; what elapses in two
 * stretches is the sum.
 */
static void
test_laws(void)
{
	VocCalendar calendars[] = {
		calendar_of(office_hours, 1, 5), calendar_of(two_spans, 2, 6),
		calendar_of(all_day, 1, 7), calendar_of(two_spans, 2, 2)
	};
	int			i;

	for (i = 0; i < 20000; i++)
	{
		const VocCalendar *calendar = &calendars[next_random() % 4];
		int64_t		a = at(0, 0) + (int64_t) (next_random() % (uint64_t) (400 * DAY));
		int64_t		b = a + (int64_t) (next_random() % (uint64_t) (60 * DAY));
		int64_t		c = b + (int64_t) (next_random() % (uint64_t) (10 * DAY));
		int64_t		time = 1 + (int64_t) (next_random() % (uint64_t) (100 * HOUR));
		int64_t		then;

		if (voc_calendar_elapsed(calendar, a, b) + voc_calendar_elapsed(calendar, b, c) !=
			voc_calendar_elapsed(calendar, a, c))
			break;
		if (!voc_calendar_add(calendar, a, 0, time, &then) ||
			voc_calendar_elapsed(calendar, a, then) != time ||
			voc_calendar_elapsed(calendar, a, then - 1) != time - 1)
			break;
	}
	check_int(i, 20000);
}

int
main(void)
{
	test_office();
	test_business_days();
	test_holidays();
	test_clock_changes();
	test_join();
	test_never();
	test_laws();
	return check_end("calendar");
}
