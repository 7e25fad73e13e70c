/*-------------------------------------------------------------------------
 *
 * identify.c
 *	  Whether digits are the number of a card, of an account or of a person.
 *
 * IDENTIFICATION
 *	  src/privacy/identify.c
 *
 *-------------------------------------------------------------------------
 */
#include "identify.h"

#include <stddef.h>
#include <string.h>

#define lengthof(array) (sizeof(array) / sizeof((array)[0]))

/* The number that the digits from first on, n of them, are. */
static int
number(const uint8_t *digits, int first, int n)
{
	int			value = 0;

	for (int i = first; i < first + n; i++)
		value = value * 10 + digits[i];
	return value;
}

/* Digits times weights, added up. */
static int
weighted(const uint8_t *digits, const uint8_t *weights, int n)
{
	int			sum = 0;

	for (int i = 0; i < n; i++)
		sum += digits[i] * weights[i];
	return sum;
}

static bool
is_day(int year, int month, int day)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month >= 1 && month <= 12 && day >= 1 &&
		day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* ---- cards ---- */

static bool
has_luhn_digit(const uint8_t *digits, int n)
{
	int			sum = 0;

	for (int i = 0; i < n; i++)
	{
		int			digit = digits[n - 1 - i];

		if (i % 2 == 1)
			digit = digit > 4 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

/* First four digits, and lengths of numbers that begin so. */
static const struct
{
	short		from;
	short		to;
	uint8_t		min;
	uint8_t		max;
}			issuers[] = {
	{2200, 2204, 16, 19},		/* Mir */
	{2221, 2720, 16, 16},		/* Mastercard */
	{3000, 3059, 14, 19},		/* Diners Club */
	{3095, 3095, 14, 19},
	{3400, 3499, 15, 15},		/* American Express */
	{3528, 3589, 16, 19},		/* JCB */
	{3600, 3699, 14, 19},
	{3700, 3799, 15, 15},
	{3800, 3999, 14, 19},
	{4000, 4999, 13, 13},		/* Visa */
	{4000, 4999, 16, 16},
	{4000, 4999, 19, 19},
	{5000, 5099, 13, 19},		/* Maestro, Verve, Elo */
	{5100, 5599, 16, 16},		/* Mastercard */
	{5600, 5899, 13, 19},
	{6000, 6999, 13, 19},		/* Maestro, Discover, UnionPay, RuPay */
	{9792, 9792, 16, 16}		/* Troy */
};

bool
voc_is_card(const uint8_t *digits, int n)
{
	int			first;

	if (n < VOC_CARD_MIN || n > VOC_CARD_MAX || !has_luhn_digit(digits, n))
		return false;
	first = number(digits, 0, 4);
	for (size_t i = 0; i < lengthof(issuers); i++)
		if (first >= issuers[i].from && first <= issuers[i].to &&
			n >= issuers[i].min && n <= issuers[i].max)
			return true;
	return false;
}

/* ---- accounts ---- */

/* Countries and the lengths of their IBANs. */
static const char iban_lengths[] =
"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18"
"DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23"
"IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27"
"MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19"
"SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

int
voc_iban_length(char first, char second)
{
	for (size_t i = 0; i + 4 < sizeof(iban_lengths); i += 4)
		if (iban_lengths[i] == first && iban_lengths[i + 1] == second)
			return (iban_lengths[i + 2] - '0') * 10 + iban_lengths[i + 3] - '0';
	return 0;
}

bool
voc_is_iban(const char *iban, int n)
{
	int			rest = 0;

	if (n < 4 || n != voc_iban_length(iban[0], iban[1]))
		return false;
	for (int i = 0; i < n; i++)
	{
		char		c = iban[(i + 4) % n];

		if (c >= '0' && c <= '9')
			rest = (rest * 10 + (c - '0')) % 97;
		else
			rest = (rest * 100 + (c - 'A' + 10)) % 97;
	}
	return rest == 1;
}

/* ---- people ---- */

bool
voc_is_birth_number(const uint8_t *digits, int n)
{
	int			year;
	int			month;
	int			nine;

	if (n != 9 && n != 10)
		return false;
	year = number(digits, 0, 2);
	month = number(digits, 2, 2);
	if (n == 9 && year >= 54)
		return false;
	if (n == 9)
		year += 1900;
	else
		year += year < 54 ? 2000 : 1900;

	/* Women have 50 more; who is given one of too many a day, 20 more. */
	if (month > 50)
		month -= 50;
	if (month > 20 && year >= 2004)
		month -= 20;
	if (!is_day(year, month, number(digits, 4, 2)))
		return false;
	if (n == 9)
		return number(digits, 6, 3) != 0;
	nine = number(digits, 0, 9);
	return nine % 11 == digits[9] ||
		(nine % 11 == 10 && digits[9] == 0 && year <= 1985);
}

bool
voc_is_pesel(const uint8_t *digits, int n)
{
	static const uint8_t weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
	static const short centuries[] = {1900, 2000, 2100, 2200, 1800};
	int			month;

	if (n != 11 || weighted(digits, weights, 11) % 10 != 0)
		return false;
	month = number(digits, 2, 2);
	return is_day(centuries[month / 20] + number(digits, 0, 2), month % 20,
				  number(digits, 4, 2));
}

bool
voc_is_egn(const uint8_t *digits, int n)
{
	static const uint8_t weights[] = {2, 4, 8, 5, 10, 9, 7, 3, 6};
	static const short centuries[] = {1900, 1800, 2000};
	int			month;

	if (n != 10 || weighted(digits, weights, 9) % 11 % 10 != digits[9])
		return false;
	month = number(digits, 2, 2);
	return month < 60 &&
		is_day(centuries[month / 20] + number(digits, 0, 2), month % 20,
			   number(digits, 4, 2));
}

bool
voc_is_snils(const uint8_t *digits, int n)
{
	static const uint8_t weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};

	/* Those up to 001-001-998 have no check digits, and nobody any more. */
	if (n != 11 || number(digits, 0, 9) <= 1001998)
		return false;
	return weighted(digits, weights, 9) % 101 % 100 == number(digits, 9, 2);
}

bool
voc_is_inn(const uint8_t *digits, int n)
{
	static const uint8_t weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

	/* The first two digits are the region's. */
	if ((n != 10 && n != 12) || number(digits, 0, 2) == 0)
		return false;
	if (n == 10)
		return weighted(digits, weights + 2, 9) % 11 % 10 == digits[9];
	return weighted(digits, weights + 1, 10) % 11 % 10 == digits[10] &&
		weighted(digits, weights, 11) % 11 % 10 == digits[11];
}

bool
voc_is_ssn(const uint8_t *digits, int n)
{
	int			area;

	if (n != 9)
		return false;
	area = number(digits, 0, 3);
	return area != 0 && area != 666 && area < 900 &&
		number(digits, 3, 2) != 0 && number(digits, 5, 4) != 0;
}

bool
voc_is_nino(char first, char second, char suffix)
{
	static const char never[] = "BG GB KN NK NT TN ZZ";

	if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z' ||
		suffix < 'A' || suffix > 'D')
		return false;
	if (strchr("DFIQUV", first) != NULL || strchr("DFIOQUV", second) != NULL)
		return false;
	for (size_t i = 0; i + 1 < sizeof(never); i += 3)
		if (never[i] == first && never[i + 1] == second)
			return false;
	return true;
}
