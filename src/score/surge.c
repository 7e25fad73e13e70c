/*-------------------------------------------------------------------------
 *
 * surge.c
 *	  Whether a count, or a mean, is unusual against its own history.
 *
 * IDENTIFICATION
 *	  src/score/surge.c
 *
 *-------------------------------------------------------------------------
 */
#include "surge.h"

#include <math.h>
#include <stdbool.h>

#include "distribution.h"
#include "normal.h"

#define QUANTILES			16
#define SHARE_OF_DF			0.8
#define LEAST_TO_TRIM		5
#define TRIM_BELOW			1e-4
#define NOT_ONE				(-1)

/* --------------------------------------------------------------------
 * Counts
 * --------------------------------------------------------------------
 */

typedef struct Dispersion
{
	int			n;
	double		sum;
	double		d;				/* sum((x - mean)^2) / mean */
} Dispersion;

/* Of all counts but the one left out. */
static Dispersion
dispersion_of(const int64_t *history, int n, int out)
{
	Dispersion	result = {out == NOT_ONE ? n : n - 1, 0.0, 0.0};
	double		mean;
	int			i;

	for (i = 0; i < n; i++)
		if (i != out)
			result.sum += (double) history[i];
	mean = result.sum / result.n;
	for (i = 0; i < n && mean > 0.0; i++)
		if (i != out)
			result.d += (history[i] - mean) * ((history[i] - mean) / mean);
	return result;
}

/* P(X >= observed) of that mean and, but for its estimation, variance mean * f. */
static double
count_tail(double observed, double mean, double f, int n)
{
	return voc_negative_binomial_tail(observed, mean,
									  mean / ((f - 1.0) * (1.0 + 1.0 / n) + 1.0 / n));
}

static double
poisson_tail(double observed, const Dispersion *past)
{
	return count_tail(observed, (past->sum + 1.0) / past->n, 1.0, past->n);
}

/*
 * Quantile of chi-square by E. B. Wilson and M. M. Hilferty, "The Distribution
 * of Chi-square", Proc. Natl. Acad. Sci. 17 (1931), 684-688: near enough where
 * quantiles only stand for a distribution.  0 where that is below.
 */
static double
chi_square_quantile(double p, double df)
{
	double		root = 1.0 - 2.0 / (9.0 * df) +
		voc_normal_quantile(p) * sqrt(2.0 / (9.0 * df));

	return root > 0.0 ? df * root * root * root : 0.0;
}

/*
 * Over what the dispersion may be, from least to most.  A dispersion without
 * bounds would put all but nothing on zero: a higher one never makes a high
 * count less likely here.
 */
static double
overdispersed_tail(double observed, const Dispersion *past)
{
	double		n = past->n;
	double		f = past->d / (n - 1.0);
	double		mean = past->sum / n;
	double		inverse_size = fmax(0.0, f - 1.0) / mean;
	double		kurtosis = 6.0 * inverse_size + 1.0 / (f * mean);
	double		df = SHARE_OF_DF * 2.0 / (2.0 / (n - 1.0) + kurtosis / n);
	double		more = 1.0 + inverse_size / n;
	double		sum = 0.0;
	double		last = 0.0;
	int			i;

	for (i = QUANTILES - 1; i >= 0; i--)
	{
		double		q = chi_square_quantile((i + 0.5) / QUANTILES, df);
		double		excess = q > 0.0 ? fmax(0.0, f * df / q - 1.0) : 0.0;

		if (q > 0.0)
			last = fmax(last, count_tail(observed, (past->sum + 1.0) / n * more,
										 1.0 + excess * more, past->n));
		sum += last;
	}
	return sum / QUANTILES;
}

static VocSurge
test_count(double observed, const Dispersion *past)
{
	VocSurge	result = {past->sum / past->n, NAN, 1.0, VOC_SURGE_POISSON, past->n};

	if (past->sum > 0.0)
		result.ratio = observed / result.expected;
	if (voc_chi_square_tail(past->d, past->n - 1.0) < 0.5)
		result.method = VOC_SURGE_NEGATIVE_BINOMIAL;
	if (observed > 0.0)
		result.p = result.method == VOC_SURGE_POISSON ?
			poisson_tail(observed, past) :
			overdispersed_tail(observed, past);
	return result;
}

/* Which of the history is a surge itself; NOT_ONE if none is. */
static int
surge_in(const int64_t *history, int n)
{
	Dispersion	others;
	int			highest = 0;
	int			i;

	if (n < LEAST_TO_TRIM)
		return NOT_ONE;
	for (i = 1; i < n; i++)
		if (history[i] > history[highest])
			highest = i;
	others = dispersion_of(history, n, highest);

	/* Counts that vary by chance only make the lowest p, and the cheapest */
	if (poisson_tail((double) history[highest], &others) >= TRIM_BELOW / n)
		return NOT_ONE;
	return test_count((double) history[highest], &others).p < TRIM_BELOW / n ?
		highest : NOT_ONE;
}

VocSurge
voc_count_surge(int64_t observed, const int64_t *history, int n)
{
	VocSurge	nothing = {NAN, NAN, NAN, VOC_SURGE_TOO_LITTLE, n};
	Dispersion	past;

	if (n < VOC_SURGE_LEAST)
		return nothing;
	past = dispersion_of(history, n, surge_in(history, n));
	return test_count((double) observed, &past);
}

/* --------------------------------------------------------------------
 * Means
 * --------------------------------------------------------------------
 */

/* One-way analysis of variance of the days of a history. */
typedef struct Variation
{
	double		n;				/* answers */
	double		mean;			/* of all of them */
	double		squares;		/* sum(n_i^2) / n^2 */
	double		within_df;
	double		within;			/* MSW; NaN if within_df is 0 */
	double		between_df;
	double		between;		/* MSB */
	double		each;			/* n0 */
} Variation;

static Variation
variation_of(const VocDay *days, int n)
{
	Variation	v = {0.0, 0.0, 0.0, 0.0, NAN, n - 1.0, 0.0, 0.0};
	double		within = 0.0;
	int			i;

	for (i = 0; i < n; i++)
	{
		v.n += days[i].n;
		v.mean += (days[i].mean - v.mean) * (days[i].n / v.n);
		if (days[i].n > 1.0)
			within += (days[i].n - 1.0) * days[i].stddev * days[i].stddev;
	}
	for (i = 0; i < n; i++)
	{
		double		away = days[i].mean - v.mean;

		v.squares += (days[i].n / v.n) * (days[i].n / v.n);
		v.between += days[i].n * away * away / v.between_df;
	}
	v.within_df = v.n - n;
	if (v.within_df > 0.0)
		v.within = within / v.within_df;
	v.each = v.n * (1.0 - v.squares) / v.between_df;
	return v;
}

/*
 * The variance of the difference of both means, and its degrees of freedom.
 * Three answers that are the same by chance have no variance of their own.
 */
static double
variance_of(const VocDay *day, const Variation *v, double *df)
{
	double		spread = day->stddev * day->stddev;
	bool		wider = spread > v->within;
	double		own = (wider ? spread : v->within) / day->n;
	double		own_df = wider ? day->n - 1.0 : v->within_df;
	double		between = 0.0;
	double		within = v->within / v->n;
	double		sum;

	if (v->between > v->within)
	{
		double		part = (1.0 + v->squares) / v->each;

		between = part * v->between;
		within -= part * v->within;
	}
	sum = own + between + within;
	*df = sum * sum / (own * own / own_df +
					   between * between / v->between_df +
					   within * within / v->within_df);
	return sum;
}

/*
 * How likely all of n answers of one kind, and all of N of another, are in this
 * order by chance, or in the other.
 */
static double
chance_of_split(double n, double N)
{
	return fmin(2.0 * exp(lgamma(n + 1.0) + lgamma(N + 1.0) - lgamma(n + N + 1.0)), 1.0);
}

VocSurge
voc_mean_surge(const VocDay *day, const VocDay *history, int n)
{
	VocSurge	result = {NAN, NAN, NAN, VOC_SURGE_TOO_LITTLE, n};
	Variation	v;
	double		variance;
	double		df;

	if (n < VOC_SURGE_LEAST)
		return result;
	v = variation_of(history, n);
	result.expected = v.mean;
	if (!(day->n > 1.0) || isnan(v.within))
		return result;
	result.method = v.between > v.within ? VOC_SURGE_UNEVEN_DAYS : VOC_SURGE_WELCH;
	variance = variance_of(day, &v, &df);
	if (variance > 0.0)
		result.p = voc_student_two_sided((day->mean - v.mean) / sqrt(variance), df);
	else
		result.p = day->mean == v.mean ? 1.0 : chance_of_split(day->n, v.n);
	return result;
}
