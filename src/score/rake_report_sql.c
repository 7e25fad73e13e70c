/*-------------------------------------------------------------------------
 *
 * rake_report_sql.c
 *	  The aggregate voc.rake_report(): how voc.rake() would fare.
 *
 * The state is internal, for it is a table that grows in place; what goes
 * from one process to another is in network byte order.
 *
 * IDENTIFICATION
 *	  src/score/rake_report_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "rake_sql.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "../text/rows_sql.h"

PG_FUNCTION_INFO_V1(voc_rake_report_accum);
PG_FUNCTION_INFO_V1(voc_rake_report_combine);
PG_FUNCTION_INFO_V1(voc_rake_report_serialize);
PG_FUNCTION_INFO_V1(voc_rake_report_deserialize);
PG_FUNCTION_INFO_V1(voc_rake_report_final);

#define STATE_VERSION	1

/* Columns of voc.raking. */
enum
{
	K_CONVERGED, K_ITERATIONS, K_MAX_DEVIATION, K_DIMENSION, K_CATEGORY,
	K_ROWS, K_ROWS_LEFT_OUT, K_EFFECTIVE_N, K_DESIGN_EFFECT, K_SMALLEST,
	K_LARGEST, K_TRIMMED, K_COUNT
};

/* ---------- counting ---------- */

/* Segment, targets and, if there are more, the options. */
static void
read_args(FunctionCallInfo fcinfo, VocRakeArgs *args)
{
	for (int n = 0; n < R_COUNT; n++)
	{
		args->isnull[n] = n + 1 >= PG_NARGS() || PG_ARGISNULL(n + 1);
		args->value[n] = args->isnull[n] ? (Datum) 0 : PG_GETARG_DATUM(n + 1);
	}
	if (PG_NARGS() <= R_BASE_WEIGHT + 1)
	{
		args->isnull[R_BASE_WEIGHT] = false;
		args->value[R_BASE_WEIGHT] = Float8GetDatum(1.0);
	}
}

Datum
voc_rake_report_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	VocRakeJob *job;
	VocRakeArgs args;

	read_args(fcinfo, &args);
	if (PG_ARGISNULL(0))
		job = voc_rake_job(context, &args);
	else
	{
		job = (VocRakeJob *) PG_GETARG_POINTER(0);
		voc_rake_check_same(job, &args);
	}
	(void) voc_rake_take(job, &args);
	PG_RETURN_POINTER(job);
}

/* The options of a job, as arguments. */
static void
args_of(const VocRakeJob *job, VocRakeArgs *args)
{
	memset(args, 0, sizeof(*args));
	args->isnull[R_SEGMENT] = true;
	args->isnull[R_BASE_WEIGHT] = true;
	args->value[R_TARGETS] = JsonbPGetDatum(job->targets);
	args->value[R_TRIM_LOW] = Float8GetDatum(job->low);
	args->value[R_TRIM_HIGH] = Float8GetDatum(job->high);
	args->value[R_MAX_ITERATIONS] = Int32GetDatum(job->max_iterations);
	args->value[R_TOLERANCE] = Float8GetDatum(job->tolerance);
}

Datum
voc_rake_report_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	VocRakeJob *to = PG_ARGISNULL(0) ? NULL : (VocRakeJob *) PG_GETARG_POINTER(0);
	VocRakeJob *from = PG_ARGISNULL(1) ? NULL : (VocRakeJob *) PG_GETARG_POINTER(1);
	const VocRakeCells *cells;
	VocRakeArgs args;

	if (from == NULL)
	{
		if (to == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(to);
	}
	args_of(from, &args);
	if (to == NULL)
		to = voc_rake_job(context, &args);
	else
		voc_rake_check_same(to, &args);
	cells = &from->cells;
	for (uint32 i = 0; i < cells->ncells; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) voc_rake_job_add(to, cells->line + (Size) i * cells->ndimensions,
								cells->base[i], cells->rows[i]);
	}
	to->rows_without += from->rows_without;
	PG_RETURN_POINTER(to);
}

Datum
voc_rake_report_serialize(PG_FUNCTION_ARGS)
{
	VocRakeJob *job;
	const VocRakeCells *cells;
	StringInfoData buf;

	voc_aggregate_context(fcinfo);
	job = (VocRakeJob *) PG_GETARG_POINTER(0);
	cells = &job->cells;
	pq_begintypsend(&buf);
	pq_sendint8(&buf, STATE_VERSION);
	pq_sendfloat8(&buf, job->low);
	pq_sendfloat8(&buf, job->high);
	pq_sendfloat8(&buf, job->tolerance);
	pq_sendint32(&buf, job->max_iterations);
	pq_sendint64(&buf, job->rows_without);
	pq_sendstring(&buf, JsonbToCString(NULL, &job->targets->root,
									   VARSIZE(job->targets)));
	pq_sendint32(&buf, cells->ncells);
	for (uint32 i = 0; i < cells->ncells; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (uint32 d = 0; d < cells->ndimensions; d++)
			pq_sendint32(&buf, cells->line[(Size) i * cells->ndimensions + d]);
		pq_sendfloat8(&buf, cells->base[i]);
		pq_sendint64(&buf, cells->rows[i]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void pg_attribute_noreturn()
refuse_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("state of aggregate voc.rake_report is damaged")));
}

static VocRakeJob *
receive_options(StringInfo buf)
{
	VocRakeArgs args;
	VocRakeJob *job;
	int64		rows_without;

	memset(&args, 0, sizeof(args));
	args.value[R_TRIM_LOW] = Float8GetDatum(pq_getmsgfloat8(buf));
	args.value[R_TRIM_HIGH] = Float8GetDatum(pq_getmsgfloat8(buf));
	args.value[R_TOLERANCE] = Float8GetDatum(pq_getmsgfloat8(buf));
	args.value[R_MAX_ITERATIONS] = Int32GetDatum((int32) pq_getmsgint(buf, 4));
	rows_without = pq_getmsgint64(buf);
	args.value[R_TARGETS] =
		DirectFunctionCall1(jsonb_in, CStringGetDatum(pq_getmsgstring(buf)));
	job = voc_rake_job(CurrentMemoryContext, &args);
	job->rows_without = rows_without;
	return job;
}

static void
receive_cell(StringInfo buf, VocRakeJob *job)
{
	const uint32_t *first = job->margins.first;
	double		base;
	int64		rows;

	for (uint32 d = 0; d < job->margins.ndimensions; d++)
	{
		job->line[d] = pq_getmsgint(buf, 4);
		if (job->line[d] < first[d] || job->line[d] >= first[d + 1])
			refuse_state();
	}
	base = pq_getmsgfloat8(buf);
	rows = pq_getmsgint64(buf);
	if (!(base >= 0.0) || rows < 0)
		refuse_state();
	(void) voc_rake_job_add(job, job->line, base, rows);
}

Datum
voc_rake_report_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	StringInfoData buf;
	VocRakeJob *job;
	int			version;

	voc_aggregate_context(fcinfo);
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	version = pq_getmsgbyte(&buf);
	if (version != STATE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported state of aggregate voc.rake_report"),
				 errdetail("It has version %d.", version),
				 errhint("Install one version of voc on all nodes.")));
	job = receive_options(&buf);
	for (uint32 n = (uint32) pq_getmsgint(&buf, 4); n > 0; n--)
	{
		CHECK_FOR_INTERRUPTS();
		receive_cell(&buf, job);
	}
	pq_getmsgend(&buf);
	pfree(buf.data);
	PG_RETURN_POINTER(job);
}

/* ---------- the result ---------- */

static Datum
name_datum(const VocRakeName *name)
{
	return PointerGetDatum(cstring_to_text_with_len(name->bytes, name->len));
}

Datum
voc_rake_report_final(PG_FUNCTION_ARGS)
{
	VocRakeJob *job;
	VocRake		rake;
	VocRakeSummary summary;
	int64		rows;
	TupleDesc	desc;
	Datum		values[K_COUNT];
	bool		nulls[K_COUNT] = {false};

	voc_aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	job = (VocRakeJob *) PG_GETARG_POINTER(0);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	voc_rake_run(job, &rake);
	summary = voc_rake_summary(&rake);
	rows = job->rows_without;
	for (uint32 i = 0; i < job->cells.ncells; i++)
		rows += job->cells.rows[i];

	values[K_CONVERGED] = BoolGetDatum(voc_rake_converged(job, &rake));
	values[K_ITERATIONS] = Int32GetDatum((int32) rake.iterations);
	values[K_MAX_DEVIATION] = Float8GetDatum(rake.deviation);
	values[K_DIMENSION] = name_datum(voc_rake_dimension(job, rake.worst));
	values[K_CATEGORY] = name_datum(&job->category[rake.worst]);
	values[K_ROWS] = Int64GetDatum(summary.rows);
	values[K_ROWS_LEFT_OUT] = Int64GetDatum(rows - summary.rows);
	values[K_EFFECTIVE_N] =
		Float8GetDatum(summary.sum * summary.sum / summary.sum_squares);
	values[K_DESIGN_EFFECT] =
		Float8GetDatum(summary.rows * summary.sum_squares /
					   (summary.sum * summary.sum));
	values[K_SMALLEST] = Float8GetDatum(summary.smallest);
	values[K_LARGEST] = Float8GetDatum(summary.largest);
	values[K_TRIMMED] = Int64GetDatum(summary.trimmed);
	voc_rake_end(job, &rake);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
