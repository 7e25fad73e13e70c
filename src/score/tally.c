/*-------------------------------------------------------------------------
 *
 * tally.c
 *	  How many gave each answer: the state behind every score.
 *
 * IDENTIFICATION
 *	  src/score/tally.c
 *
 *-------------------------------------------------------------------------
 */
#include "tally.h"

#include <math.h>
#include <string.h>

/* Sums of weights and squares are checked in floating point, with this slack */
#define ROUNDING	1e-9

#define UINT128_MAX_	(~(VocUint128) 0)

static inline VocWide
wide_of(VocUint128 number)
{
	VocWide		wide;

	wide.high = (uint64_t) (number >> 64);
	wide.low = (uint64_t) number;
	return wide;
}

/* The sum of the weights of a bin's answers, and of their squares. */
static inline VocUint128
weight_of(const VocTally *tally, int bin)
{
	if (voc_tally_weighted(tally))
		return voc_wide(voc_tally_weights(tally)[bin]);
	return (VocUint128) tally->counts[bin] * VOC_WEIGHT_ONE;
}

static inline VocUint128
square_of(const VocTally *tally, int bin)
{
	if (voc_tally_weighted(tally))
		return voc_wide(voc_tally_squares(tally)[bin]);
	return (VocUint128) tally->counts[bin] * VOC_WEIGHT_ONE * VOC_WEIGHT_ONE;
}

void
voc_tally_clear(VocTally *tally, int bins, bool weighted)
{
	memset(tally, 0, VOC_TALLY_SIZE(bins, weighted));
	tally->version = VOC_TALLY_VERSION;
	tally->flags = weighted ? VOC_TALLY_WEIGHTED : 0;
	tally->bins = (uint8_t) bins;
}

void
voc_tally_widen(const VocTally *tally, VocTally *wide)
{
	int			i;

	voc_tally_clear(wide, tally->bins, true);
	for (i = 0; i < tally->bins; i++)
	{
		wide->counts[i] = tally->counts[i];
		voc_tally_weights(wide)[i] = wide_of(weight_of(tally, i));
		voc_tally_squares(wide)[i] = wide_of(square_of(tally, i));
	}
}

void
voc_tally_settle(VocTally *tally)
{
	int			i;

	if (!voc_tally_weighted(tally))
		return;
	for (i = 0; i < tally->bins; i++)
	{
		VocUint128	weight = (VocUint128) tally->counts[i] * VOC_WEIGHT_ONE;

		if (weight_of(tally, i) != weight ||
			square_of(tally, i) != weight * VOC_WEIGHT_ONE)
			return;
	}
	tally->flags = 0;
}

/* Whether count answers can have this sum of weights, and of their squares. */
static bool
weights_sound(int64_t count, VocUint128 weight, VocUint128 square)
{
	VocUint128	max = (VocUint128) VOC_WEIGHT_MAX * VOC_WEIGHT_ONE;

	/*
	 * A whole number is at most its square, the squares of parts are at most
	 * that of the whole, and not less than those of equal parts (Cauchy).
	 */
	return weight <= (VocUint128) count * max && square >= weight &&
		(double) square <= (double) weight * (double) max * (1 + ROUNDING) &&
		(double) square <= (double) weight * (double) weight * (1 + ROUNDING) &&
		(double) weight * (double) weight <=
		(double) count * (double) square * (1 + ROUNDING);
}

bool
voc_tally_sound(const VocTally *tally)
{
	int64_t		sum = 0;
	int			i;

	for (i = 0; i < tally->bins; i++)
	{
		if (tally->counts[i] < 0 || tally->counts[i] > INT64_MAX - sum)
			return false;
		sum += tally->counts[i];
		if (voc_tally_weighted(tally) &&
			!weights_sound(tally->counts[i], weight_of(tally, i),
						   square_of(tally, i)))
			return false;
	}
	return true;
}

bool
voc_tally_count(VocTally *tally, int bin, int64_t weight)
{
	if (voc_tally_responses(tally) == INT64_MAX)
		return false;
	if (voc_tally_weighted(tally))
	{
		VocWide    *weights = &voc_tally_weights(tally)[bin];
		VocWide    *squares = &voc_tally_squares(tally)[bin];
		VocUint128	square = (VocUint128) weight * (VocUint128) weight;

		/* The weights fit as long as the counts do; the squares need not */
		if (square > UINT128_MAX_ - voc_wide(*squares))
			return false;
		*weights = wide_of(voc_wide(*weights) + (VocUint128) weight);
		*squares = wide_of(voc_wide(*squares) + square);
	}
	tally->counts[bin]++;
	return true;
}

bool
voc_tally_discount(VocTally *tally, int bin, int64_t weight)
{
	if (tally->counts[bin] == 0)
		return false;
	if (voc_tally_weighted(tally))
	{
		VocWide    *weights = &voc_tally_weights(tally)[bin];
		VocWide    *squares = &voc_tally_squares(tally)[bin];
		VocUint128	square = (VocUint128) weight * (VocUint128) weight;

		if (voc_wide(*weights) < (VocUint128) weight ||
			voc_wide(*squares) < square ||
			!weights_sound(tally->counts[bin] - 1,
						   voc_wide(*weights) - (VocUint128) weight,
						   voc_wide(*squares) - square))
			return false;
		*weights = wide_of(voc_wide(*weights) - (VocUint128) weight);
		*squares = wide_of(voc_wide(*squares) - square);
	}
	tally->counts[bin]--;
	return true;
}

bool
voc_tally_add(VocTally *to, const VocTally *from)
{
	int			i;

	/* No sum of two counts can overflow if that of all of them cannot */
	if (voc_tally_responses(to) > INT64_MAX - voc_tally_responses(from))
		return false;
	if (voc_tally_weighted(to))
	{
		for (i = 0; i < to->bins; i++)
		{
			if (square_of(from, i) > UINT128_MAX_ - square_of(to, i))
				return false;
		}
		for (i = 0; i < to->bins; i++)
		{
			voc_tally_weights(to)[i] = wide_of(weight_of(to, i) + weight_of(from, i));
			voc_tally_squares(to)[i] = wide_of(square_of(to, i) + square_of(from, i));
		}
	}
	for (i = 0; i < from->bins; i++)
		to->counts[i] += from->counts[i];
	return true;
}

bool
voc_tally_subtract(VocTally *to, const VocTally *from)
{
	VocTallyRoom rest;
	int			i;

	memcpy(&rest, to, voc_tally_size(to));
	for (i = 0; i < to->bins; i++)
	{
		if (from->counts[i] > to->counts[i])
			return false;
		rest.tally.counts[i] -= from->counts[i];
		if (!voc_tally_weighted(to))
			continue;
		if (weight_of(from, i) > weight_of(to, i) ||
			square_of(from, i) > square_of(to, i))
			return false;
		voc_tally_weights(&rest.tally)[i] = wide_of(weight_of(to, i) - weight_of(from, i));
		voc_tally_squares(&rest.tally)[i] = wide_of(square_of(to, i) - square_of(from, i));
	}
	if (!voc_tally_sound(&rest.tally))
		return false;
	memcpy(to, &rest, voc_tally_size(to));
	return true;
}

/* ---------- text ---------- */

/* Read one number up to max at *at, and move *at behind it, or to the fault. */
static VocTallyParse
parse_number(const char *text, size_t len, VocUint128 max, size_t *at,
			 VocUint128 *number)
{
	size_t		pos = *at;
	VocUint128	value = 0;

	for (; pos < len && text[pos] >= '0' && text[pos] <= '9'; pos++)
	{
		unsigned	digit = (unsigned) (text[pos] - '0');

		if (value > (max - digit) / 10)
			return VOC_TALLY_TOO_LARGE;
		value = value * 10 + digit;
	}
	if (pos == *at)
		return VOC_TALLY_NO_DIGIT;
	if (text[*at] == '0' && pos - *at > 1)
		return VOC_TALLY_LEADING_ZERO;
	*at = pos;
	*number = value;
	return VOC_TALLY_PARSED;
}

/* Read a number for each bin. */
static VocTallyParse
parse_numbers(const char *text, size_t len, int bins, VocUint128 max,
			  size_t *at, VocUint128 *numbers)
{
	int			i;

	for (i = 0; i < bins; i++)
	{
		VocTallyParse result;

		if (i > 0)
		{
			if (*at >= len || text[*at] != ',')
				return VOC_TALLY_NO_COMMA;
			(*at)++;
		}
		result = parse_number(text, len, max, at, &numbers[i]);
		if (result != VOC_TALLY_PARSED)
			return result;
	}
	return VOC_TALLY_PARSED;
}

/* Read ";weights;squares" behind the counts of a tally, which has room. */
static VocTallyParse
parse_weights(const char *text, size_t len, VocTally *tally, size_t *at)
{
	VocUint128	numbers[VOC_TALLY_MAX_BINS];
	VocTallyParse result;
	int			i;

	tally->flags = VOC_TALLY_WEIGHTED;
	(*at)++;
	result = parse_numbers(text, len, tally->bins, UINT128_MAX_, at, numbers);
	if (result != VOC_TALLY_PARSED)
		return result;
	for (i = 0; i < tally->bins; i++)
		voc_tally_weights(tally)[i] = wide_of(numbers[i]);
	if (*at >= len || text[*at] != ';')
		return VOC_TALLY_NO_SEMICOLON;
	(*at)++;
	result = parse_numbers(text, len, tally->bins, UINT128_MAX_, at, numbers);
	if (result != VOC_TALLY_PARSED)
		return result;
	for (i = 0; i < tally->bins; i++)
		voc_tally_squares(tally)[i] = wide_of(numbers[i]);
	return VOC_TALLY_PARSED;
}

VocTallyParse
voc_tally_parse(const char *text, size_t len, int bins, VocTally *tally,
				size_t *at)
{
	VocUint128	numbers[VOC_TALLY_MAX_BINS];
	VocTallyParse result;
	size_t		end_of_counts;
	int			i;

	*at = 0;
	voc_tally_clear(tally, bins, true);
	tally->flags = 0;
	result = parse_numbers(text, len, bins, INT64_MAX, at, numbers);
	if (result != VOC_TALLY_PARSED)
		return result;
	for (i = 0; i < bins; i++)
		tally->counts[i] = (int64_t) numbers[i];
	if (!voc_tally_sound(tally))
	{
		*at = 0;
		return VOC_TALLY_TOO_LARGE;
	}

	end_of_counts = *at;
	if (*at < len && text[*at] == ';')
	{
		result = parse_weights(text, len, tally, at);
		if (result != VOC_TALLY_PARSED)
			return result;
	}
	if (*at < len)
		return VOC_TALLY_TRAILING;
	if (!voc_tally_sound(tally))
	{
		*at = end_of_counts + 1;
		return VOC_TALLY_NO_SUCH_WEIGHTS;
	}
	if (voc_tally_weighted(tally))
	{
		voc_tally_settle(tally);
		if (!voc_tally_weighted(tally))
		{
			*at = end_of_counts;
			return VOC_TALLY_WEIGHTS_OF_ONE;
		}
	}
	return VOC_TALLY_PARSED;
}

static char *
print_number(VocUint128 number, char *to)
{
	char		digits[40];
	int			n = 0;

	/* Most numbers fit 64 bits, whose division is faster by far */
	while (number > UINT64_MAX)
	{
		digits[n++] = (char) ('0' + (int) (number % 10));
		number /= 10;
	}
	{
		uint64_t	rest = (uint64_t) number;

		do
		{
			digits[n++] = (char) ('0' + rest % 10);
			rest /= 10;
		} while (rest > 0);
	}
	while (n > 0)
		*to++ = digits[--n];
	return to;
}

size_t
voc_tally_print(const VocTally *tally, char *text)
{
	char	   *end = text;
	int			part;
	int			i;

	for (part = 0; part < (voc_tally_weighted(tally) ? 3 : 1); part++)
	{
		for (i = 0; i < tally->bins; i++)
		{
			VocUint128	number = part == 0 ? (VocUint128) tally->counts[i] :
				part == 1 ? weight_of(tally, i) : square_of(tally, i);

			if (i > 0)
				*end++ = ',';
			else if (part > 0)
				*end++ = ';';
			end = print_number(number, end);
		}
	}
	*end = '\0';
	return (size_t) (end - text);
}

/* ---------- order ---------- */

/* A number of 256 bits. */
typedef struct Product
{
	VocUint128	high;
	VocUint128	low;
} Product;

static Product
multiply(VocUint128 a, VocUint128 b)
{
	uint64_t	a_low = (uint64_t) a;
	uint64_t	a_high = (uint64_t) (a >> 64);
	uint64_t	b_low = (uint64_t) b;
	uint64_t	b_high = (uint64_t) (b >> 64);
	VocUint128	low = (VocUint128) a_low * b_low;
	VocUint128	cross = (VocUint128) a_high * b_low + (low >> 64);
	VocUint128	middle = (VocUint128) a_low * b_high + (uint64_t) cross;
	Product		product;

	product.high = (VocUint128) a_high * b_high + (cross >> 64) + (middle >> 64);
	product.low = middle << 64 | (uint64_t) low;
	return product;
}

static int
compare_wide(VocUint128 a, VocUint128 b)
{
	return (a > b) - (a < b);
}

/* A tally's mean as a fraction: negative?, what of, by what. */
typedef struct Mean
{
	bool		negative;
	VocUint128	sum;
	VocUint128	weight;
} Mean;

static Mean
mean_of(const VocTally *tally, const int *values)
{
	VocUint128	plus = 0;
	VocUint128	minus = 0;
	Mean		mean = {false, 0, 0};
	int			i;

	for (i = 0; i < tally->bins; i++)
	{
		VocUint128	weight = weight_of(tally, i);

		mean.weight += weight;
		if (values[i] < 0)
			minus += weight * (unsigned) -values[i];
		else
			plus += weight * (unsigned) values[i];
	}
	mean.negative = minus > plus;
	mean.sum = mean.negative ? minus - plus : plus - minus;
	return mean;
}

static int
compare_means(const Mean *a, const Mean *b)
{
	Product		left;
	Product		right;
	int			order;

	if (a->weight == 0 || b->weight == 0)
		return compare_wide(a->weight > 0, b->weight > 0);
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	left = multiply(a->sum, b->weight);
	right = multiply(b->sum, a->weight);
	order = compare_wide(left.high, right.high);
	if (order == 0)
		order = compare_wide(left.low, right.low);
	return a->negative ? -order : order;
}

int
voc_tally_compare(const VocTally *a, const VocTally *b, const int *values)
{
	Mean		mean_a = mean_of(a, values);
	Mean		mean_b = mean_of(b, values);
	int			order = compare_means(&mean_a, &mean_b);
	int			i;

	if (order == 0)
		order = compare_wide((VocUint128) voc_tally_responses(a),
							 (VocUint128) voc_tally_responses(b));
	for (i = 0; order == 0 && i < a->bins; i++)
	{
		order = compare_wide((VocUint128) a->counts[i], (VocUint128) b->counts[i]);
		if (order == 0)
			order = compare_wide(weight_of(a, i), weight_of(b, i));
		if (order == 0)
			order = compare_wide(square_of(a, i), square_of(b, i));
	}
	return order;
}

/* ---------- statistics ---------- */

static double
weight_in_ones(const VocTally *tally, int bin)
{
	if (!voc_tally_weighted(tally))
		return (double) tally->counts[bin];
	return (double) weight_of(tally, bin) / (double) VOC_WEIGHT_ONE;
}

static double
square_in_ones(const VocTally *tally, int bin)
{
	if (!voc_tally_weighted(tally))
		return (double) tally->counts[bin];
	return (double) square_of(tally, bin) /
		((double) VOC_WEIGHT_ONE * (double) VOC_WEIGHT_ONE);
}

/*
 * Kish's effective sample size: L. Kish, Survey Sampling (1965), 11.7.
 *
 * The linearized variance of a weighted mean, for answers drawn apart from
 * each other, is n / (n - 1) * sum of (w (x - mean))^2 / (sum of w)^2: C.-E.
 * Saerndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992),
 * 5.7; R's package survey gives the same.
 */
VocMoments
voc_tally_moments(const VocTally *tally, const int *values)
{
	VocMoments	m = {0};
	double		squares = 0;
	double		spread = 0;
	double		linear = 0;
	int			i;

	m.n = (double) voc_tally_responses(tally);
	for (i = 0; i < tally->bins; i++)
	{
		m.weight += weight_in_ones(tally, i);
		m.sum += values[i] * weight_in_ones(tally, i);
		squares += square_in_ones(tally, i);
	}
	if (!(m.weight > 0))
	{
		m.mean = m.variance = m.linearized = NAN;
		return m;
	}

	/* Equal weights are no weights, to the last digit */
	m.effective_n = voc_tally_weighted(tally) ?
		fmin(m.weight * m.weight / squares, m.n) : m.n;
	m.mean = m.sum / m.weight;
	for (i = 0; i < tally->bins; i++)
	{
		double		off = values[i] - m.mean;

		spread += weight_in_ones(tally, i) * off * off;
		linear += square_in_ones(tally, i) * off * off;
	}
	m.variance = spread / m.weight;
	m.linearized = m.n > 1 ?
		linear / (m.weight * m.weight) * (m.n / (m.n - 1)) : NAN;
	return m;
}

double
voc_tally_effective(const VocTally *tally, int bin, const VocMoments *moments)
{
	if (!voc_tally_weighted(tally))
		return (double) tally->counts[bin];
	return weight_in_ones(tally, bin) / moments->weight * moments->effective_n;
}
