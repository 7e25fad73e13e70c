/*-------------------------------------------------------------------------
 *
 * rating.c
 *	  Means and shares of a tally with a bin for each answer from 0 to 10.
 *
 * IDENTIFICATION
 *	  src/score/rating.c
 *
 *-------------------------------------------------------------------------
 */
#include "rating.h"

#include "distribution.h"
#include "normal.h"

#include <math.h>

const int	voc_rating_values[VOC_RATING_BINS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

bool
voc_rating_range(const VocTally *tally, int *low, int *high)
{
	int			i;

	*low = VOC_RATING_BINS;
	*high = -1;
	for (i = 0; i < VOC_RATING_BINS; i++)
	{
		if (tally->counts[i] == 0)
			continue;
		if (*low > i)
			*low = i;
		*high = i;
	}
	return *high >= 0;
}

double
voc_rating_share(const VocTally *tally, int low, int high)
{
	int			inside[VOC_RATING_BINS];
	int			i;

	/* The share is the mean of being inside */
	for (i = 0; i < VOC_RATING_BINS; i++)
		inside[i] = i >= low && i <= high;
	return voc_tally_moments(tally, inside).mean;
}

VocEstimate
voc_share_estimate(double share, double n, double confidence)
{
	double		z = voc_normal_critical(confidence);
	double		center = (share + z * z / (2 * n)) / (1 + z * z / n);
	VocEstimate estimate;

	estimate.margin = z / (1 + z * z / n) *
		sqrt(share * (1 - share) / n + z * z / (4 * n * n));
	estimate.point = center;
	estimate.se = sqrt(share * (1 - share) / n);

	/* Where nobody or everybody is in, rounding must not leave the end */
	estimate.low = share <= 0 ? 0 : fmax(center - estimate.margin, 0);
	estimate.high = share >= 1 ? 1 : fmin(center + estimate.margin, 1);
	return estimate;
}

VocEstimate
voc_mean_estimate(double mean, double stddev, double n, double confidence)
{
	VocEstimate estimate;

	estimate.point = mean;
	estimate.se = n > 1 ? stddev / sqrt(n) : NAN;
	estimate.margin = n > 1 ?
		voc_student_critical(confidence, n - 1) * estimate.se : NAN;
	estimate.low = mean - estimate.margin;
	estimate.high = mean + estimate.margin;
	return estimate;
}

double
voc_rating_stddev(const VocMoments *m)
{
	if (!(m->effective_n > 1))
		return NAN;
	return sqrt(m->variance * (m->effective_n / (m->effective_n - 1)));
}

/* The lowest answer that a share counts. */
static int
counted_from(const VocScale *scale, VocFigure figure)
{
	return figure == VOC_FIGURE_TOP_BOX ? scale->high : scale->good_from;
}

/* A mean on the scale as the figure has it. */
static double
mean_as(double mean, const VocScale *scale, VocFigure figure)
{
	if (figure == VOC_FIGURE_MEAN)
		return mean;
	return 100.0 * (mean - scale->low) / (scale->high - scale->low);
}

static bool
is_share(VocFigure figure)
{
	return figure == VOC_FIGURE_SATISFIED || figure == VOC_FIGURE_TOP_BOX;
}

double
voc_rating_figure(const VocTally *tally, const VocScale *scale,
				  VocFigure figure)
{
	if (is_share(figure))
		return 100.0 * voc_rating_share(tally, counted_from(scale, figure),
										scale->high);
	return mean_as(voc_tally_moments(tally, voc_rating_values).mean, scale,
				   figure);
}

VocEstimate
voc_rating_estimate(const VocTally *tally, const VocScale *scale,
					VocFigure figure, double confidence)
{
	VocMoments	m = voc_tally_moments(tally, voc_rating_values);
	VocEstimate e;
	double		unit = 100.0;

	if (is_share(figure))
	{
		e = voc_share_estimate(voc_rating_share(tally, counted_from(scale, figure),
												scale->high),
							   m.effective_n, confidence);
		e.point *= unit;
		e.low *= unit;
		e.high *= unit;
	}
	else
	{
		e = voc_mean_estimate(m.mean, voc_rating_stddev(&m), m.effective_n,
							  confidence);
		unit = mean_as(scale->low + 1, scale, figure) - mean_as(scale->low, scale, figure);
		e.point = mean_as(e.point, scale, figure);
		e.low = mean_as(e.low < scale->low ? scale->low : e.low, scale, figure);
		e.high = mean_as(e.high > scale->high ? scale->high : e.high, scale, figure);
	}
	e.se *= unit;
	e.margin *= unit;
	return e;
}

VocComparison
voc_mean_compare(double mean_a, double stddev_a, double n_a,
				 double mean_b, double stddev_b, double n_b,
				 double confidence)
{
	double		of_a = n_a > 1 ? stddev_a * stddev_a / n_a : NAN;
	double		of_b = n_b > 1 ? stddev_b * stddev_b / n_b : NAN;
	double		se = sqrt(of_a + of_b);
	double		df = (of_a + of_b) * (of_a + of_b) /
		(of_a * of_a / (n_a - 1) + of_b * of_b / (n_b - 1));
	VocComparison comparison;
	double		margin;

	comparison.delta = mean_a - mean_b;
	if (se == 0)
	{
		comparison.low = comparison.high = comparison.delta;
		comparison.z = comparison.delta == 0 ? 0 : copysign(INFINITY, comparison.delta);
		comparison.p = comparison.delta == 0 ? 1 : 0;
		return comparison;
	}
	margin = isnan(se) ? NAN : voc_student_critical(confidence, df) * se;
	comparison.low = comparison.delta - margin;
	comparison.high = comparison.delta + margin;
	comparison.z = comparison.delta / se;
	comparison.p = isnan(se) ? NAN : voc_student_two_sided(comparison.z, df);
	return comparison;
}

VocComparison
voc_share_compare(double share_a, double n_a, double share_b, double n_b,
				  double confidence)
{
	double		a = (share_a * n_a + 1) / (n_a + 2);
	double		b = (share_b * n_b + 1) / (n_b + 2);
	double		se = sqrt(a * (1 - a) / (n_a + 2) + b * (1 - b) / (n_b + 2));
	double		margin = voc_normal_critical(confidence) * se;
	VocComparison comparison;

	comparison.delta = share_a - share_b;
	comparison.low = fmax(a - b - margin, -1);
	comparison.high = fmin(a - b + margin, 1);
	comparison.z = (a - b) / se;
	comparison.p = 2 * voc_normal_tail(fabs(comparison.z));
	return comparison;
}

VocComparison
voc_rating_compare(const VocTally *a, const VocTally *b, double confidence)
{
	VocMoments	of_a = voc_tally_moments(a, voc_rating_values);
	VocMoments	of_b = voc_tally_moments(b, voc_rating_values);

	return voc_mean_compare(of_a.mean, voc_rating_stddev(&of_a), of_a.effective_n,
							of_b.mean, voc_rating_stddev(&of_b), of_b.effective_n,
							confidence);
}

bool
voc_rating_to_nps(const VocTally *rating, VocTally *nps)
{
	bool		weighted = voc_tally_weighted(rating);
	int			i;

	voc_tally_clear(nps, VOC_NPS_BINS, weighted);
	for (i = 0; i < VOC_RATING_BINS; i++)
	{
		int			bin = voc_nps_bin(i);
		VocTallyRoom one;

		/* A tally of this bin's answers alone, so that adding stays in one place */
		voc_tally_clear(&one.tally, VOC_NPS_BINS, weighted);
		one.tally.counts[bin] = rating->counts[i];
		if (weighted)
		{
			voc_tally_weights(&one.tally)[bin] = voc_tally_weights(rating)[i];
			voc_tally_squares(&one.tally)[bin] = voc_tally_squares(rating)[i];
		}
		if (!voc_tally_add(nps, &one.tally))
			return false;
	}
	voc_tally_settle(nps);
	return true;
}
