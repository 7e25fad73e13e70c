/*-------------------------------------------------------------------------
 *
 * surge_sql.c
 *	  SQL functions that test counts and means against their own history.
 *
 * IDENTIFICATION
 *	  src/score/surge_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "surge.h"

PG_FUNCTION_INFO_V1(voc_surge_of_count);
PG_FUNCTION_INFO_V1(voc_surge_of_mean);

/* ---------- arguments ---------- */

typedef struct Elements
{
	Datum	   *values;
	bool	   *nulls;
	int			n;
} Elements;

/* The elements of an array of that type; none of a NULL. */
static Elements
elements_arg(FunctionCallInfo fcinfo, int arg, Oid type)
{
	Elements	e = {NULL, NULL, 0};

	if (!PG_ARGISNULL(arg))
		deconstruct_array(PG_GETARG_ARRAYTYPE_P(arg), type, 8, FLOAT8PASSBYVAL,
						  TYPALIGN_DOUBLE, &e.values, &e.nulls, &e.n);
	return e;
}

static void *
room_for(int n, Size size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext,
								  Max((Size) n, 1) * size);
}

static int64
checked_count(int64 count)
{
	if (count < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a count cannot be negative"),
				 errdetail("The count is " INT64_FORMAT ".", count)));
	return count;
}

static double
checked_finite(double x, const char *what)
{
	if (!isfinite(x))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite number", what),
				 errdetail("It is %g.", x)));
	return x;
}

static double
checked_stddev(double x)
{
	if (checked_finite(x, "a standard deviation") < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a standard deviation cannot be negative"),
				 errdetail("It is %g.", x)));
	return x;
}

/* A day of n answers, n > 0; one answer has no standard deviation. */
static VocDay
checked_day(Datum mean, bool no_mean, Datum stddev, bool no_stddev, int64 n)
{
	VocDay		day = {0.0, 0.0, (double) n};

	if (no_mean || (no_stddev && n > 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the %s of " INT64_FORMAT " answers is NULL",
						no_mean ? "mean" : "standard deviation", n),
				 errhint("Leave the days without answers out, or give them a count of 0; only one answer has no standard deviation.")));
	day.mean = checked_finite(DatumGetFloat8(mean), "a mean");
	if (!no_stddev)
		day.stddev = checked_stddev(DatumGetFloat8(stddev));
	return day;
}

/* ---------- results ---------- */

static const char *
method_name(VocSurgeMethod method)
{
	switch (method)
	{
		case VOC_SURGE_POISSON:
			return "poisson";
		case VOC_SURGE_NEGATIVE_BINOMIAL:
			return "negative binomial";
		case VOC_SURGE_WELCH:
			return "welch";
		case VOC_SURGE_UNEVEN_DAYS:
			return "welch, uneven days";
		case VOC_SURGE_TOO_LITTLE:
			break;
	}
	return "too little history";
}

/* voc.surge_test */
static Datum
return_surge(FunctionCallInfo fcinfo, const VocSurge *surge)
{
	TupleDesc	desc;
	Datum		values[5];
	bool		nulls[5] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	values[0] = Float8GetDatum(surge->expected);
	values[1] = Float8GetDatum(surge->ratio);
	values[2] = Float8GetDatum(surge->p);
	values[3] = CStringGetTextDatum(method_name(surge->method));
	values[4] = Int32GetDatum(surge->n);
	nulls[0] = isnan(surge->expected);
	nulls[1] = isnan(surge->ratio);
	nulls[2] = isnan(surge->p);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}

/* ---------- functions ---------- */

Datum
voc_surge_of_count(PG_FUNCTION_ARGS)
{
	Elements	past = elements_arg(fcinfo, 1, INT8OID);
	int64	   *history = room_for(past.n, sizeof(int64));
	int			n = 0;
	int			i;
	VocSurge	surge;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	for (i = 0; i < past.n; i++)
		if (!past.nulls[i])
			history[n++] = checked_count(DatumGetInt64(past.values[i]));
	surge = voc_count_surge(checked_count(PG_GETARG_INT64(0)), history, n);
	return return_surge(fcinfo, &surge);
}

Datum
voc_surge_of_mean(PG_FUNCTION_ARGS)
{
	Elements	means = elements_arg(fcinfo, 3, FLOAT8OID);
	Elements	stddevs = elements_arg(fcinfo, 4, FLOAT8OID);
	Elements	counts = elements_arg(fcinfo, 5, INT8OID);
	VocDay	   *history = room_for(counts.n, sizeof(VocDay));
	VocDay		day = {0.0, 0.0, 0.0};
	int			n = 0;
	int			i;
	VocSurge	surge;

	if (means.n != counts.n || stddevs.n != counts.n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the arrays of the history have different lengths"),
				 errdetail("There are %d means, %d standard deviations and %d counts.",
						   means.n, stddevs.n, counts.n),
				 errhint("Give one of each for each day.")));
	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	if (checked_count(PG_GETARG_INT64(2)) > 0)
		day = checked_day(PG_GETARG_DATUM(0), PG_ARGISNULL(0), PG_GETARG_DATUM(1),
						  PG_ARGISNULL(1), PG_GETARG_INT64(2));
	for (i = 0; i < counts.n; i++)
	{
		if (counts.nulls[i] || checked_count(DatumGetInt64(counts.values[i])) == 0)
			continue;
		history[n++] = checked_day(means.values[i], means.nulls[i],
								   stddevs.values[i], stddevs.nulls[i],
								   DatumGetInt64(counts.values[i]));
	}
	surge = voc_mean_surge(&day, history, n);
	return return_surge(fcinfo, &surge);
}
