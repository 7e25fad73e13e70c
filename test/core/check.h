/*-------------------------------------------------------------------------
 *
 * check.h
 *	  Just enough of a unit test.
 *
 *		static void
 *		test_addition(void)
 *		{
 *			check_int(1 + 1, 2);
 *			check_str("a", "a");
 *		}
 *
 *		int
 *		main(void)
 *		{
 *			test_addition();
 *			return check_end("addition");
 *		}
 *
 * A check that fails is printed with its place and the test goes on.  The
 * last line is "NAME: N passed, N failed".
 *
 * IDENTIFICATION
 *	  test/core/check.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CHECK_H
#define VOC_CHECK_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	check_passed = 0;
static int	check_failed = 0;

static inline bool
check_count(bool good, const char *file, int line)
{
	if (good)
		check_passed++;
	else
	{
		check_failed++;
		printf("%s:%d: ", file, line);
	}
	return good;
}

#define check(condition) \
	do { \
		if (!check_count((condition), __FILE__, __LINE__)) \
			printf("not true: %s\n", #condition); \
	} while (0)

#define check_int(got, wanted) \
	do { \
		long long check_g = (long long) (got); \
		long long check_w = (long long) (wanted); \
		if (!check_count(check_g == check_w, __FILE__, __LINE__)) \
			printf("%s is %lld, not %lld\n", #got, check_g, check_w); \
	} while (0)

/* Equal to within the given distance. */
#define check_near(got, wanted, within) \
	do { \
		double check_g = (got); \
		double check_w = (wanted); \
		if (!check_count(fabs(check_g - check_w) <= (within), \
						 __FILE__, __LINE__)) \
			printf("%s is %.10g, not %.10g\n", #got, check_g, check_w); \
	} while (0)

/* Either may be NULL, which is only equal to NULL. */
#define check_str(got, wanted) \
	do { \
		const char *check_g = (got); \
		const char *check_w = (wanted); \
		if (!check_count(check_g == NULL || check_w == NULL ? \
						 check_g == check_w : strcmp(check_g, check_w) == 0, \
						 __FILE__, __LINE__)) \
			printf("%s is \"%s\", not \"%s\"\n", #got, \
				   check_g == NULL ? "(null)" : check_g, \
				   check_w == NULL ? "(null)" : check_w); \
	} while (0)

static inline int
check_end(const char *name)
{
	printf("%s: %d passed, %d failed\n", name, check_passed, check_failed);
	return check_failed > 0;
}

#endif							/* VOC_CHECK_H */
