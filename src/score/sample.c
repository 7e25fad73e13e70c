/*-------------------------------------------------------------------------
 *
 * sample.c
 *	  How large a sample must be, and whether it is like its population.
 *
 * IDENTIFICATION
 *	  src/score/sample.c
 *
 *-------------------------------------------------------------------------
 */
#include "sample.h"

#include "distribution.h"
#include "normal.h"

#include <math.h>

/* So much of an answer is rounding, and asks for no other one. */
#define NOTHING		1e-9

double
voc_sample_size(double margin, double spread, double confidence,
				double population)
{
	double		root = voc_normal_critical(confidence) * spread / margin;
	double		n = root * root;

	/* Everybody, where n is so large that it has no square */
	if (!isinf(population))
		n = isinf(n) ? population : n / (1.0 + (n - 1.0) / population);
	n = fmax(ceil(n * (1.0 - NOTHING)), 1.0);
	return fmin(n, population);
}

VocSampleFit
voc_sample_fit(const int64_t *count, const double *share, int n)
{
	VocSampleFit fit = {0.0, -1, NAN, INFINITY};
	double		largest = 0.0;
	double		shares = 0.0;
	double		total = 0.0;
	int			i;

	for (i = 0; i < n; i++)
	{
		largest = fmax(largest, share[i]);
		total += (double) count[i];
	}
	for (i = 0; i < n; i++)
		shares += share[i] / largest;
	for (i = 0; i < n; i++)
	{
		double		expected = share[i] / largest / shares * total;
		double		excess = (double) count[i] - expected;

		if (expected == 0.0)
			continue;
		fit.df++;
		fit.chi_square += excess * excess / expected;
		fit.smallest_expected = fmin(fit.smallest_expected, expected);
	}
	if (fit.df > 0)
		fit.p = voc_chi_square_tail(fit.chi_square, fit.df);
	return fit;
}
