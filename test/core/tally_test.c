/*-------------------------------------------------------------------------
 *
 * tally_test.c
 *	  Unit tests of tallies: counting, merging, text, order.
 *
 * IDENTIFICATION
 *	  test/core/tally_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/nps.h"
#include "../../src/score/rating.h"
#include "../../src/score/tally.h"

#include "check.h"

/* A plain tally of three bins. */
static VocTallyRoom
tally(int64_t promoters, int64_t passives, int64_t detractors)
{
	VocTallyRoom t;

	memset(&t, 0, sizeof(t));
	voc_tally_clear(&t.tally, VOC_NPS_BINS, false);
	t.tally.counts[0] = promoters;
	t.tally.counts[1] = passives;
	t.tally.counts[2] = detractors;
	return t;
}

static VocTallyRoom
empty(int bins, bool weighted)
{
	VocTallyRoom t;

	memset(&t, 0, sizeof(t));
	voc_tally_clear(&t.tally, bins, weighted);
	return t;
}

static bool
equal(const VocTallyRoom *a, const VocTallyRoom *b)
{
	return voc_tally_size(&a->tally) == voc_tally_size(&b->tally) &&
		memcmp(a, b, voc_tally_size(&a->tally)) == 0;
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

/* A weight in millionths of any magnitude, often 1 or 0. */
static int64_t
random_weight(void)
{
	switch (next_random() % 4)
	{
		case 0:
			return VOC_WEIGHT_ONE;
		case 1:
			return (int64_t) (next_random() % 3);
		case 2:
			return (int64_t) (next_random() % (3 * VOC_WEIGHT_ONE));
		default:
			return (int64_t) (next_random() % (VOC_WEIGHT_MAX * VOC_WEIGHT_ONE + 1));
	}
}

/* A few random answers, weighted ones in a weighted tally. */
static VocTallyRoom
random_tally(int bins, bool weighted)
{
	VocTallyRoom t = empty(bins, weighted);
	int			n = (int) (next_random() % 12);

	while (n-- > 0)
		(void) voc_tally_count(&t.tally, (int) (next_random() % (uint64_t) bins),
							   weighted ? random_weight() : VOC_WEIGHT_ONE);
	return t;
}

/* Each score in turn, against the definition of the groups. */
static void
test_count(void)
{
	VocTallyRoom t = tally(0, 0, 0);
	VocTallyRoom plain = tally(0, 0, 0);
	VocTallyRoom full = tally(INT64_MAX, 0, 0);
	int			score;

	for (score = 0; score <= VOC_SCORE_MAX; score++)
	{
		check(voc_tally_count(&t.tally, voc_nps_bin(score), VOC_WEIGHT_ONE));
		check(voc_nps_count_plain(&plain.tally, score));
		check(equal(&t, &plain));
	}
	check(t.tally.counts[VOC_PROMOTERS] == 2 && t.tally.counts[VOC_PASSIVES] == 2 &&
		  t.tally.counts[VOC_DETRACTORS] == 7);
	check(voc_tally_responses(&t.tally) == 11);
	for (score = 0; score <= VOC_SCORE_MAX; score++)
		check(voc_tally_discount(&t.tally, voc_nps_bin(score), VOC_WEIGHT_ONE));
	check(voc_tally_responses(&t.tally) == 0);
	for (score = 0; score <= VOC_SCORE_MAX; score++)
		check(!voc_tally_discount(&t.tally, voc_nps_bin(score), VOC_WEIGHT_ONE));
	check(voc_tally_responses(&t.tally) == 0);

	check(!voc_tally_count(&full.tally, VOC_DETRACTORS, VOC_WEIGHT_ONE));
	check(!voc_nps_count_plain(&full.tally, 5));
	check(full.tally.counts[0] == INT64_MAX && full.tally.counts[2] == 0);
	full.tally.counts[0]--;
	check(voc_nps_count_plain(&full.tally, 8));
	check(voc_tally_sound(&full.tally));
	check(!voc_nps_count_plain(&full.tally, 8));
}

/* Weights of 2, 0.5 and 0.000001: sums and squares by hand. */
static void
test_weights(void)
{
	VocTallyRoom t = empty(VOC_NPS_BINS, true);
	VocTallyRoom before;
	char		text[VOC_TALLY_TEXT_MAX];
	VocMoments	m;

	check(voc_tally_count(&t.tally, 0, 2 * VOC_WEIGHT_ONE));
	check(voc_tally_count(&t.tally, 0, VOC_WEIGHT_ONE / 2));
	check(voc_tally_count(&t.tally, 2, 1));
	voc_tally_print(&t.tally, text);
	check_str(text, "2,0,1;2500000,0,1;4250000000000,0,1");
	m = voc_tally_moments(&t.tally, voc_nps_values);
	check_near(m.n, 3, 0);
	check_near(m.weight, 2.500001, 1e-12);
	check_near(m.sum, 2.499999, 1e-12);
	check_near(m.effective_n, 2.500001 * 2.500001 / 4.250000000001, 1e-12);

	/* What was never counted cannot be taken back */
	before = t;
	check(!voc_tally_discount(&t.tally, 0, 3 * VOC_WEIGHT_ONE));
	check(!voc_tally_discount(&t.tally, 1, 0));
	check(equal(&t, &before));
	check(voc_tally_discount(&t.tally, 0, 2 * VOC_WEIGHT_ONE));
	check(voc_tally_discount(&t.tally, 2, 1));
	voc_tally_print(&t.tally, text);
	check_str(text, "1,0,0;500000,0,0;250000000000,0,0");

	/* Weights of 1 are none, and none are weights of 1 */
	t = empty(VOC_NPS_BINS, true);
	check(voc_tally_count(&t.tally, 1, VOC_WEIGHT_ONE));
	voc_tally_settle(&t.tally);
	before = tally(0, 1, 0);
	check(equal(&t, &before));

	/* 0.5 and 1.5 add up to as much as 1 and 1, but are not the same */
	t = empty(VOC_NPS_BINS, true);
	check(voc_tally_count(&t.tally, 1, VOC_WEIGHT_ONE / 2));
	check(voc_tally_count(&t.tally, 1, VOC_WEIGHT_ONE * 3 / 2));
	voc_tally_settle(&t.tally);
	check(voc_tally_weighted(&t.tally));

	/* The largest weights: squares come to the end of 128 bits, and no further */
	t = empty(VOC_NPS_BINS, true);
	t.tally.counts[0] = INT64_C(1) << 60;
	voc_tally_weights(&t.tally)[0].high = UINT64_MAX >> 8;
	voc_tally_squares(&t.tally)[0].high = UINT64_MAX;
	voc_tally_squares(&t.tally)[0].low = UINT64_MAX - 1;
	before = t;
	check(!voc_tally_count(&t.tally, 0, 2));
	check(equal(&t, &before));
	check(voc_tally_count(&t.tally, 0, 1));
	check(!voc_tally_count(&t.tally, 0, 1));
	before = t;
	check(!voc_tally_add(&t.tally, &before.tally));
	check(equal(&t, &before));
}

static void
test_sound(void)
{
	VocTallyRoom t;

	t = tally(0, 0, 0);
	check(voc_tally_sound(&t.tally));
	t = tally(-1, 0, 0);
	check(!voc_tally_sound(&t.tally));
	t = tally(0, -1, 0);
	check(!voc_tally_sound(&t.tally));
	t = tally(0, 0, INT64_MIN);
	check(!voc_tally_sound(&t.tally));
	t = tally(INT64_MAX, INT64_MAX, INT64_MAX);
	check(!voc_tally_sound(&t.tally));
	t = tally(INT64_MAX - 1, 0, 1);
	check(voc_tally_sound(&t.tally));
	t = tally(INT64_MAX - 1, 1, 1);
	check(!voc_tally_sound(&t.tally));
}

static void
test_merge(void)
{
	VocTallyRoom a = tally(1, 2, 3);
	VocTallyRoom b = tally(10, 20, 30);
	VocTallyRoom big = tally(INT64_MAX - 5, 0, 0);
	VocTallyRoom wanted = tally(11, 22, 33);

	check(voc_tally_add(&a.tally, &b.tally));
	check(equal(&a, &wanted));
	check(voc_tally_subtract(&a.tally, &b.tally));
	wanted = tally(1, 2, 3);
	check(equal(&a, &wanted));
	check(!voc_tally_subtract(&a.tally, &b.tally));
	check(equal(&a, &wanted));
	check(!voc_tally_add(&big.tally, &a.tally));
	check(big.tally.counts[0] == INT64_MAX - 5 && big.tally.counts[1] == 0);
	a = tally(1, 2, 2);
	check(voc_tally_add(&big.tally, &a.tally));
	check(voc_tally_sound(&big.tally));
}

/*
 * Whatever the weights: a + b = b + a, (a + b) + c = a + (b + c), a + b - b =
 * a, and answers counted one by one are the sum of tallies of them.
 */
static void
test_merge_laws(void)
{
	int			i;

	for (i = 0; i < 20000; i++)
	{
		int			bins = i % 2 ? VOC_NPS_BINS : VOC_RATING_BINS;
		VocTallyRoom part[3];
		VocTallyRoom left = empty(bins, true);
		VocTallyRoom right = empty(bins, true);
		VocTallyRoom before;
		int			j;

		for (j = 0; j < 3; j++)
			part[j] = random_tally(bins, next_random() % 2);
		for (j = 0; j < 3; j++)
		{
			if (!voc_tally_add(&left.tally, &part[j].tally) ||
				!voc_tally_add(&right.tally, &part[2 - j].tally))
				break;
		}
		before = left;
		if (j < 3 || !voc_tally_sound(&left.tally) || !equal(&left, &right) ||
			!voc_tally_subtract(&left.tally, &part[1].tally) ||
			!voc_tally_add(&left.tally, &part[1].tally) ||
			!equal(&left, &before))
			break;
	}
	check(i == 20000);
}

/* Counting and taking back in any order leaves what was not taken back. */
static void
test_moving(void)
{
	int			bins[64];
	int64_t		weights[64];
	int			i;

	for (i = 0; i < 2000; i++)
	{
		VocTallyRoom moving = empty(VOC_RATING_BINS, true);
		VocTallyRoom anew;
		int			width = 1 + (int) (next_random() % 20);
		int			j;
		int			k;

		for (j = 0; j < 64; j++)
		{
			bins[j] = (int) (next_random() % VOC_RATING_BINS);
			weights[j] = random_weight();
			if (!voc_tally_count(&moving.tally, bins[j], weights[j]))
				break;
			if (j >= width &&
				!voc_tally_discount(&moving.tally, bins[j - width], weights[j - width]))
				break;
			anew = empty(VOC_RATING_BINS, true);
			for (k = j >= width ? j - width + 1 : 0; k <= j; k++)
				(void) voc_tally_count(&anew.tally, bins[k], weights[k]);
			if (!equal(&moving, &anew))
				break;
		}
		if (j < 64)
			break;
	}
	check(i == 2000);
}

static VocTallyParse
parse(const char *text, VocTallyRoom *t, size_t *at)
{
	size_t		len = strlen(text);
	char	   *exact = malloc(len > 0 ? len : 1);	/* no NUL to lean on */
	VocTallyParse result;

	if (exact == NULL)
		abort();
	memcpy(exact, text, len);
	result = voc_tally_parse(exact, len, VOC_NPS_BINS, &t->tally, at);
	free(exact);
	return result;
}

static void
test_parse(void)
{
	static const struct
	{
		const char *text;
		VocTallyParse result;
		size_t		at;
	}			cases[] = {
		{"", VOC_TALLY_NO_DIGIT, 0},
		{",", VOC_TALLY_NO_DIGIT, 0},
		{"1", VOC_TALLY_NO_COMMA, 1},
		{"1,", VOC_TALLY_NO_DIGIT, 2},
		{"1,2", VOC_TALLY_NO_COMMA, 3},
		{"1,2,", VOC_TALLY_NO_DIGIT, 4},
		{"1,2,3,", VOC_TALLY_TRAILING, 5},
		{"1,2,3 ", VOC_TALLY_TRAILING, 5},
		{" 1,2,3", VOC_TALLY_NO_DIGIT, 0},
		{"1, 2,3", VOC_TALLY_NO_DIGIT, 2},
		{"1;2;3", VOC_TALLY_NO_COMMA, 1},
		{"-1,2,3", VOC_TALLY_NO_DIGIT, 0},
		{"+1,2,3", VOC_TALLY_NO_DIGIT, 0},
		{"01,2,3", VOC_TALLY_LEADING_ZERO, 0},
		{"1,00,3", VOC_TALLY_LEADING_ZERO, 2},
		{"1,2.5,3", VOC_TALLY_NO_COMMA, 3},
		{"9223372036854775808,0,0", VOC_TALLY_TOO_LARGE, 0},
		{"0,99999999999999999999999999,0", VOC_TALLY_TOO_LARGE, 2},
		{"9223372036854775807,1,0", VOC_TALLY_TOO_LARGE, 0},
		{"1,0,0;", VOC_TALLY_NO_DIGIT, 6},
		{"1,0,0;2,0,0", VOC_TALLY_NO_SEMICOLON, 11},
		{"1,0,0;2,0,0;", VOC_TALLY_NO_DIGIT, 12},
		{"1,0,0;2,0,0;4,0", VOC_TALLY_NO_COMMA, 15},
		{"1,0,0;2,0,0;4,0,0,", VOC_TALLY_TRAILING, 17},
		{"1,0,0;2,0,0;3,0,0", VOC_TALLY_NO_SUCH_WEIGHTS, 6},
		{"1,0,0;2,0,0;5,0,0", VOC_TALLY_NO_SUCH_WEIGHTS, 6},
		{"0,0,0;2,0,0;4,0,0", VOC_TALLY_NO_SUCH_WEIGHTS, 6},
		{"1,0,0;1000000000001,0,0;1000000000002000000000001,0,0", VOC_TALLY_NO_SUCH_WEIGHTS, 6},
		{"1,0,0;0,0,0;340282366920938463463374607431768211456,0,0", VOC_TALLY_TOO_LARGE, 12},
		{"1,0,0;0,0,0;340282366920938463463374607431768211455,0,0", VOC_TALLY_NO_SUCH_WEIGHTS, 6},
		{"2,1,0;2000000,1000000,0;2000000000000,1000000000000,0", VOC_TALLY_WEIGHTS_OF_ONE, 5},
		{"1,0,0;2,0,0;4,0,0", VOC_TALLY_PARSED, 17},
		{"2,0,0;2000000,0,0;2500000000000,0,0", VOC_TALLY_PARSED, 35},
		{"1,0,0;0,0,0;0,0,0", VOC_TALLY_PARSED, 17},
		{"0,0,9223372036854775807", VOC_TALLY_PARSED, 23},
		{"0,0,0", VOC_TALLY_PARSED, 5},
		{"500,300,200", VOC_TALLY_PARSED, 11}
	};
	size_t		i;
	size_t		at;
	VocTallyRoom t;
	VocTallyRoom wanted = tally(500, 300, 200);

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		check_int(parse(cases[i].text, &t, &at), cases[i].result);
		check_int(at, cases[i].at);
	}
	check(equal(&t, &wanted));
}

static void
test_round_trip(void)
{
	char		text[VOC_TALLY_TEXT_MAX];
	int			i;

	for (i = 0; i < 20000; i++)
	{
		int			bins = i % 3 ? VOC_NPS_BINS : VOC_RATING_BINS;
		VocTallyRoom t = i % 2 ? tally(random_count() / 2, random_count() / 4,
									   random_count() / 4) :
			random_tally(bins, true);
		VocTallyRoom again;
		size_t		at;
		size_t		len;

		voc_tally_settle(&t.tally);
		len = voc_tally_print(&t.tally, text);
		if (len != strlen(text) || len >= VOC_TALLY_TEXT_MAX ||
			voc_tally_parse(text, len, t.tally.bins, &again.tally, &at) != VOC_TALLY_PARSED ||
			at != len || !equal(&t, &again))
			break;
	}
	check(i == 20000);
}

/* The longest text there can be fits. */
static void
test_longest(void)
{
	char		text[VOC_TALLY_TEXT_MAX];
	VocTallyRoom t = empty(VOC_RATING_BINS, true);
	int			i;

	for (i = 0; i < VOC_RATING_BINS; i++)
	{
		t.tally.counts[i] = INT64_MAX;
		memset(&voc_tally_weights(&t.tally)[i], 0xff, sizeof(VocWide));
		memset(&voc_tally_squares(&t.tally)[i], 0xff, sizeof(VocWide));
	}
	check_int(voc_tally_print(&t.tally, text), VOC_TALLY_TEXT_MAX - 2);
}

/* Whatever is read is sound, and prints as what was read: one text a value. */
static void
test_mutations(void)
{
	static const char alphabet[] = "0123456789,,,,;; -+.x";
	char		text[VOC_TALLY_TEXT_MAX];
	int			parsed = 0;
	int			i;

	for (i = 0; i < 200000; i++)
	{
		char		input[24];
		size_t		len = next_random() % sizeof(input);
		size_t		j;
		size_t		at;
		VocTallyRoom t;

		for (j = 0; j < len; j++)
			input[j] = alphabet[next_random() % (sizeof(alphabet) - 1)];
		if (voc_tally_parse(input, len, VOC_NPS_BINS, &t.tally, &at) != VOC_TALLY_PARSED)
		{
			if (at > len)
				break;
			continue;
		}
		parsed++;
		if (!voc_tally_sound(&t.tally) || voc_tally_print(&t.tally, text) != len ||
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

static int
compare(const VocTallyRoom *a, const VocTallyRoom *b)
{
	return sign(voc_tally_compare(&a->tally, &b->tally, voc_nps_values));
}

static void
test_compare(void)
{
	/* In ascending order; the fourth and fifth have the same score */
	VocTallyRoom ordered[] = {
		tally(0, 0, 0),
		tally(0, 0, 5),
		tally(0, 1, 1),
		tally(0, 1, 0),
		tally(5, 0, 5),
		tally(1, 0, 0),
		tally(INT64_MAX, 0, 0)
	};
	int			n = (int) (sizeof(ordered) / sizeof(ordered[0]));
	VocTallyRoom a;
	VocTallyRoom b;
	int			i;
	int			j;

	for (i = 0; i < n; i++)
	{
		for (j = 0; j < n; j++)
			check(compare(&ordered[i], &ordered[j]) == sign(i - j));
	}

	/* Scores that differ in the nineteenth digit are told apart */
	a = tally(INT64_C(3000000000000000000), INT64_C(3000000000000000000), 0);
	b = tally(INT64_C(3000000000000000001), INT64_C(3000000000000000000), 0);
	check(voc_nps_score(&a.tally) == voc_nps_score(&b.tally));
	check(compare(&a, &b) < 0);
	check(compare(&b, &a) > 0);
	a = tally(0, INT64_C(3000000000000000000), INT64_C(3000000000000000000));
	b = tally(0, INT64_C(3000000000000000000), INT64_C(3000000000000000001));
	check(compare(&a, &b) > 0);

	/* A weight counts: 3 promoters against a detractor of weight 4 */
	a = empty(VOC_NPS_BINS, true);
	for (i = 0; i < 3; i++)
		(void) voc_tally_count(&a.tally, VOC_PROMOTERS, VOC_WEIGHT_ONE);
	(void) voc_tally_count(&a.tally, VOC_DETRACTORS, 4 * VOC_WEIGHT_ONE);
	b = tally(49, 0, 51);
	check(compare(&a, &b) < 0);
	check(compare(&b, &a) > 0);
}

/* The laws of a total order, on triples of small tallies full of ties. */
static void
test_order_laws(void)
{
	int			i;

	for (i = 0; i < 100000; i++)
	{
		VocTallyRoom t[3];
		int			ab;
		int			bc;
		int			ac;
		int			j;

		for (j = 0; j < 3; j++)
		{
			int			k;

			t[j] = empty(VOC_NPS_BINS, true);
			for (k = (int) (next_random() % 6); k > 0; k--)
				(void) voc_tally_count(&t[j].tally, (int) (next_random() % 3),
									   (int64_t) (next_random() % 3) * (VOC_WEIGHT_ONE / 2));
			voc_tally_settle(&t[j].tally);
		}
		ab = compare(&t[0], &t[1]);
		bc = compare(&t[1], &t[2]);
		ac = compare(&t[0], &t[2]);
		if (ab != -compare(&t[1], &t[0]) || (ab <= 0 && bc <= 0 && ac > 0) ||
			(ab == 0) != equal(&t[0], &t[1]))
			break;
	}
	check(i == 100000);
}

/* Eleven bins become three, with their weights. */
static void
test_rating_to_nps(void)
{
	VocTallyRoom rating = empty(VOC_RATING_BINS, true);
	VocTallyRoom wanted = empty(VOC_NPS_BINS, true);
	VocTallyRoom nps;
	int			i;

	memset(&nps, 0, sizeof(nps));
	for (i = 0; i < 1000; i++)
	{
		int			score = (int) (next_random() % VOC_RATING_BINS);
		int64_t		weight = random_weight();

		check(voc_tally_count(&rating.tally, score, weight));
		check(voc_tally_count(&wanted.tally, voc_nps_bin(score), weight));
	}
	check(voc_rating_to_nps(&rating.tally, &nps.tally));
	check(equal(&nps, &wanted));
}

int
main(void)
{
	test_count();
	test_weights();
	test_sound();
	test_merge();
	test_merge_laws();
	test_moving();
	test_parse();
	test_round_trip();
	test_longest();
	test_mutations();
	test_compare();
	test_order_laws();
	test_rating_to_nps();
	return check_end("tally");
}
