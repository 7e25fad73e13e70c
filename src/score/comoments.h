/*-------------------------------------------------------------------------
 *
 * comoments.h
 *	  Means, variances and covariances of an outcome and its predictors, kept
 *	  so that more rows can be added and parts merged.
 *
 * They are kept in one array, which an SQL array can be:
 *
 *		 n
 *		 mean of y, sum of squares of y about it
 *		 k means of x
 *		 k sums of products of x with y, about their means
 *		 k (k + 1) / 2 sums of products of x with x: 11, 12 ... 1k, 22 ... kk
 *
 * All 0 for no rows; with k = 0 it is what any other is merged with.  Sums are
 * about the means, so that nothing is lost where the means are large, and a
 * column of one value has a sum of squares of exactly 0.
 *
 * IDENTIFICATION
 *	  src/score/comoments.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_COMOMENTS_H
#define VOC_COMOMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "relative_weights.h"

/* Numbers in the array for k predictors, 0 ... VOC_PREDICTORS_MAX. */
#define VOC_COMOMENTS_SIZE(k)	(3 + 2 * (k) + (k) * ((k) + 1) / 2)

/* The k for which an array has that many numbers; -1 when there is none. */
extern int	voc_comoments_predictors(size_t size);

/*
 * Add a row, all of it finite; k is 1 or more.  false, and the array of no more
 * use, when a sum is too large for a double.
 */
extern bool voc_comoments_add(double *moments, int k, double y,
							  const double *x);

/*
 * Add the rows of another array with the same k.  The order in which arrays are
 * merged changes last digits.  false as above.
 */
extern bool voc_comoments_merge(double *to, const double *from, int k);

/*
 * Correlations as voc_relative_weights() wants them: k by k, and k.  false,
 * and nothing written, where there are none to speak of: fewer rows than
 * k + 2, for with fewer anything can be explained, or all y the same.
 */
extern bool voc_comoments_correlate(const double *moments, int k,
									double *r_xx, double *r_xy);

#endif							/* VOC_COMOMENTS_H */
