/*-------------------------------------------------------------------------
 *
 * scan.c
 *	  The tokens that are not simply words, numbers or marks.
 *
 * IDENTIFICATION
 *	  src/text/scan.c
 *
 *-------------------------------------------------------------------------
 */
#include "scan.h"

#include <string.h>

#include "fold.h"

static bool
is_alpha(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(unsigned char c)
{
	return is_alpha(c) || is_digit(c);
}

/* Does the text go on with prefix (small letters), in any case? */
static bool
starts_with(const unsigned char *p, const unsigned char *end,
			const char *prefix)
{
	for (; *prefix != '\0'; prefix++, p++)
		if (p >= end || (*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p) !=
			(unsigned char) *prefix)
			return false;
	return true;
}

/* --------------------------------------------------------------------
 * Links
 * --------------------------------------------------------------------
 */

static bool
is_link_byte(unsigned char c)
{
	return c > ' ' && c != '<' && c != '>' && c != '"' && c != '\\' &&
		c != '|' && c != '{' && c != '}' && c != '`' && c != 0x7F;
}

/* The end of a link: punctuation after it belongs to the sentence. */
static size_t
link_length(const unsigned char *p, const unsigned char *end)
{
	size_t		len = 0;
	size_t		max = (size_t) (end - p);

	if (max > VOC_LINK_MAX)
		max = VOC_LINK_MAX;
	while (len < max && is_link_byte(p[len]))
		len++;
	/* A cut must not leave half a character behind. */
	while (len > 0 && len < (size_t) (end - p) && voc_utf8_is_tail(p[len]))
		len--;
	while (len > 0 && strchr(".,;:!?)'*", p[len - 1]) != NULL)
		len--;
	return len;
}

size_t
voc_scan_url(const unsigned char *p, const unsigned char *end)
{
	size_t		len;

	if (!starts_with(p, end, "http://") && !starts_with(p, end, "https://") &&
		!starts_with(p, end, "www."))
		return 0;
	len = link_length(p, end);
	return len > 4 ? len : 0;
}

/*
 * The endings that make "word.word" a domain and not two sentences.  Those
 * that are words themselves (at, de, es, it, us) are not among them.
 */
static bool
is_domain_ending(const unsigned char *p, size_t len)
{
	static const char endings[] =
		" com net org info biz edu gov eu uk cz sk pl ru ua bg fr ";
	char		wanted[8];

	if (len < 2 || len > 4)
		return false;
	wanted[0] = ' ';
	for (size_t i = 0; i < len; i++)
		wanted[i + 1] = (char) p[i];
	wanted[len + 1] = ' ';
	wanted[len + 2] = '\0';
	return strstr(endings, wanted) != NULL;
}

static bool
is_address_byte(unsigned char c)
{
	return is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

size_t
voc_scan_address(const unsigned char *p, const unsigned char *end)
{
	size_t		max = (size_t) (end - p);
	size_t		len;
	size_t		label;
	bool		at = false;

	if (max > VOC_SCAN_AHEAD / 8)
		max = VOC_SCAN_AHEAD / 8;
	for (len = 0; len < max; len++)
	{
		if (p[len] == '@' && !at && len + 1 < max && is_alnum(p[len + 1]))
			at = true;
		else if (!is_address_byte(p[len]))
			break;
	}
	if (len < max && p[len] >= 0x80)
		return 0;
	while (len > 0 && !is_alnum(p[len - 1]))
		len--;
	if (at || len == 0 || p[0] != '.')
		return at ? len : 0;

	label = len;
	while (p[label - 1] != '.')
		label--;
	if (!is_domain_ending(p + label, len - label))
		return 0;
	/* "shop.cz/path" takes its path along. */
	return len < max && p[len] == '/' ? len + link_length(p + len, end) : len;
}

size_t
voc_scan_handle(const unsigned char *base, const unsigned char *p,
				const unsigned char *end)
{
	size_t		max = (size_t) (end - p);
	size_t		len = 1;

	if (p > base && is_alnum(p[-1]))
		return 0;
	if (max > VOC_SCAN_AHEAD)
		max = VOC_SCAN_AHEAD;
	while (len < max)
	{
		uint32_t	cp;
		int			n;

		if (p[len] < 0x80)
		{
			if (!is_alnum(p[len]) && p[len] != '_')
				break;
			len++;
			continue;
		}
		n = voc_utf8_decode(p + len, end, &cp);
		if (voc_char_class(cp) != VOC_CHAR_LETTER)
			break;
		len += (size_t) n;
	}
	return len > 1 ? len : 0;
}

size_t
voc_scan_masked(const unsigned char *p, const unsigned char *end)
{
	static const char *const masks[] = {
		"[email]", "[phone]", "[card]", "[iban]", "[id]"
	};

	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
	{
		size_t		len = strlen(masks[i]);

		if ((size_t) (end - p) >= len && memcmp(p, masks[i], len) == 0)
			return len;
	}
	return 0;
}

/* --------------------------------------------------------------------
 * Left-overs of HTML
 * --------------------------------------------------------------------
 */

size_t
voc_scan_tag(const unsigned char *p, const unsigned char *end, bool *breaks)
{
	static const char blocks[] =
		" br p div li ul ol tr td th table hr h1 h2 h3 h4 h5 h6 ";
	char		name[8];
	size_t		max = (size_t) (end - p);
	size_t		len = 1;
	size_t		n = 0;

	if (max > VOC_SCAN_AHEAD)
		max = VOC_SCAN_AHEAD;
	if (len < max && p[len] == '/')
		len++;
	if (len >= max || !(is_alpha(p[len]) || p[len] == '!'))
		return 0;

	name[n++] = ' ';
	for (size_t i = len; i < max && is_alnum(p[i]) && n < 6; i++)
		name[n++] = (char) (p[i] | 0x20);
	name[n++] = ' ';
	name[n] = '\0';

	while (len < max && p[len] != '>' && p[len] != '<')
		len++;
	if (len >= max || p[len] != '>')
		return 0;
	*breaks = strstr(blocks, name) != NULL;
	return len + 1;
}

static size_t
numeric_entity(const unsigned char *p, size_t max, uint32_t *cp)
{
	bool		hex = max > 2 && (p[2] | 0x20) == 'x';
	size_t		len = hex ? 3 : 2;
	size_t		first = len;
	uint32_t	value = 0;

	for (; len < max && p[len] != ';'; len++)
	{
		unsigned char c = p[len];

		if (is_digit(c))
			value = value * (hex ? 16 : 10) + (c - '0');
		else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value = value * 16 + ((c | 0x20) - 'a' + 10);
		else
			return 0;
		if (value > 0x10FFFF)
			return 0;
	}
	if (len == first || len >= max || value == 0 ||
		(value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*cp = value;
	return len + 1;
}

/* "&eacute;": a letter and its accent. */
static size_t
letter_entity(const unsigned char *p, const unsigned char *end, uint32_t *cp)
{
	static const struct
	{
		const char *accent;
		const char *letters;
		uint16_t	capitals[8];
		uint8_t		to_small;	/* from a capital to its small letter */
	}			accents[] = {
		{"acute;", "AEIOUY", {0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xDD}, 0x20},
		{"grave;", "AEIOU", {0xC0, 0xC8, 0xCC, 0xD2, 0xD9}, 0x20},
		{"circ;", "AEIOU", {0xC2, 0xCA, 0xCE, 0xD4, 0xDB}, 0x20},
		{"uml;", "AEIOU", {0xC4, 0xCB, 0xCF, 0xD6, 0xDC}, 0x20},
		{"tilde;", "ANO", {0xC3, 0xD1, 0xD5}, 0x20},
		{"cedil;", "C", {0xC7}, 0x20},
		{"ring;", "A", {0xC5}, 0x20},
		{"slash;", "O", {0xD8}, 0x20},
		{"caron;", "CDENRSTZ", {0x10C, 0x10E, 0x11A, 0x147, 0x158, 0x160, 0x164, 0x17D}, 1}
	};
	unsigned char letter = p[1] & 0xDF;

	for (size_t i = 0; i < sizeof(accents) / sizeof(accents[0]); i++)
	{
		const char *found = strchr(accents[i].letters, letter);

		if (found == NULL || !starts_with(p + 2, end, accents[i].accent))
			continue;
		*cp = accents[i].capitals[found - accents[i].letters];
		if (p[1] != letter)
			*cp += accents[i].to_small;
		return 2 + strlen(accents[i].accent);
	}
	return 0;
}

size_t
voc_scan_entity(const unsigned char *p, const unsigned char *end, uint32_t *cp)
{
	static const struct
	{
		const char *name;
		uint32_t	cp;
	}			names[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'},
		{"&apos;", '\''}, {"&nbsp;", 0xA0}, {"&rsquo;", '\''},
		{"&lsquo;", '\''}, {"&ldquo;", '"'}, {"&rdquo;", '"'},
		{"&bdquo;", '"'}, {"&hellip;", 0x2026}, {"&ndash;", 0x2013},
		{"&mdash;", 0x2014}, {"&euro;", 0x20AC}, {"&bull;", 0x2022},
		{"&szlig;", 0xDF}, {"&oelig;", 0x153}, {"&aelig;", 0xE6},
		{"&laquo;", '"'}, {"&raquo;", '"'}, {"&shy;", 0xAD}
	};
	size_t		max = (size_t) (end - p);

	if (max > 12)
		max = 12;
	if (max < 4)
		return 0;
	if (p[1] == '#')
		return numeric_entity(p, max, cp);
	if (!is_alpha(p[1]))
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		if (starts_with(p, end, names[i].name))
		{
			*cp = names[i].cp;
			return strlen(names[i].name);
		}
	}
	return letter_entity(p, end, cp);
}

/* --------------------------------------------------------------------
 * Emoji
 * --------------------------------------------------------------------
 */

#define SELECTOR_TEXT	0xFE0E
#define SELECTOR_EMOJI	0xFE0F
#define JOINER			0x200D
#define KEYCAP			0x20E3

static bool
is_skin_tone(uint32_t cp)
{
	return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

static bool
is_flag_letter(uint32_t cp)
{
	return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* Append a character when the whole of it fits. */
static void
put(char *norm, size_t *norm_len, uint32_t cp)
{
	if (*norm_len + VOC_UTF8_MAX <= VOC_NORM_MAX)
		*norm_len += (size_t) voc_utf8_encode(cp, norm + *norm_len);
}

/* 1, selector, keycap: p is at a digit, # or *. */
static size_t
scan_keycap(const unsigned char *p, const unsigned char *end,
			char *norm, size_t *norm_len)
{
	const unsigned char *q = p + 1;
	uint32_t	cp = 0;

	if (q < end && *q >= 0x80)
		q += voc_utf8_decode(q, end, &cp);
	if (cp == SELECTOR_EMOJI && q < end)
		q += voc_utf8_decode(q, end, &cp);
	if (cp != KEYCAP)
		return 0;
	*norm_len = 0;
	put(norm, norm_len, *p);
	put(norm, norm_len, KEYCAP);
	return (size_t) (q - p);
}

/* Selectors, skin tones and tags after an emoji; the last two are dropped. */
static const unsigned char *
skip_modifiers(const unsigned char *p, const unsigned char *end)
{
	for (int i = 0; i < 16 && p < end && *p >= 0x80; i++)
	{
		uint32_t	cp;
		int			n = voc_utf8_decode(p, end, &cp);

		if (cp != SELECTOR_EMOJI && cp != SELECTOR_TEXT && cp != KEYCAP &&
			!is_skin_tone(cp) && !(cp >= 0xE0020 && cp <= 0xE007F))
			break;
		p += n;
	}
	return p;
}

size_t
voc_scan_emoji(const unsigned char *p, const unsigned char *end,
			   char *norm, size_t *norm_len)
{
	const unsigned char *q = p;
	uint32_t	cp;
	uint32_t	next = 0;
	int			n;

	if (*p < 0x80)
		return scan_keycap(p, end, norm, norm_len);

	q += voc_utf8_decode(q, end, &cp);
	if (q < end && *q >= 0x80)
		voc_utf8_decode(q, end, &next);
	if (voc_char_class(cp) != VOC_CHAR_EMOJI &&
		!(next == SELECTOR_EMOJI && cp >= 0xA9 && cp < 0x3300))
		return 0;

	*norm_len = 0;
	put(norm, norm_len, cp);
	if (is_flag_letter(cp) && is_flag_letter(next))
	{
		put(norm, norm_len, next);
		return (size_t) (q - p) + 4;
	}

	/* Emoji joined to this one: a family, a profession, a gender. */
	for (int i = 0; i < 8; i++)
	{
		q = skip_modifiers(q, end);
		if (q >= end || *q < 0x80)
			break;
		n = voc_utf8_decode(q, end, &cp);
		if (cp != JOINER || q + n >= end || q[n] < 0x80)
			break;
		n += voc_utf8_decode(q + n, end, &cp);
		if (cp < 0x2190)
			break;
		put(norm, norm_len, JOINER);
		put(norm, norm_len, cp);
		q += n;
	}
	return (size_t) (q - p);
}

/* --------------------------------------------------------------------
 * Emoticons
 * --------------------------------------------------------------------
 */

/* The mouth as it is matched, or 0. */
static char
fold_mouth(unsigned char c)
{
	static const char from[] = ")]}>([{<DPpOo0Ss/\\|*3@$XxCc";
	static const char to[] = "))))((((DPPOOOSS//|*3@SXX((";
	const char *found = c == '\0' ? NULL : strchr(from, c);

	return found == NULL ? 0 : to[found - from];
}

/* Eyes, perhaps a tear or a nose, a mouth: what the West types. */
static size_t
scan_face(const unsigned char *p, const unsigned char *end,
		  char *norm, size_t *norm_len)
{
	const unsigned char *q = p;
	const unsigned char *mouth;
	char		folded;

	*norm_len = 0;
	if (*q == '>' && q + 1 < end && q[1] == ':')
		norm[(*norm_len)++] = (char) *q++;
	if (*q != ':' && *q != ';' && *q != '=')
		return 0;
	norm[(*norm_len)++] = *q == ';' ? ';' : ':';
	q++;
	if (q + 1 < end && *q == '\'' && (q[1] == '(' || q[1] == ')'))
		norm[(*norm_len)++] = (char) *q++;
	else if (q + 1 < end && (*q == '-' || *q == '^'))
		q++;
	if (q >= end || (folded = fold_mouth(*q)) == 0)
		return 0;

	mouth = q++;
	while (q < end && *q == *mouth && q - p < VOC_SCAN_AHEAD)
		q++;
	/* "a:Delivery", "10:30" and "a://b" are no faces. */
	if ((is_alnum(*mouth) && q < end && (is_alnum(*q) || *q >= 0x80)) ||
		(folded == '/' && q - mouth > 1))
		return 0;
	norm[(*norm_len)++] = folded;
	return (size_t) (q - p);
}

/* Small pictures that are listed; longer ones first. */
static size_t
scan_listed(const unsigned char *p, const unsigned char *end,
			char *norm, size_t *norm_len)
{
	static const char *const listed[][2] = {
		{"</3", "</3"}, {"<3", "<3"}, {"^_^", "^_^"}, {"^^", "^_^"},
		{"-_-", "-_-"}, {">_<", ">_<"}, {"t_t", "t_t"}, {"o_o", "o_o"},
		{"(:", ":)"}, {"(-:", ":)"}, {"\\o/", "\\o/"}
	};

	for (size_t i = 0; i < sizeof(listed) / sizeof(listed[0]); i++)
	{
		size_t		len = strlen(listed[i][0]);

		if (!starts_with(p, end, listed[i][0]))
			continue;
		if (is_alnum((unsigned char) listed[i][0][len - 1]) &&
			p + len < end && is_alnum(p[len]))
			continue;
		*norm_len = strlen(listed[i][1]);
		memcpy(norm, listed[i][1], *norm_len);
		return len;
	}
	return 0;
}

size_t
voc_scan_emoticon(const unsigned char *base, const unsigned char *p,
				  const unsigned char *end, char *norm, size_t *norm_len)
{
	bool		glued = p > base && is_alnum(p[-1]);
	size_t		len;

	len = scan_face(p, end, norm, norm_len);
	/* A colon glued to a word needs a real mouth: "viz:3", "pro/con:/". */
	if (len > 0 && glued && strchr(")(D*P", norm[*norm_len - 1]) == NULL)
		len = 0;
	if (len == 0 && (!glued || *p == '<' || *p == '^'))
		len = scan_listed(p, end, norm, norm_len);
	return len;
}
