/*-------------------------------------------------------------------------
 *
 * normal.c
 *	  Quantiles of the standard normal distribution.
 *
 * The rational approximations are PPND16 of M. J. Wichura, "Algorithm AS 241:
 * The Percentage Points of the Normal Distribution", Applied Statistics 37
 * (1988), 477-484; relative error about 1e-16.
 *
 * IDENTIFICATION
 *	  src/score/normal.c
 *
 *-------------------------------------------------------------------------
 */
#include "normal.h"

#include <math.h>

/* Where the paper changes from the central to the tail approximations. */
#define CENTRAL_HALF_WIDTH	0.425
#define NEAR_TAIL_END		5.0

static const double central_num[8] = {
	3.3871328727963666080e0, 1.3314166789178437745e+2,
	1.9715909503065514427e+3, 1.3731693765509461125e+4,
	4.5921953931549871457e+4, 6.7265770927008700853e+4,
	3.3430575583588128105e+4, 2.5090809287301226727e+3
};
static const double central_den[8] = {
	1.0, 4.2313330701600911252e+1,
	6.8718700749205790830e+2, 5.3941960214247511077e+3,
	2.1213794301586595867e+4, 3.9307895800092710610e+4,
	2.8729085735721942674e+4, 5.2264952788528545610e+3
};
static const double near_tail_num[8] = {
	1.42343711074968357734e0, 4.63033784615654529590e0,
	5.76949722146069140550e0, 3.64784832476320460504e0,
	1.27045825245236838258e0, 2.41780725177450611770e-1,
	2.27238449892691845833e-2, 7.74545014278341407640e-4
};
static const double near_tail_den[8] = {
	1.0, 2.05319162663775882187e0,
	1.67638483018380384940e0, 6.89767334985100004550e-1,
	1.48103976427480074590e-1, 1.51986665636164571966e-2,
	5.47593808499534494600e-4, 1.05075007164441684324e-9
};
static const double far_tail_num[8] = {
	6.65790464350110377720e0, 5.46378491116411436990e0,
	1.78482653991729133580e0, 2.96560571828504891230e-1,
	2.65321895265761230930e-2, 1.24266094738807843860e-3,
	2.71155556874348757815e-5, 2.01033439929228813265e-7
};
static const double far_tail_den[8] = {
	1.0, 5.99832206555887937690e-1,
	1.36929880922735805310e-1, 1.48753612908506148525e-2,
	7.86869131145613259100e-4, 1.84631831751005468180e-5,
	1.42151175831644588870e-7, 2.04426310338993978564e-15
};

static double
polynomial(const double *coefficient, double x)
{
	double		sum = coefficient[7];
	int			i;

	for (i = 6; i >= 0; i--)
		sum = sum * x + coefficient[i];
	return sum;
}

/* Quantile of 0.5 + q, for |q| up to CENTRAL_HALF_WIDTH. */
static double
central_quantile(double q)
{
	double		r = CENTRAL_HALF_WIDTH * CENTRAL_HALF_WIDTH - q * q;

	return q * polynomial(central_num, r) / polynomial(central_den, r);
}

/* The z above which lies the probability tail, at most 0.075. */
static double
tail_quantile(double tail)
{
	double		r = sqrt(-log(tail));

	if (r <= NEAR_TAIL_END)
	{
		r -= 1.6;
		return polynomial(near_tail_num, r) / polynomial(near_tail_den, r);
	}
	r -= NEAR_TAIL_END;
	return polynomial(far_tail_num, r) / polynomial(far_tail_den, r);
}

double
voc_normal_quantile(double p)
{
	double		q = p - 0.5;

	if (!(p >= 0.0 && p <= 1.0))
		return NAN;
	if (p == 0.0)
		return -INFINITY;
	if (p == 1.0)
		return INFINITY;
	if (fabs(q) <= CENTRAL_HALF_WIDTH)
		return central_quantile(q);
	return q < 0 ? -tail_quantile(p) : tail_quantile(1.0 - p);
}

double
voc_normal_critical(double confidence)
{
	if (!(confidence >= 0.0 && confidence <= 1.0))
		return NAN;
	if (confidence == 1.0)
		return INFINITY;
	if (confidence / 2 <= CENTRAL_HALF_WIDTH)
		return central_quantile(confidence / 2);
	return tail_quantile((1.0 - confidence) / 2);
}
