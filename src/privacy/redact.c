/*-------------------------------------------------------------------------
 *
 * redact.c
 *	  Finding what tells who somebody is in a text: addresses and numbers.
 *
 * Every find begins at or around the first digit of a group of digits, or at
 * an @.  Finds are of two sorts.  Strong ones tell themselves by a sign or by
 * check digits, and may stand among other numbers.  Weak ones, telephone
 * numbers without a country code, tell themselves by their shape only, and
 * must be the whole of the digits that stand together:
 *
 *		603 123 456					a telephone
 *		1 603 123 456				who knows
 *		603 123 456 4111 1111 1111 1111		a telephone, for a card follows
 *
 * IDENTIFICATION
 *	  src/privacy/redact.c
 *
 *-------------------------------------------------------------------------
 */
#include "redact.h"

#include <string.h>

#include "../text/fold.h"
#include "digits.h"
#include "hint.h"
#include "identify.h"

#define LONGEST_LOCAL	128		/* bytes before the @ of an address */
#define LONGEST_DOMAIN	255		/* bytes after it */
#define PAUSE_BYTES		65536

void
voc_redactor_init(VocRedactor *redactor, const char *text, size_t len,
				  unsigned kinds, void (*pause) (void))
{
	redactor->text = (const unsigned char *) text;
	redactor->len = len;
	redactor->kinds = kinds;
	redactor->pause = pause;
	redactor->pos = 0;
	redactor->floor = 0;
	redactor->last_digit = 0;
}

const char *
voc_personal_name(VocPersonalKind kind)
{
	static const char *const names[VOC_PERSONAL_KINDS] = {
		"email", "phone", "card", "iban", "id"
	};

	return names[kind];
}

static bool
wants(const VocRedactor *r, VocPersonalKind kind)
{
	return (r->kinds & 1u << kind) != 0;
}

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t
char_at(const VocRedactor *r, size_t p, size_t *bytes)
{
	uint32_t	cp;

	*bytes = (size_t) voc_utf8_decode(r->text + p, r->text + r->len, &cp);
	return cp;
}

static uint32_t
char_before(const VocRedactor *r, size_t p, size_t *start)
{
	return voc_char_before(r->text, r->floor, p, start);
}

/* Whether nothing that belongs to a word or an address touches p from the left. */
static bool
is_free_before(const VocRedactor *r, size_t p)
{
	size_t		start;

	return !voc_is_wordly(char_before(r, p, &start));
}

static bool
is_free_after(const VocRedactor *r, size_t p)
{
	size_t		bytes;
	uint32_t	cp;

	if (p == r->len)
		return true;
	cp = char_at(r, p, &bytes);
	return cp != '@' && !voc_is_wordly(cp);
}

static bool
set_found(VocPersonal *found, VocPersonalKind kind, size_t start, size_t end)
{
	found->kind = kind;
	found->start = start;
	found->length = end - start;
	return true;
}

/* ---- addresses ---- */

/* Letters of a name are of one script: what is glued to them is not. */
typedef enum Script
{
	SCRIPT_ANY,
	SCRIPT_LATIN,
	SCRIPT_OTHER
} Script;

/* Whether a character goes on with letters of a script, which it may set. */
static bool
goes_on(uint32_t cp, Script *script)
{
	Script		own;

	if ((cp >= '0' && cp <= '9') || cp == '-')
		return true;
	if (cp == '_' || !voc_is_wordly(cp))
		return false;
	own = cp < 0x250 ? SCRIPT_LATIN : SCRIPT_OTHER;
	if (*script == SCRIPT_ANY)
		*script = own;
	return *script == own;
}

/* Where the name before the @ at p starts; p when there is none. */
static size_t
local_start(const VocRedactor *r, size_t at)
{
	size_t		p = at;
	size_t		before;
	Script		script = SCRIPT_ANY;

	while (p > r->floor)
	{
		uint32_t	cp = char_before(r, p, &before);

		if (!goes_on(cp, &script) && cp != '.' && cp != '_' && cp != '+')
			break;
		p = before;
		if (at - p > LONGEST_LOCAL)
			return at;
	}
	while (p < at && (r->text[p] == '.' || r->text[p] == '-' || r->text[p] == '+'))
		p++;
	return p;
}

/*
 * Where the domain after the @ ends, with the last label that can be a top
 * level: two letters or more, or xn--.  0: it is none.
 */
static size_t
domain_end(const VocRedactor *r, size_t at)
{
	size_t		p = at + 1;
	size_t		end = 0;
	Script		script = SCRIPT_ANY;

	for (int label = 0;; label++, p++)
	{
		size_t		start = p;
		size_t		letters_end = p;
		int			letters = 0;
		bool		digit_next = false;
		size_t		bytes;

		for (; p < r->len && p - at <= LONGEST_DOMAIN; p += bytes)
		{
			uint32_t	cp = char_at(r, p, &bytes);
			bool		digit = cp >= '0' && cp <= '9';

			if (!goes_on(cp, &script))
				break;
			if (letters_end == p && !digit && cp != '-')
			{
				letters_end = p + bytes;
				letters++;
			}
			else if (letters_end == p)
				digit_next = digit;
		}
		if (p == start || p - at > LONGEST_DOMAIN)
			break;
		if (label > 0 && p - start > 4 && memcmp(r->text + start, "xn--", 4) == 0)
			end = p;
		else if (label > 0 && letters >= 2 && !digit_next)
			end = letters_end;
		if (p >= r->len || r->text[p] != '.')
			break;
	}
	return end;
}

static bool
find_address(const VocRedactor *r, size_t at, VocPersonal *found)
{
	size_t		start;
	size_t		end;

	if (!wants(r, VOC_PERSONAL_EMAIL))
		return false;
	start = local_start(r, at);
	if (start == at || (end = domain_end(r, at)) == 0)
		return false;
	return set_found(found, VOC_PERSONAL_EMAIL, start, end);
}

/* Whether the byte at p is in the name of an address, which then is found. */
static bool
find_address_around(const VocRedactor *r, size_t p, VocPersonal *found)
{
	size_t		at = p;
	size_t		bytes;
	Script		script = SCRIPT_ANY;

	if (!wants(r, VOC_PERSONAL_EMAIL))
		return false;
	for (; at < r->len && at - p <= LONGEST_LOCAL; at += bytes)
	{
		uint32_t	cp = char_at(r, at, &bytes);

		if (cp == '@')
			return find_address(r, at, found) && found->start <= p;
		if (!goes_on(cp, &script) && cp != '.' && cp != '_' && cp != '+')
			return false;
	}
	return false;
}

/* ---- accounts and persons, with letters ---- */

/*
 * Take n letters and digits from p on into out, capital, over single blanks
 * and dashes.  Returns where they end, 0 when there are not so many.
 */
static size_t
take_code(const VocRedactor *r, size_t p, int n, char *out)
{
	VocJoin		join;

	for (int i = 0; i < n; i++)
	{
		/* A blank may be followed by a letter, which voc_join does not know. */
		if (i > 0 && p + 1 < r->len && (r->text[p] == ' ' || r->text[p] == '-') &&
			(is_letter(r->text[p + 1]) || is_digit(r->text[p + 1])))
			p++;
		else if (i > 0 && p < r->len && r->text[p] >= 0x80)
			p += voc_join(r->text, r->len, p, &join);
		if (p >= r->len || (!is_letter(r->text[p]) && !is_digit(r->text[p])))
			return 0;
		out[i] = (char) (is_letter(r->text[p]) ? r->text[p] & ~0x20 : r->text[p]);
		p++;
	}
	return is_free_after(r, p) ? p : 0;
}

/* An IBAN, whose two letters stand before the digit at p. */
static bool
find_iban(const VocRedactor *r, size_t p, VocPersonal *found)
{
	const unsigned char *text = r->text;
	char		iban[VOC_IBAN_MAX];
	int			n;
	size_t		end;

	if (!wants(r, VOC_PERSONAL_IBAN) || p < r->floor + 2 ||
		!is_letter(text[p - 1]) || !is_letter(text[p - 2]) || !is_free_before(r, p - 2))
		return false;
	n = voc_iban_length((char) (text[p - 2] & ~0x20), (char) (text[p - 1] & ~0x20));
	if (n == 0 || n > VOC_IBAN_MAX)
		return false;
	end = take_code(r, p - 2, n, iban);
	return end > 0 && voc_is_iban(iban, n) &&
		set_found(found, VOC_PERSONAL_IBAN, p - 2, end);
}

/* AB123456C or AB 12 34 56 C, around the digit at p */
static bool
find_nino(const VocRedactor *r, size_t p, VocPersonal *found)
{
	char		code[9];
	size_t		start = p;
	size_t		end;

	if (!wants(r, VOC_PERSONAL_ID))
		return false;
	if (start > r->floor && r->text[start - 1] == ' ')
		start--;
	if (start < r->floor + 2)
		return false;
	start -= 2;
	for (size_t i = start; i < start + 2; i++)
		if (r->text[i] < 'A' || r->text[i] > 'Z')
			return false;
	if (!is_free_before(r, start) || (end = take_code(r, start, 9, code)) == 0)
		return false;
	for (int i = 2; i < 8; i++)
		if (!is_digit((unsigned char) code[i]))
			return false;
	return voc_is_nino(code[0], code[1], code[8]) &&
		set_found(found, VOC_PERSONAL_ID, start, end);
}

/* ---- cards and persons, all digits ---- */

/* Groups of four and more, joined alike, of which the last may be shorter. */
static bool
find_card(const VocRedactor *r, const VocDigits *digits, VocPersonal *found)
{
	int			n;

	if (!wants(r, VOC_PERSONAL_CARD) || digits->ngroups == 0 ||
		!is_free_before(r, digits->start[0]))
		return false;
	for (n = 1; n < digits->ngroups; n++)
		if (digits->join[n] != digits->join[1] || digits->join[1] > VOC_JOIN_DOT ||
			voc_group_length(digits, n - 1) < 4)
			break;
	for (; n > 0; n--)
		if (voc_is_card(digits->digit, digits->until[n - 1]) &&
			is_free_after(r, digits->end[n - 1]))
			return set_found(found, VOC_PERSONAL_CARD, digits->start[0],
							 digits->end[n - 1]);
	return false;
}

/*
 * Whether a code or a sum goes on into the digits at p: ABC-123, x/123, id=123,
 * 1.23, 1+23.
 */
static bool
is_part_of_code(const VocRedactor *r, size_t p)
{
	size_t		start;
	uint32_t	cp = char_before(r, p, &start);

	switch (cp)
	{
		case '#':
		case '=':
		case '&':
		case '+':
			return true;
		case '-':
		case '/':
		case '.':
		case ',':
			cp = char_before(r, start, &start);
			return cp == '/' || (voc_is_wordly(cp) &&
								 (r->text[p - 1] == '-' || r->text[p - 1] == '/' ||
								  (cp >= '0' && cp <= '9')));
	}
	return false;
}

/* Digits in one piece, or in the groups that such a number is written in. */
static bool
is_person(const VocDigits *digits, int *groups, VocHint hint)
{
	const uint8_t *digit = digits->digit;
	int			n = digits->until[0];

	*groups = 1;
	if (n == 9)
		return hint == VOC_HINT_SSN && voc_is_ssn(digit, 9);
	if (n == 10)
		return voc_is_birth_number(digit, 10) || voc_is_egn(digit, 10) ||
			(hint == VOC_HINT_INN && voc_is_inn(digit, 10));
	if (n == 11)
		return voc_is_pesel(digit, 11) || voc_is_snils(digit, 11);
	if (n == 12)
		return voc_is_inn(digit, 12);

	*groups = 2;
	if (digits->ngroups >= 2 && n == 6)
		return (digits->until[1] == 10 && digits->join[1] != VOC_JOIN_DOT &&
				voc_is_birth_number(digit, 10)) ||
			(digits->until[1] == 9 && digits->join[1] == VOC_JOIN_SLASH &&
			 voc_is_birth_number(digit, 9));
	*groups = 3;
	if (digits->ngroups >= 3 && n == 3 && digits->until[1] == 5 && digits->until[2] == 9 &&
		digits->join[1] == digits->join[2])
		return (digits->join[1] == VOC_JOIN_DASH ||
				(digits->join[1] == VOC_JOIN_SPACE && hint == VOC_HINT_SSN)) &&
			voc_is_ssn(digit, 9);
	*groups = 4;
	return digits->ngroups >= 4 && n == 3 && digits->until[1] == 6 &&
		digits->until[2] == 9 && digits->until[3] == 11 &&
		digits->join[1] == digits->join[2] && digits->join[1] <= VOC_JOIN_DASH &&
		digits->join[3] <= VOC_JOIN_DASH && voc_is_snils(digit, 11);
}

static bool
find_person(const VocRedactor *r, const VocDigits *digits, VocPersonal *found)
{
	int			groups;
	VocHint		hint;

	if (!wants(r, VOC_PERSONAL_ID) || digits->ngroups == 0 ||
		!is_free_before(r, digits->start[0]))
		return false;

	/* The words are looked at only for a number that may be one. */
	if (!is_person(digits, &groups, VOC_HINT_SSN) &&
		!is_person(digits, &groups, VOC_HINT_INN))
		return false;
	if (is_part_of_code(r, digits->start[0]))
		return false;
	hint = voc_hint_before(r->text, r->floor, digits->start[0]);
	if (hint == VOC_HINT_ORDER || !is_person(digits, &groups, hint) ||
		!is_free_after(r, digits->end[groups - 1]))
		return false;
	return set_found(found, VOC_PERSONAL_ID, digits->start[0], digits->end[groups - 1]);
}

/* ---- telephones ---- */

/* The + that the number whose digits begin at p has, and a bracket after it. */
static bool
find_plus(const VocRedactor *r, size_t p, size_t *start)
{
	const unsigned char *text = r->text;
	size_t		floor = r->floor;

	if (p > floor + 1 && text[p - 1] == '(' && text[p - 2] == '+')
		*start = p - 2;
	else if (p > floor && text[p - 1] == '+')
		*start = p - 1;
	else
		return false;
	return true;
}

/* How many groups there are before one that is in the name of an address. */
static int
groups_before_address(const VocRedactor *r, const VocDigits *digits)
{
	VocPersonal found;
	int			n = 1;

	while (n < digits->ngroups && !find_address_around(r, digits->start[n], &found))
		n++;
	return n;
}

/* 00 and a country code: how many groups; 0: none. */
static int
phone_after_zeros(const VocRedactor *r, const VocDigits *digits, int ngroups)
{
	const uint8_t *digit = digits->digit;
	int			n;

	if (digits->until[ngroups - 1] < 10 || digit[0] != 0 || digit[1] != 0)
		return 0;
	n = voc_phone_abroad(digits, ngroups, 2, true);

	/* In one piece, a country code of one digit is no evidence. */
	if (n == 1 && (digit[2] == 1 || digit[2] == 7))
		return 0;
	if (n > 0 && (is_part_of_code(r, digits->start[0]) ||
				  voc_hint_before(r->text, r->floor, digits->start[0]) == VOC_HINT_ORDER))
		return 0;
	return n;
}

static bool
find_phone_abroad(const VocRedactor *r, const VocDigits *digits, VocPersonal *found)
{
	size_t		start = digits->start[0];
	bool		plus = find_plus(r, start, &start);
	int			ngroups;
	int			n;

	if (!wants(r, VOC_PERSONAL_PHONE) || digits->ngroups == 0 ||
		(!plus && digits->digit[0] != 0) || !is_free_before(r, start))
		return false;
	ngroups = groups_before_address(r, digits);
	n = plus ? voc_phone_abroad(digits, ngroups, 0, false) :
		phone_after_zeros(r, digits, ngroups);
	if (n == 0 || !is_free_after(r, digits->end[n - 1]) ||
		voc_amount_after(r->text, r->len, digits->end[n - 1]))
		return false;
	if (plus && start > r->floor && r->text[start - 1] == '(' &&
		n > 1 && r->text[digits->end[0]] == ')')
		start--;
	return set_found(found, VOC_PERSONAL_PHONE, start, digits->end[n - 1]);
}

/* What is found at the first digit of a group, whatever other digits are near. */
static bool
find_strong(const VocRedactor *r, const VocDigits *digits, size_t p,
			VocPersonal *found)
{
	return find_address_around(r, p, found) ||
		find_iban(r, p, found) ||
		find_nino(r, p, found) ||
		find_phone_abroad(r, digits, found) ||
		find_card(r, digits, found) ||
		find_person(r, digits, found);
}

/* Where a time of day ends that the digits begin, 14:30; 0: it is none. */
static size_t
time_end(const VocRedactor *r, const VocDigits *digits)
{
	const unsigned char *text = r->text;
	size_t		p;

	if (digits->ngroups == 0 || digits->until[0] > 2)
		return 0;
	p = digits->end[0];
	if (r->len - p < 3 || text[p] != ':' || !is_digit(text[p + 1]) ||
		!is_digit(text[p + 2]) || (r->len - p > 3 && is_digit(text[p + 3])))
		return 0;
	return p + 3;
}

/*
 * Where a day or a time ends, with nothing of a number around it; 0: there is
 * none.  Other digits do not go on into it, nor it into them.
 */
static size_t
moment_end(const VocRedactor *r, const VocDigits *digits)
{
	VocJoin		join;
	size_t		end = voc_is_date(digits) ? digits->end[2] : time_end(r, digits);

	if (end == 0 || !is_free_before(r, digits->start[0]) ||
		is_part_of_code(r, digits->start[0]))
		return 0;
	if (voc_join(r->text, r->len, end, &join) > 0 && join != VOC_JOIN_SPACE)
		return 0;
	return end;
}

/* How many groups stand together, before something that is found by itself. */
static int
groups_together(const VocRedactor *r, const VocDigits *digits)
{
	VocDigits	next;
	VocPersonal found;
	int			n = digits->ngroups;

	for (int i = 1; i <= n; i++)
	{
		size_t		p = i < n ? digits->start[i] : digits->next;

		if (i == n && !digits->more)
			return n;
		voc_digits_read(r->text, r->len, p, &next);
		if (find_strong(r, &next, p, &found) || moment_end(r, &next) > 0)
			return i;
	}
	return 0;
}

/*
 * How many of n groups that stand together are a telephone number: all, but
 * after a word that announces one, others may follow: tel. 603 123 456 8-16.
 */
static int
groups_of_phone(const VocDigits *digits, int n, VocHint hint)
{
	if (hint == VOC_HINT_ORDER || n == 0)
		return 0;
	if (hint != VOC_HINT_PHONE)
		return voc_phone_at_home(digits, n) ? n : 0;
	for (int i = n; i > 0; i--)
		if (voc_phone_at_home(digits, i))
			return i;
	return voc_phone_named(digits, n) ? n : 0;
}

/* A telephone number without a country code, which is all that stands there. */
static bool
find_phone_at_home(const VocRedactor *r, const VocDigits *digits, VocPersonal *found)
{
	size_t		start = digits->start[0];
	size_t		end;
	int			n;

	if (!wants(r, VOC_PERSONAL_PHONE) || digits->ngroups == 0 ||
		!is_free_before(r, start))
		return false;
	n = groups_together(r, digits);
	n = groups_of_phone(digits, n, voc_hint_before(r->text, r->floor, start));
	if (n == 0)
		return false;
	end = digits->end[n - 1];
	if (digits->join[0] == VOC_JOIN_BRACKET && start > r->floor)
		start--;
	if (!is_free_before(r, start) || !is_free_after(r, end) ||
		is_part_of_code(r, start) || voc_amount_after(r->text, r->len, end) ||
		voc_amount_before(r->text, r->floor, start))
		return false;
	return set_found(found, VOC_PERSONAL_PHONE, start, end);
}

/* ---- reading ---- */

/* Where the next digit or @ is, from p on. */
static size_t
next_place(const VocRedactor *r, size_t p)
{
	while (p < r->len)
	{
		size_t		end = r->len - p > PAUSE_BYTES ? p + PAUSE_BYTES : r->len;

		for (; p < end; p++)
			if (is_digit(r->text[p]) || r->text[p] == '@')
				return p;
		if (r->pause != NULL)
			r->pause();
	}
	return p;
}

static bool
find_at_digit(VocRedactor *r, size_t p, VocPersonal *found)
{
	VocDigits	digits;
	VocJoin		join;
	bool		first;
	size_t		end;

	voc_digits_read(r->text, r->len, p, &digits);
	end = moment_end(r, &digits);
	if (end > 0)
	{
		r->pos = end;
		r->last_digit = 0;
		return false;
	}
	if (find_strong(r, &digits, p, found))
		return true;

	/* Do other digits go on into these? */
	first = r->last_digit == 0 ||
		r->last_digit + voc_join(r->text, r->len, r->last_digit, &join) != p;
	if (first && find_phone_at_home(r, &digits, found))
		return true;
	r->pos = p;
	while (r->pos < r->len && is_digit(r->text[r->pos]))
		r->pos++;
	r->last_digit = r->pos;
	return false;
}

bool
voc_redactor_next(VocRedactor *r, VocPersonal *found)
{
	size_t		p;

	while ((p = next_place(r, r->pos)) < r->len)
	{
		bool		is_found;

		if (r->text[p] == '@')
		{
			is_found = find_address(r, p, found);
			r->pos = p + 1;
		}
		else
			is_found = find_at_digit(r, p, found);
		if (is_found)
		{
			r->pos = r->floor = found->start + found->length;
			r->last_digit = 0;
			return true;
		}
	}
	r->pos = r->len;
	return false;
}
