/*-------------------------------------------------------------------------
 *
 * rake_sql.c
 *	  The window function voc.rake(): the weight of each row.
 *
 * When the weight of the first row of a partition is asked for, all its rows
 * are read, and of each the number of its cell is kept.  Rows themselves are
 * in the executor's tuplestore, which goes to disk where there are many.
 *
 * IDENTIFICATION
 *	  src/score/rake_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "rake_sql.h"

#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "utils/memutils.h"
#include "windowapi.h"

PG_FUNCTION_INFO_V1(voc_rake);

/* Of a partition; zero at its beginning. */
typedef struct RakedRows
{
	uint32	   *cell;			/* of each row; NULL: not raked yet */
	double	   *weight;			/* of each cell */
} RakedRows;

/* Where the arguments of the rows of a partition come from. */
typedef struct Reader
{
	WindowObject winobj;
	bool		constant[R_COUNT];	/* the same for all rows, and read */
	bool		options_constant;
	VocRakeArgs args;
} Reader;

/* Whether an argument cannot change from row to row. */
static bool
is_constant(const List *args, int n)
{
	Node	   *arg = list_nth(args, n);

	return IsA(arg, Const) || IsA(arg, Param);
}

static void
read_constants(FunctionCallInfo fcinfo, Reader *reader)
{
	Node	   *call = fcinfo->flinfo->fn_expr;

	reader->winobj = PG_WINDOW_OBJECT();
	if (call == NULL || !IsA(call, WindowFunc) ||
		list_length(((WindowFunc *) call)->args) != R_COUNT)
		elog(ERROR, "voc.rake() is not called with %d arguments", R_COUNT);

	reader->options_constant = true;
	for (int n = 0; n < R_COUNT; n++)
	{
		reader->constant[n] = is_constant(((WindowFunc *) call)->args, n);
		if (reader->constant[n])
			reader->args.value[n] = WinGetFuncArgCurrent(reader->winobj, n,
														 &reader->args.isnull[n]);
		else if (n != R_SEGMENT && n != R_BASE_WEIGHT)
			reader->options_constant = false;
	}
}

static void
read_row(Reader *reader, int64 row)
{
	for (int n = 0; n < R_COUNT; n++)
	{
		bool		outside;

		if (!reader->constant[n])
			reader->args.value[n] =
				WinGetFuncArgInPartition(reader->winobj, n, (int) row,
										 WINDOW_SEEK_HEAD, false,
										 &reader->args.isnull[n], &outside);
	}
}

static VocRakeJob *
take_rows(Reader *reader, RakedRows *raked, int64 nrows)
{
	MemoryContext partition = GetMemoryChunkContext(raked);
	MemoryContext caller = CurrentMemoryContext;
	VocRakeJob *job = NULL;
	uint32	   *cell = NULL;

	for (int64 row = 0; row < nrows; row++)
	{
		CHECK_FOR_INTERRUPTS();

		/* What is worked out for a row goes when it is counted. */
		if (job != NULL)
			MemoryContextSwitchTo(job->scratch);
		read_row(reader, row);
		if (job == NULL)
		{
			job = voc_rake_job(partition, &reader->args);
			cell = voc_rake_alloc(job, sizeof(uint32) * nrows);
		}
		else if (!reader->options_constant)
			voc_rake_check_same(job, &reader->args);
		cell[row] = voc_rake_take(job, &reader->args);
	}
	MemoryContextSwitchTo(caller);
	raked->cell = cell;
	return job;
}

static void
warn_unless_converged(const VocRakeJob *job, const VocRake *rake)
{
	const VocRakeName *dimension = voc_rake_dimension(job, rake->worst);
	const VocRakeName *category = &job->category[rake->worst];

	if (voc_rake_converged(job, rake))
		return;
	ereport(WARNING,
			(errmsg("raking did not converge in %u iterations",
					rake->iterations),
			 errdetail("The weights of category \"%.*s\" of dimension \"%.*s\" add up to %.6g of the number of rows instead of %.6g.",
					   category->len, category->bytes,
					   dimension->len, dimension->bytes, rake->worst_share,
					   job->margins.share[rake->worst]),
			 errhint("Merge small categories or widen the bounds; if the shares were still coming nearer, allow more iterations.")));
}

static void
rake_partition(FunctionCallInfo fcinfo, RakedRows *raked)
{
	Reader		reader;
	VocRakeJob *job;
	VocRake		rake;
	int64		nrows;

	read_constants(fcinfo, &reader);
	nrows = WinGetPartitionRowCount(reader.winobj);
	if (nrows > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are too many rows to rake together"),
				 errhint("Rake them in parts, such as months.")));
	job = take_rows(&reader, raked, nrows);
	voc_rake_run(job, &rake);
	raked->weight = voc_rake_alloc(job, sizeof(double) * (job->cells.ncells + 1));
	voc_rake_weights(&rake, &job->cells, raked->weight);
	warn_unless_converged(job, &rake);
	voc_rake_end(job, &rake);
}

/* voc.rake(segment, targets, base_weight, trim_low, trim_high, max_iterations, tolerance) OVER (...) */
Datum
voc_rake(PG_FUNCTION_ARGS)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	RakedRows  *raked = WinGetPartitionLocalMemory(winobj, sizeof(RakedRows));
	uint32		cell;

	if (raked->cell == NULL)
		rake_partition(fcinfo, raked);
	cell = raked->cell[WinGetCurrentPosition(winobj)];
	if (cell == VOC_RAKE_NO_CELL)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(raked->weight[cell]);
}
