/*-------------------------------------------------------------------------
 *
 * surge_test.c
 *	  Unit tests of surges, and of many tests at once.
 *
 * Expected values: test/peer/surge.tsv and test/peer/adjust.tsv, made by R
 * 4.2.2 with the scripts beside them.  How often a test is wrong, and how often
 * it finds what is there, is counted on made-up counts, always the same ones.
 *
 * IDENTIFICATION
 *	  test/core/surge_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/score/adjust.h"
#include "../../src/score/normal.h"
#include "../../src/score/surge.h"

#include "check.h"

#define SURGE_VALUES		"../peer/surge.tsv"
#define SURGE_VALUES_COUNT	26
#define ADJUST_VALUES		"../peer/adjust.tsv"
#define ADJUST_VALUES_COUNT	12
#define MOST				64

static void
check_relative(double got, double wanted, double within, const char *what)
{
	double		distance = got == wanted ? 0.0 : fabs(got / wanted - 1.0);

	if (!check_count(distance <= within, __FILE__, __LINE__))
		printf("%s is %.17g, not %.17g\n", what, got, wanted);
}

/* ---------- against R ---------- */

/* Cut a line at tabs and the newline; returns how many fields there are. */
static int
split(char *line, char **fields, int most)
{
	int			n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (; line != NULL && n < most; n++)
	{
		fields[n] = line;
		line = strchr(line, '\t');
		if (line != NULL)
			*line++ = '\0';
	}
	return n;
}

/* Read numbers with blanks between; returns how many there are. */
static int
read_numbers(const char *text, double *x, int most, const char **rest)
{
	int			n = 0;
	char	   *end;

	for (; n < most; text = end, n++)
	{
		x[n] = strtod(text, &end);
		if (end == text)
			break;
	}
	*rest = text;
	return n;
}

static VocDay
read_day(const char *text, const char **rest)
{
	double		x[MOST];
	VocDay		day = {0.0, 0.0, 0.0};
	int			n = read_numbers(text, x, MOST, rest);
	int			i;

	for (i = 0; i < n; i++)
		day.mean += x[i] / n;
	for (i = 0; i < n; i++)
		day.stddev += (x[i] - day.mean) * (x[i] - day.mean) / (n - 1);
	day.stddev = sqrt(day.stddev);
	day.n = n;
	return day;
}

static const char *
method_name(VocSurgeMethod method)
{
	static const char *names[] = {"too little history", "poisson",
	"negative binomial", "welch", "welch, uneven days"};

	return names[method];
}

static VocSurge
surge_of(const char *kind, const char *day, const char *past)
{
	double		x[MOST];
	int64_t		counts[MOST];
	VocDay		days[MOST];
	VocDay		today;
	int			n;
	int			i;

	if (strcmp(kind, "count") == 0)
	{
		n = read_numbers(past, x, MOST, &past);
		for (i = 0; i < n; i++)
			counts[i] = (int64_t) x[i];
		return voc_count_surge((int64_t) strtod(day, NULL), counts, n);
	}
	today = read_day(day, &day);
	for (n = 0; *past != '\0' && n < MOST; n++)
	{
		days[n] = read_day(past, &past);
		past += *past == ';';
	}
	return voc_mean_surge(&today, days, n);
}

static void
test_against_r(void)
{
	FILE	   *file = fopen(SURGE_VALUES, "r");
	char		line[1024];
	char	   *field[7];
	int			lines = 0;

	check(file != NULL);
	if (file == NULL)
		return;
	for (; fgets(line, sizeof(line), file) != NULL; lines++)
	{
		VocSurge	surge;

		check_int(split(line, field, 7), 7);
		surge = surge_of(field[0], field[1], field[2]);
		check_relative(surge.expected, strtod(field[3], NULL), 1e-14, field[2]);
		check_str(method_name(surge.method), field[4]);
		check_int(surge.n, atoi(field[5]));
		check_relative(surge.p, strtod(field[6], NULL), 1e-11, field[2]);
	}
	fclose(file);
	check_int(lines, SURGE_VALUES_COUNT);
}

static void
test_adjust(void)
{
	FILE	   *file = fopen(ADJUST_VALUES, "r");
	char		line[4096];
	char	   *field[2];
	int			lines = 0;

	check(file != NULL);
	if (file == NULL)
		return;
	for (; fgets(line, sizeof(line), file) != NULL; lines++)
	{
		double		p[MOST];
		double		q[MOST];
		VocTest		tests[MOST];
		const char *rest;
		int			n;
		int			i;

		check_int(split(line, field, 2), 2);
		n = read_numbers(field[0], p, MOST, &rest);
		check_int(read_numbers(field[1], q, MOST, &rest), n);
		for (i = 0; i < n; i++)
		{
			tests[i].p = p[i];
			tests[i].place = (size_t) i;
		}
		voc_adjust(tests, (size_t) n);
		for (i = 0; i < n; i++)
			check_relative(tests[i].p, q[tests[i].place], 1e-15, field[0]);
	}
	fclose(file);
	check_int(lines, ADJUST_VALUES_COUNT);
}

/* ---------- what is at the edges ---------- */

static void
test_too_little(void)
{
	const int64_t one[] = {5};
	VocDay		day = {1, 1, 2};
	VocDay		lone[] = {{1, 0, 1}, {2, 0, 1}, {3, 0, 1}};
	VocDay		day_of_one = {1, 0, 1};
	VocDay		days[] = {{1, 1, 4}, {2, 1, 5}};
	VocSurge	surge = voc_count_surge(9, one, 1);

	check(surge.method == VOC_SURGE_TOO_LITTLE && isnan(surge.p));
	check(isnan(surge.expected) && isnan(surge.ratio) && surge.n == 1);
	surge = voc_count_surge(9, NULL, 0);
	check(surge.method == VOC_SURGE_TOO_LITTLE && isnan(surge.p) && surge.n == 0);
	surge = voc_mean_surge(&day, days, 1);
	check(surge.method == VOC_SURGE_TOO_LITTLE && isnan(surge.p));
	surge = voc_mean_surge(&day, lone, 3);
	check(surge.method == VOC_SURGE_TOO_LITTLE && isnan(surge.p));
	surge = voc_mean_surge(&day_of_one, days, 2);
	check(surge.method == VOC_SURGE_TOO_LITTLE && isnan(surge.p));
	check(surge.expected > 1.55 && surge.expected < 1.56);
}

static void
test_extremes(void)
{
	const int64_t huge[] = {INT64_MAX, INT64_MAX, INT64_MAX - 1, INT64_MAX, 0};
	const int64_t zeros[] = {0, 0, 0, 0, 0, 0, 0, 0};
	VocDay		flat[] = {{5, 0, 3}, {5, 0, 9}};
	VocDay		same = {5, 0, 4};
	VocDay		other = {6, 0, 4};
	VocSurge	surge = voc_count_surge(INT64_MAX, huge, 5);

	check(surge.p >= 0.0 && surge.p <= 1.0);
	surge = voc_count_surge(0, zeros, 8);
	check(surge.p == 1.0 && surge.expected == 0.0 && isnan(surge.ratio));
	surge = voc_count_surge(INT64_MAX, zeros, 8);
	check(surge.p == 0.0);
	check(voc_mean_surge(&same, flat, 2).p == 1.0);
	/* 12 alike and 4 others: one of 16! / (12! 4!) = 1820 ways, or of the reverse */
	check_near(voc_mean_surge(&other, flat, 2).p, 2 / 1820.0, 1e-15);
}

/* A higher count is never less unusual. */
static void
test_monotonic(void)
{
	const int64_t past[] = {12, 30, 4, 9, 18, 25, 7, 11};
	double		last = 1.0;
	int			x;

	for (x = 0; x < 300; x++)
	{
		double		p = voc_count_surge(x, past, 8).p;

		check(p > 0.0 && p <= last * (1 + 1e-12));
		last = p;
	}
}

/* ---------- how often it is wrong, how often right ---------- */

static uint64_t seed = 88172645463325252u;

static double
uniform(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return ((double) (seed >> 11) + 0.5) / 9007199254740992.0;
}

/* G. Marsaglia and W. W. Tsang, ACM Trans. Math. Softw. 26 (2000), 363-372. */
static double
gamma_variate(double shape)
{
	double		d = shape - 1.0 / 3.0;
	double		c = 1.0 / sqrt(9.0 * d);

	for (;;)
	{
		double		z = voc_normal_quantile(uniform());
		double		v = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z);

		if (v > 0.0 && log(uniform()) < 0.5 * z * z + d - d * v + d * log(v))
			return d * v;
	}
}

/* By counting; a large mean in parts. */
static int64_t
poisson_variate(double mean)
{
	int64_t		count = 0;

	while (mean > 0.0)
	{
		double		part = fmin(mean, 30.0);
		double		left = exp(-part);

		while ((left /= uniform()) < 1.0)
			count++;
		mean -= part;
	}
	return count;
}

/* Negative binomial as a Poisson count of a gamma mean. */
static int64_t
count_variate(double mean, double size)
{
	return poisson_variate(isinf(size) ? mean : mean * gamma_variate(size) / size);
}

/* The share of trials, among which every history is new, with p below level. */
static double
rate(double mean, double size, double times, double level, int trials)
{
	int64_t		past[8];
	int			found = 0;
	int			i;
	int			j;

	for (i = 0; i < trials; i++)
	{
		for (j = 0; j < 8; j++)
			past[j] = count_variate(mean, size);
		found += voc_count_surge(count_variate(mean * times, size), past, 8).p < level;
	}
	return (double) found / trials;
}

/* No more than the level, and three standard errors of 4000 trials. */
static void
test_false_alarms(void)
{
	static const double means[] = {2, 60};
	static const double sizes[] = {INFINITY, 20, 3};
	int			i;
	int			j;

	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++)
		{
			double		often = rate(means[i], sizes[j], 1, 0.01, 4000);

			if (!check_count(often <= 0.01 + 3 * sqrt(0.01 * 0.99 / 4000), __FILE__,
							 __LINE__))
				printf("false alarms of mean %g, size %g: %g\n", means[i], sizes[j],
					   often);
		}
}

static void
test_power(void)
{
	check(rate(12, INFINITY, 3, 0.01, 500) > 0.85);
	check(rate(60, INFINITY, 3, 0.001, 500) > 0.95);
	check(rate(30, 50, 3, 0.01, 500) > 0.9);
	check(rate(300, 10, 3, 0.05, 500) > 0.8);
}

/* One earlier surge hides the next one neither here nor for nothing. */
static void
test_earlier_surge(void)
{
	const int64_t calm[] = {18, 25, 16, 22, 20, 19, 24};
	const int64_t surged[] = {18, 25, 16, 22, 20, 19, 24, 95};
	const int64_t twice[] = {18, 25, 16, 22, 20, 95, 24, 95};
	VocSurge	without = voc_count_surge(60, calm, 7);
	VocSurge	with = voc_count_surge(60, surged, 8);

	check(with.p == without.p && with.n == 7 && with.expected == without.expected);
	check(voc_count_surge(60, twice, 8).n == 8);
}

/* The mean of as many answers, each drawn about that of its day. */
static VocDay
day_of(int answers, double between)
{
	double		middle = between * voc_normal_quantile(uniform());
	double		squares = 0.0;
	VocDay		day = {0.0, 0.0, 0.0};
	int			i;

	for (i = 1; i <= answers; i++)
	{
		double		x = uniform() < 0.5 ? 100 : uniform() < 0.5 ? 0 : -100;
		double		away = x + middle - day.mean;

		day.mean += away / i;
		squares += away * (x + middle - day.mean);
	}
	day.n = answers;
	day.stddev = sqrt(squares / (answers - 1));
	return day;
}

static double
mean_rate(int answers, double between, double fall, double level, int trials)
{
	VocDay		past[8];
	int			found = 0;
	int			i;
	int			j;

	for (i = 0; i < trials; i++)
	{
		VocDay		day = day_of(answers, between);

		for (j = 0; j < 8; j++)
			past[j] = day_of(answers / 2 + (int) (uniform() * answers), between);
		day.mean -= fall;
		found += voc_mean_surge(&day, past, 8).p < level;
	}
	return (double) found / trials;
}

static void
test_means(void)
{
	double		most = 0.01 + 3 * sqrt(0.01 * 0.99 / 4000);

	check(mean_rate(4, 0, 0, 0.01, 4000) <= most);
	check(mean_rate(20, 0, 0, 0.01, 4000) <= most);
	check(mean_rate(200, 0, 0, 0.01, 4000) <= most);
	check(mean_rate(200, 15, 0, 0.01, 4000) <= most);
	check(mean_rate(200, 0, 40, 0.01, 500) > 0.95);
	check(mean_rate(500, 5, 40, 0.01, 500) > 0.95);
}

int
main(void)
{
	test_against_r();
	test_adjust();
	test_too_little();
	test_extremes();
	test_monotonic();
	test_false_alarms();
	test_power();
	test_earlier_surge();
	test_means();
	return check_end("surge");
}
