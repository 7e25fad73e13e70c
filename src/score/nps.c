/*-------------------------------------------------------------------------
 *
 * nps.c
 *	  The Net Promoter Score of a tally of three bins.
 *
 * IDENTIFICATION
 *	  src/score/nps.c
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include "distribution.h"
#include "normal.h"

#include <math.h>

const int	voc_nps_values[VOC_NPS_BINS] = {1, 0, -1};

/* What Rocks (2016) adds to the three counts. */
static const double adjustment[VOC_NPS_BINS] = {0.75, 1.5, 0.75};

double
voc_nps_score(const VocTally *tally)
{
	VocMoments	m = voc_tally_moments(tally, voc_nps_values);

	return 100.0 * m.sum / m.weight;
}

/*
 * With p and d the shares of promoters and detractors, an answer is worth +1,
 * 0 or -1, so its variance is p + d - (p - d)^2, and that of the mean of n
 * answers an n-th of it.  Sets mean and variance of the mean.
 */
static void
estimate_mean(const VocTally *tally, VocNpsMethod method, double *mean,
			  double *variance)
{
	VocMoments	m = voc_tally_moments(tally, voc_nps_values);
	double		counts[VOC_NPS_BINS];
	double		n = 0;
	int			i;

	if (method == VOC_NPS_LINEARIZED)
	{
		*mean = m.mean;
		*variance = m.linearized;
		return;
	}
	for (i = 0; i < VOC_NPS_BINS; i++)
	{
		counts[i] = voc_tally_effective(tally, i, &m);
		if (method == VOC_NPS_ADJUSTED)
			counts[i] += adjustment[i];
		n += counts[i];
	}
	*mean = (counts[VOC_PROMOTERS] - counts[VOC_DETRACTORS]) / n;
	*variance = ((counts[VOC_PROMOTERS] + counts[VOC_DETRACTORS]) / n -
				 *mean * *mean) / n;

	/* Rounding can leave a hair less than nothing when all answers agree */
	if (*variance < 0)
		*variance = 0;
}

/* fmax() and fmin() would turn NaN into an end of the scale */
static double
clip(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

VocEstimate
voc_nps_estimate(const VocTally *tally, double confidence, VocNpsMethod method)
{
	VocEstimate estimate;
	double		mean;
	double		variance;

	estimate_mean(tally, method, &mean, &variance);
	estimate.point = 100.0 * mean;
	estimate.se = 100.0 * sqrt(variance);
	estimate.margin = voc_normal_critical(confidence) * estimate.se;
	estimate.low = clip(estimate.point - estimate.margin, -100, 100);
	estimate.high = clip(estimate.point + estimate.margin, -100, 100);
	return estimate;
}

VocComparison
voc_nps_compare(const VocTally *a, const VocTally *b, double confidence,
				VocNpsMethod method)
{
	VocEstimate of_a = voc_nps_estimate(a, confidence, method);
	VocEstimate of_b = voc_nps_estimate(b, confidence, method);
	double		point = of_a.point - of_b.point;
	double		se = hypot(of_a.se, of_b.se);
	double		margin = voc_normal_critical(confidence) * se;
	VocComparison comparison;

	comparison.delta = voc_nps_score(a) - voc_nps_score(b);
	comparison.low = clip(point - margin, -200, 200);
	comparison.high = clip(point + margin, -200, 200);
	comparison.z = point == 0 ? 0 : point / se;
	comparison.p = isnan(se) ? NAN : 2 * voc_normal_tail(fabs(comparison.z));
	return comparison;
}
