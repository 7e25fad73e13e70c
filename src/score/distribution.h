/*-------------------------------------------------------------------------
 *
 * distribution.h
 *	  Tails and critical values of the distributions that tests need.
 *
 * Every tail is worked out as such, never as 1 minus the rest, so that a
 * small probability keeps its digits.  NaN in, or parameters out of range,
 * give NaN.
 *
 * IDENTIFICATION
 *	  src/score/distribution.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_DISTRIBUTION_H
#define VOC_DISTRIBUTION_H

/* P(Z > z) of a standard normal variable. */
extern double voc_normal_tail(double z);

/* P(|T| > |t|) of Student's t with df > 0 degrees of freedom, not only whole. */
extern double voc_student_two_sided(double t, double df);

/*
 * The t for which Student's t falls within -t ... +t with probability
 * confidence, above 0 and below 1: 2.2281389 for 0.95 and 10.
 */
extern double voc_student_critical(double confidence, double df);

/* P(X > x) of chi-square with df > 0 degrees of freedom; x is 0 or more. */
extern double voc_chi_square_tail(double x, double df);

/* P(X >= k) of a Poisson variable with that mean, 0 or more; k whole. */
extern double voc_poisson_tail(double k, double mean);

/*
 * P(X >= k) of a negative binomial variable with that mean and size, both
 * positive: variance = mean + mean^2 / size; size +infinity is Poisson's.
 */
extern double voc_negative_binomial_tail(double k, double mean, double size);

/* P(X >= k) of a binomial variable, n trials of probability p. */
extern double voc_binomial_tail(double k, double n, double p);

#endif							/* VOC_DISTRIBUTION_H */
