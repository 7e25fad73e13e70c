/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  What a character beyond ASCII is, and what it is matched as.
 *
 * Latin and Cyrillic, which all built-in languages are written in, are folded
 * by the tables and rules below, so that they cost little and never depend on
 * a locale or a version of Unicode.  Other scripts are left to utf8proc.
 *
 * IDENTIFICATION
 *	  src/text/fold.c
 *
 *-------------------------------------------------------------------------
 */
#include "fold.h"

#include <utf8proc.h>

/* A digit is a pair of letters, see latin_pair; a dot is left to utf8proc. */
const char	voc_fold_latin[] =
	/* U+00C0 */ "AAAAAA2CEEEEIIIIDNOOOOO.OUUUUY85aaaaaa1ceeeeiiiidnooooo.ouuuuy7y"
	/* U+0100 */ "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi09JjKkkLlLlLlL"
	/* U+0140 */ "lLlNnNnNnnNnOoOoOo43RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"
	/* U+0180 */ "bB.....Cc.DDd....FfG...IKkl..Nn.Oo..Pp......TtTUu.VYyZz........."
	/* U+01C0 */ ".............AaIiOoUuUuUuUuUu.AaAa21GgGgKkOoOo..j...Gg..NnAa21Oo"
	/* U+0200 */ "AaAaEeEeIiIiOoOoRrRrUuUuSsTt..HhN...ZzAaEeOoOoOoOoYy...j..ACcLTs"
	/* U+0240 */ "z..B..EeJj..RrYy";

static const char latin_additional[] =
	/* U+1E00 */ "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
	/* U+1E40 */ "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
	/* U+1E80 */ "WwWwWwWwWwXxXxYyZzZzZzhtwyas..6.AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
	/* U+1EC0 */ "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......";

/* Of U+0460 and on, old letters, nothing is said here. */
const unsigned char voc_fold_cyrillic[128] = {
	/* U+0400 */ 0x85, 0x85, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7,
	/* U+0408 */ 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0x88, 0xAE, 0xAF,
	/* U+0410 */ 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
	/* U+0418 */ 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F,
	/* U+0420 */ 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
	/* U+0428 */ 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F,
	/* U+0430 */ 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
	/* U+0438 */ 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F,
	/* U+0440 */ 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
	/* U+0448 */ 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F,
	/* U+0450 */ 0x85, 0x85, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7,
	/* U+0458 */ 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0x88, 0xAE, 0xAF
};

/* What the digits of the tables stand for; the even ones are capitals. */
static const char latin_pair[10][3] = {
	"ij", "ae", "ae", "oe", "oe", "ss", "ss", "th", "th", "ij"
};

/* Blocks of emoji; all else that can be an emoji needs its selector. */
static const struct
{
	uint32_t	first;
	uint32_t	last;
}			emoji_blocks[] = {
	{0x231A, 0x231B}, {0x23E9, 0x23F3}, {0x23F8, 0x23FA}, {0x2600, 0x2604},
	{0x260E, 0x260E}, {0x2614, 0x2615}, {0x2618, 0x2618}, {0x261D, 0x261D},
	{0x2620, 0x2623}, {0x2626, 0x262A}, {0x262E, 0x262F}, {0x2638, 0x263A},
	{0x2648, 0x2653}, {0x2660, 0x2668}, {0x267B, 0x267F}, {0x2692, 0x2697},
	{0x2699, 0x269C}, {0x26A0, 0x26FF}, {0x2702, 0x2712}, {0x2714, 0x2714},
	{0x2716, 0x2716}, {0x2721, 0x2721}, {0x2728, 0x2728}, {0x2733, 0x2734},
	{0x2744, 0x2747}, {0x274C, 0x2757}, {0x2763, 0x2767}, {0x2795, 0x2797},
	{0x27A1, 0x27A1}, {0x2B50, 0x2B55}, {0x1F000, 0x1F0FF},
	{0x1F170, 0x1F1FF}, {0x1F201, 0x1F251}, {0x1F300, 0x1F64F},
	{0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1FAFF}
};

static bool
is_emoji(uint32_t cp)
{
	int			low = 0;
	int			high = (int) (sizeof(emoji_blocks) / sizeof(emoji_blocks[0])) - 1;

	while (low <= high)
	{
		int			mid = (low + high) / 2;

		if (cp < emoji_blocks[mid].first)
			high = mid - 1;
		else if (cp > emoji_blocks[mid].last)
			low = mid + 1;
		else
			return true;
	}
	return false;
}

/* The class of U+2000 ... U+2BFF and U+3000 ... U+303F, mostly signs. */
static VocCharClass
sign_class(uint32_t cp)
{
	if (cp == 0x2028 || cp == 0x2029)
		return VOC_CHAR_NEWLINE;
	if (cp == 0x200C || cp == 0x200D || cp == 0x200E || cp == 0x200F ||
		(cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064))
		return VOC_CHAR_IGNORED;
	if (cp <= 0x200B || cp == 0x202F || cp == 0x205F || cp == 0x3000)
		return VOC_CHAR_SPACE;
	if (cp >= 0x20D0 && cp <= 0x20F0)
		return VOC_CHAR_MARK;
	return is_emoji(cp) ? VOC_CHAR_EMOJI : VOC_CHAR_PUNCTUATION;
}

static VocCharClass
other_class(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t) cp))
	{
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
		case UTF8PROC_CATEGORY_ND:
		case UTF8PROC_CATEGORY_NL:
			return VOC_CHAR_LETTER;
		case UTF8PROC_CATEGORY_MN:
		case UTF8PROC_CATEGORY_MC:
		case UTF8PROC_CATEGORY_ME:
			return VOC_CHAR_MARK;
		case UTF8PROC_CATEGORY_ZS:
			return VOC_CHAR_SPACE;
		case UTF8PROC_CATEGORY_CF:
			return VOC_CHAR_IGNORED;
		default:
			return VOC_CHAR_PUNCTUATION;
	}
}

VocCharClass
voc_char_class(uint32_t cp)
{
	if (cp < 0xC0)
	{
		if (cp == 0x85)
			return VOC_CHAR_NEWLINE;
		if (cp <= 0xA0)
			return VOC_CHAR_SPACE;
		if (cp == 0xAD)
			return VOC_CHAR_IGNORED;
		return cp == 0xAA || cp == 0xB5 || cp == 0xBA ?
			VOC_CHAR_LETTER : VOC_CHAR_PUNCTUATION;
	}
	if (cp < 0x250)
		return cp == 0xD7 || cp == 0xF7 ?
			VOC_CHAR_PUNCTUATION : VOC_CHAR_LETTER;
	if (cp >= 0x300 && cp < 0x370)
		return VOC_CHAR_MARK;
	if (cp >= 0x400 && cp < 0x530)
	{
		if (cp == 0x482)
			return VOC_CHAR_PUNCTUATION;
		return cp >= 0x483 && cp <= 0x489 ? VOC_CHAR_MARK : VOC_CHAR_LETTER;
	}
	if ((cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x3000 && cp < 0x3004))
		return sign_class(cp);
	if ((cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF)
		return VOC_CHAR_IGNORED;
	if (cp >= 0x1F000 && cp < 0x1FB00)
		return is_emoji(cp) ? VOC_CHAR_EMOJI : VOC_CHAR_PUNCTUATION;
	return other_class(cp);
}

/* Cyrillic letters that voc_fold_pair does not know: old ones and others'. */
static int
fold_cyrillic(uint32_t cp, char *out, unsigned *seen)
{
	uint32_t	small = cp;

	if (cp >= 0x4C0 && cp <= 0x4CE)
		small = cp == 0x4C0 ? 0x4CF : (cp & 1) != 0 ? cp + 1 : cp;
	else if (cp >= 0x460 && (cp & 1) == 0)
		small = cp + 1;
	*seen |= small != cp ? VOC_FOLD_UPPER : VOC_FOLD_LOWER;
	if (small != 0x491)
		return voc_utf8_encode(small, out);
	out[0] = (char) VOC_NORM_GHE;
	return 1;
}

/* Scripts beyond Latin and Cyrillic; Greek loses its accents too. */
static int
fold_other(uint32_t cp, char *out, unsigned *seen)
{
	uint32_t	small = (uint32_t) utf8proc_tolower((utf8proc_int32_t) cp);

	*seen |= small != cp ? VOC_FOLD_UPPER : VOC_FOLD_LOWER;
	if ((small >= 0x370 && small < 0x400) || (small >= 0x1F00 && small < 0x2000))
	{
		utf8proc_int32_t parts[8];
		int			last_class = 0;
		utf8proc_ssize_t n;

		n = utf8proc_decompose_char((utf8proc_int32_t) small, parts, 8,
									UTF8PROC_DECOMPOSE, &last_class);
		if (n > 1 && n <= 8)
		{
			small = (uint32_t) parts[0];
			*seen |= VOC_FOLD_ACCENTED;
		}
		if (small == 0x3C2)		/* final sigma */
			small = 0x3C3;
	}
	return voc_utf8_encode(small, out);
}

int
voc_fold_letter(uint32_t cp, char *out, unsigned *seen)
{
	char		base = '.';

	if (cp < 0x460 && (cp >= 0x400 || cp < 0x180))
	{
		unsigned char norm = voc_fold_pair((unsigned char) (0xC0 | cp >> 6),
										   (unsigned char) (0x80 | (cp & 0x3F)),
										   seen);

		if (norm != 0)
		{
			out[0] = (char) norm;
			return 1;
		}
	}
	if (cp >= 0x400 && cp < 0x530)
		return fold_cyrillic(cp, out, seen);

	if (cp >= 0xC0 && cp < 0x250)
		base = voc_fold_latin[cp - 0xC0];
	else if (cp >= 0x1E00 && cp < 0x1F00)
		base = latin_additional[cp - 0x1E00];

	if (base == '.')
		return fold_other(cp, out, seen);

	*seen |= VOC_FOLD_ACCENTED;
	if (base >= '0' && base <= '9')
	{
		*seen |= base % 2 == 0 ? VOC_FOLD_UPPER : VOC_FOLD_LOWER;
		out[0] = latin_pair[base - '0'][0];
		out[1] = latin_pair[base - '0'][1];
		return 2;
	}
	*seen |= base < 'a' ? VOC_FOLD_UPPER : VOC_FOLD_LOWER;
	out[0] = (char) (base | 0x20);
	return 1;
}

unsigned char
voc_fold_mark(unsigned char letter, uint32_t mark)
{
	if (mark == 0x306)			/* breve */
	{
		if (letter == VOC_NORM_CYRILLIC + 0x08)	/* i */
			return VOC_NORM_CYRILLIC + 0x09;
		if (letter == VOC_NORM_CYRILLIC + 0x13)	/* u */
			return VOC_NORM_CYRILLIC + 0x2E;
	}
	if (mark == 0x308 && letter == VOC_NORM_CYRILLIC + 0x26)	/* diaeresis */
		return VOC_NORM_CYRILLIC + 0x27;
	return 0;
}

uint32_t
voc_fold_punctuation(uint32_t cp)
{
	if (cp >= 0x2010 && cp <= 0x2015)
		return '-';
	switch (cp)
	{
		case 0x2212:			/* minus */
			return '-';
		case 0x2018:
		case 0x2019:
		case 0x201A:
		case 0x201B:
		case 0x2032:
		case 0xB4:
			return '\'';
		case 0x201C:
		case 0x201D:
		case 0x201E:
		case 0x201F:
		case 0xAB:
		case 0xBB:
			return '"';
		case 0x2026:			/* ellipsis */
		case 0x3002:			/* ideographic full stop */
			return '.';
		case 0x3001:
			return ',';
		case 0x203C:
		case 0xFF01:
			return '!';
		case 0x2047:
		case 0x2048:
		case 0x2049:
		case 0xFF1F:
			return '?';
		case 0x2022:			/* bullets */
		case 0x2023:
		case 0x25CF:
		case 0x25AA:
		case 0xB7:
			return '*';
		default:
			return cp;
	}
}
