/*-------------------------------------------------------------------------
 *
 * adjust.c
 *	  Many tests at once: what their p values are worth together.
 *
 * IDENTIFICATION
 *	  src/score/adjust.c
 *
 *-------------------------------------------------------------------------
 */
#include "adjust.h"

#include <stdlib.h>

static int
by_falling_p(const void *a, const void *b)
{
	double		p = ((const VocTest *) a)->p;
	double		q = ((const VocTest *) b)->p;

	return (p < q) - (p > q);
}

/* The test with the i highest p values above it has the rank n - i. */
void
voc_adjust(VocTest *tests, size_t n)
{
	double		least = 1.0;
	size_t		i;

	qsort(tests, n, sizeof(VocTest), by_falling_p);
	for (i = 0; i < n; i++)
	{
		double		q = tests[i].p * ((double) n / (double) (n - i));

		if (q < least)
			least = q;
		tests[i].p = least;
	}
}
