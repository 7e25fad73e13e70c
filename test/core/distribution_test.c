/*-------------------------------------------------------------------------
 *
 * distribution_test.c
 *	  Unit tests of the tails of distributions.
 *
 * Expected values: test/peer/distribution.tsv, made by R 4.2.2 (pnorm, pt, qt,
 * pchisq, ppois, pnbinom, pbinom with lower.tail = FALSE) with the script
 * beside it, and closed forms.
 *
 * IDENTIFICATION
 *	  test/core/distribution_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/distribution.h"
#include "../../src/score/normal.h"

#include "check.h"

#define R_VALUES		"../peer/distribution.tsv"
#define R_VALUES_COUNT	123

static void
check_relative(double got, double wanted, double within, const char *what)
{
	double		distance = got == wanted ? 0.0 : fabs(got / wanted - 1.0);

	if (!check_count(distance <= within, __FILE__, __LINE__))
		printf("%s is %.17g, not %.17g\n", what, got, wanted);
}

static double
call(const char *name, const double *x)
{
	if (strcmp(name, "normal") == 0)
		return voc_normal_tail(x[0]);
	if (strcmp(name, "student") == 0)
		return voc_student_two_sided(x[0], x[1]);
	if (strcmp(name, "critical") == 0)
		return voc_student_critical(x[0], x[1]);
	if (strcmp(name, "chi-square") == 0)
		return voc_chi_square_tail(x[0], x[1]);
	if (strcmp(name, "poisson") == 0)
		return voc_poisson_tail(x[0], x[1]);
	if (strcmp(name, "negative binomial") == 0)
		return voc_negative_binomial_tail(x[0], x[1], x[2]);
	if (strcmp(name, "binomial") == 0)
		return voc_binomial_tail(x[0], x[1], x[2]);
	return NAN;
}

/* A line: function, one to three arguments, value; between tabs. */
static void
check_line(char *line)
{
	double		x[4];
	char	   *field = strchr(line, '\t');
	int			n = 0;

	for (; field != NULL && n < 4; field = strchr(field, '\t'))
	{
		*field++ = '\0';
		x[n++] = strtod(field, NULL);
	}
	check(n >= 2);
	if (n >= 2)
		check_relative(call(line, x), x[n - 1], 5e-13, line);
}

static void
test_against_r(void)
{
	FILE	   *file = fopen(R_VALUES, "r");
	char		line[256];
	int			lines = 0;

	check(file != NULL);
	if (file == NULL)
		return;
	for (; fgets(line, sizeof(line), file) != NULL; lines++)
		check_line(line);
	fclose(file);
	check_int(lines, R_VALUES_COUNT);
}

/* Where there is a formula, also far beyond what R can do. */
static void
test_closed_forms(void)
{
	double		pi = acos(-1.0);

	/* The sum of the terms, worked out with 60 digits; R is 4e-12 off */
	check_relative(voc_binomial_tail(1e8 + 1e5, 1e9, 0.1),
				   2.8452642497142252e-26, 5e-13, "sum of the terms");

	check_relative(voc_poisson_tail(1, 1e-200), 1e-200, 1e-12, "1 - exp(-m)");
	check_relative(voc_poisson_tail(1, 0.1), -expm1(-0.1), 1e-14, "1 - exp(-m)");
	check_relative(voc_binomial_tail(1, 1e15, 1e-20), -expm1(-1e-5), 1e-13,
				   "1 - (1 - p)^n");
	check_relative(voc_binomial_tail(20, 20, 0.1), 1e-20, 1e-13, "p^n");
	check_relative(voc_negative_binomial_tail(50, 1, 1), pow(0.5, 50), 1e-13,
				   "geometric");
	check_relative(voc_chi_square_tail(100, 2), exp(-50), 1e-13, "exp(-x / 2)");
	check_relative(voc_chi_square_tail(1300, 2), exp(-650), 2e-13, "exp(-x / 2)");
	check_relative(voc_chi_square_tail(30, 1), 2 * voc_normal_tail(sqrt(30)),
				   1e-13, "square of a normal variable");
	check_relative(voc_student_two_sided(1, 1), 0.5, 1e-14, "Cauchy");
	check_relative(voc_student_two_sided(1e200, 1), 2 / pi * 1e-200, 1e-12,
				   "Cauchy");
	check_relative(voc_student_two_sided(3, INFINITY), 2 * voc_normal_tail(3),
				   1e-15, "normal");
	check_relative(voc_negative_binomial_tail(9, 4, INFINITY),
				   voc_poisson_tail(9, 4), 1e-15, "Poisson");
	check_relative(voc_negative_binomial_tail(9, 4, 1e300),
				   voc_poisson_tail(9, 4), 1e-13, "Poisson");
	check_relative(voc_student_critical(1e-200, 1), pi / 2 * 1e-200, 1e-12,
				   "tangent");
	check_relative(voc_student_critical(0.95, INFINITY),
				   voc_normal_critical(0.95), 0, "normal");
}

/* Large parameters take no longer than small ones, and give what is known. */
static void
test_large(void)
{
	check_near(voc_poisson_tail(1e18, 1e18), 0.5, 1e-8);
	check_near(voc_chi_square_tail(1e18, 1e18), 0.5, 1e-8);
	check_near(voc_binomial_tail(5e17, 1e18, 0.5), 0.5, 1e-8);
	check_near(voc_negative_binomial_tail(1e18, 1e18, 1e18), 0.5, 1e-8);
	check_near(voc_student_two_sided(1.96, 1e18), 2 * voc_normal_tail(1.96),
			   1e-15);
	check(voc_poisson_tail(1e18, 1e15) == 0.0);
	check(voc_poisson_tail(1e15, 1e18) == 1.0);
	check(isinf(voc_student_critical(1.0 - 1e-15, 1e-3)));
}

/* The critical value is where the tail is what is left of the confidence. */
static void
test_critical_undoes_tail(void)
{
	static const double df[] = {0.05, 0.5, 1, 1.7, 3, 12, 100, 12345.6, 1e9};
	static const double confidence[] = {1e-6, 0.1, 0.49, 0.5, 0.9, 0.95, 0.9999,
	1.0 - 1e-12};
	size_t		i;
	size_t		j;

	for (i = 0; i < sizeof(df) / sizeof(df[0]); i++)
		for (j = 0; j < sizeof(confidence) / sizeof(confidence[0]); j++)
			check_relative(voc_student_two_sided(
						   voc_student_critical(confidence[j], df[i]), df[i]),
						   1.0 - confidence[j], 1e-13, "tail of critical value");
}

/* A larger count is never more likely; probabilities stay within 0 ... 1. */
static void
test_monotonic(void)
{
	static const double mean[] = {0.01, 0.9, 7, 130, 25000, 1e7};
	size_t		i;
	int			z;

	for (i = 0; i < sizeof(mean) / sizeof(mean[0]); i++)
	{
		double		poisson = 1.0;
		double		negative = 1.0;

		for (z = -40; z < 120; z++)
		{
			double		k = floor(mean[i] + z * sqrt(mean[i]) / 4);
			double		p = voc_poisson_tail(k, mean[i]);
			double		q = voc_negative_binomial_tail(k, mean[i], 20);

			check(p >= 0.0 && p <= poisson * (1 + 1e-14));
			check(q >= 0.0 && q <= negative * (1 + 1e-14));
			poisson = p;
			negative = q;
		}
	}
}

static void
test_edges(void)
{
	check(voc_normal_tail(INFINITY) == 0.0 && voc_normal_tail(-INFINITY) == 1.0);
	check(voc_student_two_sided(0, 3) == 1.0);
	check(voc_student_two_sided(INFINITY, 3) == 0.0);
	check(voc_student_two_sided(-2, 3) == voc_student_two_sided(2, 3));
	check(voc_chi_square_tail(0, 3) == 1.0);
	check(voc_chi_square_tail(INFINITY, 3) == 0.0);
	check(voc_poisson_tail(0, 0) == 1.0 && voc_poisson_tail(1, 0) == 0.0);
	check(voc_poisson_tail(-3, 2) == 1.0);
	check(voc_poisson_tail(INFINITY, 2) == 0.0);
	check(voc_negative_binomial_tail(0, 1, 1) == 1.0);
	check(voc_binomial_tail(0, 0, 0.5) == 1.0);
	check(voc_binomial_tail(4, 3, 0.5) == 0.0);
	check(voc_binomial_tail(1, 3, 0.0) == 0.0);
	check(voc_binomial_tail(3, 3, 1.0) == 1.0);
}

static void
test_nan(void)
{
	check(isnan(voc_normal_tail(NAN)));
	check(isnan(voc_student_two_sided(NAN, 3)));
	check(isnan(voc_student_two_sided(1, 0)));
	check(isnan(voc_student_two_sided(1, NAN)));
	check(isnan(voc_student_critical(0.0, 3)));
	check(isnan(voc_student_critical(1.0, 3)));
	check(isnan(voc_student_critical(NAN, 3)));
	check(isnan(voc_student_critical(0.95, -1)));
	check(isnan(voc_chi_square_tail(-1, 3)));
	check(isnan(voc_chi_square_tail(1, 0)));
	check(isnan(voc_poisson_tail(NAN, 1)));
	check(isnan(voc_poisson_tail(1, -1)));
	check(isnan(voc_poisson_tail(1, INFINITY)));
	check(isnan(voc_negative_binomial_tail(1, 0, 1)));
	check(isnan(voc_negative_binomial_tail(1, 1, 0)));
	check(isnan(voc_negative_binomial_tail(NAN, 1, 1)));
	check(isnan(voc_binomial_tail(1, 3, 1.1)));
	check(isnan(voc_binomial_tail(1, -1, 0.5)));
	check(isnan(voc_binomial_tail(NAN, 3, 0.5)));
}

int
main(void)
{
	test_against_r();
	test_closed_forms();
	test_large();
	test_critical_undoes_tail();
	test_monotonic();
	test_edges();
	test_nan();
	return check_end("distribution");
}
