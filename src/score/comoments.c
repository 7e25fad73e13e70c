/*-------------------------------------------------------------------------
 *
 * comoments.c
 *	  Means, variances and covariances of an outcome and its predictors, kept
 *	  so that more rows can be added and parts merged.
 *
 * IDENTIFICATION
 *	  src/score/comoments.c
 *
 *-------------------------------------------------------------------------
 */
#include "comoments.h"

#include <math.h>

/* Where things lie in the array. */
#define ROWS			0
#define MEAN_Y			1
#define SUM_YY			2
#define MEAN_X			3
#define SUM_XY(k)		(3 + (k))
#define SUM_XX(k)		(3 + 2 * (k))

int
voc_comoments_predictors(size_t size)
{
	int			k;

	for (k = 0; k <= VOC_PREDICTORS_MAX; k++)
		if ((size_t) VOC_COMOMENTS_SIZE(k) == size)
			return k;
	return -1;
}

/*
 * Move the means as n rows about y and x do, and add what the sums of squares
 * and products gain by it (T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating
 * Formulae and a Pairwise Algorithm for Computing Sample Variances", COMPSTAT
 * 1982, 30-41).
 */
static void
absorb(double *moments, int k, double n, double y, const double *x)
{
	double	   *mean_x = moments + MEAN_X;
	double	   *sum_xy = moments + SUM_XY(k);
	double	   *sum_xx = moments + SUM_XX(k);
	double		total = moments[ROWS] + n;
	double		both = moments[ROWS] / total * n;
	double		off_y = y - moments[MEAN_Y];
	double		off_x[VOC_PREDICTORS_MAX];
	int			i;
	int			j;

	for (i = 0; i < k; i++)
		off_x[i] = x[i] - mean_x[i];
	moments[SUM_YY] += both * off_y * off_y;
	for (i = 0; i < k; i++)
	{
		sum_xy[i] += both * off_x[i] * off_y;
		for (j = i; j < k; j++)
			*sum_xx++ += both * off_x[i] * off_x[j];
	}
	moments[ROWS] = total;
	moments[MEAN_Y] += off_y * (n / total);
	for (i = 0; i < k; i++)
		mean_x[i] += off_x[i] * (n / total);
}

/* No product can be too large when no square is. */
static bool
in_range(const double *moments, int k)
{
	const double *square = moments + SUM_XX(k);
	int			i;

	if (!isfinite(moments[SUM_YY]))
		return false;
	for (i = 0; i < k; i++)
	{
		if (!isfinite(*square))
			return false;
		square += k - i;
	}
	return true;
}

bool
voc_comoments_add(double *moments, int k, double y, const double *x)
{
	absorb(moments, k, 1.0, y, x);
	return in_range(moments, k);
}

bool
voc_comoments_merge(double *to, const double *from, int k)
{
	int			size = VOC_COMOMENTS_SIZE(k);
	int			i;

	if (from[ROWS] <= 0.0)
		return true;
	absorb(to, k, from[ROWS], from[MEAN_Y], from + MEAN_X);
	to[SUM_YY] += from[SUM_YY];
	for (i = SUM_XY(k); i < size; i++)
		to[i] += from[i];
	return in_range(to, k);
}

static double
correlation(double product, double square_a, double square_b)
{
	double		scale = sqrt(square_a) * sqrt(square_b);

	if (!(scale > 0.0))
		return 0.0;
	return fmax(-1.0, fmin(1.0, product / scale));
}

bool
voc_comoments_correlate(const double *moments, int k, double *r_xx,
						double *r_xy)
{
	const double *sum_xx = moments + SUM_XX(k);
	double		square[VOC_PREDICTORS_MAX];
	int			i;
	int			j;

	if (!(moments[ROWS] >= k + 2) || !(moments[SUM_YY] > 0.0))
		return false;
	for (i = 0; i < k; i++)
	{
		square[i] = *sum_xx;
		sum_xx += k - i;
	}
	sum_xx = moments + SUM_XX(k);
	for (i = 0; i < k; i++)
	{
		r_xy[i] = correlation(moments[SUM_XY(k) + i], square[i],
							  moments[SUM_YY]);
		for (j = i; j < k; j++)
			r_xx[i * k + j] = r_xx[j * k + i] =
				correlation(*sum_xx++, square[i], square[j]);
	}
	return true;
}
