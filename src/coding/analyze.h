/*-------------------------------------------------------------------------
 *
 * analyze.h
 *	  Everything that voc knows about a text, in one pass over it.
 *
 * IDENTIFICATION
 *	  src/coding/analyze.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_ANALYZE_H
#define VOC_ANALYZE_H

#include "../text/arena.h"
#include "../sentiment/sentiment.h"
#include "../text/text.h"
#include "codebook.h"

/*
 * One topic met in one clause.
 *
 * Its sentiment is that of the clause.  A clause without a word of feeling
 * may borrow it from a clause right after or right before it in the same
 * sentence, if that is a bare verdict: no more than VOC_VERDICT_WORDS words
 * and no topic of its own ("The delivery, terrible!").  Else it has none; the
 * sentiment of a longer neighbour is about something else too often.
 */
typedef struct VocOpinion
{
	const char *topic;			/* code; belongs to the codebook */
	bool		has_sentiment;	/* false: the clause says nothing of feeling */
	float		sentiment;		/* -1 ... +1, of the clause */
	uint32_t	char_start;		/* of the words that matched, from 0 */
	uint32_t	char_len;
} VocOpinion;

typedef struct VocAnalysis
{
	const char *language;		/* ISO 639-1, or NULL when it cannot be told */
	bool		has_sentiment;
	float		sentiment;		/* -1 ... +1 */
	VocLabel	label;
	int			value;			/* 1 ... 5, or 0 without sentiment */
	const char **topics;		/* codes, each once, in order of appearance */
	int			ntopics;
	const char **intents;
	int			nintents;
	VocOpinion *opinions;		/* a topic once per clause, in order */
	int			nopinions;
} VocAnalysis;

#define VOC_VERDICT_WORDS	3

/*
 * So many opinions of a text are kept apart.  After them, a topic that has an
 * opinion already is merged into its last one, whose place stays and whose
 * sentiment becomes the mean of all that were merged and had one; a topic
 * that has none yet still gets its own.  A text of any length so has at most
 * VOC_OPINIONS_APART opinions and one for each further topic.
 */
#define VOC_OPINIONS_APART	1000

/*
 * Analyze a text.
 *
 * text		UTF-8 of len bytes, any content
 * language	ISO 639-1 code when the caller knows it, or NULL to detect it;
 *			the result points to it, and uses the words and patterns of it
 *			(and those common to all languages)
 * own		the user's words (own.h), or NULL
 * codebooks	where the topics and intents to look for come from, by language;
 *			codes in the result are the codebook's own
 * arena	takes the arrays of the result
 *
 * The working space, about 115 kB, is on the stack.  The arena gives nothing
 * when no code is found, else three small arrays, which double as they grow:
 * room for 8 codes (about 600 bytes in all) at first, and for a text of any
 * length no more than some 100 bytes for each code and opinion of the result.
 */
extern void voc_analyze(const char *text, size_t len, const char *language,
						const VocLexicon *const *own,
						const VocCodebooks *codebooks, VocInterrupt interrupt,
						VocArena *arena, VocAnalysis *result);

/*
 * Note which conditions about the whole text hold, for a text that may not fit
 * in one chunk; it is read for that alone.  Does nothing when no pattern has
 * such conditions.
 */
extern void voc_note_text(const VocCodebook *codebook, const char *text,
						  size_t len, const char *language,
						  VocInterrupt interrupt, VocArena *arena,
						  VocFacts *facts);

/* positive, neutral or negative; NONE without sentiment. A clause is not mixed. */
extern VocLabel voc_opinion_label(const VocOpinion *opinion);

#endif							/* VOC_ANALYZE_H */
