/*-------------------------------------------------------------------------
 *
 * score_sql.c
 *	  Counting scores into tallies, and what tallies say.
 *
 * Distributed engines call transition functions with a new FmgrInfo a row and
 * ship states between nodes, so nothing here is cached in fn_extra, and
 * nothing but the arguments is looked at.
 *
 * IDENTIFICATION
 *	  src/score/score_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "nps_tally.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "scale_sql.h"
#include "utils/builtins.h"

#define DEFAULT_CONFIDENCE	0.95
#define SHOWN_DIGITS		40

PG_FUNCTION_INFO_V1(voc_nps_accum_int2);
PG_FUNCTION_INFO_V1(voc_nps_accum_int4);
PG_FUNCTION_INFO_V1(voc_nps_accum_int8);
PG_FUNCTION_INFO_V1(voc_nps_accum_numeric);
PG_FUNCTION_INFO_V1(voc_nps_accum_float8);
PG_FUNCTION_INFO_V1(voc_nps_discard_int2);
PG_FUNCTION_INFO_V1(voc_nps_discard_int4);
PG_FUNCTION_INFO_V1(voc_nps_discard_int8);
PG_FUNCTION_INFO_V1(voc_nps_discard_numeric);
PG_FUNCTION_INFO_V1(voc_nps_discard_float8);
PG_FUNCTION_INFO_V1(voc_nps_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_se_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_margin_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_margin_final);
PG_FUNCTION_INFO_V1(voc_nps_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_interval_final);

/* ---------- counting ---------- */

static void pg_attribute_noreturn()
refuse_score(const char *number)
{
	/* A numeric can have 131072 digits, which nobody wants to read */
	bool		cut = strlen(number) > SHOWN_DIGITS;

	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("NPS score is out of range"),
			 errdetail("Score %.*s%s is not a whole number from 0 to %d.",
					   SHOWN_DIGITS, number, cut ? "..." : "", VOC_SCORE_MAX),
			 errhint("Use voc.valid_score('nps', score) in a FILTER clause to leave such rows out.")));
}

/*
 * One of these for each argument type: score is what its number is, and
 * out_function what writes the number into the error message.
 */
#define REFUSE_UNLESS_SCORE(score, out_function) \
	do { \
		if (unlikely((score) == VOC_NOT_A_SCORE)) \
			refuse_score(DatumGetCString(DirectFunctionCall1(out_function, \
															 PG_GETARG_DATUM(1)))); \
	} while (0)

static inline Datum
accumulate(FunctionCallInfo fcinfo, int score)
{
	VocNpsTally *tally = voc_nps_tally_own(fcinfo);

	if (unlikely(!voc_nps_count(&tally->counts, score)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("tally is full"),
				 errdetail("It has 9223372036854775807 responses.")));
	PG_RETURN_POINTER(tally);
}

static inline Datum
discard(FunctionCallInfo fcinfo, int score)
{
	VocNpsTally *tally = voc_nps_tally_own(fcinfo);

	if (unlikely(!voc_nps_discount(&tally->counts, score)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("tally has no such response to take away"),
				 errdetail("The score is %d.", score),
				 errhint("Only a score that was counted can be taken away.")));
	PG_RETURN_POINTER(tally);
}

Datum
voc_nps_accum_int2(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT16(1));

	REFUSE_UNLESS_SCORE(score, int2out);
	return accumulate(fcinfo, score);
}

Datum
voc_nps_accum_int4(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT32(1));

	REFUSE_UNLESS_SCORE(score, int4out);
	return accumulate(fcinfo, score);
}

Datum
voc_nps_accum_int8(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT64(1));

	REFUSE_UNLESS_SCORE(score, int8out);
	return accumulate(fcinfo, score);
}

Datum
voc_nps_accum_numeric(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_numeric(PG_GETARG_DATUM(1));

	REFUSE_UNLESS_SCORE(score, numeric_out);
	return accumulate(fcinfo, score);
}

Datum
voc_nps_accum_float8(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_float8(PG_GETARG_FLOAT8(1));

	REFUSE_UNLESS_SCORE(score, float8out);
	return accumulate(fcinfo, score);
}

Datum
voc_nps_discard_int2(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT16(1));

	REFUSE_UNLESS_SCORE(score, int2out);
	return discard(fcinfo, score);
}

Datum
voc_nps_discard_int4(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT32(1));

	REFUSE_UNLESS_SCORE(score, int4out);
	return discard(fcinfo, score);
}

Datum
voc_nps_discard_int8(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_int64(PG_GETARG_INT64(1));

	REFUSE_UNLESS_SCORE(score, int8out);
	return discard(fcinfo, score);
}

Datum
voc_nps_discard_numeric(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_numeric(PG_GETARG_DATUM(1));

	REFUSE_UNLESS_SCORE(score, numeric_out);
	return discard(fcinfo, score);
}

Datum
voc_nps_discard_float8(PG_FUNCTION_ARGS)
{
	int			score = voc_score_of_float8(PG_GETARG_FLOAT8(1));

	REFUSE_UNLESS_SCORE(score, float8out);
	return discard(fcinfo, score);
}

/* ---------- what a tally says ---------- */

static double
confidence_arg(FunctionCallInfo fcinfo, int n)
{
	double		confidence = PG_GETARG_FLOAT8(n);

	if (!(confidence > 0.0 && confidence < 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence must lie between 0 and 1"),
				 errdetail("The confidence is %g.", confidence),
				 errhint("Write 0.95 for 95 %%.")));
	return confidence;
}

static VocNpsMethod
method_arg(FunctionCallInfo fcinfo, int n)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(name, "adjusted") == 0)
		return VOC_NPS_ADJUSTED;
	if (strcmp(name, "wald") == 0)
		return VOC_NPS_WALD;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown interval method \"%s\"", name),
			 errhint("The methods are adjusted and wald.")));
}

/* voc.score_interval, or NULL of it when there are no responses. */
static Datum
return_interval(FunctionCallInfo fcinfo, double confidence, VocNpsMethod method)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);
	TupleDesc	desc;
	VocNpsEstimate estimate;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (voc_nps_responses(counts) == 0)
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");

	estimate = voc_nps_estimate(counts, confidence, method);
	values[0] = Float8GetDatum(estimate.low);
	values[1] = Float8GetDatum(estimate.high);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

static Datum
return_margin(FunctionCallInfo fcinfo, double confidence, VocNpsMethod method)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);

	if (voc_nps_responses(counts) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(voc_nps_estimate(counts, confidence, method).margin);
}

Datum
voc_nps_of_tally(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);

	if (voc_nps_responses(counts) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(voc_nps_score(counts));
}

/* voc.nps_se(tally, method) */
Datum
voc_nps_se_of_tally(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);
	VocNpsMethod method = method_arg(fcinfo, 1);

	if (voc_nps_responses(counts) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(voc_nps_estimate(counts, DEFAULT_CONFIDENCE, method).se);
}

/* voc.nps_margin(tally, confidence, method) */
Datum
voc_nps_margin_of_tally(PG_FUNCTION_ARGS)
{
	return return_margin(fcinfo, confidence_arg(fcinfo, 1),
						 method_arg(fcinfo, 2));
}

Datum
voc_nps_margin_final(PG_FUNCTION_ARGS)
{
	return return_margin(fcinfo, DEFAULT_CONFIDENCE, VOC_NPS_ADJUSTED);
}

/* voc.nps_interval(tally, confidence, method) */
Datum
voc_nps_interval_of_tally(PG_FUNCTION_ARGS)
{
	return return_interval(fcinfo, confidence_arg(fcinfo, 1),
						   method_arg(fcinfo, 2));
}

Datum
voc_nps_interval_final(PG_FUNCTION_ARGS)
{
	return return_interval(fcinfo, DEFAULT_CONFIDENCE, VOC_NPS_ADJUSTED);
}
