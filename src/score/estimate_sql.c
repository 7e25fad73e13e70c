/*-------------------------------------------------------------------------
 *
 * estimate_sql.c
 *	  What tallies say: scores, intervals, comparisons.
 *
 * A figure that does not exist, as the score of no answers or the standard
 * error of one, is NULL.
 *
 * IDENTIFICATION
 *	  src/score/estimate_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "tally_sql.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "scale_sql.h"

#define DEFAULT_CONFIDENCE	0.95

PG_FUNCTION_INFO_V1(voc_tally_responses_of);
PG_FUNCTION_INFO_V1(voc_tally_weight);
PG_FUNCTION_INFO_V1(voc_tally_effective_n);
PG_FUNCTION_INFO_V1(voc_effective_n_final);
PG_FUNCTION_INFO_V1(voc_tally_design_effect);
PG_FUNCTION_INFO_V1(voc_nps_promoters);
PG_FUNCTION_INFO_V1(voc_nps_passives);
PG_FUNCTION_INFO_V1(voc_nps_detractors);
PG_FUNCTION_INFO_V1(voc_nps_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_se_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_margin_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_margin_final);
PG_FUNCTION_INFO_V1(voc_nps_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_nps_interval_final);
PG_FUNCTION_INFO_V1(voc_nps_compare_tallies);
PG_FUNCTION_INFO_V1(voc_rating_counts);
PG_FUNCTION_INFO_V1(voc_mean_of_tally);
PG_FUNCTION_INFO_V1(voc_stddev_of_tally);
PG_FUNCTION_INFO_V1(voc_mean_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_share_of_tally);
PG_FUNCTION_INFO_V1(voc_share_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_csat_of_tally);
PG_FUNCTION_INFO_V1(voc_csat_final);
PG_FUNCTION_INFO_V1(voc_csat_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_ces_of_tally);
PG_FUNCTION_INFO_V1(voc_ces_final);
PG_FUNCTION_INFO_V1(voc_ces_interval_of_tally);
PG_FUNCTION_INFO_V1(voc_rating_compare_tallies);
PG_FUNCTION_INFO_V1(voc_share_interval);
PG_FUNCTION_INFO_V1(voc_mean_interval);
PG_FUNCTION_INFO_V1(voc_compare_shares);

/* ---------- arguments and results ---------- */

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
	if (strcmp(name, "linearized") == 0)
		return VOC_NPS_LINEARIZED;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown interval method \"%s\"", name),
			 errhint("The methods are adjusted, wald and linearized.")));
}

/*
 * A tally to read.  The state of a moving aggregate may be weighted by answers
 * that have left it; what is left must say the same as if they had never come.
 */
static const VocTally *
read_arg(FunctionCallInfo fcinfo, int n)
{
	const VocTally *tally = voc_tally_arg(fcinfo, n);

	if (voc_tally_weighted(tally) && AggCheckCallContext(fcinfo, NULL))
		return voc_tally_settled(tally);
	return tally;
}

/* A tally whose answers have weight, or NULL. */
static const VocTally *
weighty_arg(FunctionCallInfo fcinfo, int n)
{
	const VocTally *tally = read_arg(fcinfo, n);
	int			i;

	for (i = 0; i < tally->bins; i++)
	{
		if (voc_tally_weighted(tally) ?
			voc_wide(voc_tally_weights(tally)[i]) > 0 : tally->counts[i] > 0)
			return tally;
	}
	return NULL;
}

static Datum
return_float8(FunctionCallInfo fcinfo, double x)
{
	if (isnan(x))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(x);
}

/* A row of numbers, of which those that do not exist are NULL. */
static Datum
return_row(FunctionCallInfo fcinfo, const double *numbers, int n)
{
	TupleDesc	desc;
	Datum		values[5];
	bool		nulls[5];
	int			i;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	for (i = 0; i < n; i++)
	{
		values[i] = Float8GetDatum(numbers[i]);
		nulls[i] = isnan(numbers[i]);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}

/* voc.score_interval, or NULL of it when there is none. */
static Datum
return_interval(FunctionCallInfo fcinfo, const VocEstimate *estimate)
{
	double		numbers[2] = {estimate->low, estimate->high};

	if (isnan(estimate->margin))
		PG_RETURN_NULL();
	return return_row(fcinfo, numbers, 2);
}

/* voc.comparison */
static Datum
return_comparison(FunctionCallInfo fcinfo, const VocComparison *c)
{
	double		numbers[5] = {c->delta, c->low, c->high, c->z, c->p};

	return return_row(fcinfo, numbers, 5);
}

/* ---------- both types ---------- */

Datum
voc_tally_responses_of(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(voc_tally_responses(read_arg(fcinfo, 0)));
}

static VocMoments
moments_of(const VocTally *tally)
{
	return voc_tally_moments(tally, tally->bins == VOC_NPS_BINS ?
							 voc_nps_values : voc_rating_values);
}

Datum
voc_tally_weight(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(moments_of(read_arg(fcinfo, 0)).weight);
}

Datum
voc_tally_effective_n(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(moments_of(read_arg(fcinfo, 0)).effective_n);
}

/* Of an aggregate, whose empty input has no effective n. */
Datum
voc_effective_n_final(PG_FUNCTION_ARGS)
{
	const VocTally *tally = read_arg(fcinfo, 0);

	if (voc_tally_responses(tally) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(moments_of(tally).effective_n);
}

Datum
voc_tally_design_effect(PG_FUNCTION_ARGS)
{
	VocMoments	m = moments_of(read_arg(fcinfo, 0));

	if (!(m.effective_n > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(m.n / m.effective_n);
}

/* ---------- Net Promoter Score ---------- */

Datum
voc_nps_promoters(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(read_arg(fcinfo, 0)->counts[VOC_PROMOTERS]);
}

Datum
voc_nps_passives(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(read_arg(fcinfo, 0)->counts[VOC_PASSIVES]);
}

Datum
voc_nps_detractors(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(read_arg(fcinfo, 0)->counts[VOC_DETRACTORS]);
}

Datum
voc_nps_of_tally(PG_FUNCTION_ARGS)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);

	if (tally == NULL)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(voc_nps_score(tally));
}

/* voc.nps_se(tally, method) */
Datum
voc_nps_se_of_tally(PG_FUNCTION_ARGS)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);
	VocNpsMethod method = method_arg(fcinfo, 1);

	if (tally == NULL)
		PG_RETURN_NULL();
	return return_float8(fcinfo, voc_nps_estimate(tally, DEFAULT_CONFIDENCE,
												  method).se);
}

static Datum
return_nps_margin(FunctionCallInfo fcinfo, double confidence,
				  VocNpsMethod method)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);

	if (tally == NULL)
		PG_RETURN_NULL();
	return return_float8(fcinfo, voc_nps_estimate(tally, confidence,
												  method).margin);
}

/* voc.nps_margin(tally, confidence, method) */
Datum
voc_nps_margin_of_tally(PG_FUNCTION_ARGS)
{
	return return_nps_margin(fcinfo, confidence_arg(fcinfo, 1),
							 method_arg(fcinfo, 2));
}

Datum
voc_nps_margin_final(PG_FUNCTION_ARGS)
{
	return return_nps_margin(fcinfo, DEFAULT_CONFIDENCE, VOC_NPS_ADJUSTED);
}

static Datum
return_nps_interval(FunctionCallInfo fcinfo, double confidence,
					VocNpsMethod method)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);
	VocEstimate estimate;

	if (tally == NULL)
		PG_RETURN_NULL();
	estimate = voc_nps_estimate(tally, confidence, method);
	return return_interval(fcinfo, &estimate);
}

/* voc.nps_interval(tally, confidence, method) */
Datum
voc_nps_interval_of_tally(PG_FUNCTION_ARGS)
{
	return return_nps_interval(fcinfo, confidence_arg(fcinfo, 1),
							   method_arg(fcinfo, 2));
}

Datum
voc_nps_interval_final(PG_FUNCTION_ARGS)
{
	return return_nps_interval(fcinfo, DEFAULT_CONFIDENCE, VOC_NPS_ADJUSTED);
}

/* voc.compare(tally, baseline, confidence, method) of nps_tally */
Datum
voc_nps_compare_tallies(PG_FUNCTION_ARGS)
{
	const VocTally *a = weighty_arg(fcinfo, 0);
	const VocTally *b = weighty_arg(fcinfo, 1);
	double		confidence = confidence_arg(fcinfo, 2);
	VocNpsMethod method = method_arg(fcinfo, 3);
	VocComparison comparison;

	if (a == NULL || b == NULL)
		PG_RETURN_NULL();
	comparison = voc_nps_compare(a, b, confidence, method);
	return return_comparison(fcinfo, &comparison);
}

/* ---------- ratings ---------- */

Datum
voc_rating_counts(PG_FUNCTION_ARGS)
{
	const VocTally *tally = read_arg(fcinfo, 0);
	Datum		counts[VOC_RATING_BINS];
	int			i;

	for (i = 0; i < VOC_RATING_BINS; i++)
		counts[i] = Int64GetDatum(tally->counts[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(counts, VOC_RATING_BINS, INT8OID,
										  sizeof(int64), FLOAT8PASSBYVAL,
										  TYPALIGN_DOUBLE));
}

Datum
voc_mean_of_tally(PG_FUNCTION_ARGS)
{
	return return_float8(fcinfo, moments_of(read_arg(fcinfo, 0)).mean);
}

Datum
voc_stddev_of_tally(PG_FUNCTION_ARGS)
{
	VocMoments	m = moments_of(read_arg(fcinfo, 0));

	return return_float8(fcinfo, voc_rating_stddev(&m));
}

/* voc.mean_interval(tally, confidence) */
Datum
voc_mean_interval_of_tally(PG_FUNCTION_ARGS)
{
	VocMoments	m = moments_of(read_arg(fcinfo, 0));
	VocEstimate estimate = voc_mean_estimate(m.mean, voc_rating_stddev(&m),
											 m.effective_n,
											 confidence_arg(fcinfo, 1));

	return return_interval(fcinfo, &estimate);
}

/* Scores from and to of a share, in that order. */
static void
range_args(FunctionCallInfo fcinfo, int n, int *low, int *high)
{
	*low = PG_GETARG_INT32(n);
	*high = PG_GETARG_INT32(n + 1);
	if (*low < 0 || *high > VOC_SCORE_MAX || *low > *high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("range of scores is invalid"),
				 errdetail("It goes from %d to %d.", *low, *high),
				 errhint("Give two whole numbers from 0 to %d, the lower one first.",
						 VOC_SCORE_MAX)));
}

/* voc.share(tally, low, high), in percent */
Datum
voc_share_of_tally(PG_FUNCTION_ARGS)
{
	int			low;
	int			high;

	range_args(fcinfo, 1, &low, &high);
	return return_float8(fcinfo, 100.0 * voc_rating_share(read_arg(fcinfo, 0),
														  low, high));
}

static Datum
return_share_interval(FunctionCallInfo fcinfo, double share, double n,
					  double confidence)
{
	VocEstimate estimate = voc_share_estimate(share, n, confidence);

	estimate.low *= 100.0;
	estimate.high *= 100.0;
	return return_interval(fcinfo, &estimate);
}

/* voc.share_interval(tally, low, high, confidence), in percent */
Datum
voc_share_interval_of_tally(PG_FUNCTION_ARGS)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);
	double		confidence = confidence_arg(fcinfo, 3);
	int			low;
	int			high;

	range_args(fcinfo, 1, &low, &high);
	if (tally == NULL)
		PG_RETURN_NULL();
	return return_share_interval(fcinfo, voc_rating_share(tally, low, high),
								 moments_of(tally).effective_n, confidence);
}

/* ---------- satisfaction and effort ---------- */

/* Raise an error unless all answers are on the scale. */
static void
check_on_scale(const VocTally *tally, const VocScale *scale)
{
	int			low;
	int			high;

	if (!voc_rating_range(tally, &low, &high) ||
		(low >= scale->low && high <= scale->high))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("score is not on scale \"%s\"", scale->name),
			 errdetail("The scores go from %d to %d, the scale from %d to %d.",
					   low, high, scale->low, scale->high),
			 errhint("Name the scale that was used, or leave such rows out with voc.valid_score('%s', score) in a FILTER clause.",
					 scale->name)));
}

/* What a definition is called; both scores know all but their own word for one. */
static VocFigure
definition_arg(FunctionCallInfo fcinfo, int n, const char *share_name,
			   VocFigure mean)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(name, share_name) == 0)
		return VOC_FIGURE_SATISFIED;
	if (strcmp(name, "top_box") == 0)
		return VOC_FIGURE_TOP_BOX;
	if (strcmp(name, "mean") == 0)
		return mean;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown definition \"%s\"", name),
			 errhint("The definitions are %s, top_box and mean.", share_name)));
}

static VocFigure
csat_arg(FunctionCallInfo fcinfo, int n)
{
	return definition_arg(fcinfo, n, "satisfied", VOC_FIGURE_PERCENT);
}

static VocFigure
ces_arg(FunctionCallInfo fcinfo, int n)
{
	return definition_arg(fcinfo, n, "agree", VOC_FIGURE_MEAN);
}

static Datum
return_figure(FunctionCallInfo fcinfo, const VocScale *scale, VocFigure figure)
{
	const VocTally *tally = read_arg(fcinfo, 0);

	check_on_scale(tally, scale);
	return return_float8(fcinfo, voc_rating_figure(tally, scale, figure));
}

static Datum
return_figure_interval(FunctionCallInfo fcinfo, const VocScale *scale,
					   VocFigure figure, double confidence)
{
	const VocTally *tally = weighty_arg(fcinfo, 0);
	VocEstimate estimate;

	if (tally == NULL)
		PG_RETURN_NULL();
	check_on_scale(tally, scale);
	estimate = voc_rating_estimate(tally, scale, figure, confidence);
	return return_interval(fcinfo, &estimate);
}

/* voc.csat(tally, scale, definition) */
Datum
voc_csat_of_tally(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, voc_scale_arg(fcinfo, 1), csat_arg(fcinfo, 2));
}

Datum
voc_csat_final(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, voc_scale_find("csat5", 5), VOC_FIGURE_SATISFIED);
}

/* voc.csat_interval(tally, scale, definition, confidence) */
Datum
voc_csat_interval_of_tally(PG_FUNCTION_ARGS)
{
	return return_figure_interval(fcinfo, voc_scale_arg(fcinfo, 1),
								  csat_arg(fcinfo, 2),
								  confidence_arg(fcinfo, 3));
}

/* voc.ces(tally, scale, definition) */
Datum
voc_ces_of_tally(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, voc_scale_arg(fcinfo, 1), ces_arg(fcinfo, 2));
}

Datum
voc_ces_final(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, voc_scale_find("ces7", 4), VOC_FIGURE_MEAN);
}

/* voc.ces_interval(tally, scale, definition, confidence) */
Datum
voc_ces_interval_of_tally(PG_FUNCTION_ARGS)
{
	return return_figure_interval(fcinfo, voc_scale_arg(fcinfo, 1),
								  ces_arg(fcinfo, 2),
								  confidence_arg(fcinfo, 3));
}

/* voc.compare(tally, baseline, confidence) of rating_tally */
Datum
voc_rating_compare_tallies(PG_FUNCTION_ARGS)
{
	const VocTally *a = weighty_arg(fcinfo, 0);
	const VocTally *b = weighty_arg(fcinfo, 1);
	double		confidence = confidence_arg(fcinfo, 2);
	VocComparison comparison;

	if (a == NULL || b == NULL)
		PG_RETURN_NULL();
	comparison = voc_rating_compare(a, b, confidence);
	return return_comparison(fcinfo, &comparison);
}

/* ---------- from figures at hand ---------- */

static void
check_part(double part, double whole)
{
	if (!(part >= 0 && part <= whole && isfinite(whole)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("part must lie between 0 and the whole"),
				 errdetail("The part is %.15g, the whole %.15g.", part, whole),
				 errhint("Give how many answers are meant, and how many there are.")));
}

/* voc.compare_shares(part, whole, baseline_part, baseline_whole, confidence), in percent */
Datum
voc_compare_shares(PG_FUNCTION_ARGS)
{
	double		part[2] = {PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(2)};
	double		whole[2] = {PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(3)};
	double		confidence = confidence_arg(fcinfo, 4);
	VocComparison comparison;

	check_part(part[0], whole[0]);
	check_part(part[1], whole[1]);
	if (whole[0] == 0 || whole[1] == 0)
		PG_RETURN_NULL();
	comparison = voc_share_compare(part[0] / whole[0], whole[0],
								   part[1] / whole[1], whole[1], confidence);
	comparison.delta *= 100.0;
	comparison.low *= 100.0;
	comparison.high *= 100.0;
	return return_comparison(fcinfo, &comparison);
}

/* voc.share_interval(part, whole, confidence), in percent */
Datum
voc_share_interval(PG_FUNCTION_ARGS)
{
	double		part = PG_GETARG_FLOAT8(0);
	double		whole = PG_GETARG_FLOAT8(1);
	double		confidence = confidence_arg(fcinfo, 2);

	check_part(part, whole);
	if (whole == 0)
		PG_RETURN_NULL();
	return return_share_interval(fcinfo, part / whole, whole, confidence);
}

/* voc.mean_interval(mean, stddev, n, confidence) */
Datum
voc_mean_interval(PG_FUNCTION_ARGS)
{
	double		mean = PG_GETARG_FLOAT8(0);
	double		stddev = PG_GETARG_FLOAT8(1);
	double		n = PG_GETARG_FLOAT8(2);
	VocEstimate estimate;

	if (!(isfinite(mean) && stddev >= 0 && isfinite(stddev) && n >= 0 && isfinite(n)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("mean, standard deviation or number of answers is out of range"),
				 errdetail("They are %g, %g and %g.", mean, stddev, n),
				 errhint("Give what avg(), stddev_samp() and count() return.")));
	estimate = voc_mean_estimate(mean, stddev, n, confidence_arg(fcinfo, 3));
	return return_interval(fcinfo, &estimate);
}
