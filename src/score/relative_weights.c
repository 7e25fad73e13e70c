/*-------------------------------------------------------------------------
 *
 * relative_weights.c
 *	  How much each of several predictors that go together explains.
 *
 * IDENTIFICATION
 *	  src/score/relative_weights.c
 *
 *-------------------------------------------------------------------------
 */
#include "relative_weights.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Sweeps over the matrix; it takes less than ten, whatever the matrix. */
#define SWEEPS_MAX		60

/*
 * Directions in which the predictors vary less than this, of the most, are
 * rounding: they are left out, as in a pseudo-inverse.
 */
#define NEGLIGIBLE		1e-10

/*
 * How far below 0, per predictor, rounding of published correlations to two
 * digits can push an eigenvalue: each entry is off by up to 0.005.
 */
#define ROUNDED_AWAY	0.005

/* How far above 1 rounding can push R^2. */
#define R_SQUARED_SLACK	0.01

/* What the rotation of rows and columns p and q does to one pair of numbers. */
static void
rotate(double *a, double *b, double sine, double tau)
{
	double		g = *a;
	double		h = *b;

	*a = g - sine * (h + g * tau);
	*b = h + sine * (g - h * tau);
}

/* Make the element at row p, column q of the symmetric matrix zero. */
static void
eliminate(double *matrix, double *vectors, int k, int p, int q)
{
	double		apq = matrix[p * k + q];
	double		theta = 0.5 * (matrix[q * k + q] - matrix[p * k + p]) / apq;
	double		t = 1.0 / (fabs(theta) + sqrt(theta * theta + 1.0));
	double		cosine;
	double		sine;
	double		tau;
	int			i;

	if (theta < 0.0)
		t = -t;
	cosine = 1.0 / sqrt(t * t + 1.0);
	sine = t * cosine;
	tau = sine / (1.0 + cosine);

	matrix[p * k + p] -= t * apq;
	matrix[q * k + q] += t * apq;
	matrix[p * k + q] = 0.0;
	for (i = 0; i < p; i++)
		rotate(&matrix[i * k + p], &matrix[i * k + q], sine, tau);
	for (i = p + 1; i < q; i++)
		rotate(&matrix[p * k + i], &matrix[i * k + q], sine, tau);
	for (i = q + 1; i < k; i++)
		rotate(&matrix[p * k + i], &matrix[q * k + i], sine, tau);
	for (i = 0; i < k; i++)
		rotate(&vectors[i * k + p], &vectors[i * k + q], sine, tau);
}

/*
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi
 * rotations (G. E. Forsythe, P. Henrici, "The Cyclic Jacobi Method for
 * Computing the Principal Values of a Complex Matrix", Trans. Am. Math. Soc. 94
 * (1960), 1-23; formulas as in H. Rutishauser, "The Jacobi Method for Real
 * Symmetric Matrices", Numer. Math. 9 (1966), 1-10).  Only the upper triangle
 * is read; afterwards the diagonal holds the eigenvalues, and the columns of
 * vectors the eigenvectors.
 */
static void
diagonalize(double *matrix, double *vectors, int k)
{
	int			sweep;
	int			p;
	int			q;

	memset(vectors, 0, sizeof(double) * (size_t) k * (size_t) k);
	for (p = 0; p < k; p++)
		vectors[p * k + p] = 1.0;

	for (sweep = 0; sweep < SWEEPS_MAX; sweep++)
	{
		double		off = 0.0;

		for (p = 0; p < k; p++)
			for (q = p + 1; q < k; q++)
				off += matrix[p * k + q] * matrix[p * k + q];

		/* The diagonal is about 1: what is less than its last digit is done */
		if (off <= DBL_EPSILON * DBL_EPSILON)
			return;
		for (p = 0; p < k; p++)
			for (q = p + 1; q < k; q++)
				if (fabs(matrix[p * k + q]) > DBL_MIN)
					eliminate(matrix, vectors, k, p, q);
	}
}

/*
 * Regression on the uncorrelated predictors: beta = Q D^-1/2 Q' r_xy, with z as
 * scratch.  Eigenvalues up to smallest count as 0.
 */
static void
regress(const double *vectors, const double *values, const double *r_xy, int k,
		double smallest, double *z, double *beta)
{
	int			i;
	int			m;

	for (m = 0; m < k; m++)
	{
		z[m] = 0.0;
		if (values[m * k + m] <= smallest)
			continue;
		for (i = 0; i < k; i++)
			z[m] += vectors[i * k + m] * r_xy[i];
		z[m] /= sqrt(values[m * k + m]);
	}
	for (i = 0; i < k; i++)
	{
		beta[i] = 0.0;
		for (m = 0; m < k; m++)
			beta[i] += vectors[i * k + m] * z[m];
	}
}

/* Row j of Lambda = Q D^1/2 Q', squared, times beta squared. */
static double
weight_of(const double *vectors, const double *values, const double *beta,
		  int k, double smallest, int j)
{
	double		weight = 0.0;
	int			i;
	int			m;

	for (i = 0; i < k; i++)
	{
		double		lambda = 0.0;

		for (m = 0; m < k; m++)
			if (values[m * k + m] > smallest)
				lambda += vectors[j * k + m] * sqrt(values[m * k + m]) *
					vectors[i * k + m];
		weight += lambda * lambda * beta[i] * beta[i];
	}
	return weight;
}

VocRelativeWeights
voc_relative_weights(const double *r_xx, const double *r_xy, int k,
					 double *scratch, double *weights, double *r_squared)
{
	double	   *values = scratch;	/* k by k, of which the diagonal counts */
	double	   *vectors = values + k * k;
	double	   *z = vectors + k * k;
	double	   *beta = z + k;
	double		largest = 0.0;
	double		lowest = 0.0;
	int			j;

	memcpy(values, r_xx, sizeof(double) * (size_t) k * (size_t) k);
	diagonalize(values, vectors, k);
	for (j = 0; j < k; j++)
	{
		largest = fmax(largest, values[j * k + j]);
		lowest = fmin(lowest, values[j * k + j]);
	}
	*r_squared = lowest;
	if (lowest < -ROUNDED_AWAY * k)
		return VOC_WEIGHTS_INDEFINITE;

	regress(vectors, values, r_xy, k, largest * NEGLIGIBLE, z, beta);
	*r_squared = 0.0;
	for (j = 0; j < k; j++)
	{
		weights[j] = weight_of(vectors, values, beta, k,
							   largest * NEGLIGIBLE, j);
		*r_squared += weights[j];
	}
	if (*r_squared > 1.0 + R_SQUARED_SLACK)
		return VOC_WEIGHTS_CONTRADICTION;
	return VOC_WEIGHTS_FOUND;
}
