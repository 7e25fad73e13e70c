/*-------------------------------------------------------------------------
 *
 * agreement.c
 *	  How far coders agree: Krippendorff's alpha.
 *
 * With n values in pairable units, n(u) of them in unit u, and d(a, b) the
 * difference of the level (Krippendorff 2011, there delta squared):
 *
 *		alpha = 1 - (n - 1) * O / E
 *		O = sum over u of (sum of d over the pairs within u) / (n(u) - 1)
 *		E = sum of d over all pairs
 *
 * For squared differences of numbers the sum over the pairs of a set is its
 * size times its sum of squares about the mean, so that no pair is looked at.
 * The ordinal difference is one of these too: what Krippendorff adds up
 * between two values, half of each and all between, is the distance of their
 * midranks.  Only ratios are compared pair by pair, of different values.
 *
 * IDENTIFICATION
 *	  src/coding/agreement.c
 *
 *-------------------------------------------------------------------------
 */
#include "agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS		64
#define MOST_SLOTS		(1u << 26)	/* half a gigabyte of pointers */
#define NUMBER_MAX		64		/* bytes of a number, without leading blanks */
#define PAUSE			4096	/* how often the host may interrupt */

/* A rating that counts: what is known of its value, and its place among units. */
typedef struct Observation
{
	const VocRating *rating;
	double		number;			/* of its value; for ordinal ones the midrank */
} Observation;

/* A different value among those that count, and how often it was given. */
typedef struct Value
{
	double		number;
	double		count;
} Value;

typedef struct Pairable
{
	VocLevel	level;
	Observation *of;			/* by unit, then by value */
	uint32_t	n;
	Value	   *values;			/* in order */
	uint32_t	nvalues;
	double		total;			/* values given */
	VocInterrupt interrupt;
} Pairable;

/* --------------------------------------------------------------------
 * Collecting
 * --------------------------------------------------------------------
 */

bool
voc_level_of(const char *name, size_t len, VocLevel *level)
{
	static const char *const names[] = {"nominal", "ordinal", "interval", "ratio"};

	for (int i = 0; i < 4; i++)
	{
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
		{
			*level = (VocLevel) i;
			return true;
		}
	}
	return false;
}

void
voc_agreement_init(VocAgreement *agreement, VocArena arena, VocLevel level)
{
	memset(agreement, 0, sizeof(*agreement));
	agreement->arena = arena;
	agreement->level = level;
}

static size_t
skip_digits(const char *text, size_t len, size_t at)
{
	while (at < len && text[at] >= '0' && text[at] <= '9')
		at++;
	return at;
}

/* Bytes of the decimal number that a text starts with, or 0. */
static size_t
number_len(const char *text, size_t len)
{
	size_t		at = len > 0 && (text[0] == '-' || text[0] == '+');
	size_t		first = at;
	size_t		digits;

	at = skip_digits(text, len, at);
	digits = at - first;
	if (at < len && text[at] == '.')
	{
		size_t		fraction = skip_digits(text, len, at + 1);

		digits += fraction - at - 1;
		at = fraction;
	}
	if (digits == 0)
		return 0;
	if (at < len && (text[at] == 'e' || text[at] == 'E'))
	{
		size_t		sign = at + 1 < len &&
			(text[at + 1] == '-' || text[at + 1] == '+');
		size_t		exponent = skip_digits(text, len, at + 1 + sign);

		if (exponent == at + 1 + sign)
			return 0;
		at = exponent;
	}
	return at;
}

bool
voc_agreement_number(const char *text, size_t len, double *number)
{
	char		copy[NUMBER_MAX + 1];

	while (len > 0 && text[len - 1] == ' ')
		len--;
	while (len > 0 && text[0] == ' ')
	{
		text++;
		len--;
	}
	if (len == 0 || len > NUMBER_MAX || number_len(text, len) != len)
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	*number = strtod(copy, NULL) + 0.0; /* -0 is 0 */
	return isfinite(*number);
}

/* FNV-1a (Fowler, Noll, Vo), its high bits folded into the low ones. */
static uint64_t
hash_rating(const char *unit, size_t unit_len, const char *value,
			size_t value_len)
{
	uint64_t	hash = UINT64_C(0xCBF29CE484222325) ^ unit_len;

	for (size_t i = 0; i < unit_len; i++)
		hash = (hash ^ (unsigned char) unit[i]) * UINT64_C(0x100000001B3);
	for (size_t i = 0; i < value_len; i++)
		hash = (hash ^ (unsigned char) value[i]) * UINT64_C(0x100000001B3);
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

/* Twice as many slots; false when there are as many as can be. */
static bool
make_room(VocAgreement *agreement)
{
	uint32_t	nslots = agreement->nslots * 2;
	VocRating **slots;

	if (agreement->nslots == 0)
		nslots = FIRST_SLOTS;
	if (nslots > MOST_SLOTS)
		return false;
	slots = voc_arena_alloc0(&agreement->arena, nslots, sizeof(*slots));
	for (uint32_t i = 0; i < agreement->nslots; i++)
	{
		VocRating  *rating = agreement->slots[i];
		uint32_t	at;

		if (rating == NULL)
			continue;
		at = (uint32_t) rating->hash & (nslots - 1);
		while (slots[at] != NULL)
			at = (at + 1) & (nslots - 1);
		slots[at] = rating;
	}
	agreement->slots = slots;
	agreement->nslots = nslots;
	return true;
}

bool
voc_agreement_add(VocAgreement *agreement, const char *unit, size_t unit_len,
				  const char *value, size_t value_len, uint64_t count)
{
	uint64_t	hash = hash_rating(unit, unit_len, value, value_len);
	VocRating  *rating;
	uint32_t	at;

	if (agreement->nratings >= agreement->nslots / 4 * 3 &&
		!make_room(agreement))
		return false;
	at = (uint32_t) hash & (agreement->nslots - 1);
	for (; (rating = agreement->slots[at]) != NULL;
		 at = (at + 1) & (agreement->nslots - 1))
	{
		if (rating->hash == hash && rating->unit_len == unit_len &&
			rating->value_len == value_len &&
			memcmp(rating->bytes, unit, unit_len) == 0 &&
			memcmp(rating->bytes + unit_len, value, value_len) == 0)
		{
			rating->count += count;
			return true;
		}
	}
	rating = voc_arena_alloc(&agreement->arena,
							 sizeof(VocRating) + unit_len + value_len);
	rating->hash = hash;
	rating->count = count;
	rating->unit_len = (uint32_t) unit_len;
	rating->value_len = (uint32_t) value_len;
	memcpy(rating->bytes, unit, unit_len);
	memcpy(rating->bytes + unit_len, value, value_len);
	agreement->slots[at] = rating;
	agreement->nratings++;
	return true;
}

const VocRating *
voc_agreement_next(const VocAgreement *agreement, uint32_t *at)
{
	while (*at < agreement->nslots)
	{
		const VocRating *rating = agreement->slots[(*at)++];

		if (rating != NULL)
			return rating;
	}
	return NULL;
}

/* --------------------------------------------------------------------
 * Order: sums of fractions depend on theirs, and rows come in none.
 * --------------------------------------------------------------------
 */

static int
compare_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int			order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static int
compare_units(const VocRating *a, const VocRating *b)
{
	return compare_bytes(a->bytes, a->unit_len, b->bytes, b->unit_len);
}

typedef int (*Compare) (const Observation *a, const Observation *b);

static int
compare_numbers(const Observation *a, const Observation *b)
{
	return (a->number > b->number) - (a->number < b->number);
}

static int
compare_names(const Observation *a, const Observation *b)
{
	return compare_bytes(a->rating->bytes + a->rating->unit_len,
						 a->rating->value_len,
						 b->rating->bytes + b->rating->unit_len,
						 b->rating->value_len);
}

static int
compare_by_unit(const Observation *a, const Observation *b)
{
	int			order = compare_units(a->rating, b->rating);

	if (order == 0)
		order = compare_numbers(a, b);
	return order != 0 ? order : compare_names(a, b);
}

/* One merge: of the runs from left and from middle, up to right. */
static void
merge(Observation **from, Observation **to, uint32_t left, uint32_t middle,
	  uint32_t right, Compare compare)
{
	uint32_t	a = left;
	uint32_t	b = middle;

	for (uint32_t i = left; i < right; i++)
	{
		if (a < middle && (b >= right || compare(from[a], from[b]) <= 0))
			to[i] = from[a++];
		else
			to[i] = from[b++];
	}
}

/*
 * A merge sort, bottom up: qsort of the C library could neither be interrupted
 * nor kept from allocating.  The result is in one of the two arrays.
 */
static Observation **
sort(Observation **of, Observation **spare, uint32_t n, Compare compare,
	 VocInterrupt interrupt)
{
	for (uint32_t width = 1; width < n; width *= 2)
	{
		Observation **swap = of;

		for (uint32_t left = 0; left < n; left += 2 * width)
		{
			uint32_t	middle = n - left > width ? left + width : n;
			uint32_t	right = n - left > 2 * width ? left + 2 * width : n;

			merge(of, spare, left, middle, right, compare);
			if (interrupt != NULL && (width >= PAUSE || left % PAUSE == 0))
				interrupt();
		}
		of = spare;
		spare = swap;
	}
	return of;
}

/* --------------------------------------------------------------------
 * What counts
 * --------------------------------------------------------------------
 */

/* The end of the unit that starts at first, and how many values it was given. */
static uint32_t
unit_end(const Observation *of, uint32_t n, uint32_t first, double *given)
{
	uint32_t	at = first;

	*given = 0.0;
	for (; at < n && compare_units(of[at].rating, of[first].rating) == 0; at++)
		*given += (double) of[at].rating->count;
	return at;
}

/* All ratings, by unit. */
static Observation *
observe(const VocAgreement *agreement, VocArena *scratch, VocInterrupt interrupt)
{
	uint32_t	n = agreement->nratings;
	Observation *all = voc_arena_alloc(scratch, sizeof(*all) * n);
	Observation **pointers = voc_arena_alloc(scratch, sizeof(*pointers) * n);
	Observation **spare = voc_arena_alloc(scratch, sizeof(*spare) * n);
	Observation *sorted = voc_arena_alloc(scratch, sizeof(*sorted) * n);
	const VocRating *rating;
	uint32_t	at = 0;

	for (uint32_t i = 0; (rating = voc_agreement_next(agreement, &at)) != NULL; i++)
	{
		all[i].rating = rating;
		all[i].number = 0.0;
		if (agreement->level != VOC_LEVEL_NOMINAL)
			memcpy(&all[i].number, rating->bytes + rating->unit_len,
				   sizeof(double));
		pointers[i] = &all[i];
	}
	pointers = sort(pointers, spare, n, compare_by_unit, interrupt);
	for (uint32_t i = 0; i < n; i++)
		sorted[i] = *pointers[i];
	return sorted;
}

/* Leave out units of one value: there is nothing that it could differ from. */
static void
keep_pairable(Pairable *p)
{
	uint32_t	kept = 0;
	uint32_t	end;

	p->total = 0.0;
	for (uint32_t at = 0; at < p->n; at = end)
	{
		double		given;

		end = unit_end(p->of, p->n, at, &given);
		if (given < 2.0)
			continue;
		p->total += given;
		memmove(p->of + kept, p->of + at, sizeof(*p->of) * (end - at));
		kept += end - at;
	}
	p->n = kept;
}

/* Find the different values; for ordinal ones, observations get midranks. */
static void
find_values(Pairable *p, VocArena *scratch)
{
	Compare		compare = p->level == VOC_LEVEL_NOMINAL ?
		compare_names : compare_numbers;
	Observation **pointers = voc_arena_alloc(scratch, sizeof(*pointers) * p->n);
	Observation **spare = voc_arena_alloc(scratch, sizeof(*spare) * p->n);
	double		below = 0.0;
	uint32_t	end;

	p->values = voc_arena_alloc(scratch, sizeof(*p->values) * p->n);
	p->nvalues = 0;
	for (uint32_t i = 0; i < p->n; i++)
		pointers[i] = &p->of[i];
	pointers = sort(pointers, spare, p->n, compare, p->interrupt);
	for (uint32_t at = 0; at < p->n; at = end)
	{
		Value	   *value = &p->values[p->nvalues++];

		value->count = 0.0;
		for (end = at; end < p->n && compare(pointers[end], pointers[at]) == 0; end++)
			value->count += (double) pointers[end]->rating->count;
		value->number = pointers[at]->number;
		if (p->level == VOC_LEVEL_ORDINAL)
		{
			value->number = below + value->count / 2.0;
			for (uint32_t i = at; i < end; i++)
				pointers[i]->number = value->number;
		}
		below += value->count;
	}
}

/*
 * Alpha does not depend on the unit of measurement, but squares may overflow.
 * Of ratios only sums may, and small numbers are not to be lost.
 */
static void
scale_numbers(Pairable *p)
{
	double		most = 0.0;
	int			exponent;

	for (uint32_t i = 0; i < p->nvalues; i++)
		most = fmax(most, fabs(p->values[i].number));
	frexp(most, &exponent);
	if (p->level == VOC_LEVEL_RATIO)
		exponent = 2;
	for (uint32_t i = 0; i < p->nvalues; i++)
		p->values[i].number = ldexp(p->values[i].number, -exponent);
	for (uint32_t i = 0; i < p->n; i++)
		p->of[i].number = ldexp(p->of[i].number, -exponent);
}

/* --------------------------------------------------------------------
 * Differences over the pairs of a set, each pair once
 * --------------------------------------------------------------------
 */

typedef double (*Differ) (const Pairable *p, const Value *of, uint32_t n,
						  double given);

static double
differ_names(const Pairable *p, const Value *of, uint32_t n, double given)
{
	double		sum = 0.0;

	(void) p;
	for (uint32_t i = 0; i < n; i++)
		sum += of[i].count * (given - of[i].count);
	return sum / 2.0;
}

/* The size of the set times its sum of squares about the mean. */
static double
differ_squares(const Pairable *p, const Value *of, uint32_t n, double given)
{
	double		mean = 0.0;
	double		squares = 0.0;

	(void) p;
	for (uint32_t i = 0; i < n; i++)
		mean += of[i].count * of[i].number;
	mean /= given;
	for (uint32_t i = 0; i < n; i++)
		squares += of[i].count * (of[i].number - mean) * (of[i].number - mean);
	return given * squares;
}

static double
differ_ratios(const Pairable *p, const Value *of, uint32_t n, double given)
{
	double		sum = 0.0;

	(void) given;
	for (uint32_t i = 0; i < n; i++)
	{
		double		inner = 0.0;

		if (p->interrupt != NULL)
			p->interrupt();
		for (uint32_t k = i + 1; k < n; k++)
		{
			double		both = of[i].number + of[k].number;
			double		ratio = both > 0.0 ?
				(of[i].number - of[k].number) / both : 0.0;

			inner += of[k].count * ratio * ratio;
		}
		sum += of[i].count * inner;
	}
	return sum;
}

/* O of the head of this file; unit has room for the values of the largest. */
static double
observed(const Pairable *p, Differ differ, Value *unit)
{
	double		sum = 0.0;
	uint32_t	units = 0;
	uint32_t	end;

	for (uint32_t at = 0; at < p->n; at = end)
	{
		double		given;

		end = unit_end(p->of, p->n, at, &given);
		if (p->interrupt != NULL && ++units % PAUSE == 0)
			p->interrupt();
		/* All agree, and no rounding shall say otherwise. */
		if (end - at == 1)
			continue;
		for (uint32_t i = at; i < end; i++)
		{
			unit[i - at].number = p->of[i].number;
			unit[i - at].count = (double) p->of[i].rating->count;
		}
		sum += differ(p, unit, end - at, given) / (given - 1.0);
	}
	return sum;
}

VocAlpha
voc_agreement_alpha(const VocAgreement *agreement, VocArena *scratch,
					VocInterrupt interrupt, double *alpha)
{
	Differ		differ = differ_squares;
	Pairable	p;
	Value	   *unit;

	p.level = agreement->level;
	p.n = agreement->nratings;
	p.interrupt = interrupt;
	if (p.n == 0)
		return VOC_ALPHA_UNPAIRABLE;
	p.of = observe(agreement, scratch, interrupt);
	keep_pairable(&p);
	if (p.n == 0)
		return VOC_ALPHA_UNPAIRABLE;
	find_values(&p, scratch);
	if (p.nvalues < 2)
		return VOC_ALPHA_NO_VARIATION;
	if (p.level == VOC_LEVEL_RATIO && p.nvalues > VOC_RATIO_VALUES)
		return VOC_ALPHA_TOO_MANY;

	if (p.level == VOC_LEVEL_NOMINAL)
		differ = differ_names;
	else
		scale_numbers(&p);
	if (p.level == VOC_LEVEL_RATIO)
		differ = differ_ratios;
	unit = voc_arena_alloc(scratch, sizeof(*unit) * p.n);
	*alpha = 1.0 - (p.total - 1.0) * observed(&p, differ, unit) /
		differ(&p, p.values, p.nvalues, p.total);
	return VOC_ALPHA_KNOWN;
}
