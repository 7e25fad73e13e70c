/*-------------------------------------------------------------------------
 *
 * nps.c
 *	  The Net Promoter Score of a set of answers, from three counts.
 *
 * IDENTIFICATION
 *	  src/score/nps.c
 *
 *-------------------------------------------------------------------------
 */
#include "nps.h"

#include "normal.h"

#include <math.h>
#include <string.h>

/* What Rocks (2016) adds to the three counts. */
#define ADJUST_PROMOTERS	0.75
#define ADJUST_PASSIVES		1.5
#define ADJUST_DETRACTORS	0.75

bool
voc_nps_sound(const VocNps *nps)
{
	return nps->promoters >= 0 && nps->passives >= 0 &&
		nps->detractors >= 0 &&
		nps->promoters <= INT64_MAX - nps->passives &&
		nps->promoters + nps->passives <= INT64_MAX - nps->detractors;
}

bool
voc_nps_discount(VocNps *nps, int score)
{
	int64_t    *count = &nps->passives;

	if (score >= VOC_NPS_LOWEST_PROMOTER)
		count = &nps->promoters;
	else if (score <= VOC_NPS_HIGHEST_DETRACTOR)
		count = &nps->detractors;
	if (*count == 0)
		return false;
	(*count)--;
	return true;
}

bool
voc_nps_add(VocNps *to, const VocNps *from)
{
	/* Two sound tallies: no single sum of two counts can overflow if this cannot */
	if (voc_nps_responses(to) > INT64_MAX - voc_nps_responses(from))
		return false;
	to->promoters += from->promoters;
	to->passives += from->passives;
	to->detractors += from->detractors;
	return true;
}

bool
voc_nps_subtract(VocNps *to, const VocNps *from)
{
	if (from->promoters > to->promoters || from->passives > to->passives ||
		from->detractors > to->detractors)
		return false;
	to->promoters -= from->promoters;
	to->passives -= from->passives;
	to->detractors -= from->detractors;
	return true;
}

/* Read one count at *at, and move *at behind it; on failure to the fault. */
static VocNpsParse
parse_count(const char *text, size_t len, size_t *at, int64_t *count)
{
	size_t		pos = *at;
	int64_t		value = 0;

	for (; pos < len && text[pos] >= '0' && text[pos] <= '9'; pos++)
	{
		int			digit = text[pos] - '0';

		if (value > (INT64_MAX - digit) / 10)
			return VOC_NPS_TOO_LARGE;
		value = value * 10 + digit;
	}
	if (pos == *at)
		return VOC_NPS_NO_DIGIT;
	if (text[*at] == '0' && pos - *at > 1)
		return VOC_NPS_LEADING_ZERO;
	*at = pos;
	*count = value;
	return VOC_NPS_PARSED;
}

VocNpsParse
voc_nps_parse(const char *text, size_t len, VocNps *nps, size_t *at)
{
	int64_t		counts[3] = {0, 0, 0};
	VocNps		parsed;
	VocNpsParse result;
	int			i;

	*at = 0;
	for (i = 0; i < 3; i++)
	{
		if (i > 0)
		{
			if (*at >= len || text[*at] != ',')
				return VOC_NPS_NO_COMMA;
			(*at)++;
		}
		result = parse_count(text, len, at, &counts[i]);
		if (result != VOC_NPS_PARSED)
			return result;
	}
	if (*at < len)
		return VOC_NPS_TRAILING;

	parsed.promoters = counts[0];
	parsed.passives = counts[1];
	parsed.detractors = counts[2];
	if (!voc_nps_sound(&parsed))
	{
		*at = 0;
		return VOC_NPS_TOO_LARGE;
	}
	*nps = parsed;
	return VOC_NPS_PARSED;
}

static char *
print_count(int64_t count, char *to)
{
	char		digits[20];
	int			n = 0;

	do
	{
		digits[n++] = (char) ('0' + count % 10);
		count /= 10;
	} while (count > 0);
	while (n > 0)
		*to++ = digits[--n];
	return to;
}

size_t
voc_nps_print(const VocNps *nps, char *text)
{
	char	   *end = print_count(nps->promoters, text);

	*end++ = ',';
	end = print_count(nps->passives, end);
	*end++ = ',';
	end = print_count(nps->detractors, end);
	*end = '\0';
	return (size_t) (end - text);
}

typedef struct Product
{
	uint64_t	high;
	uint64_t	low;
} Product;

/* 64 by 64 to 128 bits, in halves of 32: not every compiler has a type for it */
static Product
multiply(uint64_t a, uint64_t b)
{
	uint64_t	a_low = a & UINT32_MAX;
	uint64_t	a_high = a >> 32;
	uint64_t	b_low = b & UINT32_MAX;
	uint64_t	b_high = b >> 32;
	uint64_t	low = a_low * b_low;
	uint64_t	cross = a_high * b_low + (low >> 32);
	uint64_t	middle = a_low * b_high + (cross & UINT32_MAX);
	Product		product;

	product.high = a_high * b_high + (cross >> 32) + (middle >> 32);
	product.low = (middle << 32) | (low & UINT32_MAX);
	return product;
}

static int
compare_int64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Compare a / na with b / nb exactly; na and nb are positive. */
static int
compare_ratio(int64_t a, int64_t na, int64_t b, int64_t nb)
{
	bool		negative = a < 0;
	Product		left;
	Product		right;
	int			order;

	if (negative != (b < 0))
		return negative ? -1 : 1;
	left = multiply((uint64_t) (negative ? -a : a), (uint64_t) nb);
	right = multiply((uint64_t) (negative ? -b : b), (uint64_t) na);
	order = (left.high > right.high) - (left.high < right.high);
	if (order == 0)
		order = (left.low > right.low) - (left.low < right.low);
	return negative ? -order : order;
}

int
voc_nps_compare(const VocNps *a, const VocNps *b)
{
	int64_t		na = voc_nps_responses(a);
	int64_t		nb = voc_nps_responses(b);
	int			order = 0;

	if (na > 0 && nb > 0)
		order = compare_ratio(a->promoters - a->detractors, na,
							  b->promoters - b->detractors, nb);
	if (order == 0)
		order = compare_int64(na, nb);
	if (order == 0)
		order = compare_int64(a->promoters, b->promoters);
	return order;
}

double
voc_nps_score(const VocNps *nps)
{
	return 100.0 * (double) (nps->promoters - nps->detractors) /
		(double) voc_nps_responses(nps);
}

/*
 * With p and d the shares of promoters and detractors, an answer is worth +1,
 * 0 or -1, so its variance is p + d - (p - d)^2, and that of the mean of n
 * answers an n-th of it.
 */
VocNpsEstimate
voc_nps_estimate(const VocNps *nps, double confidence, VocNpsMethod method)
{
	double		promoters = (double) nps->promoters;
	double		passives = (double) nps->passives;
	double		detractors = (double) nps->detractors;
	double		n;
	double		mean;
	double		variance;
	VocNpsEstimate estimate;

	if (method == VOC_NPS_ADJUSTED)
	{
		promoters += ADJUST_PROMOTERS;
		passives += ADJUST_PASSIVES;
		detractors += ADJUST_DETRACTORS;
	}
	n = promoters + passives + detractors;
	mean = (promoters - detractors) / n;
	variance = (promoters + detractors) / n - mean * mean;

	/* Rounding can leave a hair less than nothing when all answers agree */
	estimate.se = 100.0 * sqrt(fmax(variance, 0.0) / n);
	estimate.point = 100.0 * mean;
	estimate.margin = voc_normal_critical(confidence) * estimate.se;
	estimate.low = fmax(estimate.point - estimate.margin, -100.0);
	estimate.high = fmin(estimate.point + estimate.margin, 100.0);
	return estimate;
}
