/*-------------------------------------------------------------------------
 *
 * score_test.c
 *	  Unit tests of the score room's pure core.
 *
 * IDENTIFICATION
 *	  test/core/score_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/normal.h"
#include "../../src/score/nps.h"
#include "../../src/score/rating.h"
#include "../../src/score/scale.h"

#include "check.h"

/* A plain tally of three bins. */
static VocTallyRoom
tally(int64_t promoters, int64_t passives, int64_t detractors)
{
	VocTallyRoom t;

	voc_tally_clear(&t.tally, VOC_NPS_BINS, false);
	t.tally.counts[VOC_PROMOTERS] = promoters;
	t.tally.counts[VOC_PASSIVES] = passives;
	t.tally.counts[VOC_DETRACTORS] = detractors;
	return t;
}

/* Ratings from 1 to 5, that many of each. */
static VocTallyRoom
ratings(int64_t n1, int64_t n2, int64_t n3, int64_t n4, int64_t n5)
{
	VocTallyRoom t;

	voc_tally_clear(&t.tally, VOC_RATING_BINS, false);
	t.tally.counts[1] = n1;
	t.tally.counts[2] = n2;
	t.tally.counts[3] = n3;
	t.tally.counts[4] = n4;
	t.tally.counts[5] = n5;
	return t;
}

/* A small generator of its own, so that every run tests the same. */
static uint64_t seed = 42;

static uint64_t
next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* A count of any magnitude. */
static int64_t
random_count(void)
{
	return (int64_t) (next_random() >> (2 + next_random() % 62));
}

/* The expected quantiles were worked out with 60 digits, by series. */
static void
test_normal(void)
{
	double		p;

	check_near(voc_normal_quantile(0.975), 1.9599639845400542, 1e-15);
	check_near(voc_normal_quantile(0.025), -1.9599639845400542, 1e-15);
	check_near(voc_normal_quantile(0.05), -1.6448536269514727, 5e-16);
	check_near(voc_normal_quantile(0.005), -2.5758293035489008, 1e-15);
	check_near(voc_normal_quantile(0.0005), -3.2905267314918948, 1e-15);
	check_near(voc_normal_quantile(0.75), 0.6744897501960817, 5e-16);
	check_near(voc_normal_quantile(1e-20), -9.2623400897984076, 4e-15);
	check_near(voc_normal_quantile(1e-300), -37.047096299361199, 2e-14);
	check(voc_normal_quantile(0.5) == 0.0);
	check(isinf(voc_normal_quantile(0.0)) && voc_normal_quantile(0.0) < 0);
	check(isinf(voc_normal_quantile(1.0)) && voc_normal_quantile(1.0) > 0);
	check(isnan(voc_normal_quantile(-0.1)));
	check(isnan(voc_normal_quantile(1.1)));
	check(isnan(voc_normal_quantile(NAN)));

	check_near(voc_normal_critical(0.95), 1.9599639845400542, 1e-15);
	check_near(voc_normal_critical(0.90), 1.6448536269514727, 5e-16);
	check_near(voc_normal_critical(0.99), 2.5758293035489008, 1e-15);
	check_near(voc_normal_critical(0.5), 0.6744897501960817, 5e-16);
	check_near(voc_normal_critical(1e-10) / 1.2533141373155e-10, 1.0, 1e-12);
	check(isfinite(voc_normal_critical(1.0 - 1.2e-16)));

	/* The distribution function, from the C library, undoes the quantile */
	for (p = 0.0005; p < 1.0; p += 0.0005)
		check_near(0.5 * erfc(-voc_normal_quantile(p) / sqrt(2.0)), p, 4e-16);
}

/* Worked out apart from this code, from the formulas of Rocks (2016). */
static void
test_estimates(void)
{
	static const struct
	{
		int64_t		promoters,
					passives,
					detractors;
		double		nps,
					wald_se,
					wald_margin,
					adjusted,
					low,
					high;
	}			cases[] = {
		{18, 11, 2, 51.6129, 11.0537, 21.6649, 47.0588, 25.5123, 68.6053},
		{500, 300, 200, 30, 2.4698, 4.8408, 29.9103, 25.0770, 34.7435},
		{3, 1, 1, 40, 35.7771, 70.1218, 25, -29.7827, 79.7827},
		{0, 0, 5, -100, 0, 0, -62.5, -100, -17.4915}
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		VocTallyRoom nps = tally(cases[i].promoters, cases[i].passives,
								 cases[i].detractors);
		VocEstimate wald = voc_nps_estimate(&nps.tally, 0.95, VOC_NPS_WALD);
		VocEstimate adjusted = voc_nps_estimate(&nps.tally, 0.95,
												VOC_NPS_ADJUSTED);

		check_near(voc_nps_score(&nps.tally), cases[i].nps, 5e-5);
		check_near(wald.point, cases[i].nps, 5e-5);
		check_near(wald.se, cases[i].wald_se, 5e-5);
		check_near(wald.margin, cases[i].wald_margin, 5e-5);
		check_near(adjusted.point, cases[i].adjusted, 5e-5);
		check_near(adjusted.low, cases[i].low, 5e-5);
		check_near(adjusted.high, cases[i].high, 5e-5);
		check_near(adjusted.margin, adjusted.high - adjusted.point, 1e-12);
	}
}

static void
test_estimate_bounds(void)
{
	int			i;

	for (i = 0; i < 100000; i++)
	{
		VocTallyRoom nps = tally(random_count() / 2, random_count() / 4,
								 random_count() / 4);
		double		confidence = (double) (next_random() >> 11) / 9007199254740992.0;
		VocEstimate e;

		if (voc_tally_responses(&nps.tally) == 0 || confidence <= 0)
			continue;
		e = voc_nps_estimate(&nps.tally, confidence,
							 i % 2 ? VOC_NPS_WALD : VOC_NPS_ADJUSTED);
		if (!(e.low >= -100 && e.low <= e.point && e.point <= e.high &&
			  e.high <= 100 && e.se >= 0 && e.margin >= 0 &&
			  isfinite(e.margin)))
			break;
	}
	check(i == 100000);
}

/* z and p of the difference, from the design's own figures. */
static void
test_nps_compare(void)
{
	VocTallyRoom a = tally(60, 30, 10);
	VocTallyRoom b = tally(45, 35, 20);
	VocTallyRoom one = tally(1, 0, 0);
	VocTallyRoom other = tally(0, 0, 1);
	VocComparison c;

	c = voc_nps_compare(&a.tally, &b.tally, 0.95, VOC_NPS_WALD);
	check_near(c.delta, 25, 1e-12);
	check_near(c.z, 2.4544, 5e-5);
	check_near(c.p, 0.01411, 5e-6);
	check_near((c.low + c.high) / 2, 25, 1e-12);
	check_near((c.high - c.low) / 2, 25 / 2.45440346836908 * 1.9599639845400542, 1e-9);
	c = voc_nps_compare(&a.tally, &b.tally, 0.95, VOC_NPS_ADJUSTED);
	check_near(c.delta, 25, 1e-12);
	check_near(c.z, 2.4094, 5e-5);
	check_near(c.p, 0.01598, 5e-6);

	/* Nothing differs, or all does */
	c = voc_nps_compare(&a.tally, &a.tally, 0.95, VOC_NPS_WALD);
	check(c.delta == 0 && c.z == 0 && c.p == 1);
	c = voc_nps_compare(&one.tally, &one.tally, 0.95, VOC_NPS_WALD);
	check(c.delta == 0 && c.z == 0 && c.p == 1);
	c = voc_nps_compare(&one.tally, &other.tally, 0.95, VOC_NPS_WALD);
	check(c.delta == 200 && isinf(c.z) && c.p == 0);
	c = voc_nps_compare(&one.tally, &other.tally, 0.95, VOC_NPS_ADJUSTED);
	check(isfinite(c.z) && c.p > 0.05);
	c = voc_nps_compare(&one.tally, &a.tally, 0.95, VOC_NPS_LINEARIZED);
	check(c.delta == 50 && isnan(c.z) && isnan(c.p));
}

/* test/peer/score.R: svymean() of the same twelve answers. */
static void
test_weighted(void)
{
	static const int score[] = {10, 9, 9, 8, 7, 7, 6, 3, 0, 10, 5, 8};
	static const int64_t weight[] = {500000, 1250000, 2000000, 750000, 1000000,
		3500000, 100000, 1900000, 2250000, 333333, 1500000, 800000};
	VocTallyRoom nps;
	VocTallyRoom rating;
	VocMoments	m;
	VocEstimate linearized;
	VocEstimate wald;
	int			i;

	voc_tally_clear(&nps.tally, VOC_NPS_BINS, true);
	voc_tally_clear(&rating.tally, VOC_RATING_BINS, true);
	for (i = 0; i < 12; i++)
	{
		check(voc_tally_count(&nps.tally, voc_nps_bin(score[i]), weight[i]));
		check(voc_tally_count(&rating.tally, score[i], weight[i]));
	}
	linearized = voc_nps_estimate(&nps.tally, 0.95, VOC_NPS_LINEARIZED);
	check_near(voc_nps_score(&nps.tally), -10.4931817522179, 1e-12);
	check_near(linearized.point, -10.4931817522179, 1e-12);
	check_near(linearized.se, 26.4261736270237, 1e-12);
	m = voc_tally_moments(&rating.tally, voc_rating_values);
	check_near(m.mean, 5.9989505980892, 1e-12);
	check_near(m.effective_n, 8.05785565141186, 1e-12);

	/* Kish: the variance of one answer by the effective number of them */
	wald = voc_nps_estimate(&nps.tally, 0.95, VOC_NPS_WALD);
	m = voc_tally_moments(&nps.tally, voc_nps_values);
	check_near(wald.se, 100 * sqrt(m.variance / m.effective_n), 1e-12);
}

/* test/peer/score.R: prop.test(correct = FALSE) */
static void
test_shares(void)
{
	static const struct
	{
		double		part,
					whole,
					low,
					high;
	}			cases[] = {
		{18, 31, 0.407662624953697, 0.735844569326878},
		{0, 10, 0, 0.277532799862889},
		{10, 10, 0.722467200137111, 1},
		{1, 1, 0.206549314377238, 1},
		{4321, 98765, 0.0424923385346413, 0.0450437845090351}
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		VocEstimate e = voc_share_estimate(cases[i].part / cases[i].whole,
										   cases[i].whole, 0.95);

		check_near(e.low, cases[i].low, 1e-14);
		check_near(e.high, cases[i].high, 1e-14);
	}
}

/* test/peer/score.R: t.test() of the same ratings */
static void
test_means(void)
{
	VocTallyRoom a = ratings(3, 1, 4, 12, 20);
	VocTallyRoom b = ratings(7, 4, 4, 10, 11);
	VocTallyRoom one = ratings(0, 0, 0, 0, 1);
	VocMoments	m = voc_tally_moments(&a.tally, voc_rating_values);
	VocEstimate e = voc_mean_estimate(m.mean, voc_rating_stddev(&m), m.n, 0.95);
	VocComparison c = voc_rating_compare(&a.tally, &b.tally, 0.95);

	check_near(e.low, 3.7473696764342, 1e-13);
	check_near(e.high, 4.5026303235658, 1e-13);
	e = voc_mean_estimate(m.mean, voc_rating_stddev(&m), m.n, 0.8);
	check_near(e.low, 3.88161458843896, 1e-13);
	check_near(e.high, 4.36838541156104, 1e-13);
	check_near(c.z, 2.34201476348296, 1e-13);
	check_near(c.p, 0.0222083142467935, 1e-14);
	check_near(c.low, 0.108571951063918, 1e-13);
	check_near(c.high, 1.3636502711583, 1e-13);

	m = voc_tally_moments(&one.tally, voc_rating_values);
	check(m.mean == 5 && isnan(voc_rating_stddev(&m)));
	c = voc_rating_compare(&a.tally, &one.tally, 0.95);
	check_near(c.delta, -0.875, 1e-14);
	check(isnan(c.z) && isnan(c.p));
	one = ratings(0, 0, 0, 0, 2);
	c = voc_rating_compare(&one.tally, &one.tally, 0.95);
	check(c.delta == 0 && c.p == 1);
	b = ratings(0, 0, 0, 2, 0);
	c = voc_rating_compare(&one.tally, &b.tally, 0.95);
	check(c.delta == 1 && isinf(c.z) && c.p == 0);
}

/* By hand: 3 of 1, 1 of 2, 4 of 3, 12 of 4, 20 of 5; their mean is 4.125. */
static void
test_figures(void)
{
	VocTallyRoom t = ratings(3, 1, 4, 12, 20);
	const VocScale *csat5 = voc_scale_find("csat5", 5);
	const VocScale *ces7 = voc_scale_find("ces7", 4);
	VocEstimate e;
	int			low;
	int			high;

	check(voc_rating_range(&t.tally, &low, &high) && low == 1 && high == 5);
	check_near(voc_rating_share(&t.tally, 1, 2), 0.1, 1e-15);
	check_near(voc_rating_figure(&t.tally, csat5, VOC_FIGURE_SATISFIED), 80, 1e-13);
	check_near(voc_rating_figure(&t.tally, csat5, VOC_FIGURE_TOP_BOX), 50, 1e-13);
	check_near(voc_rating_figure(&t.tally, csat5, VOC_FIGURE_PERCENT), 78.125, 1e-13);
	check_near(voc_rating_figure(&t.tally, csat5, VOC_FIGURE_MEAN), 4.125, 1e-14);
	check_near(voc_rating_figure(&t.tally, ces7, VOC_FIGURE_SATISFIED), 50, 1e-13);
	check_near(voc_rating_figure(&t.tally, ces7, VOC_FIGURE_PERCENT), 100 * 3.125 / 6, 1e-13);

	e = voc_rating_estimate(&t.tally, csat5, VOC_FIGURE_MEAN, 0.95);
	check_near(e.low, 3.7473696764342, 1e-13);
	e = voc_rating_estimate(&t.tally, csat5, VOC_FIGURE_PERCENT, 0.95);
	check_near(e.low, 25 * 2.7473696764342, 1e-12);
	check_near(e.high, 25 * 3.5026303235658, 1e-12);

	/* An interval ends where its scale does */
	t = ratings(0, 0, 0, 1, 5);
	e = voc_rating_estimate(&t.tally, csat5, VOC_FIGURE_MEAN, 0.95);
	check(e.high == 5);
	e = voc_rating_estimate(&t.tally, csat5, VOC_FIGURE_PERCENT, 0.95);
	check(e.high == 100);
	e = voc_rating_estimate(&t.tally, csat5, VOC_FIGURE_SATISFIED, 0.95);
	check(e.high == 100 && e.low > 60 && e.low < 61);
}

static void
test_scales(void)
{
	static const struct
	{
		const char *name;
		int			low,
					high,
					good_from;
	}			expected[] = {
		{"nps", 0, 10, 9}, {"csat5", 1, 5, 4}, {"csat7", 1, 7, 6},
		{"ces7", 1, 7, 5}, {"stars5", 1, 5, 4}, {"thumbs", 0, 1, 1}
	};
	int			i;

	check(voc_scale_count() == 6);
	for (i = 0; i < voc_scale_count(); i++)
	{
		const VocScale *scale = voc_scale_find(expected[i].name,
											   strlen(expected[i].name));

		check(scale != NULL && scale == voc_scale_at(i));
		check(scale->low == expected[i].low && scale->high == expected[i].high);
		check_int(scale->good_from, expected[i].good_from);
		check(scale->low >= 0 && scale->high <= VOC_SCORE_MAX);
		check(!voc_scale_has(scale, VOC_NOT_A_SCORE));
		check(!voc_scale_has(scale, scale->low - 1));
		check(voc_scale_has(scale, scale->low));
		check(voc_scale_has(scale, scale->high));
		check(!voc_scale_has(scale, scale->high + 1));
	}
	check(voc_scale_find("NPS", 3) == NULL);
	check(voc_scale_find("np", 2) == NULL);
	check(voc_scale_find("nps ", 4) == NULL);
	check(voc_scale_find("", 0) == NULL);
}

int
main(void)
{
	test_normal();
	test_estimates();
	test_estimate_bounds();
	test_nps_compare();
	test_weighted();
	test_shares();
	test_means();
	test_figures();
	test_scales();
	return check_end("score");
}
