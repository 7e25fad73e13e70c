/*-------------------------------------------------------------------------
 *
 * rating.h
 *	  Means and shares of a tally with a bin for each answer from 0 to 10.
 *
 * IDENTIFICATION
 *	  src/score/rating.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_RATING_H
#define VOC_RATING_H

#include "nps.h"
#include "scale.h"
#include "tally.h"

#define VOC_RATING_BINS		(VOC_SCORE_MAX + 1)

/* What an answer in each bin is worth: 0 ... 10. */
extern const int voc_rating_values[VOC_RATING_BINS];

/* What a satisfaction or effort score is taken to be. */
typedef enum VocFigure
{
	VOC_FIGURE_SATISFIED,		/* percent who answer scale->good_from or higher */
	VOC_FIGURE_TOP_BOX,			/* percent who give the highest answer */
	VOC_FIGURE_PERCENT,			/* the mean, 0 at scale->low, 100 at its high */
	VOC_FIGURE_MEAN				/* the mean, on the scale itself */
} VocFigure;

/* The lowest and highest answer that was given; false when there is none. */
extern bool voc_rating_range(const VocTally *tally, int *low, int *high);

/* The share of the weight with answers low ... high, 0 ... 1; NaN if no weight. */
extern double voc_rating_share(const VocTally *tally, int low, int high);

/*
 * Wilson's interval of a share, 0 ... 1, of n answers, n > 0 and not only
 * whole; se is that of the share itself.  E. B. Wilson, "Probable Inference,
 * the Law of Succession, and Statistical Inference", Journal of the American
 * Statistical Association 22 (1927), 209-212.
 */
extern VocEstimate voc_share_estimate(double share, double n,
									  double confidence);

/*
 * Student's interval of a mean with that standard deviation (as of a sample,
 * divided by n - 1), n > 1; NaN for fewer.
 */
extern VocEstimate voc_mean_estimate(double mean, double stddev, double n,
									 double confidence);

/*
 * Standard deviation of the answers as of a sample; weighted ones count for
 * as many as are effective.  NaN for one or less.
 */
extern double voc_rating_stddev(const VocMoments *moments);

/*
 * Compare two means: B. L. Welch, "The Generalization of Student's Problem
 * when Several Different Population Variances are Involved", Biometrika 34
 * (1947), 28-35.  z is his t.  NaN where one sample has one answer or less;
 * two samples without spread differ surely or not at all.
 */
extern VocComparison voc_mean_compare(double mean_a, double stddev_a, double n_a,
									  double mean_b, double stddev_b, double n_b,
									  double confidence);

/* A figure of answers that are all on the scale; NaN when there is no weight. */
extern double voc_rating_figure(const VocTally *tally, const VocScale *scale,
								VocFigure figure);

/*
 * Its interval, Wilson's for shares and Student's for means, clipped to the
 * ends of the figure; point is the interval's centre before that.
 */
extern VocEstimate voc_rating_estimate(const VocTally *tally,
									   const VocScale *scale, VocFigure figure,
									   double confidence);

/*
 * Compare two shares, of n_a and n_b answers, above 0 and not only whole: Wald's
 * interval with an answer of each kind added to both.  A. Agresti and B. Caffo,
 * "Simple and Effective Confidence Intervals for Proportions and Differences of
 * Proportions", The American Statistician 54 (2000), 280-288.
 */
extern VocComparison voc_share_compare(double share_a, double n_a,
									   double share_b, double n_b,
									   double confidence);

/* voc_mean_compare() of two tallies of ratings; both must have weight. */
extern VocComparison voc_rating_compare(const VocTally *a, const VocTally *b,
										double confidence);

/*
 * The answers of a rating tally on the scale 0 ... 10 as an NPS tally, in room
 * for one as weighted; false when the weights' squares are too large together.
 */
extern bool voc_rating_to_nps(const VocTally *rating, VocTally *nps);

#endif							/* VOC_RATING_H */
