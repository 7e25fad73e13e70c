/*-------------------------------------------------------------------------
 *
 * hint.c
 *	  What the words before a number say that it is.
 *
 * IDENTIFICATION
 *	  src/privacy/hint.c
 *
 *-------------------------------------------------------------------------
 */
#include "hint.h"

#include <string.h>

#include "../text/fold.h"
#include "digits.h"

#define WORDS_LOOKED_AT	4
#define BYTES_LOOKED_AT	96
#define LONGEST_WORD	24		/* characters of one that are compared */
#define NUMBER_SIGN		0x2116	/* № */

/* Small letters without diacritics; with * any ending may follow. */
static const struct
{
	const char *word;
	VocHint		hint;
}			words[] = {
	{"tel", VOC_HINT_PHONE}, {"telef*", VOC_HINT_PHONE}, {"mob", VOC_HINT_PHONE},
	{"mobil*", VOC_HINT_PHONE}, {"phone*", VOC_HINT_PHONE}, {"call*", VOC_HINT_PHONE},
	{"cell", VOC_HINT_PHONE}, {"whatsapp", VOC_HINT_PHONE}, {"viber", VOC_HINT_PHONE},
	{"sms", VOC_HINT_PHONE}, {"gsm", VOC_HINT_PHONE}, {"volej*", VOC_HINT_PHONE},
	{"zavolej*", VOC_HINT_PHONE}, {"volajt*", VOC_HINT_PHONE}, {"zavolaj*", VOC_HINT_PHONE},
	{"dzwon*", VOC_HINT_PHONE}, {"zadzwon*", VOC_HINT_PHONE}, {"kom", VOC_HINT_PHONE},
	{"komork*", VOC_HINT_PHONE}, {"тел", VOC_HINT_PHONE}, {"телефон*", VOC_HINT_PHONE},
	{"моб", VOC_HINT_PHONE}, {"мобил*", VOC_HINT_PHONE}, {"звон*", VOC_HINT_PHONE},
	{"позвон*", VOC_HINT_PHONE}, {"перезвон*", VOC_HINT_PHONE}, {"сотов*", VOC_HINT_PHONE},
	{"ватсап*", VOC_HINT_PHONE}, {"вайбер*", VOC_HINT_PHONE}, {"вайбър*", VOC_HINT_PHONE},
	{"звън*", VOC_HINT_PHONE}, {"обад*", VOC_HINT_PHONE}, {"смс", VOC_HINT_PHONE},

	{"order*", VOC_HINT_ORDER}, {"invoice*", VOC_HINT_ORDER}, {"track*", VOC_HINT_ORDER},
	{"parcel*", VOC_HINT_ORDER}, {"package*", VOC_HINT_ORDER}, {"shipment*", VOC_HINT_ORDER},
	{"booking*", VOC_HINT_ORDER}, {"ticket*", VOC_HINT_ORDER}, {"case", VOC_HINT_ORDER},
	{"claim", VOC_HINT_ORDER}, {"contract", VOC_HINT_ORDER}, {"policy", VOC_HINT_ORDER},
	{"ref*", VOC_HINT_ORDER}, {"serial", VOC_HINT_ORDER}, {"sn", VOC_HINT_ORDER},
	{"imei", VOC_HINT_ORDER}, {"ean", VOC_HINT_ORDER}, {"isbn", VOC_HINT_ORDER},
	{"sku", VOC_HINT_ORDER}, {"item", VOC_HINT_ORDER}, {"model*", VOC_HINT_ORDER},
	{"article", VOC_HINT_ORDER}, {"vin", VOC_HINT_ORDER}, {"obj", VOC_HINT_ORDER},
	{"objednav*", VOC_HINT_ORDER}, {"zakazk*", VOC_HINT_ORDER}, {"faktur*", VOC_HINT_ORDER},
	{"zasilk*", VOC_HINT_ORDER}, {"zasielk*", VOC_HINT_ORDER}, {"balik*", VOC_HINT_ORDER},
	{"reklamac*", VOC_HINT_ORDER}, {"smlouv*", VOC_HINT_ORDER}, {"zmluv*", VOC_HINT_ORDER},
	{"ico", VOC_HINT_ORDER}, {"dic", VOC_HINT_ORDER}, {"rezervac*", VOC_HINT_ORDER},
	{"rezerwac*", VOC_HINT_ORDER}, {"zamowien*", VOC_HINT_ORDER}, {"zam", VOC_HINT_ORDER},
	{"przesylk*", VOC_HINT_ORDER}, {"paczk*", VOC_HINT_ORDER}, {"zgloszen*", VOC_HINT_ORDER},
	{"umow*", VOC_HINT_ORDER}, {"nip", VOC_HINT_ORDER}, {"regon", VOC_HINT_ORDER},
	{"krs", VOC_HINT_ORDER}, {"заказ*", VOC_HINT_ORDER}, {"посылк*", VOC_HINT_ORDER},
	{"трек*", VOC_HINT_ORDER}, {"накладн*", VOC_HINT_ORDER}, {"договор*", VOC_HINT_ORDER},
	{"счет*", VOC_HINT_ORDER}, {"чек", VOC_HINT_ORDER}, {"обращени*", VOC_HINT_ORDER},
	{"заявк*", VOC_HINT_ORDER}, {"брон*", VOC_HINT_ORDER}, {"артикул*", VOC_HINT_ORDER},
	{"поръчк*", VOC_HINT_ORDER}, {"пратк*", VOC_HINT_ORDER}, {"фактур*", VOC_HINT_ORDER},
	{"товарит*", VOC_HINT_ORDER}, {"резервац*", VOC_HINT_ORDER}, {"еик", VOC_HINT_ORDER},
	{"огрн", VOC_HINT_ORDER}, {"булстат", VOC_HINT_ORDER},

	{"inn", VOC_HINT_INN}, {"инн", VOC_HINT_INN},
	{"ssn", VOC_HINT_SSN}, {"social", VOC_HINT_SSN}, {"security", VOC_HINT_SSN}
};

/* ---- characters ---- */

bool
voc_is_wordly(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
			(cp >= 'A' && cp <= 'Z') || cp == '_';
	if (cp == VOC_UTF8_BAD || cp == NUMBER_SIGN)
		return false;
	return voc_char_class(cp) <= VOC_CHAR_MARK;
}

uint32_t
voc_char_before(const unsigned char *text, size_t floor, size_t p, size_t *start)
{
	uint32_t	cp;

	if (p == floor)
	{
		*start = p;
		return ']';
	}
	for (size_t back = 2; back <= VOC_UTF8_MAX && text[p - 1] >= 0x80; back++)
	{
		if (p < floor + back)
			break;
		if (voc_utf8_decode(text + p - back, text + p, &cp) == (int) back)
		{
			*start = p - back;
			return cp;
		}
	}
	*start = p - 1;
	return text[p - 1] < 0x80 ? text[p - 1] : VOC_UTF8_BAD;
}

/* Small, without diacritics. */
static uint32_t
fold(uint32_t cp)
{
	if (cp >= 'A' && cp <= 'Z')
		return cp | 0x20;
	if (cp < 0xC0)
		return cp;
	if (cp < 0x250)
	{
		char		base = voc_fold_latin[cp - 0xC0];

		return base >= 'A' ? (uint32_t) (unsigned char) base | 0x20 : cp;
	}
	if (cp >= 0x410 && cp < 0x430)
		return cp + 0x20;
	return cp == 0x401 || cp == 0x451 ? 0x435 : cp;
}

/* ---- words ---- */

static bool
is_word(const uint32_t *letters, int n, const char *word)
{
	const unsigned char *p = (const unsigned char *) word;
	const unsigned char *end = p + strlen(word);
	int			i = 0;

	while (p < end && *p != '*')
	{
		uint32_t	cp;

		p += voc_utf8_decode(p, end, &cp);
		if (i == n || letters[i++] != cp)
			return false;
	}
	return p < end || i == n;
}

static VocHint
hint_of(const unsigned char *p, const unsigned char *end)
{
	uint32_t	letters[LONGEST_WORD];
	int			n = 0;

	while (p < end && n < LONGEST_WORD)
	{
		p += voc_utf8_decode(p, end, &letters[n]);
		letters[n] = fold(letters[n]);
		n++;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_word(letters, n, words[i].word))
			return words[i].hint;
	return VOC_HINT_NONE;
}

VocHint
voc_hint_before(const unsigned char *text, size_t floor, size_t p)
{
	size_t		limit = p - floor > BYTES_LOOKED_AT ? p - BYTES_LOOKED_AT : floor;
	bool		dotted = false;

	for (int seen = 0; seen < WORDS_LOOKED_AT && p > limit;)
	{
		size_t		before;
		size_t		end = p;
		int			length = 0;
		uint32_t	cp = voc_char_before(text, floor, p, &before);
		VocHint		hint;

		if (cp < 0x80 && strchr("0123456789[])@!?;,_\r\n", (int) cp) != NULL)
			return VOC_HINT_NONE;
		if ((cp == '#' || cp == NUMBER_SIGN) && seen == 0)
			return VOC_HINT_ORDER;
		if (!voc_is_wordly(cp))
		{
			dotted |= cp == '.';
			p = before;
			continue;
		}
		for (; p > limit; p = before, length++)
		{
			cp = voc_char_before(text, floor, p, &before);
			if (!voc_is_wordly(cp) || cp == '_' || (cp >= '0' && cp <= '9'))
				break;
		}
		/* A longer word before a dot is the end of a sentence. */
		if (dotted && length > 4)
			return VOC_HINT_NONE;
		dotted = false;
		hint = hint_of(text + p, text + end);
		if (hint != VOC_HINT_NONE)
			return hint;
		seen++;
	}
	return VOC_HINT_NONE;
}

/* ---- amounts ---- */

static const char *const currencies[] = {
	"kc", "czk", "eur", "euro", "eura", "euros", "usd", "dollars", "pln", "zl", "zlotych",
	"rub", "rur", "руб", "р", "рублей", "bgn", "лв", "лева", "gbp", "pounds", "uah", "грн"
};

static bool
is_currency_sign(uint32_t cp)
{
	/* dollar, pound, yen, and U+20A0 ... U+20CF */
	return cp == '$' || cp == '%' || cp == 0xA3 || cp == 0xA5 ||
		(cp >= 0x20A0 && cp <= 0x20CF);
}

bool
voc_amount_after(const unsigned char *text, size_t len, size_t p)
{
	const unsigned char *end = text + len;
	uint32_t	letters[LONGEST_WORD];
	uint32_t	cp = 0;
	int			n = 0;
	size_t		step = 0;
	VocJoin		join;

	if (p < len && text[p] == ' ')
		p++;
	else if (p + 1 < len && text[p] == 0xC2 && text[p + 1] == 0xA0)
		p += 2;
	for (; p < len && n < LONGEST_WORD; p += step)
	{
		step = (size_t) voc_utf8_decode(text + p, end, &cp);
		if (n == 0 && is_currency_sign(cp))
			return true;
		if (!voc_is_wordly(cp))
			break;
		letters[n++] = fold(cp);
	}
	/* It may be the beginning of an address, or of another number. */
	if (voc_join(text, len, p, &join) > 0)
		return false;
	if (p < len && (strchr("@_-+", (int) text[p]) != NULL ||
					(text[p] == '.' && p + 1 < len && text[p + 1] != ' ' &&
					 text[p + 1] != '\n')))
		return false;
	for (size_t i = 0; i < sizeof(currencies) / sizeof(currencies[0]); i++)
		if (is_word(letters, n, currencies[i]))
			return true;
	return false;
}

bool
voc_amount_before(const unsigned char *text, size_t floor, size_t p)
{
	size_t		start;
	uint32_t	cp = voc_char_before(text, floor, p, &start);

	if (cp == ' ')
		cp = voc_char_before(text, floor, start, &start);
	return is_currency_sign(cp) && cp != '%';
}
