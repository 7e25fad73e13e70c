/*-------------------------------------------------------------------------
 *
 * surge.h
 *	  Whether a count, or a mean, is unusual against its own history.
 *
 * IDENTIFICATION
 *	  src/score/surge.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SURGE_H
#define VOC_SURGE_H

#include <stdint.h>

typedef enum VocSurgeMethod
{
	VOC_SURGE_TOO_LITTLE,		/* history to say anything */
	VOC_SURGE_POISSON,
	VOC_SURGE_NEGATIVE_BINOMIAL,
	VOC_SURGE_WELCH,
	VOC_SURGE_UNEVEN_DAYS		/* Welch, with days that differ of themselves */
} VocSurgeMethod;

/* What does not exist is NaN. */
typedef struct VocSurge
{
	double		expected;		/* mean of the history */
	double		ratio;			/* observed by expected; of counts only */
	double		p;
	VocSurgeMethod method;
	int			n;				/* counts, or days, of the history that were used */
} VocSurge;

/* Days of a history that are less than this are too little. */
#define VOC_SURGE_LEAST		2

/*
 * Is a count high against n counts of comparable periods, 0 or more each?  p
 * is one-sided: the probability of a count as high or higher.
 *
 * With S the sum of the history, the count is taken to be negative binomial
 * with
 *
 *		mean		m = (S + 1) / n
 *		variance	m * f * (1 + 1 / n)
 *
 * where f is the index of dispersion and 1/n the uncertainty of the mean.
 *
 * Poisson: f is 1.  That is the conditional test of two Poisson counts (J.
 * Przyborowski and H. Wilenski, "Homogeneity of Results in Testing Samples
 * from Poisson Series", Biometrika 31 (1940), 313-323) and also the predictive
 * distribution of a Poisson count whose mean has a flat prior.  A history of
 * zeros gives (n + 1)^-observed.
 *
 * Negative binomial: once the history's index of dispersion D / (n - 1), with
 * D = sum((x - S/n)^2) / (S/n), is higher than half of all Poisson histories
 * have it.  It is as uncertain as a variance of n counts: p is the mean over 16
 * quantiles q of chi-square of f = max(1, D * df / ((n - 1) * q)), as Student's
 * t is that over normal distributions.  df is that of a variance of data with
 * their kurtosis, 2 / df = 2 / (n - 1) + (6 / size + 1 / variance) / n, less a
 * fifth, as that is estimated too.  Mean and f - 1 are made larger by
 * 1 + 1 / (n * size), which is what both fall short of by the skewness.  size is
 * S / n / (D / (n - 1) - 1).
 *
 * One earlier surge in the history is left out: if there are 5 counts or more,
 * the highest, when tested so against the others, has p < 0.0001 / n.
 */
extern VocSurge voc_count_surge(int64_t observed, const int64_t *history, int n);

/* The answers of a day. */
typedef struct VocDay
{
	double		mean;
	double		stddev;			/* of a sample; of no use for one answer */
	double		n;				/* 1 or more */
} VocDay;

/*
 * Is the mean of a day's answers unusual, high or low, against those of n
 * comparable days?  p is two-sided.
 *
 * Means of days differ more than those of random samples of one crowd would:
 * the variance between days is estimated as in one-way analysis of variance
 * (S. R. Searle, G. Casella and C. E. McCulloch, "Variance Components" (1992),
 * section 3.6), B = (MSB - MSW) / n0, and is part of the test's variance, of
 * the new day and of the mean of N earlier answers:
 *
 *		max(stddev^2, MSW) / answers + MSW / N + B * (1 + sum(n_i^2) / N^2)
 *
 * with degrees of freedom by F. E. Satterthwaite, "An Approximate Distribution
 * of Estimates of Variance Components", Biometrics Bulletin 2 (1946), 110-114.
 * Where B is not above 0 it is left out, and that is Welch's test, but for a day
 * whose few answers lie closer together than answers do.
 *
 * Too little: fewer than two answers on the day, fewer than two days, or no day
 * with two answers.  Without any spread, all answers of the day being alike and all
 * earlier ones too, p is 1 or that of a permutation test.
 */
extern VocSurge voc_mean_surge(const VocDay *day, const VocDay *history, int n);

#endif							/* VOC_SURGE_H */
