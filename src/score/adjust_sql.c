/*-------------------------------------------------------------------------
 *
 * adjust_sql.c
 *	  The window function voc.adjust_p().
 *
 * IDENTIFICATION
 *	  src/score/adjust_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include <limits.h>
#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"
#include "windowapi.h"

#include "adjust.h"

PG_FUNCTION_INFO_V1(voc_adjust_p);

/* Of a partition, in the memory that goes with it. */
typedef struct Adjusted
{
	double	   *q;				/* of each row; NaN for a NULL; NULL: not made */
} Adjusted;

static double
checked_p(double p)
{
	if (!(p >= 0.0 && p <= 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a probability must lie between 0 and 1"),
				 errdetail("It is %g.", p)));
	return p;
}

/* Read all p, and adjust them together. */
static double *
adjust_partition(WindowObject window, MemoryContext context)
{
	int64		rows = WinGetPartitionRowCount(window);
	double	   *q;
	VocTest    *tests;
	size_t		n = 0;
	int			row;

	if (rows > INT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many tests to adjust"),
				 errdetail("There are " INT64_FORMAT " rows in one partition of the window.",
						   rows),
				 errhint("Divide them with PARTITION BY.")));
	q = MemoryContextAllocHuge(context, (Size) rows * sizeof(double));
	tests = MemoryContextAllocHuge(context, (Size) rows * sizeof(VocTest));
	for (row = 0; row < rows; row++)
	{
		bool		isnull;
		bool		isout;
		Datum		p;

		CHECK_FOR_INTERRUPTS();
		p = WinGetFuncArgInPartition(window, 0, row, WINDOW_SEEK_HEAD, false,
									 &isnull, &isout);
		q[row] = NAN;
		if (isnull || isout)
			continue;
		tests[n].p = checked_p(DatumGetFloat8(p));
		tests[n++].place = (size_t) row;
	}
	voc_adjust(tests, n);
	while (n-- > 0)
		q[tests[n].place] = tests[n].p;
	pfree(tests);
	return q;
}

Datum
voc_adjust_p(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Adjusted   *adjusted = WinGetPartitionLocalMemory(window, sizeof(Adjusted));
	double		q;

	if (adjusted->q == NULL)
		adjusted->q = adjust_partition(window, GetMemoryChunkContext(adjusted));
	q = adjusted->q[WinGetCurrentPosition(window)];
	if (isnan(q))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(q);
}
