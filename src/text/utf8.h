/*-------------------------------------------------------------------------
 *
 * utf8.h
 *	  Decoding and encoding of single characters, safe on any bytes.
 *
 * A byte that does not start a well-formed sequence (overlong forms,
 * surrogates, values beyond U+10FFFF and truncated tails included) reads as
 * U+FFFD and is stepped over alone, so that a reader always advances and
 * never looks past the end.
 *
 * IDENTIFICATION
 *	  src/text/utf8.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_UTF8_H
#define VOC_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOC_UTF8_BAD	0xFFFD
#define VOC_UTF8_MAX	4		/* bytes of the longest character */

static inline bool
voc_utf8_is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/*
 * Decode the character at p, which is before end.  Returns its bytes, 1 when
 * it is not well formed.
 */
static inline int
voc_utf8_decode(const unsigned char *p, const unsigned char *end, uint32_t *cp)
{
	size_t		left = (size_t) (end - p);
	uint32_t	c = p[0];

	if (c < 0x80)
	{
		*cp = c;
		return 1;
	}
	if (c >= 0xC2 && c <= 0xDF && left >= 2 && voc_utf8_is_tail(p[1]))
	{
		*cp = (c & 0x1F) << 6 | (p[1] & 0x3F);
		return 2;
	}
	if ((c & 0xF0) == 0xE0 && left >= 3 &&
		voc_utf8_is_tail(p[1]) && voc_utf8_is_tail(p[2]))
	{
		c = (c & 0x0F) << 12 | (uint32_t) (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF))
		{
			*cp = c;
			return 3;
		}
	}
	else if ((c & 0xF8) == 0xF0 && left >= 4 && voc_utf8_is_tail(p[1]) &&
			 voc_utf8_is_tail(p[2]) && voc_utf8_is_tail(p[3]))
	{
		c = (c & 0x07) << 18 | (uint32_t) (p[1] & 0x3F) << 12 |
			(uint32_t) (p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		if (c >= 0x10000 && c <= 0x10FFFF)
		{
			*cp = c;
			return 4;
		}
	}
	*cp = VOC_UTF8_BAD;
	return 1;
}

/* Are these bytes well formed, and none of them U+FFFD? */
static inline bool
voc_utf8_valid(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *) text;
	const unsigned char *end = p + len;

	while (p < end)
	{
		uint32_t	cp;

		p += voc_utf8_decode(p, end, &cp);
		if (cp == VOC_UTF8_BAD)
			return false;
	}
	return true;
}

/* Write a character to out, which has VOC_UTF8_MAX bytes; returns its bytes. */
static inline int
voc_utf8_encode(uint32_t cp, char *out)
{
	if (cp < 0x80)
	{
		out[0] = (char) cp;
		return 1;
	}
	if (cp < 0x800)
	{
		out[0] = (char) (0xC0 | cp >> 6);
		out[1] = (char) (0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000)
	{
		out[0] = (char) (0xE0 | cp >> 12);
		out[1] = (char) (0x80 | (cp >> 6 & 0x3F));
		out[2] = (char) (0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char) (0xF0 | cp >> 18);
	out[1] = (char) (0x80 | (cp >> 12 & 0x3F));
	out[2] = (char) (0x80 | (cp >> 6 & 0x3F));
	out[3] = (char) (0x80 | (cp & 0x3F));
	return 4;
}

/* Characters of a text: the bytes that are no tails. */
static inline uint32_t
voc_utf8_count(const char *text, size_t len)
{
	uint32_t	n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char) text[i] & 0xC0) != 0x80;
	return n;
}

#endif							/* VOC_UTF8_H */
