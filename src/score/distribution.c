/*-------------------------------------------------------------------------
 *
 * distribution.c
 *	  Tails and critical values of the distributions that tests need.
 *
 * All of them but the normal one are an incomplete gamma or beta function
 * (NIST Digital Library of Mathematical Functions, 8.2 and 8.17):
 *
 *		P(a, x), Q(a, x)	the integral of t^(a-1) e^-t from 0 to x, or from
 *							x up, by that over everything
 *		I_x(a, b)			the integral of t^(a-1) (1-t)^(b-1) from 0 to x, by
 *							that from 0 to 1
 *
 * Each is the product of two factors, neither of which loses digits, however
 * large the parameters are:
 *
 * - The integrand at x, by the saddle-point expansion of C. Loader, "Fast and
 *	 Accurate Computation of Binomial Probabilities" (2000): what would be a
 *	 difference of huge logarithms is worked out as a deviance.
 *
 * - The integral of the integrand by its value at x, over the tail that lies
 *	 farther from the mean.  With t = x e^-w (or x (1 + w) from x up) this is
 *	 the integral of e^g(w) from 0 up, where g starts at 0 and falls.  Such
 *	 integrals are what the double exponential formula is made for (H. Takahasi
 *	 and M. Mori, "Double Exponential Formulas for Numerical Integration",
 *	 Publ. RIMS, Kyoto University 9 (1974), 721-741), in about a hundred steps
 *	 for all parameters; continued fractions take as many as the root of them.
 *
 * IDENTIFICATION
 *	  src/score/distribution.c
 *
 *-------------------------------------------------------------------------
 */
#include "distribution.h"

#include <math.h>
#include <stdbool.h>

#include "normal.h"

#define LOG_SQRT_2PI	0.918938533204672741780329736406	/* log(2 pi) / 2 */
#define TWO_PI			6.283185307179586476925286766559
#define SQRT_HALF		0.707106781186547524400844362105

/* --------------------------------------------------------------------
 * What is small must not be the difference of what is large
 * --------------------------------------------------------------------
 */

/*
 * log(1 + x) - x.  For a small x from the series of the inverse hyperbolic
 * tangent: log(1 + x) = 2 atanh(r) with r = x / (2 + x).
 */
static double
log1p_less(double x)
{
	double		r = x / (2.0 + x);
	double		sum = 0.0;
	double		power = 1.0;
	int			i;

	if (!(fabs(x) < 0.5))
		return log1p(x) - x;
	for (i = 3; power > 1e-18; i += 2)
	{
		sum += power / i;
		power *= r * r;
	}
	return r * (2.0 * r * r * sum - x);
}

/* e^-w - 1 + w, of w 0 or more. */
static double
exp_excess(double w)
{
	double		term = w * w / 2.0;
	double		sum = 0.0;
	int			i;

	if (!(w < 0.5))
		return expm1(-w) + w;
	for (i = 3; fabs(term) > 1e-18 * sum; i++)
	{
		sum += term;
		term *= -w / i;
	}
	return sum;
}

/*
 * The logarithm of gamma(n + 1) without its main part, sqrt(2 pi n) (n / e)^n;
 * DLMF 5.11.1.
 */
static double
stirling_error(double n)
{
	double		i = 1.0 / (n * n);

	if (n < 16.0)
		return lgamma(n + 1.0) - (n + 0.5) * log(n) + n - LOG_SQRT_2PI;
	return (1.0 / 12 - i * (1.0 / 360 - i * (1.0 / 1260 - i *
			(1.0 / 1680 - i * (1.0 / 1188 - i * 691.0 / 360360))))) / n;
}

/*
 * n log(n / mean) + mean - n, where above is n - mean: what the caller knows
 * exactly, though the difference of both might not be.
 */
static double
deviance(double n, double mean, double above)
{
	if (fabs(above) < 0.5 * n)
		return -n * log1p_less(-above / n);
	return n * log(n / mean) - above;
}

/* --------------------------------------------------------------------
 * The tail of an integrand by its value where the tail starts
 * --------------------------------------------------------------------
 */

/* g(w) = -slope * w + bend * curve(w, rate); see the three curves. */
typedef struct Decay
{
	double		slope;
	double		bend;
	double		rate;
	double		(*curve) (double w, double rate);
	double		width;			/* of w, where g is about -1 */
} Decay;

/* By how much u = w / WIDTH grows; the steps, and where g is beyond notice. */
#define STEP		(1.0 / 12)
#define LEAST_G		(-50.0)
#define MOST_STEPS	4096

/* Where slope * w + curvature * w^2 / 2 is 1. */
static double
width_of(double slope, double curvature)
{
	if (!(curvature > 0.0))
		return 1.0 / slope;
	return 2.0 / (slope + sqrt(slope * slope + 2.0 * curvature));
}

/* One step: w = width * exp(u - exp(-u)). */
static double
integrand(const Decay *decay, double u, double *g)
{
	double		e = exp(-u);
	double		w = decay->width * exp(u - e);

	*g = decay->bend * decay->curve(w, decay->rate) - decay->slope * w;
	return exp(*g) * w * (1.0 + e);
}

/* The integral of e^g(w) from 0 up. */
static double
integrate(const Decay *decay)
{
	double		g = 0.0;
	double		sum = 0.0;
	double		term;
	int			i;

	for (i = 0; g > LEAST_G && i < MOST_STEPS; i++)
		sum += integrand(decay, i * STEP, &g);
	for (i = -1, term = sum; term > 1e-18 * sum; i--)
	{
		term = integrand(decay, i * STEP, &g);
		sum += term;
	}
	return sum * STEP;
}

/* --------------------------------------------------------------------
 * Incomplete gamma functions
 * --------------------------------------------------------------------
 */

/* x^a e^-x / gamma(a), where above is a - x. */
static double
gamma_kernel(double a, double x, double above)
{
	return sqrt(a / TWO_PI) * exp(-stirling_error(a) - deviance(a, x, above));
}

/* t = x e^-w: t^(a-1) e^-t dt, by its value at x, is e^(-(a-x)w - x curve). */
static double
gamma_below_curve(double w, double rate)
{
	(void) rate;
	return -exp_excess(w);
}

/* t = x (1 + w): e^(-(x-a+1)w + (a-1) curve). */
static double
gamma_above_curve(double w, double rate)
{
	(void) rate;
	return log1p_less(w);
}

/* P(a, x); only exact if x is at most a. */
static double
gamma_far_below(double a, double x)
{
	Decay		decay = {a - x, x, 0.0, gamma_below_curve, 0.0};

	decay.width = width_of(decay.slope, x);
	return gamma_kernel(a, x, a - x) * integrate(&decay);
}

/* Q(a, x); only exact if x is at least a. */
static double
gamma_far_above(double a, double x)
{
	Decay		decay = {x - a + 1.0, a - 1.0, 0.0, gamma_above_curve, 0.0};

	decay.width = width_of(decay.slope, a - 1.0);
	return gamma_kernel(a, x, a - x) * integrate(&decay);
}

static double
gamma_lower(double a, double x)
{
	if (x <= 0.0)
		return 0.0;
	return x <= a ? gamma_far_below(a, x) : 1.0 - gamma_far_above(a, x);
}

static double
gamma_upper(double a, double x)
{
	if (x <= 0.0)
		return 1.0;
	if (isinf(x))
		return 0.0;
	return x <= a ? 1.0 - gamma_far_below(a, x) : gamma_far_above(a, x);
}

/* --------------------------------------------------------------------
 * Incomplete beta function
 * --------------------------------------------------------------------
 */

/*
 * Where the integral starts: x and y = 1 - x, and how far a is above its share
 * x of a + b.  All are handed in, as each may be known better than it could be
 * got from the others.
 */
typedef struct BetaAt
{
	double		a;
	double		b;
	double		x;
	double		y;
	double		above;			/* a - (a + b) x */
} BetaAt;

static BetaAt
other_side(const BetaAt *at)
{
	BetaAt		other = {at->b, at->a, at->y, at->x, -at->above};

	return other;
}

/* x^a y^b / B(a, b). */
static double
beta_kernel(const BetaAt *at)
{
	double		n = at->a + at->b;
	double		error = stirling_error(n) - stirling_error(at->a) -
		stirling_error(at->b);

	error -= deviance(at->a, n * at->x, at->above);
	error -= deviance(at->b, n * at->y, -at->above);
	return sqrt(at->a / TWO_PI * (at->b / n)) * exp(error);
}

/*
 * t = x e^-w: t^(a-1) (1-t)^(b-1) dt, by its value at x, is
 * e^(-slope w + (b-1) curve), with slope = (above + x) / y and rate = x / y.
 */
static double
beta_curve(double w, double rate)
{
	return log1p_less(-rate * expm1(-w)) - rate * exp_excess(w);
}

/* I_x(a, b); only exact if above is 0 or more. */
static double
beta_far(const BetaAt *at)
{
	double		rate = at->x / at->y;
	Decay		decay = {(at->above + at->x) / at->y, at->b - 1.0, rate,
		beta_curve, 0.0};

	decay.width = width_of(decay.slope, decay.bend * rate / at->y);
	return beta_kernel(at) / at->y * integrate(&decay);
}

static double
beta_lower(const BetaAt *at)
{
	BetaAt		other = other_side(at);

	if (at->x <= 0.0)
		return 0.0;
	if (at->y <= 0.0)
		return 1.0;
	return at->above >= 0.0 ? beta_far(at) : 1.0 - beta_far(&other);
}

/* --------------------------------------------------------------------
 * Student's t
 * --------------------------------------------------------------------
 */

/* Beyond, the tail is a power of t to the last digit. */
#define FAR_T	1e100

/* Two-sided is I_x(df/2, 1/2) with x = df / (df + t^2); DLMF 8.17.11. */
static BetaAt
student_at(double t, double df)
{
	BetaAt		at = {df / 2.0, 0.5, 0.0, 0.0, 0.0};
	double		square = t / df * t;

	at.x = 1.0 / (1.0 + square);
	at.y = square * at.x;
	at.above = (df * at.y - at.x) / 2.0;
	return at;
}

static double
student_outside(double t, double df)
{
	BetaAt		at = student_at(t, df);

	return beta_lower(&at);
}

static double
student_inside(double t, double df)
{
	BetaAt		at = student_at(t, df);

	at = other_side(&at);
	return beta_lower(&at);
}

double
voc_student_two_sided(double t, double df)
{
	if (isnan(t) || !(df > 0.0))
		return NAN;
	t = fabs(t);
	if (isinf(df))
		return erfc(t * SQRT_HALF);
	if (isinf(t))
		return 0.0;
	if (t / FAR_T > sqrt(df))
		return student_outside(FAR_T * sqrt(df), df) *
			pow(t / FAR_T / sqrt(df), -df);
	return student_outside(t, df);
}

/* Below, what is between is proportional to t to the last digit. */
#define NEAR_P	1e-100

/*
 * Newton's method on the logarithms of probability and t, where the smaller of
 * the tails and what is between them is a concave function: after the first
 * step the steps come from one side.
 */
double
voc_student_critical(double confidence, double df)
{
	bool		inner = confidence < 0.5;
	double		wanted = log(inner ? confidence : 1.0 - confidence);
	double		t = voc_normal_critical(confidence);
	double		step = INFINITY;
	int			i;

	if (!(confidence > 0.0 && confidence < 1.0) || !(df > 0.0))
		return NAN;
	if (confidence < NEAR_P)
		return voc_student_critical(NEAR_P, df) * (confidence / NEAR_P);
	for (i = 0; i < 100 && fabs(step) > 1e-15 && !isinf(df); i++)
	{
		BetaAt		at = student_at(t, df);
		double		p = inner ? student_inside(t, df) : student_outside(t, df);

		step = (wanted - log(p)) * p / (2.0 * beta_kernel(&at));
		t *= exp(inner ? step : -step);
		if (t / FAR_T > sqrt(df))
		{
			t = FAR_T * sqrt(df);
			return t * pow(student_outside(t, df) / (1.0 - confidence), 1.0 / df);
		}
	}
	return t;
}

/* --------------------------------------------------------------------
 * The others
 * --------------------------------------------------------------------
 */

double
voc_normal_tail(double z)
{
	return 0.5 * erfc(z * SQRT_HALF);
}

/* DLMF 8.2.4 with a = df / 2, at x / 2. */
double
voc_chi_square_tail(double x, double df)
{
	if (!(x >= 0.0) || !(df > 0.0) || isinf(df))
		return NAN;
	return gamma_upper(df / 2.0, x / 2.0);
}

double
voc_poisson_tail(double k, double mean)
{
	if (isnan(k) || !(mean >= 0.0) || isinf(mean))
		return NAN;
	if (k <= 0.0)
		return 1.0;
	return isinf(k) ? 0.0 : gamma_lower(k, mean);
}

double
voc_negative_binomial_tail(double k, double mean, double size)
{
	BetaAt		at = {k, size, 0.0, 0.0, 0.0};

	if (isnan(k) || !(mean > 0.0) || isinf(mean) || !(size > 0.0))
		return NAN;
	if (isinf(size))
		return voc_poisson_tail(k, mean);
	if (k <= 0.0)
		return 1.0;
	if (isinf(k))
		return 0.0;
	at.x = mean / (mean + size);
	at.y = size / (mean + size);
	at.above = (k - mean) * at.y;
	return beta_lower(&at);
}

double
voc_binomial_tail(double k, double n, double p)
{
	BetaAt		at = {k, n - k + 1.0, p, 1.0 - p, 0.0};

	if (isnan(k) || !(n >= 0.0) || isinf(n) || !(p >= 0.0 && p <= 1.0))
		return NAN;
	if (k <= 0.0)
		return 1.0;
	if (k > n)
		return 0.0;
	at.above = fma(-(n + 1.0), p, k);
	return beta_lower(&at);
}
