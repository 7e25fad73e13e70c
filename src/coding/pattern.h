/*-------------------------------------------------------------------------
 *
 * pattern.h
 *	  The pattern language of code frames, parsed.
 *
 * A pattern says which words, in which order, in one clause, mean a topic or
 * an intent:
 *
 *		word			that word, in any case and without its diacritics
 *		deliver*		every word that starts so (a stem)
 *		a b				b follows a
 *		a ~3 b			b follows a, up to 3 words between them
 *		(a|b*|two words)	any of these
 *		& b				and b anywhere else in the clause, before or after
 *		&& b			and b anywhere in the text
 *		!c				not when c is anywhere in the clause
 *		!!c				not when c is anywhere in the text
 *
 * in EBNF, spaces being free around everything but inside a word:
 *
 *		pattern		= main , { ( "&" | "&&" ) , main } ;
 *		main		= { exclusion } , item , { exclusion | [ gap ] , item } ;
 *		item		= word | stem | group ;
 *		group		= "(" , sequence , { "|" , sequence } , ")" ;
 *		sequence	= item , { [ gap ] , item } ;
 *		gap			= "~" , ( "1" ... "9" ) ;
 *		exclusion	= ( "!" | "!!" ) , item ;
 *
 * The first main is where the pattern is met; those after it, and exclusions,
 * are conditions.
 *
 * IDENTIFICATION
 *	  src/coding/pattern.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_PATTERN_H
#define VOC_PATTERN_H

#include "codebook.h"

/* Limits; the messages in pattern.c name them. */
#define VOC_PATTERN_MAX_BYTES		1000
#define VOC_PATTERN_MAX_ITEMS		200 /* words, groups and alternatives */
#define VOC_PATTERN_MAX_BRANCHES	64	/* alternatives in one group */
#define VOC_PATTERN_MAX_DEPTH		3	/* groups within groups */
#define VOC_PATTERN_MAX_WORDS		12	/* in a row */
#define VOC_PATTERN_MAX_GAP			9
#define VOC_PATTERN_MAX_CONDITIONS	16

typedef enum VocItemKind
{
	VOC_ITEM_WORD,
	VOC_ITEM_STEM,
	VOC_ITEM_GROUP,				/* inside: the first of its branches */
	VOC_ITEM_BRANCH				/* inside: the first item of its sequence */
} VocItemKind;

#define VOC_ITEM_NONE	(-1)

typedef struct VocPatternItem
{
	uint8_t		kind;			/* VocItemKind */
	uint8_t		gap;			/* words that may stand before it */
	uint16_t	text;			/* word, stem: its normal form in the tree */
	uint16_t	text_len;
	int16_t		inside;			/* group, branch: index of an item */
	int16_t		next;			/* what follows, or VOC_ITEM_NONE */
} VocPatternItem;

/* What must, or must not, be there besides. */
typedef struct VocPatternCondition
{
	int16_t		first;			/* first item of its sequence */
	bool		required;		/* else excluded */
	bool		text;			/* anywhere in the text, else in the clause */
} VocPatternCondition;

typedef struct VocPatternTree
{
	VocPatternItem items[VOC_PATTERN_MAX_ITEMS];
	int			nitems;
	int			sequence;		/* first item to be met */
	VocPatternCondition conditions[VOC_PATTERN_MAX_CONDITIONS];
	int			nconditions;
	char		text[VOC_PATTERN_MAX_ITEMS * VOC_NORM_MAX];
	int			text_len;
} VocPatternTree;

/*
 * Parse a pattern.  Words are read by the reader in chunk, whose content is
 * lost: a word that the reader would not see as one token cannot be met.
 */
extern bool voc_pattern_parse(const char *pattern, VocChunk *chunk,
							  VocPatternTree *tree, VocPatternError *error);

#endif							/* VOC_PATTERN_H */
