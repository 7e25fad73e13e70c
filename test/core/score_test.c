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
#include "../../src/score/scale.h"

#include "check.h"

static VocNps
tally(int64_t promoters, int64_t passives, int64_t detractors)
{
	VocNps		nps;

	nps.promoters = promoters;
	nps.passives = passives;
	nps.detractors = detractors;
	return nps;
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

/* Each score in turn, against the definition of the groups. */
static void
test_count(void)
{
	VocNps		nps = tally(0, 0, 0);
	VocNps		full = tally(INT64_MAX, 0, 0);
	int			score;

	for (score = 0; score <= VOC_SCORE_MAX; score++)
		check(voc_nps_count(&nps, score));
	check(nps.promoters == 2 && nps.passives == 2 && nps.detractors == 7);
	check(voc_nps_responses(&nps) == 11);
	for (score = 0; score <= VOC_SCORE_MAX; score++)
		check(voc_nps_discount(&nps, score));
	check(voc_nps_responses(&nps) == 0);
	for (score = 0; score <= VOC_SCORE_MAX; score++)
		check(!voc_nps_discount(&nps, score));
	check(voc_nps_responses(&nps) == 0);

	check(!voc_nps_count(&full, 5));
	check(full.promoters == INT64_MAX && full.detractors == 0);
	full.promoters--;
	check(voc_nps_count(&full, 8));
	check(voc_nps_sound(&full));
	check(!voc_nps_count(&full, 8));
}

static void
test_sound(void)
{
	VocNps		nps;

	nps = tally(0, 0, 0);
	check(voc_nps_sound(&nps));
	nps = tally(-1, 0, 0);
	check(!voc_nps_sound(&nps));
	nps = tally(0, -1, 0);
	check(!voc_nps_sound(&nps));
	nps = tally(0, 0, INT64_MIN);
	check(!voc_nps_sound(&nps));
	nps = tally(INT64_MAX, INT64_MAX, INT64_MAX);
	check(!voc_nps_sound(&nps));
	nps = tally(INT64_MAX - 1, 0, 1);
	check(voc_nps_sound(&nps));
	nps = tally(INT64_MAX - 1, 1, 1);
	check(!voc_nps_sound(&nps));
}

static void
test_merge(void)
{
	VocNps		a = tally(1, 2, 3);
	VocNps		b = tally(10, 20, 30);
	VocNps		big = tally(INT64_MAX - 5, 0, 0);

	check(voc_nps_add(&a, &b));
	check(a.promoters == 11 && a.passives == 22 && a.detractors == 33);
	check(voc_nps_subtract(&a, &b));
	check(a.promoters == 1 && a.passives == 2 && a.detractors == 3);
	check(!voc_nps_subtract(&a, &b));
	check(a.promoters == 1 && a.passives == 2 && a.detractors == 3);
	check(!voc_nps_add(&big, &a));
	check(big.promoters == INT64_MAX - 5 && big.passives == 0);
	a = tally(1, 2, 2);
	check(voc_nps_add(&big, &a));
	check(voc_nps_sound(&big));
}

static VocNpsParse
parse(const char *text, VocNps *nps, size_t *at)
{
	size_t		len = strlen(text);
	char	   *exact = malloc(len > 0 ? len : 1);	/* no NUL to lean on */
	VocNpsParse result;

	if (exact == NULL)
		abort();
	memcpy(exact, text, len);
	result = voc_nps_parse(exact, len, nps, at);
	free(exact);
	return result;
}

static void
test_parse(void)
{
	static const struct
	{
		const char *text;
		VocNpsParse result;
		size_t		at;
	}			cases[] = {
		{"", VOC_NPS_NO_DIGIT, 0},
		{",", VOC_NPS_NO_DIGIT, 0},
		{"1", VOC_NPS_NO_COMMA, 1},
		{"1,", VOC_NPS_NO_DIGIT, 2},
		{"1,2", VOC_NPS_NO_COMMA, 3},
		{"1,2,", VOC_NPS_NO_DIGIT, 4},
		{"1,2,3,", VOC_NPS_TRAILING, 5},
		{"1,2,3 ", VOC_NPS_TRAILING, 5},
		{" 1,2,3", VOC_NPS_NO_DIGIT, 0},
		{"1, 2,3", VOC_NPS_NO_DIGIT, 2},
		{"1;2;3", VOC_NPS_NO_COMMA, 1},
		{"-1,2,3", VOC_NPS_NO_DIGIT, 0},
		{"+1,2,3", VOC_NPS_NO_DIGIT, 0},
		{"01,2,3", VOC_NPS_LEADING_ZERO, 0},
		{"1,00,3", VOC_NPS_LEADING_ZERO, 2},
		{"1,2.5,3", VOC_NPS_NO_COMMA, 3},
		{"9223372036854775808,0,0", VOC_NPS_TOO_LARGE, 0},
		{"0,99999999999999999999999999,0", VOC_NPS_TOO_LARGE, 2},
		{"9223372036854775807,1,0", VOC_NPS_TOO_LARGE, 0},
		{"0,0,9223372036854775807", VOC_NPS_PARSED, 23},
		{"0,0,0", VOC_NPS_PARSED, 5},
		{"500,300,200", VOC_NPS_PARSED, 11}
	};
	size_t		i;
	size_t		at;
	VocNps		nps;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		nps = tally(-7, -7, -7);
		check(parse(cases[i].text, &nps, &at) == cases[i].result);
		check(at == cases[i].at);
		check((nps.promoters == -7) == (cases[i].result != VOC_NPS_PARSED));
	}
	check(nps.promoters == 500 && nps.passives == 300 && nps.detractors == 200);
}

/* A count of any magnitude. */
static int64_t
random_count(void)
{
	return (int64_t) (next_random() >> (2 + next_random() % 62));
}

static void
test_round_trip(void)
{
	char		text[VOC_NPS_TEXT_MAX];
	int			i;

	for (i = 0; i < 20000; i++)
	{
		VocNps		nps = tally(random_count() / 2, random_count() / 4,
								random_count() / 4);
		VocNps		again = tally(0, 0, 0);
		size_t		at;
		size_t		len = voc_nps_print(&nps, text);

		if (len != strlen(text) ||
			parse(text, &again, &at) != VOC_NPS_PARSED || at != len ||
			again.promoters != nps.promoters ||
			again.passives != nps.passives ||
			again.detractors != nps.detractors)
			break;
	}
	check(i == 20000);
}

/* Whatever is read is sound, and prints as what was read: one text a value. */
static void
test_mutations(void)
{
	static const char alphabet[] = "0123456789,,,, -+.x";
	char		text[VOC_NPS_TEXT_MAX];
	int			parsed = 0;
	int			i;

	for (i = 0; i < 200000; i++)
	{
		char		input[24];
		size_t		len = next_random() % sizeof(input);
		size_t		j;
		size_t		at;
		VocNps		nps;

		for (j = 0; j < len; j++)
			input[j] = alphabet[next_random() % (sizeof(alphabet) - 1)];
		if (voc_nps_parse(input, len, &nps, &at) != VOC_NPS_PARSED)
		{
			if (at > len)
				break;
			continue;
		}
		parsed++;
		if (!voc_nps_sound(&nps) || voc_nps_print(&nps, text) != len ||
			memcmp(text, input, len) != 0)
			break;
	}
	check(i == 200000);
	check(parsed > 100);
}

static int
sign(int x)
{
	return (x > 0) - (x < 0);
}

static void
test_compare(void)
{
	/* In ascending order; the fourth and fifth have the same score */
	VocNps		ordered[] = {
		tally(0, 0, 0),
		tally(0, 0, 5),
		tally(0, 1, 1),
		tally(0, 1, 0),
		tally(5, 0, 5),
		tally(1, 0, 0),
		tally(INT64_MAX, 0, 0)
	};
	int			n = (int) (sizeof(ordered) / sizeof(ordered[0]));
	VocNps		a;
	VocNps		b;
	int			i;
	int			j;

	for (i = 0; i < n; i++)
	{
		for (j = 0; j < n; j++)
			check(sign(voc_nps_compare(&ordered[i], &ordered[j])) == sign(i - j));
	}

	/* Scores that differ in the nineteenth digit are told apart */
	a = tally(INT64_C(3000000000000000000), INT64_C(3000000000000000000), 0);
	b = tally(INT64_C(3000000000000000001), INT64_C(3000000000000000000), 0);
	check(voc_nps_score(&a) == voc_nps_score(&b));
	check(voc_nps_compare(&a, &b) < 0);
	check(voc_nps_compare(&b, &a) > 0);
	a = tally(0, INT64_C(3000000000000000000), INT64_C(3000000000000000000));
	b = tally(0, INT64_C(3000000000000000000), INT64_C(3000000000000000001));
	check(voc_nps_compare(&a, &b) > 0);
}

/* The laws of a total order, on triples of small counts full of ties. */
static void
test_order_laws(void)
{
	int			i;

	for (i = 0; i < 100000; i++)
	{
		VocNps		t[3];
		int			ab;
		int			bc;
		int			ac;
		int			j;

		for (j = 0; j < 3; j++)
			t[j] = tally((int64_t) (next_random() % 4),
						 (int64_t) (next_random() % 4),
						 (int64_t) (next_random() % 4));
		ab = voc_nps_compare(&t[0], &t[1]);
		bc = voc_nps_compare(&t[1], &t[2]);
		ac = voc_nps_compare(&t[0], &t[2]);
		if (sign(ab) != -sign(voc_nps_compare(&t[1], &t[0])) ||
			(ab <= 0 && bc <= 0 && ac > 0) ||
			(ab == 0) != (memcmp(&t[0], &t[1], sizeof(VocNps)) == 0))
			break;
	}
	check(i == 100000);
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
		VocNps		nps = tally(cases[i].promoters, cases[i].passives,
								cases[i].detractors);
		VocNpsEstimate wald = voc_nps_estimate(&nps, 0.95, VOC_NPS_WALD);
		VocNpsEstimate adjusted = voc_nps_estimate(&nps, 0.95,
												   VOC_NPS_ADJUSTED);

		check_near(voc_nps_score(&nps), cases[i].nps, 5e-5);
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
		VocNps		nps = tally(random_count() / 2, random_count() / 4,
								random_count() / 4);
		double		confidence = (double) (next_random() >> 11) / 9007199254740992.0;
		VocNpsEstimate e;

		if (voc_nps_responses(&nps) == 0 || confidence <= 0)
			continue;
		e = voc_nps_estimate(&nps, confidence,
							 i % 2 ? VOC_NPS_WALD : VOC_NPS_ADJUSTED);
		if (!(e.low >= -100 && e.low <= e.point && e.point <= e.high &&
			  e.high <= 100 && e.se >= 0 && e.margin >= 0 &&
			  isfinite(e.margin)))
			break;
	}
	check(i == 100000);
}

static void
test_scales(void)
{
	static const struct
	{
		const char *name;
		int			low,
					high;
	}			expected[] = {
		{"nps", 0, 10}, {"csat5", 1, 5}, {"csat7", 1, 7},
		{"ces7", 1, 7}, {"stars5", 1, 5}, {"thumbs", 0, 1}
	};
	int			i;

	check(voc_scale_count() == 6);
	for (i = 0; i < voc_scale_count(); i++)
	{
		const VocScale *scale = voc_scale_find(expected[i].name,
											   strlen(expected[i].name));

		check(scale != NULL && scale == voc_scale_at(i));
		check(scale->low == expected[i].low && scale->high == expected[i].high);
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
	test_count();
	test_sound();
	test_merge();
	test_parse();
	test_round_trip();
	test_mutations();
	test_compare();
	test_order_laws();
	test_estimates();
	test_estimate_bounds();
	test_scales();
	return check_end("score");
}
