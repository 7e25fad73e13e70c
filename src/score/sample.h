/*-------------------------------------------------------------------------
 *
 * sample.h
 *	  How large a sample must be, and whether it is like its population.
 *
 * IDENTIFICATION
 *	  src/score/sample.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SAMPLE_H
#define VOC_SAMPLE_H

#include <stdint.h>

/* How well counts fit shares. */
typedef struct VocSampleFit
{
	double		chi_square;
	int			df;				/* categories that can occur, less 1 */
	double		p;				/* 0 ... 1; NaN without degrees of freedom */
	double		smallest_expected;	/* count; below 5, p is rough */
} VocSampleFit;

/*
 * How many answers give a mean the margin of error, which is positive and in
 * the unit of spread, the standard deviation of an answer, 0 or more:
 *
 *		n0 = (z * spread / margin)^2,	n = n0 / (1 + (n0 - 1) / population)
 *
 * rounded up, at least 1 (W. G. Cochran, "Sampling Techniques", 3rd edition,
 * 1977, section 4.4).  confidence is above 0 and below 1; population is 1 or
 * more, +infinity for one that need not be counted.
 */
extern double voc_sample_size(double margin, double spread, double confidence,
							  double population);

/*
 * Pearson's chi-square test of counts, 0 or more, of n categories against
 * shares of a population, 0 or more and in any unit; a category whose share
 * is 0 must have the count 0.  Both have a sum above 0.  K. Pearson, "On the
 * Criterion ...", Philosophical Magazine 50 (1900), 157-175.
 */
extern VocSampleFit voc_sample_fit(const int64_t *count, const double *share,
								   int n);

#endif							/* VOC_SAMPLE_H */
