/*-------------------------------------------------------------------------
 *
 * relative_weights.h
 *	  How much each of several predictors that go together explains.
 *
 * In a regression on correlated predictors the coefficients share out what is
 * explained in a way that nobody can read: of two that say the same, one gets
 * it all, or one gets more than all and the other less than nothing.  Johnson
 * replaces the predictors by the nearest ones that are not correlated, and
 * hands what these explain back to the originals (J. W. Johnson, "A Heuristic
 * Method for Estimating the Relative Weight of Predictor Variables in Multiple
 * Regression", Multivariate Behavioral Research 35 (2000), 1-19):
 *
 *		r_xx = Q D Q',  Lambda = Q D^1/2 Q',  beta = Q D^-1/2 Q' r_xy,
 *		weight of j = sum over k of Lambda_jk^2 beta_k^2
 *
 * No weight is negative, and their sum is R^2.
 *
 * IDENTIFICATION
 *	  src/score/relative_weights.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_RELATIVE_WEIGHTS_H
#define VOC_RELATIVE_WEIGHTS_H

/* Most predictors; matters are k^3, and nobody reads a list as long. */
#define VOC_PREDICTORS_MAX	64

/* Numbers of scratch that voc_relative_weights() wants for k predictors. */
#define VOC_RELATIVE_WEIGHTS_SCRATCH(k)	(2 * (k) * (k) + 2 * (k))

typedef enum VocRelativeWeights
{
	VOC_WEIGHTS_FOUND,
	/* r_xx is no correlation matrix, not even a coarsely rounded one */
	VOC_WEIGHTS_INDEFINITE,
	/* r_xx and r_xy cannot be of the same data: more than all is explained */
	VOC_WEIGHTS_CONTRADICTION
} VocRelativeWeights;

/*
 * r_xx: correlations of the k predictors, k rows of k, symmetric, the diagonal
 * 1, or a whole row and column of 0 for a predictor that is constant; r_xy:
 * their k correlations with the outcome.  All are finite, from -1 to +1, and k
 * is from 1 to VOC_PREDICTORS_MAX.
 *
 * Writes k weights, each 0 or more, and their sum, R^2, from 0 to 1 (a hair more,
 * when the input was rounded).  Predictors that repeat others, so that r_xx is
 * singular, do no harm: what cannot be told apart is shared equally.  A constant
 * predictor gets 0.
 *
 * When the result is not VOC_WEIGHTS_FOUND, the weights mean nothing, and
 * *r_squared is what is wrong: the smallest eigenvalue of r_xx, below 0, or the
 * share that would be explained, above 1.
 */
extern VocRelativeWeights voc_relative_weights(const double *r_xx,
											   const double *r_xy, int k,
											   double *scratch,
											   double *weights,
											   double *r_squared);

#endif							/* VOC_RELATIVE_WEIGHTS_H */
