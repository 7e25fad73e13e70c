/*-------------------------------------------------------------------------
 *
 * compiled.h
 *	  A compiled code frame, shared by its compiler and its matcher.
 *
 * A pattern is a row of sets of terms, or of single terms, with gaps between
 * them.  What follows when a term has been met is a link: to the next set and
 * the gap before it, to the next word, or to the end of the pattern:
 *
 *		(late|delayed) ~3 (order|parcel)		delivery.late
 *		late ~3 deliver*						delivery.late
 *		(too late|overdue)						other.late
 *
 *		begin					words					steps
 *
 *		late     -> ~3 set 1	0: ~3 deliver* -> end 1	order  in set 1 -> end 0
 *		            word 0		1: ~0 late     -> end 2	parcel in set 1 -> end 0
 *		delayed  -> ~3 set 1
 *		too      -> word 1
 *		overdue  -> end 2
 *
 * Alternatives are not written out, so a frame takes as much memory as its
 * patterns have words.  What is begun with a term, and the sets that it is in,
 * are short rows that lie together; how the matcher tells without a look-up
 * which sets the clause has is told in match.c.
 *
 * Conditions ("!", "&" and so on) are patterns of their own, which all begin
 * in set 0 and whose ends are numbers of conditions.
 *
 * IDENTIFICATION
 *	  src/coding/compiled.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_COMPILED_H
#define VOC_COMPILED_H

#include "codebook.h"
#include "terms.h"

/*
 * The upper four bits of a link are the gap before a set, or say that it is no
 * set; the others are the number of the set, word, or pattern.
 */
typedef uint32_t VocLink;

#define VOC_LINK_BITS	28
#define VOC_LINK_WORD	14
#define VOC_LINK_END	15
#define VOC_LINK_MAX	((1u << VOC_LINK_BITS) - 1)

#define VOC_SET_CONDITIONS	0	/* where conditions begin */

static inline VocLink
voc_link(uint32_t gap, uint32_t number)
{
	return gap << VOC_LINK_BITS | number;
}

static inline uint32_t
voc_link_gap(VocLink link)
{
	return link >> VOC_LINK_BITS;
}

static inline uint32_t
voc_link_number(VocLink link)
{
	return link & VOC_LINK_MAX;
}

/*
 * Where the matcher's table has a set, and a word; both are numbered in an
 * order that spreads them well.
 */
#define VOC_SET_SLOTS		1024	/* powers of two */
#define VOC_WORD_SLOTS		256
#define VOC_SLOTS			(VOC_SET_SLOTS + VOC_WORD_SLOTS)

static inline uint32_t
voc_set_slot(uint32_t set)
{
	return set & (VOC_SET_SLOTS - 1);
}

static inline uint32_t
voc_word_slot(uint32_t term)
{
	return VOC_SET_SLOTS + (term & (VOC_WORD_SLOTS - 1));
}

/*
 * What follows a term that begins a pattern, and where to see whether it can:
 * in the slot, one of the places that the window has bits of, bit 0 for the
 * place right behind the term.  No gap is as wide as VOC_WINDOW_END.
 */
typedef struct VocBegin
{
	VocLink		link;
	uint16_t	slot;
	uint16_t	window;
} VocBegin;

#define VOC_WINDOW_END		0x8000	/* nothing follows */

static inline uint16_t
voc_window(uint32_t gap)
{
	return (uint16_t) ((2u << gap) - 1);
}

/* A single term that comes next. */
typedef struct VocNextWord
{
	uint32_t	term;
	uint32_t	gap;
	VocLink		link;
} VocNextWord;

/* A term is in a set: what follows when it is met there. */
typedef struct VocStep
{
	uint32_t	set;
	VocLink		link;
} VocStep;

/* The end of a pattern. */
typedef struct VocOutcome
{
	uint32_t	code;
	uint32_t	conditions;		/* index of the first one */
	uint32_t	nconditions;
} VocOutcome;

/* What a pattern wants, or does not want, besides its words. */
typedef struct VocCondition
{
	bool		required;		/* else excluded */
	bool		text;			/* anywhere in the text, else in the clause */
} VocCondition;

typedef struct VocCode
{
	const char *code;
	VocCodeKind kind;
	uint32_t	instead;		/* index of the first that stands for it */
	uint32_t	ninstead;
} VocCode;

/* Where the rows of a term start, together, since they are used together. */
typedef struct VocRows
{
	uint32_t	begin;
	uint32_t	steps;
	uint32_t	slots;
} VocRows;

struct VocCodebook
{
	VocTerms	terms;
	VocRows    *rows;			/* by term; each ends where the next begins */
	VocBegin   *begin;
	VocStep    *steps;			/* in each row sorted by set */
	uint16_t   *slots;			/* voc_set_slot of its sets, each once */
	VocNextWord *words;
	VocOutcome *outcomes;		/* by number of the pattern */
	VocCondition *conditions;
	uint32_t	nconditions;
	bool		text_scope;		/* some are about the whole text */
	VocCode    *codes;
	uint32_t	ncodes;
	uint32_t   *instead;		/* numbers of codes */
};

#endif							/* VOC_COMPILED_H */
