/*-------------------------------------------------------------------------
 *
 * relative_weights_test.c
 *	  Unit tests of relative weights and of the moments they are made of.
 *
 * Where it says so, expected values are those that R worked out:
 * test/peer/relative_weights.R and the .tsv beside it.
 *
 * IDENTIFICATION
 *	  test/core/relative_weights_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/comoments.h"
#include "../../src/score/relative_weights.h"

#include <float.h>
#include <stdint.h>

#include "check.h"

#define MAX VOC_PREDICTORS_MAX

static double scratch[VOC_RELATIVE_WEIGHTS_SCRATCH(MAX)];
static double weights[MAX];
static double r_xx[MAX * MAX];
static double r_xy[MAX];
static double r_squared;

/* A small generator of its own, so that every run tests the same. */
static uint64_t seed = 42;

static double
next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double) (seed >> 11) / 9007199254740992.0 - 0.5;
}

static VocRelativeWeights
run(const double *xx, const double *xy, int k)
{
	return voc_relative_weights(xx, xy, k, scratch, weights, &r_squared);
}

static void
check_weights(const double *wanted, int k, double within)
{
	double		sum = 0.0;
	int			i;

	for (i = 0; i < k; i++)
	{
		check_near(weights[i], wanted[i], within);
		sum += wanted[i];
	}
	check_near(r_squared, sum, 10 * within);
}

/* The example that the design names, and what R makes of it. */
static void
test_published(void)
{
	static const double xx[16] = {
		1, .2, .3, .4, .2, 1, .5, .1, .3, .5, 1, .2, .4, .1, .2, 1
	};
	static const double xy[4] = {-.4, .1, -.3, .4};
	static const double wanted[4] = {
		.24066119, .05492664, .12143476, .28158189
	};
	static const double exact[4] = {
		0.240661193555763, 0.0549266374065875, 0.121434762294838,
		0.281581893582593
	};

	check_int(run(xx, xy, 4), VOC_WEIGHTS_FOUND);
	check_weights(wanted, 4, 5e-9);
	check_near(r_squared, .69860449, 5e-9);
	check_weights(exact, 4, 1e-14);
}

/* Where the answer is known without working it out. */
static void
test_simple(void)
{
	static const double one[1] = {1};
	static const double apart[4] = {1, 0, 0, 1};
	static const double same[4] = {1, 1, 1, 1};
	static const double opposite[4] = {1, -1, -1, 1};
	static const double constant[9] = {1, 0, .5, 0, 0, 0, .5, 0, 1};
	static const double nothing[4] = {0, 0, 0, 0};
	static const double some[3] = {.6, .5, 0};
	static const double twice[2] = {.6, .6};
	static const double turned[2] = {.6, -.6};
	static const double ends[3] = {.6, 0, .6};

	/* Uncorrelated predictors: their squared correlations */
	check_int(run(one, some, 1), VOC_WEIGHTS_FOUND);
	check_near(weights[0], .36, 1e-15);
	check_int(run(apart, some, 2), VOC_WEIGHTS_FOUND);
	check_near(weights[0], .36, 1e-15);
	check_near(weights[1], .25, 1e-15);

	/* The same predictor twice, or once with its sign turned: half each */
	check_int(run(same, twice, 2), VOC_WEIGHTS_FOUND);
	check_near(weights[0], .18, 1e-15);
	check_near(weights[1], .18, 1e-15);
	check_int(run(opposite, turned, 2), VOC_WEIGHTS_FOUND);
	check_near(weights[0], .18, 1e-15);
	check_near(weights[1], .18, 1e-15);

	/* A constant one: 0, and the others as without it; .48 = 2 * .6^2 / 1.5 */
	check_int(run(constant, ends, 3), VOC_WEIGHTS_FOUND);
	check_near(weights[0], .24, 1e-15);
	check(weights[1] == 0.0);
	check_near(weights[2], .24, 1e-15);
	check_int(run(nothing, ends + 1, 2), VOC_WEIGHTS_FOUND);
	check(weights[0] == 0.0 && weights[1] == 0.0 && r_squared == 0.0);
}

/* Tables that no data can have. */
static void
test_impossible(void)
{
	static const double apart[4] = {1, 0, 0, 1};
	static const double both[2] = {1, 1};

	/* a goes with b and b with c, but a against c: eigenvalues 1.9, 1.9, -.8 */
	static const double cycle[9] = {1, .9, -.9, .9, 1, .9, -.9, .9, 1};

	/* 1/sqrt(2), cut to two digits: eigenvalue -.004 */
	static const double rounded[9] = {1, 0, .71, 0, 1, .71, .71, .71, 1};
	static const double mild[3] = {.3, .3, .4};

	check_int(run(apart, both, 2), VOC_WEIGHTS_CONTRADICTION);
	check_near(r_squared, 2.0, 1e-14);
	check_int(run(cycle, mild, 3), VOC_WEIGHTS_INDEFINITE);
	check_near(r_squared, -.8, 1e-14);
	check_int(run(rounded, mild, 3), VOC_WEIGHTS_FOUND);
	check(isfinite(r_squared) && r_squared > 0.0 && r_squared < 1.0);
}

/* Row i, 1 ... 500, of the data in test/peer/relative_weights.R. */
static double
peer_row(long i, double *x)
{
	x[0] = (double) (i * 7919 % 11);
	x[1] = (double) (i * 104729 % 7) + x[0] / 2;
	x[2] = (double) (i * i % 13) - x[1];
	x[3] = i % 10 == 0;
	return x[0] / 2 - x[1] / 4 + x[2] / 8 + 2 * x[3] +
		(double) (i * 31 % 17) / 4;
}

/* What the rows are like, to which R knows the answer. */
typedef enum
{
	AS_IT_IS, FIRST_TWICE, DEPENDENT
} Variant;

static int
variant_row(Variant variant, long i, double *y, double *x)
{
	*y = peer_row(i, x);
	if (variant == FIRST_TWICE)
		x[4] = x[0];
	if (variant == DEPENDENT)
		x[3] = x[0] + x[1] - 2 * x[2];
	return variant == FIRST_TWICE ? 5 : 4;
}

static void
test_rows(void)
{
	static const double wanted[3][5] = {
		{0.347182690582928, 0.0577776649293477, 0.0859254283864506,
		0.0974928326628547},
		{0.174285835403896, 0.0517695514626539, 0.0898209020470207,
		0.0982164922441153, 0.174285835403895},
		{0.329041974522299, 0.0434984611100296, 0.043969484780312,
		0.0695206117756045}
	};
	Variant		variant;

	for (variant = AS_IT_IS; variant <= DEPENDENT; variant++)
	{
		double		moments[VOC_COMOMENTS_SIZE(5)] = {0};
		double		x[5];
		double		y;
		int			k = 0;
		long		i;

		for (i = 1; i <= 500; i++)
		{
			k = variant_row(variant, i, &y, x);
			check(voc_comoments_add(moments, k, y, x));
		}
		check(voc_comoments_correlate(moments, k, r_xx, r_xy));
		check_int(run(r_xx, r_xy, k), VOC_WEIGHTS_FOUND);
		check_weights(wanted[variant], k, 1e-12);
	}
}

/* In parts, in any order, and far from zero: the same to 1e-12. */
static void
test_merge(void)
{
	double		whole[VOC_COMOMENTS_SIZE(4)] = {0};
	double		part[7][VOC_COMOMENTS_SIZE(4)] = {{0}};
	double		sum[VOC_COMOMENTS_SIZE(4)] = {0};
	double		far[VOC_COMOMENTS_SIZE(4)] = {0};
	double		wanted[4];
	double		x[4];
	double		y;
	long		i;
	int			j;

	for (i = 1; i <= 500; i++)
	{
		y = peer_row(i, x);
		check(voc_comoments_add(whole, 4, y, x));

		/* Part 0 stays empty */
		check(voc_comoments_add(part[1 + i * i % 6], 4, y, x));
		for (j = 0; j < 4; j++)
			x[j] += 1e6 * (j + 1);
		check(voc_comoments_add(far, 4, y - 1e6, x));
	}
	check(voc_comoments_correlate(whole, 4, r_xx, r_xy));
	check_int(run(r_xx, r_xy, 4), VOC_WEIGHTS_FOUND);
	memcpy(wanted, weights, sizeof(wanted));

	for (j = 6; j >= 0; j--)
		check(voc_comoments_merge(sum, part[j], 4));
	check(sum[0] == 500.0);
	check(voc_comoments_correlate(sum, 4, r_xx, r_xy));
	check_int(run(r_xx, r_xy, 4), VOC_WEIGHTS_FOUND);
	check_weights(wanted, 4, 1e-13);

	check(voc_comoments_correlate(far, 4, r_xx, r_xy));
	check_int(run(r_xx, r_xy, 4), VOC_WEIGHTS_FOUND);
	check_weights(wanted, 4, 1e-9);
}

static void
test_few_rows(void)
{
	double		moments[VOC_COMOMENTS_SIZE(2)] = {0};
	double		same[VOC_COMOMENTS_SIZE(1)] = {0};
	double		x[2];
	int			i;

	check(!voc_comoments_correlate(moments, 2, r_xx, r_xy));
	for (i = 0; i < 4; i++)
	{
		check(!voc_comoments_correlate(moments, 2, r_xx, r_xy));
		x[0] = i * i;
		x[1] = 0.1;				/* which no sum of which is exact */
		check(voc_comoments_add(moments, 2, i, x));
		check(voc_comoments_add(same, 1, 0.1, x));
	}
	check(voc_comoments_correlate(moments, 2, r_xx, r_xy));
	check(r_xx[3] == 0.0 && r_xx[1] == 0.0 && r_xy[1] == 0.0);
	check(!voc_comoments_correlate(same, 1, r_xx, r_xy));
}

static void
test_too_large(void)
{
	double		moments[VOC_COMOMENTS_SIZE(2)] = {0};
	double		other[VOC_COMOMENTS_SIZE(2)] = {0};
	double		x[2] = {0, DBL_MAX};

	check(voc_comoments_add(moments, 2, DBL_MAX, x));
	check(voc_comoments_add(moments, 2, DBL_MAX, x));
	x[1] = -DBL_MAX;
	check(voc_comoments_add(other, 2, DBL_MAX, x));
	check(!voc_comoments_merge(moments, other, 2));
	memset(moments, 0, sizeof(moments));
	check(voc_comoments_add(moments, 2, 1e200, x));
	check(!voc_comoments_add(moments, 2, -1e200, x));
}

static void
test_sizes(void)
{
	int			k;

	for (k = 0; k <= MAX; k++)
	{
		check_int(voc_comoments_predictors(VOC_COMOMENTS_SIZE(k)), k);
		check_int(voc_comoments_predictors(VOC_COMOMENTS_SIZE(k) + 1), -1);
	}
	check_int(voc_comoments_predictors(0), -1);
	check_int(voc_comoments_predictors(VOC_COMOMENTS_SIZE(MAX + 1)), -1);
}

/*
 * Random data with up to 64 predictors, some of them copies: weights are not
 * negative, they and R^2 do not depend on the order of the predictors, and R^2
 * is what the predictors' sum of squares leaves: 1 where y is one of them.
 */
static void
test_laws(void)
{
	static double moments[2][VOC_COMOMENTS_SIZE(MAX)];
	int			k;

	for (k = 1; k <= MAX; k += 7)
	{
		double		x[2][MAX];
		double		first[MAX];
		int			i;
		int			j;

		memset(moments, 0, sizeof(moments));
		for (i = 0; i < 3 * k + 5; i++)
		{
			double		common = next_random();

			for (j = 0; j < k; j++)
				x[0][j] = j % 10 == 9 ? x[0][j / 2] : common + next_random();
			for (j = 0; j < k; j++)
				x[1][k - 1 - j] = x[0][j];
			check(voc_comoments_add(moments[0], k, x[0][0], x[0]));
			check(voc_comoments_add(moments[1], k, x[0][0], x[1]));
		}
		check(voc_comoments_correlate(moments[0], k, r_xx, r_xy));
		check_int(run(r_xx, r_xy, k), VOC_WEIGHTS_FOUND);
		check_near(r_squared, 1.0, 1e-10);
		memcpy(first, weights, sizeof(first));
		check(voc_comoments_correlate(moments[1], k, r_xx, r_xy));
		check_int(run(r_xx, r_xy, k), VOC_WEIGHTS_FOUND);
		for (j = 0; j < k; j++)
		{
			check(weights[j] >= 0.0);
			check_near(weights[k - 1 - j], first[j], 1e-10);
			if (j % 10 == 9)
				check_near(first[j], first[j / 2], 1e-10);
		}
	}
}

int
main(void)
{
	test_published();
	test_simple();
	test_impossible();
	test_rows();
	test_merge();
	test_few_rows();
	test_too_large();
	test_sizes();
	test_laws();
	return check_end("relative_weights");
}
