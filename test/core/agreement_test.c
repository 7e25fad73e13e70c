/*-------------------------------------------------------------------------
 *
 * agreement_test.c
 *	  Unit tests of Krippendorff's alpha.
 *
 * The oracle is the definition: the coincidence matrix, written out, and the
 * differences as Krippendorff (2011) has them.
 *
 * IDENTIFICATION
 *	  test/core/agreement_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/coding/agreement.h"

#include "check.h"

#define UNITS_MOST	60
#define VALUES_MOST	9

typedef struct Block
{
	struct Block *next;
	double		room[];
} Block;

static Block *blocks = NULL;

static void *
grow(void *host, size_t size)
{
	Block	   *block = malloc(sizeof(Block) + size);

	(void) host;
	if (block == NULL)
		abort();
	block->next = blocks;
	blocks = block;
	return block->room;
}

static void
free_all(void)
{
	while (blocks != NULL)
	{
		Block	   *next = blocks->next;

		free(blocks);
		blocks = next;
	}
}

static VocArena
arena(void)
{
	VocArena	made;

	voc_arena_init(&made, grow, NULL);
	return made;
}

static uint64_t seed = 42;

static unsigned
next_random(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned) (seed >> 33) % below;
}

static void
add(VocAgreement *a, int unit, double value, uint64_t count)
{
	char		name[16];
	char		shown[32];
	int			len = snprintf(name, sizeof(name), "u%d", unit);

	if (a->level == VOC_LEVEL_NOMINAL)
	{
		int			shown_len = snprintf(shown, sizeof(shown), "%g", value);

		if (!voc_agreement_add(a, name, (size_t) len, shown, (size_t) shown_len, count))
			abort();
	}
	else if (!voc_agreement_add(a, name, (size_t) len, (char *) &value, sizeof(value), count))
		abort();
}

static double
alpha_of(const VocAgreement *a)
{
	VocArena	scratch = arena();
	double		alpha = -99.0;

	check_int(voc_agreement_alpha(a, &scratch, NULL, &alpha), VOC_ALPHA_KNOWN);
	return alpha;
}

/* ---- what was published ---- */

/* Rows are coders, columns units; a blank is missing. */
static double
published(const char *const *coders, int ncoders, VocLevel level)
{
	VocAgreement a;

	voc_agreement_init(&a, arena(), level);
	for (int c = 0; c < ncoders; c++)
		for (int u = 0; coders[c][u] != '\0'; u++)
			if (coders[c][u] != ' ')
				add(&a, u, coders[c][u] - '0', 1);
	return alpha_of(&a);
}

static void
test_published(void)
{
	/* Krippendorff (2011), section D: four coders, twelve units, gaps */
	static const char *const four[] = {
		"123321412   ", "1233224125  ", " 33323422513", "12332441251 "
	};

	/* Sections A and B: two coders, two values and five names (a is 1) */
	static const char *const binary[] = {"0100000010", "1110010000"};
	static const char *const names[] = {"112243335441", "212223335444"};

	check_near(published(four, 4, VOC_LEVEL_NOMINAL), 0.743, 0.0005);
	check_near(published(four, 4, VOC_LEVEL_ORDINAL), 0.815, 0.0005);
	check_near(published(four, 4, VOC_LEVEL_INTERVAL), 0.849, 0.0005);
	check_near(published(four, 4, VOC_LEVEL_RATIO), 0.797, 0.0005);
	check_near(published(binary, 2, VOC_LEVEL_NOMINAL), 0.095, 0.0005);
	check_near(published(names, 2, VOC_LEVEL_NOMINAL), 0.692, 0.0005);
	free_all();
}

/* ---- against the definition ---- */

static double
difference(VocLevel level, const double *values, const double *given, int c, int k)
{
	double		sum = 0.0;

	switch (level)
	{
		case VOC_LEVEL_NOMINAL:
			return c != k;
		case VOC_LEVEL_ORDINAL:
			for (int g = c; g <= k; g++)
				sum += given[g];
			sum -= (given[c] + given[k]) / 2.0;
			return sum * sum;
		case VOC_LEVEL_INTERVAL:
			return (values[c] - values[k]) * (values[c] - values[k]);
		case VOC_LEVEL_RATIO:
			return pow((values[c] - values[k]) / (values[c] + values[k]), 2);
	}
	return NAN;
}

static double
by_definition(int counts[UNITS_MOST][VALUES_MOST], const double *values, VocLevel level)
{
	double		coincidences[VALUES_MOST][VALUES_MOST] = {{0.0}};
	double		given[VALUES_MOST] = {0.0};
	double		n = 0.0;
	double		observed = 0.0;
	double		expected = 0.0;

	for (int u = 0; u < UNITS_MOST; u++)
	{
		int			m = 0;

		for (int c = 0; c < VALUES_MOST; c++)
			m += counts[u][c];
		if (m < 2)
			continue;
		for (int c = 0; c < VALUES_MOST; c++)
			for (int k = 0; k < VALUES_MOST; k++)
				coincidences[c][k] += (double) counts[u][c] *
					(counts[u][k] - (c == k)) / (m - 1);
	}
	for (int c = 0; c < VALUES_MOST; c++)
		for (int k = 0; k < VALUES_MOST; k++)
			given[c] += coincidences[c][k];
	for (int c = 0; c < VALUES_MOST; c++)
		n += given[c];
	for (int c = 0; c < VALUES_MOST; c++)
	{
		for (int k = c + 1; k < VALUES_MOST; k++)
		{
			double		d = difference(level, values, given, c, k);

			observed += coincidences[c][k] * d;
			expected += given[c] * given[k] * d;
		}
	}
	return 1.0 - (n - 1.0) * observed / expected;
}

static void
fill(int counts[UNITS_MOST][VALUES_MOST])
{
	memset(counts, 0, sizeof(int) * UNITS_MOST * VALUES_MOST);
	for (int u = 0; u < UNITS_MOST; u++)
	{
		unsigned	right = next_random(VALUES_MOST);

		for (unsigned coder = next_random(6); coder > 0; coder--)
			counts[u][next_random(3) ? right : next_random(VALUES_MOST)]++;
	}
}

static void
test_definition(void)
{
	static int	counts[UNITS_MOST][VALUES_MOST];
	double		values[VALUES_MOST];

	for (int round = 0; round < 100; round++)
	{
		fill(counts);
		for (int c = 0; c < VALUES_MOST; c++)
			values[c] = (c > 0 ? values[c - 1] : 0) + 0.25 + next_random(8);
		for (int level = VOC_LEVEL_NOMINAL; level <= VOC_LEVEL_RATIO; level++)
		{
			VocAgreement forth;
			VocAgreement back;
			double		alpha;

			voc_agreement_init(&forth, arena(), (VocLevel) level);
			voc_agreement_init(&back, arena(), (VocLevel) level);
			for (int i = 0; i < UNITS_MOST * VALUES_MOST; i++)
			{
				int			u = i % UNITS_MOST;
				int			c = i / UNITS_MOST;
				int			v = UNITS_MOST - 1 - u;

				if (counts[u][c] > 0)
					add(&forth, u, values[c], (uint64_t) counts[u][c]);
				for (int n = 0; n < counts[v][VALUES_MOST - 1 - c]; n++)
					add(&back, v, values[VALUES_MOST - 1 - c], 1);
			}
			alpha = alpha_of(&forth);
			check_near(alpha, by_definition(counts, values, (VocLevel) level), 1e-12);
			check(alpha == alpha_of(&back));
		}
		free_all();
	}
}

/* ---- the ends ---- */

static void
test_ends(void)
{
	VocAgreement a;
	VocArena	scratch = arena();
	double		alpha;

	for (int level = VOC_LEVEL_NOMINAL; level <= VOC_LEVEL_RATIO; level++)
	{
		voc_agreement_init(&a, arena(), (VocLevel) level);
		check_int(voc_agreement_alpha(&a, &scratch, NULL, &alpha), VOC_ALPHA_UNPAIRABLE);
		add(&a, 1, 0.1, 1);
		add(&a, 2, 0.7, 1);
		check_int(voc_agreement_alpha(&a, &scratch, NULL, &alpha), VOC_ALPHA_UNPAIRABLE);
		add(&a, 1, 0.1, 2);
		check_int(voc_agreement_alpha(&a, &scratch, NULL, &alpha), VOC_ALPHA_NO_VARIATION);
		add(&a, 2, 0.7, 2);
		check(alpha_of(&a) == 1.0);
	}

	/* Squares that overflow, and numbers that are only just different */
	voc_agreement_init(&a, arena(), VOC_LEVEL_INTERVAL);
	add(&a, 1, 1.5e308, 2);
	add(&a, 2, -1.5e308, 2);
	add(&a, 3, 1.5e308, 1);
	add(&a, 3, -1.5e308, 1);
	check_near(alpha_of(&a), 4.0 / 9.0, 1e-12);
	voc_agreement_init(&a, arena(), VOC_LEVEL_RATIO);
	add(&a, 1, 1.5e308, 2);
	add(&a, 2, 0.0, 1);
	add(&a, 2, 1.7e308, 1);
	check(isfinite(alpha_of(&a)));

	voc_agreement_init(&a, arena(), VOC_LEVEL_RATIO);
	for (int i = 0; i <= VOC_RATIO_VALUES; i++)
		add(&a, i % 7, i, 1);
	check_int(voc_agreement_alpha(&a, &scratch, NULL, &alpha), VOC_ALPHA_TOO_MANY);

	/* A unit and a value are not one string */
	voc_agreement_init(&a, arena(), VOC_LEVEL_NOMINAL);
	check(voc_agreement_add(&a, "ab", 2, "c", 1, 1));
	check(voc_agreement_add(&a, "a", 1, "bc", 2, 1));
	check(voc_agreement_add(&a, "", 0, "", 0, 1));
	check_int(a.nratings, 3);
	free_all();
}

static void
test_numbers(void)
{
	static const char *const good[] = {"1", "-1", "+1.50", " 2 ", ".5", "5.", "1e3", "1E-3", "-0", NULL};
	static const double wanted[] = {1, -1, 1.5, 2, .5, 5, 1000, .001, 0};
	static const char *const bad[] = {"", " ", "a", "1a", "1 2", "--1", ".", "e3", "1e", "1e+", "nan", "inf",
	"0x10", "1e999", "1,5", "1_0", NULL};
	double		number;
	VocLevel	level;

	for (int i = 0; good[i] != NULL; i++)
	{
		check(voc_agreement_number(good[i], strlen(good[i]), &number));
		check(number == wanted[i] && !signbit(number) == (wanted[i] >= 0));
	}
	for (int i = 0; bad[i] != NULL; i++)
		check(!voc_agreement_number(bad[i], strlen(bad[i]), &number));
	check(voc_level_of("ratio", 5, &level) && level == VOC_LEVEL_RATIO);
	check(!voc_level_of("ratios", 6, &level));
	check(!voc_level_of("rati", 4, &level));
}

int
main(void)
{
	test_published();
	test_definition();
	test_ends();
	test_numbers();
	return check_end("agreement");
}
