/*-------------------------------------------------------------------------
 *
 * count_sql.c
 *	  Counting scores into tallies: what the aggregates do for each row.
 *
 * Distributed engines call transition functions with a new FmgrInfo a row and
 * ship states between nodes, so nothing here is cached in fn_extra, and
 * nothing but the arguments is looked at.
 *
 * IDENTIFICATION
 *	  src/score/count_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "tally_sql.h"

#include <math.h>

#include "scale_sql.h"
#include "utils/builtins.h"

#define SHOWN_DIGITS		40

static void pg_attribute_noreturn()
refuse_score(const char *number)
{
	/* A numeric can have 131072 digits, which nobody wants to read */
	bool		cut = strlen(number) > SHOWN_DIGITS;

	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("score is out of range"),
			 errdetail("Score %.*s%s is not a whole number from 0 to %d.",
					   SHOWN_DIGITS, number, cut ? "..." : "", VOC_SCORE_MAX),
			 errhint("Use voc.valid_score(scale, score) in a FILTER clause to leave such rows out.")));
}

/* A weight, in millionths. */
static int64
weight_arg(FunctionCallInfo fcinfo, int n)
{
	float8		weight = PG_GETARG_FLOAT8(n);

	if (unlikely(!(weight >= 0 && weight <= VOC_WEIGHT_MAX)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight is out of range"),
				 errdetail("Weight %.15g is not a number from 0 to %d.",
						   weight, (int) VOC_WEIGHT_MAX),
				 errhint("Use a FILTER clause to leave such rows out, or divide all weights by their mean.")));
	return (int64) rint(weight * VOC_WEIGHT_ONE);
}

static void pg_attribute_noreturn()
refuse_full(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("tally is full"),
			 errdetail("It has 9223372036854775807 responses, or weights whose squares are about to exceed 2^128 millionths of millionths."),
			 errhint("Divide large weights by their mean.")));
}

static inline Datum
accumulate_weight(FunctionCallInfo fcinfo, int bin, int64 weight)
{
	VocTally   *tally = voc_tally_own(fcinfo, weight != VOC_WEIGHT_ONE);

	if (unlikely(!voc_tally_count(tally, bin, weight)))
		refuse_full();
	return voc_tally_result(fcinfo, tally);
}

/* Count a score into the bin, with the weight that is given or with 1. */
static inline Datum
accumulate(FunctionCallInfo fcinfo, int bin)
{
	return accumulate_weight(fcinfo, bin, PG_NARGS() > 2 ?
							 weight_arg(fcinfo, 2) : VOC_WEIGHT_ONE);
}

/* The state, if it is an aggregate's, plain, and stays so; else NULL. */
static inline VocTally *
plain_state(FunctionCallInfo fcinfo)
{
	VocTally   *tally;

	if (PG_NARGS() > 2 || !AggCheckCallContext(fcinfo, NULL))
		return NULL;
	tally = (VocTally *) PG_GETARG_POINTER(0);
	return voc_tally_weighted(tally) ? NULL : tally;
}

static inline Datum
accumulate_nps(FunctionCallInfo fcinfo, int score)
{
	VocTally   *tally = plain_state(fcinfo);

	if (tally == NULL)
		return accumulate(fcinfo, voc_nps_bin(score));
	if (unlikely(!voc_nps_count_plain(tally, score)))
		refuse_full();
	PG_RETURN_POINTER(tally);
}

static inline Datum
accumulate_rating(FunctionCallInfo fcinfo, int score)
{
	VocTally   *tally = plain_state(fcinfo);

	if (tally == NULL)
		return accumulate(fcinfo, score);
	if (unlikely(!voc_tally_count_plain(tally, VOC_RATING_BINS, score)))
		refuse_full();
	PG_RETURN_POINTER(tally);
}

static inline Datum
discard(FunctionCallInfo fcinfo, int bin, int score)
{
	bool		weighs = PG_NARGS() > 2;
	int64		weight = weighs ? weight_arg(fcinfo, 2) : VOC_WEIGHT_ONE;
	VocTally   *tally = voc_tally_own(fcinfo, weight != VOC_WEIGHT_ONE);

	if (unlikely(!voc_tally_discount(tally, bin, weight)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("tally has no such response to take away"),
				 errdetail("The score is %d.", score),
				 errhint("Only a score that was counted can be taken away.")));
	return voc_tally_result(fcinfo, tally);
}

/*
 * The four functions of an argument type: TYPE is its name here, READ makes a
 * score of the second argument, and OUTPUT writes that into an error message.
 */
#define COUNTING_OF(TYPE, READ, OUTPUT) \
PG_FUNCTION_INFO_V1(voc_nps_accum_##TYPE); \
PG_FUNCTION_INFO_V1(voc_nps_discard_##TYPE); \
PG_FUNCTION_INFO_V1(voc_rating_accum_##TYPE); \
PG_FUNCTION_INFO_V1(voc_rating_discard_##TYPE); \
\
static inline int \
score_of_##TYPE(FunctionCallInfo fcinfo) \
{ \
	int			score = READ; \
\
	if (unlikely(score == VOC_NOT_A_SCORE)) \
		refuse_score(DatumGetCString(DirectFunctionCall1(OUTPUT, \
														 PG_GETARG_DATUM(1)))); \
	return score; \
} \
\
Datum \
voc_nps_accum_##TYPE(PG_FUNCTION_ARGS) \
{ \
	return accumulate_nps(fcinfo, score_of_##TYPE(fcinfo)); \
} \
\
Datum \
voc_nps_discard_##TYPE(PG_FUNCTION_ARGS) \
{ \
	int			score = score_of_##TYPE(fcinfo); \
\
	return discard(fcinfo, voc_nps_bin(score), score); \
} \
\
Datum \
voc_rating_accum_##TYPE(PG_FUNCTION_ARGS) \
{ \
	return accumulate_rating(fcinfo, score_of_##TYPE(fcinfo)); \
} \
\
Datum \
voc_rating_discard_##TYPE(PG_FUNCTION_ARGS) \
{ \
	int			score = score_of_##TYPE(fcinfo); \
\
	return discard(fcinfo, score, score); \
}

COUNTING_OF(int2, voc_score_of_int64(PG_GETARG_INT16(1)), int2out)
COUNTING_OF(int4, voc_score_of_int64(PG_GETARG_INT32(1)), int4out)
COUNTING_OF(int8, voc_score_of_int64(PG_GETARG_INT64(1)), int8out)
COUNTING_OF(numeric, voc_score_of_numeric(PG_GETARG_DATUM(1)), numeric_out)
COUNTING_OF(float8, voc_score_of_float8(PG_GETARG_FLOAT8(1)), float8out)

/* ---------- weights alone ---------- */

PG_FUNCTION_INFO_V1(voc_weight_accum);
PG_FUNCTION_INFO_V1(voc_weight_discard);

/* All in one bin, for the sums of weights and squares. */
Datum
voc_weight_accum(PG_FUNCTION_ARGS)
{
	return accumulate_weight(fcinfo, VOC_PASSIVES, weight_arg(fcinfo, 1));
}

Datum
voc_weight_discard(PG_FUNCTION_ARGS)
{
	int64		weight = weight_arg(fcinfo, 1);
	VocTally   *tally = voc_tally_own(fcinfo, weight != VOC_WEIGHT_ONE);

	if (unlikely(!voc_tally_discount(tally, VOC_PASSIVES, weight)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("tally has no such weight to take away"),
				 errdetail("The weight is %.15g.", PG_GETARG_FLOAT8(1)),
				 errhint("Only a weight that was counted can be taken away.")));
	return voc_tally_result(fcinfo, tally);
}
