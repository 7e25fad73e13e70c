/*-------------------------------------------------------------------------
 *
 * states.h
 *	  A compiled code frame, shared by its compiler and its matcher.
 *
 * All patterns together are one tree of states.  A step from a state is
 * labelled with a gap and a term, and alternatives are written out, so that
 * a state has at most one step for each label and patterns that begin alike
 * share their states:
 *
 *		late ~3 deliver*			 delivery.late
 *		(late|delayed) order		 delivery.late
 *		late !night					 other.late
 *
 *		terms (terms.h)		states
 *
 *		late     ---------->[1]--~3 deliver*-->[2] delivery.late
 *		                     |--~0 order------>[3] delivery.late
 *		                     `- other.late unless condition 0
 *		delayed  ---------->[4]--~0 order----->[5] delivery.late
 *		order
 *		deliver*
 *		night    - - - root [6]--~0 night----->[7] condition 0
 *
 * Conditions ("!", "&" and so on) are a tree of their own, whose outcomes are
 * numbers of conditions: when the first pattern with one is met in a clause,
 * all conditions that hold there are found at once.
 *
 * Terms that begin a pattern name their state in an array; all other steps
 * are in one hash table.  A token costs one walk over its letters; then only
 * the steps that its own terms, and those of the few words after it, can take
 * are looked up, whatever number of patterns there is.
 *
 * IDENTIFICATION
 *	  src/coding/states.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_STATES_H
#define VOC_STATES_H

#include "codebook.h"
#include "terms.h"

#define VOC_STATE_NONE			0	/* no step leads back to the start */
#define VOC_LANGUAGE_ANY		0
#define VOC_CODEBOOK_LANGUAGES	64	/* "*" included */
#define VOC_CODEBOOK_STATES		(1 << 22)

typedef struct VocState
{
	uint64_t	languages;		/* bit set: a pattern of it goes through here */
	uint64_t	follow;			/* of the terms that steps take: voc_term_bit */
	uint32_t	outcome;		/* index + 1 of the first, or 0 */
	uint16_t	gaps;			/* bit g: there is a step after a gap of g */
} VocState;

/* What has matched when a state is reached. */
typedef struct VocOutcome
{
	uint32_t	code;			/* or, in the tree of conditions, which one */
	uint32_t	conditions;		/* index of the first one */
	uint32_t	next;			/* index + 1 of another one, or 0 */
	uint16_t	nconditions;
	uint16_t	language;
} VocOutcome;

/* What a pattern wants, or does not want, besides its words. */
typedef struct VocCondition
{
	bool		required;		/* else excluded */
	bool		text;			/* anywhere in the text, else in the clause */
} VocCondition;

typedef struct VocStep
{
	uint64_t	label;			/* see voc_step_label; 0 is a free slot */
	uint32_t	state;
} VocStep;

typedef struct VocCode
{
	const char *code;
	VocCodeKind kind;
} VocCode;

struct VocCodebook
{
	VocTerms	terms;
	uint32_t   *begin;			/* by term: state, or VOC_STATE_NONE */
	VocStep    *steps;
	uint32_t	step_mask;		/* slots - 1, a power of two */
	VocState   *states;
	uint32_t	nstates;
	VocOutcome *outcomes;
	uint32_t	noutcomes;
	VocCondition *conditions;
	uint32_t	nconditions;
	uint32_t	condition_root; /* state that all conditions begin at */
	bool		text_scope;		/* some are about the whole text */
	VocCode    *codes;
	uint32_t	ncodes;
	const char *languages[VOC_CODEBOOK_LANGUAGES];
	int			nlanguages;
};

/*
 * One of 64 bits for a term.  Most words do not go on with what was begun, and
 * a state's own bits say so without a look into the large table of steps.
 */
static inline uint64_t
voc_term_bit(uint32_t term)
{
	return UINT64_C(1) << ((term * UINT32_C(0x9E3779B1)) >> 26);
}

static inline uint64_t
voc_step_label(uint32_t state, int gap, uint32_t term)
{
	/* never 0, for no step leaves state 0 by the table */
	return ((uint64_t) state << 36) | ((uint64_t) gap << 32) | term;
}

static inline uint32_t
voc_step_slot(uint64_t label, uint32_t mask)
{
	/* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
	return (uint32_t) ((label * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;
}

static inline uint32_t
voc_step_find(const VocCodebook *codebook, uint32_t state, int gap,
			  uint32_t term)
{
	uint64_t	label = voc_step_label(state, gap, term);
	uint32_t	slot = voc_step_slot(label, codebook->step_mask);

	while (codebook->steps[slot].label != label)
	{
		if (codebook->steps[slot].label == 0)
			return VOC_STATE_NONE;
		slot = (slot + 1) & codebook->step_mask;
	}
	return codebook->steps[slot].state;
}

#endif							/* VOC_STATES_H */
