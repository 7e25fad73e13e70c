/*-------------------------------------------------------------------------
 *
 * sixteen.h
 *	  Sixteen bytes of a text looked at at once.
 *
 * What is said of each byte is a bit, that of the first byte lowest.  x86-64
 * has instructions for that; elsewhere the bytes are looked at in two numbers
 * of eight (Lamport, "Multiple byte processing with full-word instructions",
 * CACM 1975), and the top bits of these gathered by a multiplication.
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

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct VocSixteen
{
#ifdef __SSE2__
	__m128i		small;
#else
	uint64_t	small[2];		/* the bytes with capitals made small */
#endif
	uint32_t	letters;		/* ASCII letters */
	uint32_t	capitals;		/* of the letters; of others anything */
	uint32_t	doubled;		/* small letters that the next byte is too */
} VocSixteen;

#ifdef __SSE2__

static inline VocSixteen
voc_sixteen_read(const unsigned char *bytes)
{
	__m128i		all = _mm_loadu_si128((const __m128i *) bytes);
	__m128i		small = _mm_or_si128(all, _mm_set1_epi8(0x20));
	__m128i		number = _mm_sub_epi8(small, _mm_set1_epi8('a'));
	VocSixteen	s;

	s.small = small;
	s.letters = (uint32_t)
		_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(number, _mm_set1_epi8(25)),
										 number));
	/* the bit that makes a letter small, where the mask is taken from */
	s.capitals = ~(uint32_t) _mm_movemask_epi8(_mm_slli_epi16(all, 2));
	s.doubled = (uint32_t)
		_mm_movemask_epi8(_mm_cmpeq_epi8(small, _mm_srli_si128(small, 1)));
	return s;
}

/* Write the first n bytes, capitals made small, and zeros behind them. */
static inline void
voc_sixteen_write(const VocSixteen *s, unsigned n, char *out)
{
	static const unsigned char kept[32] = {
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
	};
	__m128i		mask = _mm_loadu_si128((const __m128i *) (kept + 16 - n));

	_mm_storeu_si128((__m128i *) out, _mm_and_si128(s->small, mask));
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
voc_sixteen_read(const unsigned char *bytes)
{
	VocSixteen	s = {{0, 0}, 0, 0, 0};

	for (int half = 0; half < 2; half++)
	{
		uint64_t	all;

		memcpy(&all, bytes + 8 * half, 8);
		all = voc_eight(all);
		s.small[half] = all | VOC_EACH(0x20);
		s.letters |= voc_eight_tops(voc_eight_letters(all, s.small[half])) << 8 * half;
		s.capitals |= voc_eight_tops(~all << 2) << 8 * half;
	}
	s.doubled = voc_eight_tops(voc_eight_zeros(s.small[0] ^ (s.small[0] >> 8 |
															 s.small[1] << 56))) |
		voc_eight_tops(voc_eight_zeros(s.small[1] ^ s.small[1] >> 8)) << 8;
	return s;
}

/* Write the first n bytes, capitals made small, and zeros behind them. */
static inline void
voc_sixteen_write(const VocSixteen *s, unsigned n, char *out)
{
	for (unsigned half = 0; half < 2; half++)
	{
		unsigned	kept = n <= 8 * half ? 0 : n - 8 * half;
		uint64_t	bytes = s->small[half];

		if (kept < 8)
			bytes &= (UINT64_C(1) << 8 * kept) - 1;
		bytes = voc_eight(bytes);
		memcpy(out + 8 * half, &bytes, 8);
	}
}

#endif

#endif							/* VOC_SIXTEEN_H */
