/*-------------------------------------------------------------------------
 *
 * digits.c
 *	  Groups of digits as people write numbers: dates and telephones.
 *
 * IDENTIFICATION
 *	  src/privacy/digits.c
 *
 *-------------------------------------------------------------------------
 */
#include "digits.h"

#include <string.h>

#define lengthof(array) (sizeof(array) / sizeof((array)[0]))

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* ---- reading ---- */

static size_t
starts_with(const unsigned char *text, size_t len, size_t p, const char *what)
{
	size_t		n = strlen(what);

	return len - p >= n && memcmp(text + p, what, n) == 0 ? n : 0;
}

/* Bytes of a blank or a dash at p, ASCII or not; 0: neither. */
static size_t
blank_or_dash(const unsigned char *text, size_t len, size_t p, VocJoin *join)
{
	static const char *const blanks[] = {
		"\302\240", "\342\200\257", "\342\200\211", "\342\200\207"
	};
	static const char *const dashes[] = {
		"\342\200\220", "\342\200\221", "\342\200\222", "\342\200\223",
		"\342\210\222"
	};
	size_t		n;

	if (text[p] == ' ' || text[p] == '-')
	{
		*join = text[p] == ' ' ? VOC_JOIN_SPACE : VOC_JOIN_DASH;
		return 1;
	}
	if (text[p] < 0x80)
		return 0;
	*join = VOC_JOIN_SPACE;
	for (size_t i = 0; i < lengthof(blanks); i++)
		if ((n = starts_with(text, len, p, blanks[i])) > 0)
			return n;
	*join = VOC_JOIN_DASH;
	for (size_t i = 0; i < lengthof(dashes); i++)
		if ((n = starts_with(text, len, p, dashes[i])) > 0)
			return n;
	return 0;
}

size_t
voc_join(const unsigned char *text, size_t len, size_t p, VocJoin *join)
{
	size_t		q = p;
	VocJoin		outer;

	if (q >= len)
		return 0;
	switch (text[q])
	{
		case '.':
			*join = VOC_JOIN_DOT;
			q++;
			break;
		case '/':
			*join = VOC_JOIN_SLASH;
			q++;
			break;
		case ')':
			*join = VOC_JOIN_BRACKET;
			q++;
			if (q < len)
				q += blank_or_dash(text, len, q, &outer);
			break;
		default:
			q += blank_or_dash(text, len, q, join);
			if (q < len && text[q] == '(')
			{
				*join = VOC_JOIN_BRACKET;
				q++;
			}
	}
	return q > p && q < len && is_digit(text[q]) ? q - p : 0;
}

void
voc_digits_read(const unsigned char *text, size_t len, size_t p,
				VocDigits *digits)
{
	int			n = 0;
	VocJoin		join = VOC_JOIN_NONE;
	bool		bracket = p > 0 && text[p - 1] == '(';

	digits->ngroups = 0;
	digits->more = true;
	digits->next = p;
	while (digits->ngroups < VOC_GROUPS_MAX)
	{
		int			group = digits->ngroups;
		size_t		step;

		digits->start[group] = p;
		digits->join[group] = join;
		while (p < len && is_digit(text[p]) && n < VOC_DIGITS_MAX)
			digits->digit[n++] = text[p++] - '0';
		if (p < len && is_digit(text[p]))
			return;
		digits->end[group] = p;
		digits->until[group] = (uint8_t) n;
		digits->ngroups++;
		if (group == 0 && bracket && p < len && text[p] == ')')
			digits->join[0] = VOC_JOIN_BRACKET;
		step = voc_join(text, len, p, &join);
		if (step == 0)
		{
			digits->more = false;
			return;
		}
		p += step;
		digits->next = p;
	}
}

/* ---- what groups are ---- */

static int
group_value(const VocDigits *digits, int group)
{
	int			value = 0;

	for (int i = digits->until[group] - voc_group_length(digits, group);
		 i < digits->until[group]; i++)
		value = value * 10 + digits->digit[i];
	return value;
}

static bool
is_day_and_month(int a, int b)
{
	return a >= 1 && b >= 1 && ((a <= 31 && b <= 12) || (a <= 12 && b <= 31));
}

bool
voc_is_date(const VocDigits *digits)
{
	VocJoin		join;

	if (digits->ngroups < 3)
		return false;
	join = digits->join[1];
	if (join != digits->join[2] ||
		(join != VOC_JOIN_DOT && join != VOC_JOIN_SLASH && join != VOC_JOIN_DASH))
		return false;
	for (int i = 0; i < 3; i++)
		if (voc_group_length(digits, i) > 4)
			return false;
	if (voc_group_length(digits, 0) == 4)
		return group_value(digits, 0) >= 1900 && group_value(digits, 0) < 2100 &&
			is_day_and_month(group_value(digits, 1), group_value(digits, 2));
	return is_day_and_month(group_value(digits, 0), group_value(digits, 1)) &&
		(voc_group_length(digits, 2) == 2 ||
		 (voc_group_length(digits, 2) == 4 &&
		  group_value(digits, 2) >= 1900 && group_value(digits, 2) < 2100));
}

/* 12 000 000 is an amount: no telephone number has so many zeros at the end. */
static bool
is_round(const uint8_t *digit, int n)
{
	for (int i = n - 6; i < n; i++)
		if (i < 0 || digit[i] != 0)
			return false;
	return true;
}

/* ---- telephone numbers with a country code ---- */

/*
 * Country codes, and how many digits there are with the code (ITU-T E.164 and
 * the countries' numbering plans).
 */
static const struct
{
	short		code;
	uint8_t		min;
	uint8_t		max;
}			countries[] = {
	{1, 11, 11}, {7, 11, 11}, {20, 11, 12}, {27, 11, 11}, {30, 12, 12},
	{31, 11, 11}, {32, 10, 11}, {33, 11, 11}, {34, 11, 11}, {36, 10, 11},
	{39, 9, 13}, {40, 11, 11}, {41, 11, 11}, {43, 10, 15}, {44, 11, 12},
	{45, 10, 10}, {46, 9, 12}, {47, 10, 10}, {48, 11, 11}, {49, 10, 15},
	{90, 12, 12}, {351, 12, 12}, {352, 9, 14}, {353, 10, 12}, {355, 11, 12},
	{357, 11, 11}, {358, 9, 14}, {359, 10, 12}, {370, 11, 11}, {371, 11, 11},
	{372, 10, 11}, {373, 11, 11}, {374, 11, 11}, {375, 12, 12}, {380, 12, 12},
	{381, 10, 13}, {382, 11, 12}, {383, 11, 12}, {385, 11, 12}, {386, 11, 11},
	{387, 11, 12}, {389, 11, 11}, {420, 12, 12}, {421, 12, 12}, {972, 11, 12},
	{994, 12, 12}, {995, 12, 12}, {996, 12, 12}, {998, 12, 12}
};

/* The longest run of groups with so many digits; 0: none. */
static int
groups_with(const VocDigits *digits, int ngroups, int less, int min, int max)
{
	for (int i = ngroups - 1; i >= 0; i--)
		if (digits->until[i] - less >= min && digits->until[i] - less <= max)
			return i + 1;
	return 0;
}

int
voc_phone_abroad(const VocDigits *digits, int ngroups, int skip, bool strict)
{
	int			n;
	int			total = ngroups > 0 ? digits->until[ngroups - 1] : 0;
	int			less = skip;
	int			code = 0;
	const uint8_t *first = digits->digit + skip;

	if (total < skip + 3 || first[0] == 0)
		return 0;

	/* +44 (0)20 ...: the zero is for those at home. */
	for (int i = 1; i < ngroups && i < 3; i++)
		if (voc_group_length(digits, i) == 1 && group_value(digits, i) == 0 &&
			digits->join[i] == VOC_JOIN_BRACKET)
			less++;

	for (int i = 0; i < 3; i++)
	{
		code = code * 10 + first[i];
		for (size_t k = 0; k < lengthof(countries); k++)
			if (countries[k].code == code)
			{
				n = groups_with(digits, ngroups, less, countries[k].min,
								countries[k].max);
				if (n > 0)
					return is_round(digits->digit, digits->until[n - 1]) ? 0 : n;
				if (strict || code < 10)
					return 0;
			}
	}
	if (strict)
		return 0;
	n = groups_with(digits, ngroups, less, 9, 15);
	return n > 0 && !is_round(digits->digit, digits->until[n - 1]) ? n : 0;
}

/* ---- telephone numbers at home ---- */

typedef struct Shape
{
	const char *groups;			/* digits of each */
	const char *joins;			/* what may stand between, of " -./(" */
	const char *first;			/* what the number may begin with */
} Shape;

static const Shape shapes[] = {
	/* cs, sk, pl */
	{"333", " ", "23456789"},
	{"333", "-", "23456789"},
	{"2322", " -(", "123456789"},
	/* ru, uk: a mobile, or a town and a number */
	{"3322", " -(", "3489"},
	{"322", "-", "123456789"},
	/* without the + */
	{"3333", " -", "4"},
	{"3333", " -", "3"},
	{"2333", " -", "4"}
};

static bool
is_shape(const VocDigits *digits, int ngroups, const Shape *shape)
{
	static const char joins[] = "  -./(";

	if (strlen(shape->groups) != (size_t) ngroups ||
		strchr(shape->first, '0' + digits->digit[0]) == NULL)
		return false;
	for (int i = 0; i < ngroups; i++)
		if (voc_group_length(digits, i) != shape->groups[i] - '0' ||
			(digits->join[i] != VOC_JOIN_NONE &&
			 strchr(shape->joins, joins[digits->join[i]]) == NULL))
			return false;
	return true;
}

/* A number that begins with one of these country codes, written without a +. */
static bool
begins_abroad(const uint8_t *digit, int n)
{
	int			code = digit[0] * 100 + digit[1] * 10 + digit[2];

	if (n == 12)
		return (code == 420 || code == 421 || code == 380 || code == 359) &&
			digit[3] >= (code == 420 ? 2 : 3);
	/* Poland, with the digits that its mobiles begin with */
	return n == 11 && code >= 484 && code <= 488;
}

/*
 * North America: area and exchange begin with 2 ... 9, a 1 may stand before
 * (NANPA, "NPA Allocation Plan").
 */
static bool
is_american(const VocDigits *digits, int ngroups)
{
	int			one = ngroups == 4 ? 1 : 0;

	if (ngroups != 3 + one || (one && (digits->digit[0] != 1 || digits->until[0] != 1)))
		return false;
	if (voc_group_length(digits, one) != 3 || voc_group_length(digits, one + 1) != 3 ||
		voc_group_length(digits, one + 2) != 4)
		return false;
	for (int i = one + 1; i < ngroups; i++)
		if (digits->join[i] == VOC_JOIN_SLASH)
			return false;
	return digits->digit[one] >= 2 && digits->digit[one + 3] >= 2;
}

/* Russia and its neighbours: 8 or 7, and ten digits in any groups. */
static bool
is_russian(const VocDigits *digits, int ngroups)
{
	int			n = digits->until[ngroups - 1];

	if (n != 11 || (digits->digit[0] != 7 && digits->digit[0] != 8))
		return false;
	if (ngroups == 1)
		return digits->digit[1] == 9;
	for (int i = 1; i < ngroups; i++)
		if (digits->join[i] == VOC_JOIN_DOT || digits->join[i] == VOC_JOIN_SLASH)
			return false;
	return (digits->until[0] == 1 || digits->until[0] == 4) &&
		strchr("3489", '0' + digits->digit[1]) != NULL;
}

/*
 * A zero for the trunk line: 0905 123 456, 02/1234 5678, 020 7946 0958.  In one
 * piece, twelve digits are rather the number of some goods.
 */
static bool
has_trunk_zero(const VocDigits *digits, int ngroups)
{
	int			n = digits->until[ngroups - 1];
	int			dots = 0;

	if (digits->digit[0] != 0 || digits->digit[1] == 0)
		return false;
	if (ngroups == 1)
		return n == 10 || n == 11 || (n == 9 && digits->digit[1] == 2);
	if (n < 9 || n > 12 || ngroups > 6 || voc_group_length(digits, 0) > 6)
		return false;
	for (int i = 1; i < ngroups; i++)
	{
		dots += digits->join[i] == VOC_JOIN_DOT;
		if ((digits->join[i] == VOC_JOIN_SLASH && i > 1) ||
			voc_group_length(digits, i) < 2)
			return false;
	}
	return dots == 0 || dots == ngroups - 1;
}

bool
voc_phone_at_home(const VocDigits *digits, int ngroups)
{
	int			n = ngroups > 0 ? digits->until[ngroups - 1] : 0;

	if (n < 7 || n > 12 || is_round(digits->digit, n) || voc_is_date(digits))
		return false;
	if (has_trunk_zero(digits, ngroups) || is_american(digits, ngroups) ||
		is_russian(digits, ngroups))
		return true;
	if (ngroups == 1)
		return begins_abroad(digits->digit, n);
	for (size_t i = 0; i < lengthof(shapes); i++)
		if (is_shape(digits, ngroups, &shapes[i]))
			return ngroups != 4 || n < 11 || begins_abroad(digits->digit, n);
	return false;
}

bool
voc_phone_named(const VocDigits *digits, int ngroups)
{
	int			n = ngroups > 0 ? digits->until[ngroups - 1] : 0;

	return n >= 7 && n <= 12 && (ngroups > 1 || n >= 9) &&
		!is_round(digits->digit, n) && !voc_is_date(digits);
}
