/*-------------------------------------------------------------------------
 *
 * sixteen.h
 *	  Sixteen characters of a text looked at at once.
 *
 * What is said of each is a bit, that of the first one lowest.  x86-64 has
 * instructions for that; elsewhere bytes are looked at in two numbers of eight
 * (Lamport, "Multiple byte processing with full-word instructions", CACM 1975),
 * of which the top bits are gathered by a multiplication, and Cyrillic letters
 * one by one.
 *
 * IDENTIFICATION
 *	  src/text/sixteen.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SIXTEEN_H
#define VOC_SIXTEEN_H

#include <stdint.h>
#include <string.h>

#include "fold.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct VocSixteen
{
#ifdef __SSE2__
	__m128i		norm;
#else
	uint64_t	norm[2];		/* what letters are matched as, a byte each */
#endif
	uint32_t	letters;		/* what follows is right for these only */
	uint32_t	peculiar;		/* and norm is not for these of them */
	uint32_t	capitals;
	uint32_t	doubled;		/* the next one is matched as the same */
} VocSixteen;

/*
 * Two functions read characters of an alphabet: voc_sixteen_latin ASCII letters,
 * and voc_sixteen_cyrillic those of two bytes.  Where a word ends is told first
 * of all, for it is where the next one is read.
 */

#ifdef __SSE2__

static inline VocSixteen
voc_sixteen_latin(const unsigned char *bytes)
{
	__m128i		all = _mm_loadu_si128((const __m128i *) bytes);
	__m128i		small = _mm_or_si128(all, _mm_set1_epi8(0x20));
	__m128i		number = _mm_sub_epi8(small, _mm_set1_epi8('a'));
	VocSixteen	s;

	s.norm = small;
	s.letters = (uint32_t)
		_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(number, _mm_set1_epi8(25)),
										 number));
	s.peculiar = 0;
	/* the bit that makes a letter small, moved where the mask is taken from */
	s.capitals = ~(uint32_t) _mm_movemask_epi8(_mm_slli_epi16(all, 2));
	s.doubled = (uint32_t)
		_mm_movemask_epi8(_mm_cmpeq_epi8(small, _mm_srli_si128(small, 1)));
	return s;
}

/*
 * Eight pairs of bytes as numbers: the places of the letters in the block that
 * begins with U+0400, if both bytes are those of one.
 */
static inline __m128i
voc_eight_places(__m128i pairs)
{
	return _mm_or_si128(_mm_and_si128(_mm_slli_epi16(pairs, 6),
									  _mm_set1_epi16(0x40)),
						_mm_and_si128(_mm_srli_epi16(pairs, 8),
									  _mm_set1_epi16(0x3F)));
}

static inline __m128i
voc_eight_are_cyrillic(__m128i pairs)
{
	return _mm_cmpeq_epi16(_mm_and_si128(pairs, _mm_set1_epi16((short) 0xC0FE)),
						   _mm_set1_epi16((short) 0x80D0));
}

/*
 * U+0430 to U+045F are matched as bytes in their order (fold.h); before them are
 * their capitals, the last sixteen first; and the io is as the ie.
 */
static inline VocSixteen
voc_sixteen_cyrillic(const unsigned char *bytes)
{
	__m128i		low = _mm_loadu_si128((const __m128i *) bytes);
	__m128i		high = _mm_loadu_si128((const __m128i *) (bytes + 16));
	__m128i		place = _mm_packus_epi16(voc_eight_places(low),
										 voc_eight_places(high));
	__m128i		letters = _mm_packs_epi16(voc_eight_are_cyrillic(low),
										  voc_eight_are_cyrillic(high));
	__m128i		capital = _mm_cmplt_epi8(place, _mm_set1_epi8(0x30));
	__m128i		first = _mm_cmplt_epi8(place, _mm_set1_epi8(0x10));
	__m128i		norm = _mm_add_epi8(place, _mm_set1_epi8(VOC_NORM_CYRILLIC - 0x30));
	__m128i		peculiar;
	VocSixteen	s;

	norm = _mm_add_epi8(norm, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
	norm = _mm_add_epi8(norm, _mm_and_si128(first, _mm_set1_epi8(0x30)));
	/* U+0450 and U+045D, their capitals, and all from U+0460 on */
	peculiar = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(norm, _mm_set1_epi8((char) 0xA0)),
										 _mm_cmpeq_epi8(norm, _mm_set1_epi8((char) 0xAD))),
							_mm_cmpgt_epi8(place, _mm_set1_epi8(0x5F)));
	norm = _mm_sub_epi8(norm, _mm_and_si128(_mm_cmpeq_epi8(norm, _mm_set1_epi8((char) 0xA1)),
											_mm_set1_epi8(0xA1 - 0x85)));
	s.norm = norm;
	s.letters = (uint32_t) _mm_movemask_epi8(letters);
	s.peculiar = (uint32_t) _mm_movemask_epi8(peculiar);
	s.capitals = (uint32_t) _mm_movemask_epi8(capital);
	s.doubled = (uint32_t)
		_mm_movemask_epi8(_mm_cmpeq_epi8(norm, _mm_srli_si128(norm, 1)));
	return s;
}

/* Write what the first n are matched as, and zeros behind. */
static inline void
voc_sixteen_write(const VocSixteen *s, unsigned n, char *out)
{
	static const unsigned char kept[32] = {
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
	};
	__m128i		mask = _mm_loadu_si128((const __m128i *) (kept + 16 - n));

	_mm_storeu_si128((__m128i *) out, _mm_and_si128(s->norm, mask));
}

#else

#define VOC_EACH(byte)	((uint64_t) (byte) * UINT64_C(0x0101010101010101))

/* Eight bytes, the first one lowest; the same is done to write them. */
static inline uint64_t
voc_eight(uint64_t bytes)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(bytes);
#else
	return bytes;
#endif
}

/* The top bits of eight bytes. */
static inline uint32_t
voc_eight_tops(uint64_t bytes)
{
	return (uint32_t) ((bytes >> 7 & VOC_EACH(1)) *
					   UINT64_C(0x0102040810204080) >> 56);
}

/* A top bit for each letter. */
static inline uint64_t
voc_eight_letters(uint64_t bytes, uint64_t small)
{
	uint64_t	low = small & VOC_EACH(0x7F);

	return (low + VOC_EACH(0x80 - 'a')) & ~(low + VOC_EACH(0x80 - 'z' - 1)) &
		~bytes;
}

/* A top bit for each byte that is 0. */
static inline uint64_t
voc_eight_zeros(uint64_t bytes)
{
	return ~(((bytes & VOC_EACH(0x7F)) + VOC_EACH(0x7F)) | bytes);
}

static inline VocSixteen
voc_sixteen_latin(const unsigned char *bytes)
{
	VocSixteen	s = {{0, 0}, 0, 0, 0, 0};

	for (int half = 0; half < 2; half++)
	{
		uint64_t	all;

		memcpy(&all, bytes + 8 * half, 8);
		all = voc_eight(all);
		s.norm[half] = all | VOC_EACH(0x20);
		s.letters |= voc_eight_tops(voc_eight_letters(all, s.norm[half])) << 8 * half;
		s.capitals |= voc_eight_tops(~all << 2) << 8 * half;
		s.doubled |= voc_eight_tops(voc_eight_zeros(s.norm[half] ^ s.norm[half] >> 8)) << 8 * half;
		if (half == 0 && s.letters != 0xFF)	/* most words end here */
			return s;
	}
	s.doubled |= (uint32_t) (s.norm[0] >> 56 == (s.norm[1] & 0xFF)) << 7;
	return s;
}

static inline VocSixteen
voc_sixteen_cyrillic(const unsigned char *bytes)
{
	VocSixteen	s = {{0, 0}, 0, 0, 0, 0};
	unsigned	before = 0;

	for (unsigned i = 0; i < 16; i++)
	{
		unsigned	lead = bytes[2 * i];
		unsigned	tail = bytes[2 * i + 1];
		unsigned	place = (lead & 1) << 6 | (tail & 0x3F);
		unsigned	norm = voc_fold_cyrillic[place];

		if ((lead | 1) != 0xD1 || (tail & 0xC0) != 0x80)
			break;
		s.norm[i / 8] |= (uint64_t) norm << 8 * (i % 8);
		s.letters |= 1u << i;
		s.peculiar |= (uint32_t) (norm == 0) << i;
		s.capitals |= (uint32_t) (place < 0x30) << i;
		s.doubled |= (uint32_t) (norm == before) << i >> 1;
		before = norm;
	}
	return s;
}

/* Write what the first n are matched as, and zeros behind. */
static inline void
voc_sixteen_write(const VocSixteen *s, unsigned n, char *out)
{
	for (unsigned half = 0; half < 2; half++)
	{
		unsigned	kept = n <= 8 * half ? 0 : n - 8 * half;
		uint64_t	bytes = s->norm[half];

		if (kept < 8)
			bytes &= (UINT64_C(1) << 8 * kept) - 1;
		bytes = voc_eight(bytes);
		memcpy(out + 8 * half, &bytes, 8);
	}
}

#endif

#endif							/* VOC_SIXTEEN_H */
