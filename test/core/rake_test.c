/*-------------------------------------------------------------------------
 *
 * rake_test.c
 *	  Unit tests of raking, and of samples against populations.
 *
 * Values that come from R are in test/peer/rake.tsv, which the script beside
 * it made with the packages survey and stats.
 *
 * IDENTIFICATION
 *	  test/core/rake_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/rake.h"
#include "../../src/score/sample.h"

#include "check.h"

#define ROWS		2000
#define ROOM		4096
#define MOST_DIMS	5

/* A sample, its population, and what raking made of both. */
typedef struct Case
{
	uint32_t	ndims;
	uint32_t	first[MOST_DIMS + 1];
	double		share[64];
	VocRakeMargins margins;
	VocRakeCells cells;
	uint32_t	cell[ROWS];		/* of each row */
	double		base[ROWS];
	VocRake		rake;
	VocRakeStart start;
	double	   *weight;			/* of each cell */
	void	   *memory[2];
} Case;

/* A small generator of its own, so that every run tests the same. */
static uint64_t seed = 42;

static uint32_t
next_random(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t) ((seed >> 33) % below);
}

static void
begin(Case *c, uint32_t ndims, const uint32_t *sizes, const double *amounts)
{
	uint32_t	d;
	uint32_t	l;

	c->ndims = ndims;
	c->first[0] = 0;
	for (d = 0; d < ndims; d++)
	{
		double		sum = 0.0;

		c->first[d + 1] = c->first[d] + sizes[d];
		for (l = c->first[d]; l < c->first[d + 1]; l++)
			sum += amounts[l];
		for (l = c->first[d]; l < c->first[d + 1]; l++)
			c->share[l] = amounts[l] / sum;
	}
	c->margins.ndimensions = ndims;
	c->margins.first = c->first;
	c->margins.share = c->share;
	c->memory[0] = malloc(voc_rake_cells_size(ndims, ROOM));
	voc_rake_cells_init(&c->cells, ndims, ROOM, c->memory[0]);
}

static void
add_row(Case *c, int row, const uint32_t *category, double base)
{
	uint32_t	line[MOST_DIMS];
	uint32_t	d;

	for (d = 0; d < c->ndims; d++)
		line[d] = c->first[d] + category[d];
	c->base[row] = base;
	c->cell[row] = voc_rake_cells_add(&c->cells, line, base, 1);
}

static void
run(Case *c, double low, double high, double tolerance, uint32_t most)
{
	c->memory[1] = malloc(voc_rake_size(&c->cells, &c->margins));
	c->weight = malloc(sizeof(double) * (c->cells.ncells + 1));
	c->start = voc_rake_start(&c->rake, &c->cells, &c->margins, low, high,
							  c->memory[1], NULL);
	if (c->start != VOC_RAKE_STARTED)
		return;
	while (c->rake.deviation > tolerance && c->rake.iterations < most)
		voc_rake_iterate(&c->rake);
	voc_rake_weights(&c->rake, &c->cells, c->weight);
}

static void
end(Case *c)
{
	free(c->memory[0]);
	free(c->memory[1]);
	free(c->weight);
}

/* ---- what R says ---- */

typedef struct Expected
{
	const char *name;
	uint32_t	ndims;
	bool		base;
	double		low;
	double		high;
	double		figures[4];		/* effective n, design effect, smallest, largest */
	double		rows[6];
} Expected;

static const Expected expected[] = {
	{"two margins", 2, false, 0, INFINITY,
		{1655.42497870694, 1.20814898030728, 0.527226730003858, 2.43452964438028},
		{0.527226730003858, 0.698263438332364, 0.859325952565613,
		0.527226730003858, 1.13809839323266, 0.527226730003858}},
	{"three margins", 3, false, 0, INFINITY,
		{1351.50136071901, 1.47983572797587, 0.314603769104019, 4.80569008935529},
		{0.947112875306847, 0.421522228950229, 1.66872634638624,
		0.314603769104019, 1.00534531779318, 0.314603769104019}},
	{"base weights", 3, true, 0, INFINITY,
		{1158.00066754847, 1.72711472112886, 0.125206272348602, 8.07121311734667},
		{0.372570629495713, 0.249143214494802, 1.32976115181065,
		0.313015680871506, 1.18268238941353, 0.438221953220108}},
	{"trimmed above", 3, false, 0, 2.5,
		{1378.14748780899, 1.45122348492588, 0.26707674158974, 2.5},
		{0.958675032713741, 0.370076689500367, 2.02309078283426,
		0.26707674158974, 0.969291315012222, 0.26707674158974}},
	{"trimmed", 3, false, 0.45, 2.4,
		{1328.50752656707, 1.50544875358599, 0.45, 2.4},
		{0.779236227919991, 0.45, 2.3449750198707, 0.45, 0.962191710888647, 0.45}},
	{"trimmed, base weights", 3, true, 0.35, 2.5,
		{1279.50367547468, 1.56310609991646, 0.35, 2.5},
		{0.370676929221882, 0.35, 1.9750974014281, 0.35, 1.17783371686654, 0.35}}
};

/* How many of the cuts (a * i) mod b has reached. */
static uint32_t
pick(uint64_t i, uint64_t a, uint64_t b, const uint32_t *cuts, int ncuts)
{
	uint32_t	category = 0;
	int			k;

	for (k = 0; k < ncuts; k++)
		category += a * i % b >= cuts[k];
	return category;
}

/* The sample of test/peer/rake.R; order says which row comes when. */
static void
make_sample(Case *c, uint32_t ndims, bool base, const uint32_t *order)
{
	static const uint32_t sizes[] = {3, 4, 5};
	static const double amounts[] = {40, 35, 25, 3, 3, 2, 2, 1, 1, 1, 1, 1};
	static const uint32_t plan[] = {56, 86};
	static const uint32_t region[] = {40, 60, 80};
	static const uint32_t age[] = {10, 30, 60, 80};
	int			k;

	begin(c, ndims, sizes, amounts);
	for (k = 0; k < ROWS; k++)
	{
		uint32_t	i = order == NULL ? (uint32_t) k : order[k];
		uint32_t	category[3];

		category[0] = pick(i, 7919, 101, plan, 2);
		category[1] = pick(i, 104729, 97, region, 3);
		category[2] = pick(i, 1299709, 89, age, 4);
		add_row(c, (int) i, category, base ? 0.5 + i % 7 / 4.0 : 1.0);
	}
}

static void
test_against_r(void)
{
	static Case c;
	size_t		i;
	int			k;

	for (i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
	{
		const Expected *e = &expected[i];
		VocRakeSummary s;

		make_sample(&c, e->ndims, e->base, NULL);
		run(&c, e->low, e->high, 1e-13, 500);
		check_int(c.start, VOC_RAKE_STARTED);
		check(c.rake.deviation <= 1e-13);
		s = voc_rake_summary(&c.rake);
		check_int(s.rows, ROWS);
		check_near(s.sum, ROWS, 1e-9);
		check_near(s.sum * s.sum / s.sum_squares, e->figures[0], 1e-6);
		check_near(ROWS * s.sum_squares / (s.sum * s.sum), e->figures[1], 1e-9);
		check_near(s.smallest, e->figures[2], 1e-9);
		check_near(s.largest, e->figures[3], 1e-9);
		for (k = 0; k < 6; k++)
			check_near(c.weight[c.cell[k]], e->rows[k], 1e-9);
		check((s.trimmed > 0) == (e->high < INFINITY));
		end(&c);
	}
}

/* ---- laws ---- */

/* The order of rows changes no bit. */
static void
test_order(void)
{
	static Case a;
	static Case b;
	static uint32_t order[ROWS];
	int			i;
	int			bounded;

	for (i = 0; i < ROWS; i++)
		order[i] = (uint32_t) i;
	for (i = ROWS - 1; i > 0; i--)
	{
		uint32_t	j = next_random((uint32_t) i + 1);
		uint32_t	swap = order[i];

		order[i] = order[j];
		order[j] = swap;
	}
	for (bounded = 0; bounded < 2; bounded++)
	{
		int			different = 0;

		make_sample(&a, 3, true, NULL);
		make_sample(&b, 3, true, order);
		run(&a, bounded ? 0.35 : 0, bounded ? 2.5 : INFINITY, 1e-6, 100);
		run(&b, bounded ? 0.35 : 0, bounded ? 2.5 : INFINITY, 1e-6, 100);
		for (i = 0; i < ROWS; i++)
			different += a.weight[a.cell[i]] != b.weight[b.cell[i]];
		check_int(different, 0);
		check_int(a.rake.iterations, b.rake.iterations);
		check(a.rake.deviation == b.rake.deviation);
		end(&a);
		end(&b);
	}
}

/* Row by row, as simply as can be: iterative proportional fitting. */
static void
rake_naively(const Case *c, uint32_t (*category)[MOST_DIMS], double *weight,
			 int n, int iterations)
{
	int			i;
	int			k;
	uint32_t	d;
	uint32_t	l;

	for (i = 0; i < n; i++)
		weight[i] = c->base[i];
	for (k = 0; k < iterations; k++)
	{
		for (d = 0; d < c->ndims; d++)
		{
			for (l = 0; l < c->first[d + 1] - c->first[d]; l++)
			{
				double		sum = 0.0;

				for (i = 0; i < n; i++)
					sum += category[i][d] == l ? weight[i] : 0.0;
				for (i = 0; i < n; i++)
				{
					if (category[i][d] == l && sum > 0.0)
						weight[i] *= c->share[c->first[d] + l] * n / sum;
				}
			}
		}
	}
}

/* Random samples: as the naive twin; and within bounds, with the targets. */
static void
test_random(void)
{
	static Case c;
	static uint32_t category[ROWS][MOST_DIMS];
	static double naive[ROWS];
	int			trial;

	for (trial = 0; trial < 40; trial++)
	{
		uint32_t	sizes[MOST_DIMS];
		double		amounts[64];
		uint32_t	ndims = 1 + next_random(MOST_DIMS);
		uint32_t	nlines = 0;
		int			n = 500;
		double		worst = 0.0;
		VocRakeSummary s;
		uint32_t	d;
		int			i;

		for (d = 0; d < ndims; d++)
		{
			uint32_t	l;

			sizes[d] = 1 + next_random(5);
			for (l = 0; l < sizes[d]; l++)
				amounts[nlines++] = 0.5 + next_random(1000) / 1000.0;
		}
		begin(&c, ndims, sizes, amounts);
		for (i = 0; i < n; i++)
		{
			for (d = 0; d < ndims; d++)
				category[i][d] = next_random(sizes[d]);
			add_row(&c, i, category[i], trial % 2 ? 1.0 : 0.2 + next_random(100) / 50.0);
		}
		run(&c, 0, INFINITY, 1e-14, 200);
		check_int(c.start, VOC_RAKE_STARTED);
		rake_naively(&c, category, naive, n, 200);
		for (i = 0; i < n; i++)
			worst = fmax(worst, fabs(c.weight[c.cell[i]] - naive[i]));
		check(worst < 1e-10);
		free(c.memory[1]);
		free(c.weight);

		/* With bounds, if there are such weights at all */
		run(&c, 0.2, 3.5, 1e-10, 2000);
		s = voc_rake_summary(&c.rake);
		check(s.smallest >= 0.2 && s.largest <= 3.5);
		check(c.rake.deviation <= 1e-10);
		check_near(s.sum, n, 1e-6);
		end(&c);
	}
}

/* ---- ends ---- */

/* Two dimensions of two categories; base weights of the four cells. */
static void
make_square(Case *c, const double *amounts, const double *base, const int *rows)
{
	static const uint32_t sizes[] = {2, 2};
	int			i;
	int			row = 0;

	begin(c, 2, sizes, amounts);
	for (i = 0; i < 4; i++)
	{
		uint32_t	category[2];
		int			k;

		category[0] = (uint32_t) i / 2;
		category[1] = (uint32_t) i % 2;
		for (k = 0; k < rows[i]; k++)
			add_row(c, row++, category, base[i]);
	}
}

static void
test_ends(void)
{
	static Case c;
	static const double even[] = {1, 1, 1, 1};
	static const double none[] = {0, 0, 0, 0};
	static const double huge[] = {1e308, 1e308, 1e308, 5e307};
	static const double tiny[] = {5e-324, 5e-324, 5e-324, 5e-324};
	static const double nobody[] = {1, 0, 1, 1};
	static const double steep[] = {9, 1, 1, 1};
	static const double one_off[] = {1, 1, 0, 1};
	static const int each[] = {10, 10, 10, 10};
	static const int gap[] = {10, 10, 0, 0};
	static const int diagonal[] = {10, 0, 0, 10};
	VocRakeSummary s;

	/* A sample that is right already is left alone. */
	make_square(&c, even, even, each);
	run(&c, 0, INFINITY, 1e-6, 100);
	check_int(c.rake.iterations, 0);
	check(c.weight[0] == 1.0 && c.weight[3] == 1.0);
	check_int(voc_rake_summary(&c.rake).trimmed, 0);
	end(&c);

	/* Base weights that no sum can hold, or next to nothing */
	make_square(&c, even, huge, each);
	run(&c, 0, INFINITY, 1e-12, 100);
	check(c.rake.deviation <= 1e-12);
	check_near(c.weight[0] + c.weight[1] + c.weight[2] + c.weight[3], 4.0, 1e-9);
	end(&c);
	make_square(&c, even, tiny, each);
	run(&c, 0, INFINITY, 1e-12, 100);
	check_near(c.weight[2], 1.0, 1e-12);
	end(&c);

	/* No weights, and no rows where some are needed */
	make_square(&c, even, none, each);
	run(&c, 0, INFINITY, 1e-6, 100);
	check_int(c.start, VOC_RAKE_ALL_BASE_ZERO);
	end(&c);
	make_square(&c, even, even, gap);
	run(&c, 0, INFINITY, 1e-6, 100);
	check_int(c.start, VOC_RAKE_NO_ROW_OF_LINE);
	check_int(c.rake.worst, 1);
	end(&c);
	begin(&c, 1, (const uint32_t[]) {2}, even);
	run(&c, 0, INFINITY, 1e-6, 100);
	check_int(c.start, VOC_RAKE_NO_ROW_OF_LINE);
	check_int(c.rake.worst, 0);
	end(&c);

	/* Of a category that is nobody's, and of base weight 0, rows weigh nothing. */
	make_square(&c, nobody, even, each);
	run(&c, 0.5, 2, 1e-6, 100);
	check_int(c.start, VOC_RAKE_STARTED);
	s = voc_rake_summary(&c.rake);
	check_int(s.rows, 20);
	check(c.weight[2] == 0.0 && c.weight[3] == 0.0);
	check_near(c.weight[0], 1.0, 1e-9);
	end(&c);
	make_square(&c, even, one_off, each);
	run(&c, 0.5, 2, 1e-6, 100);
	s = voc_rake_summary(&c.rake);
	check_int(s.rows, 30);
	check(c.weight[2] == 0.0 && c.weight[0] > 0.0);
	end(&c);

	/* Targets out of reach of the bounds: as near as they let it come. */
	make_square(&c, steep, even, each);
	run(&c, 0, 1.5, 1e-6, 100);
	check_int(c.rake.iterations, 100);
	check_near(c.rake.deviation, 0.15, 1e-9);
	s = voc_rake_summary(&c.rake);
	check_near(s.largest, 1.5, 1e-15);
	check(isfinite(s.sum) && isfinite(s.sum_squares));
	end(&c);

	/* Cells without rows that leave no way: dimensions take turns. */
	make_square(&c, (const double[]) {9, 1, 1, 1}, even, diagonal);
	run(&c, 0, INFINITY, 1e-6, 1000);
	check_int(c.rake.iterations, 1000);
	check_near(c.rake.deviation, 0.4, 1e-9);
	check(isfinite(voc_rake_summary(&c.rake).sum_squares));
	end(&c);
}

static void
test_cells(void)
{
	VocRakeCells small;
	VocRakeCells large;
	uint32_t	line[2] = {0, 1};
	void	   *memory[2];
	uint32_t	i;

	memory[0] = malloc(voc_rake_cells_size(2, 4));
	memory[1] = malloc(voc_rake_cells_size(2, 1000));
	voc_rake_cells_init(&small, 2, 4, memory[0]);
	check_int(voc_rake_cells_add(&small, line, 1.0, 2), 0);
	check_int(voc_rake_cells_add(&small, line, 1.5, 1), 1);
	check_int(voc_rake_cells_add(&small, line, 0.0, 1), 2);
	check_int(voc_rake_cells_add(&small, line, -0.0, 1), 2);
	check_int(voc_rake_cells_add(&small, line, 1.0, 3), 0);
	line[1] = 2;
	check_int(voc_rake_cells_add(&small, line, 1.0, 1), 3);
	line[1] = 3;
	check(voc_rake_cells_add(&small, line, 1.0, 1) == VOC_RAKE_NO_CELL);
	line[1] = 1;
	check_int(voc_rake_cells_add(&small, line, 1.0, 1), 0);
	check_int(small.rows[0], 6);
	check_int(small.rows[2], 2);

	voc_rake_cells_init(&large, 2, 1000, memory[1]);
	voc_rake_cells_copy(&large, &small);
	check_int(large.ncells, 4);
	check_int(large.rows[0], 6);
	check_int(voc_rake_cells_add(&large, line, 1.5, 1), 1);
	for (i = 0; i < 996; i++)
	{
		line[0] = i;
		line[1] = 7;
		check_int(voc_rake_cells_add(&large, line, 1.0, 1), 4 + i);
	}
	check_int(voc_rake_cells_size(2, UINT32_MAX), 0);
	check_int(voc_rake_cells_size(UINT32_MAX, UINT32_MAX), 0);
	free(memory[0]);
	free(memory[1]);
}

/* ---- samples ---- */

/* The first four are in every textbook: Cochran (1977), 4.4. */
static void
test_sample_size(void)
{
	check_int(voc_sample_size(5, 50, 0.95, INFINITY), 385);
	check_int(voc_sample_size(3, 50, 0.95, INFINITY), 1068);
	check_int(voc_sample_size(5, 50, 0.95, 1000), 278);
	check_int(voc_sample_size(3, 50, 0.99, INFINITY), 1844);
	check_int(voc_sample_size(5, 100, 0.95, INFINITY), 1537);
	check_int(voc_sample_size(5, 0, 0.95, INFINITY), 1);
	check_int(voc_sample_size(500, 50, 0.95, 1000), 1);
	check_int(voc_sample_size(1e-300, 50, 0.95, 1000), 1000);
	check_int(voc_sample_size(5, 50, 0.95, 1), 1);
	check(isinf(voc_sample_size(1e-300, 50, 0.95, INFINITY)));
}

static void
check_fit(const int64_t *count, const double *share, int n, double chi_square,
		  int df, double p, double smallest)
{
	VocSampleFit fit = voc_sample_fit(count, share, n);

	check_near(fit.chi_square, chi_square, 1e-11);
	check_int(fit.df, df);
	check_near(fit.p, p, 1e-13);
	check_near(fit.smallest_expected, smallest, 1e-9);
}

static void
test_sample_fit(void)
{
	VocSampleFit fit;

	/* test/peer/rake.R: chisq.test() */
	check_fit((const int64_t[]) {18, 55, 27}, (const double[]) {0.25, 0.5, 0.25},
			  3, 2.62, 2, 0.269820056384687, 25);
	check_fit((const int64_t[]) {89, 37, 30, 28, 2},
			  (const double[]) {40, 20, 20, 15, 5},
			  5, 9.99014336917563, 4, 0.0405940433447812, 9.3);
	check_fit((const int64_t[]) {520000, 480000, 7},
			  (const double[]) {52, 48, 0.001},
			  3, 0.8999937000441, 2, 0.637630160139555, 9.9999700003);

	/* A category that cannot occur is none. */
	check_fit((const int64_t[]) {18, 0, 55, 27},
			  (const double[]) {0.25e300, 0, 0.5e300, 0.25e300},
			  4, 2.62, 2, 0.269820056384687, 25);
	fit = voc_sample_fit((const int64_t[]) {3}, (const double[]) {1}, 1);
	check_int(fit.df, 0);
	check(fit.chi_square == 0.0 && isnan(fit.p));
}

int
main(void)
{
	test_against_r();
	test_order();
	test_random();
	test_ends();
	test_cells();
	test_sample_size();
	test_sample_fit();
	return check_end("rake");
}
