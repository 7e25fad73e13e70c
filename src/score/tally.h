/*-------------------------------------------------------------------------
 *
 * tally.h
 *	  How many gave each answer: the state behind every score.
 *
 * A tally has a fixed number of bins.  That of the Net Promoter Score has
 * three, promoters, passives, detractors; that of ratings has eleven, one for
 * each answer from 0 to 10.  It lies in memory and on disk as
 *
 *	 plain		[holder 4][version][flags][bins][0][counts, 8 bytes a bin]
 *	 weighted	the same, [weights, 16 bytes a bin][squares, 16 bytes a bin]
 *
 * where weights are the sums of the answers' weights in millionths, and
 * squares the sums of the squares of those.  All are integers, so tallies can
 * be merged and taken apart again in any order without a digit changing;
 * everything that is a fraction is worked out at the end.
 *
 * A settled tally is plain when each of its answers weighs exactly 1, so that
 * equal tallies have equal bytes.  That all weigh 1 can be told from the sums:
 * the sum of the weights and that of their squares are both the count, and no
 * other weights are so.  A tally being counted need not be settled.
 *
 * IDENTIFICATION
 *	  src/score/tally.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TALLY_H
#define VOC_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOC_TALLY_VERSION		1
#define VOC_TALLY_WEIGHTED		0x01	/* the only flag */

#define VOC_TALLY_MAX_BINS		11

#define VOC_WEIGHT_ONE			INT64_C(1000000)	/* millionths */
#define VOC_WEIGHT_MAX			INT64_C(1000000)	/* of a weight, in ones */

__extension__ typedef unsigned __int128 VocUint128;

/* An unsigned integer of 128 bits, with the alignment of half of it. */
typedef struct VocWide
{
	uint64_t	high;
	uint64_t	low;
} VocWide;

typedef struct VocTally
{
	uint32_t	holder;			/* whoever keeps it may put its length here */
	uint8_t		version;		/* VOC_TALLY_VERSION */
	uint8_t		flags;			/* VOC_TALLY_WEIGHTED or 0 */
	uint8_t		bins;			/* 1 ... VOC_TALLY_MAX_BINS */
	uint8_t		reserved;		/* 0 */
	int64_t		counts[];		/* and what follows them */
} VocTally;

#define VOC_TALLY_SIZE(bins, weighted) \
	(sizeof(VocTally) + (size_t) (bins) * \
	 (sizeof(int64_t) + ((weighted) ? 2 * sizeof(VocWide) : 0)))

/* Room for any tally, for those who need one for a moment. */
typedef union VocTallyRoom
{
	VocTally	tally;
	VocWide		room[(VOC_TALLY_SIZE(VOC_TALLY_MAX_BINS, true) + sizeof(VocWide) - 1) /
					 sizeof(VocWide)];
} VocTallyRoom;

/*
 * Bytes that voc_tally_print() may write, NUL included: counts of 19 digits,
 * weights and squares of 39, and what divides them.
 */
#define VOC_TALLY_TEXT_MAX	(VOC_TALLY_MAX_BINS * (19 + 39 + 39 + 3) + 1)

typedef enum VocTallyParse
{
	VOC_TALLY_PARSED,
	VOC_TALLY_NO_DIGIT,			/* a digit was expected at the position */
	VOC_TALLY_LEADING_ZERO,		/* a number of several digits starts with 0 */
	VOC_TALLY_NO_COMMA,			/* a comma was expected there */
	VOC_TALLY_NO_SEMICOLON,		/* the weights end there without squares */
	VOC_TALLY_TRAILING,			/* there is more than there may be */
	VOC_TALLY_TOO_LARGE,		/* a number, or the sum of counts, is too large */
	VOC_TALLY_NO_SUCH_WEIGHTS,	/* no answers have these weights and squares */
	VOC_TALLY_WEIGHTS_OF_ONE	/* all weigh 1: the counts alone say so */
} VocTallyParse;

/* What all statistics of a tally are made of. */
typedef struct VocMoments
{
	double		n;				/* answers */
	double		weight;			/* sum of their weights; 0 or more */
	double		effective_n;	/* Kish: weight^2 / sum of squares; 0 ... n */
	double		sum;			/* of weight times the bin's value */
	double		mean;			/* sum / weight; NaN if weight is 0 */
	double		variance;		/* weighted, about the mean, divided by weight */
	double		linearized;		/* variance of the mean by linearization */
} VocMoments;

static inline bool
voc_tally_weighted(const VocTally *tally)
{
	return (tally->flags & VOC_TALLY_WEIGHTED) != 0;
}

static inline size_t
voc_tally_size(const VocTally *tally)
{
	return VOC_TALLY_SIZE(tally->bins, voc_tally_weighted(tally));
}

/* Sums of weights, and behind them of squares; of a weighted tally only. */
static inline VocWide *
voc_tally_weights(const VocTally *tally)
{
	return (VocWide *) (tally->counts + tally->bins);
}

static inline VocWide *
voc_tally_squares(const VocTally *tally)
{
	return voc_tally_weights(tally) + tally->bins;
}

static inline VocUint128
voc_wide(VocWide wide)
{
	return (VocUint128) wide.high << 64 | wide.low;
}

static inline int64_t
voc_tally_responses(const VocTally *tally)
{
	int64_t		sum = 0;
	int			i;

	for (i = 0; i < tally->bins; i++)
		sum += tally->counts[i];
	return sum;
}

/*
 * voc_tally_count() into a plain tally of so many bins, known when this is
 * compiled: what the aggregates do for nearly every row.
 */
static inline bool
voc_tally_count_plain(VocTally *tally, int bins, int bin)
{
	int64_t		sum = 0;
	int			i;

	for (i = 0; i < bins; i++)
		sum += tally->counts[i];
	if (sum == INT64_MAX)
		return false;
	tally->counts[bin]++;
	return true;
}

/* Make an empty tally; there must be room for VOC_TALLY_SIZE(bins, weighted). */
extern void voc_tally_clear(VocTally *tally, int bins, bool weighted);

/* A weighted copy of any tally, in room for it. */
extern void voc_tally_widen(const VocTally *tally, VocTally *wide);

/* Settle a tally, in its place. */
extern void voc_tally_settle(VocTally *tally);

/*
 * Whether a tally is such as the other functions may be given: no count is
 * negative, their sum fits int64_t, and there can be answers with these
 * weights.  Head and size are the caller's to check first.
 */
extern bool voc_tally_sound(const VocTally *tally);

/*
 * Count one answer, or take one back; false, and nothing changed, when there
 * are too many to count or it was never counted.  weight is in millionths,
 * 0 ... VOC_WEIGHT_MAX * VOC_WEIGHT_ONE, and 1 in a plain tally.
 */
extern bool voc_tally_count(VocTally *tally, int bin, int64_t weight);
extern bool voc_tally_discount(VocTally *tally, int bin, int64_t weight);

/*
 * to += from, to -= from; false, and nothing changed, if it has no sound
 * result.  to must be weighted if from is, and have as many bins.
 */
extern bool voc_tally_add(VocTally *to, const VocTally *from);
extern bool voc_tally_subtract(VocTally *to, const VocTally *from);

/*
 * Read "counts" or "counts;weights;squares", numbers with commas between, one
 * for each bin, into room for a weighted tally.  There is exactly one text for
 * each value: digits only, no blanks, no signs, no leading zeros.  at is the
 * offset of the byte that was wrong (of a number's first digit when it is too
 * large); on failure the tally is not to be used.
 */
extern VocTallyParse voc_tally_parse(const char *text, size_t len, int bins,
									 VocTally *tally, size_t *at);

/* Write that text of a settled tally, with a NUL; its length without the NUL. */
extern size_t voc_tally_print(const VocTally *tally, char *text);

/*
 * Total order of tallies with the same bins, <0, 0 or >0: those without weight
 * first, then the lower mean of values, then fewer responses, then the lower
 * first count, weight, square that differs.  Exact; 0 only for equal settled
 * ones.  values: what an answer in each bin is worth, -10 ... 10.
 */
extern int	voc_tally_compare(const VocTally *a, const VocTally *b,
							  const int *values);

extern VocMoments voc_tally_moments(const VocTally *tally, const int *values);

/*
 * The effective number of answers in a bin: its share of the weight, times
 * moments->effective_n.  The bin's count, when all weigh the same.
 */
extern double voc_tally_effective(const VocTally *tally, int bin,
								  const VocMoments *moments);

#endif							/* VOC_TALLY_H */
