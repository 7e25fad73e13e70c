/*-------------------------------------------------------------------------
 *
 * sample_sql.c
 *	  voc.sample_size() and voc.sample_test().
 *
 * IDENTIFICATION
 *	  src/score/sample_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "sample.h"

#include <float.h>
#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(voc_sample_size_of);
PG_FUNCTION_INFO_V1(voc_sample_test);

/* ---------- voc.sample_size ---------- */

/* A parameter that must lie above least and below most. */
static double
number_between(double number, double least, double most, const char *name,
			   const char *hint)
{
	if (!(number > least && number < most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is out of range", name),
				 errdetail("It is %.15g.", number),
				 errhint("%s", hint)));
	return number;
}

/* The largest that an answer's standard deviation can be, in points. */
static double
largest_spread(FunctionCallInfo fcinfo, int n)
{
	char	   *figure = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(figure, "share") == 0)
		return 50.0;			/* half answer 0, half 100 */
	if (strcmp(figure, "nps") == 0)
		return 100.0;			/* half answer -100, half +100 */
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown figure \"%s\"", figure),
			 errhint("The figures are share and nps.")));
}

/* voc.sample_size(margin, confidence, population, figure, spread) */
Datum
voc_sample_size_of(PG_FUNCTION_ARGS)
{
	double		population = get_float8_infinity();
	double		margin;
	double		confidence;
	double		spread;
	double		n;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	margin = number_between(PG_GETARG_FLOAT8(0), 0.0, DBL_MAX, "margin",
							"Give half the width of the interval in points, such as 5 for plus or minus 5.");
	confidence = number_between(PG_GETARG_FLOAT8(1), 0.0, 1.0, "confidence",
								"Write 0.95 for 95 %.");
	if (!PG_ARGISNULL(2))
		population = number_between((double) PG_GETARG_INT64(2), 0.5, DBL_MAX,
									"population",
									"Give how many customers there are, or NULL for very many.");
	spread = largest_spread(fcinfo, 3);
	if (!PG_ARGISNULL(4))
		spread = number_between(PG_GETARG_FLOAT8(4), 0.0, spread * (1 + 1e-15),
								"spread",
								"Give the standard deviation of an answer in points, at most 50 for a share and 100 for NPS, or NULL for the worst case.");
	n = voc_sample_size(margin, spread, confidence, population);
	if (n >= 9e18)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sample size is out of range"),
				 errdetail("The margin is %.15g points.", margin),
				 errhint("Nobody can ask so many: give a wider margin.")));
	PG_RETURN_INT64((int64) n);
}

/* ---------- voc.sample_test ---------- */

/* The elements of an array of fixed-length ones; raises if one is NULL. */
static Datum *
elements(FunctionCallInfo fcinfo, int n, int *length)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(n);
	Datum	   *of;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array has %d dimensions", ARR_NDIM(array)),
				 errhint("Give one element for each category.")));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array has a NULL"),
				 errhint("Give 0 for a category without answers, and leave out one whose share is not known.")));
	/* bigint and double precision are alike to deconstruct_array */
	deconstruct_array(array, ARR_ELEMTYPE(array), 8, FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &of, NULL, length);
	return of;
}

/* Check category i; whether it was observed. */
static bool
check_category(int i, int64 count, double share)
{
	if (count < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("count of category %d is negative", i + 1),
				 errdetail("It is " INT64_FORMAT ".", count)));
	if (!(share >= 0.0 && share <= DBL_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share of category %d is not a number from 0 up", i + 1),
				 errdetail("It is %.15g.", share)));
	if (share == 0.0 && count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("category %d was observed, but its share is 0", i + 1),
				 errdetail("It was observed " INT64_FORMAT " times.", count),
				 errhint("Give it a share, or leave it out of both.")));
	return count > 0;
}

/* voc.sample_test(observed, expected) */
Datum
voc_sample_test(PG_FUNCTION_ARGS)
{
	int			n;
	int			nshares;
	Datum	   *counts = elements(fcinfo, 0, &n);
	Datum	   *shares = elements(fcinfo, 1, &nshares);
	bool		observed = false;
	int64	   *count;
	double	   *share;
	VocSampleFit fit;
	TupleDesc	desc;
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};

	if (n != nshares)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arrays have different lengths"),
				 errdetail("There are %d counts and %d shares.", n, nshares),
				 errhint("Give both for each category, in the same order.")));
	count = palloc(sizeof(int64) * (n + 1));
	share = palloc(sizeof(double) * (n + 1));
	for (int i = 0; i < n; i++)
	{
		count[i] = DatumGetInt64(counts[i]);
		share[i] = DatumGetFloat8(shares[i]);
		observed |= check_category(i, count[i], share[i]);
	}
	if (!observed)
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	fit = voc_sample_fit(count, share, n);
	values[0] = Float8GetDatum(fit.chi_square);
	values[1] = Int32GetDatum(fit.df);
	values[2] = Float8GetDatum(fit.p);
	nulls[2] = isnan(fit.p);
	values[3] = Float8GetDatum(fit.smallest_expected);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
