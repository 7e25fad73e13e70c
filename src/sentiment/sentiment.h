/*-------------------------------------------------------------------------
 *
 * sentiment.h
 *	  The sentiment of clauses and texts, from lexicons compiled in.
 *
 * A text is scored chunk by chunk as the reader produces it:
 *
 *		voc_sentiment_begin(&sum);
 *		while (voc_reader_next(&reader, chunk))
 *		{
 *			voc_sentiment_chunk(lexicon, chunk, scores);	clauses
 *			voc_sentiment_add(&sum, chunk, scores);
 *		}
 *		voc_sentiment_end(&sum, &result);					the text
 *
 * IDENTIFICATION
 *	  src/sentiment/sentiment.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SENTIMENT_H
#define VOC_SENTIMENT_H

#include "../text/text.h"

/* A score no further from 0 is neutral. */
#define VOC_NEUTRAL_BAND	0.07

typedef enum VocLabel
{
	VOC_LABEL_NONE,				/* too little evidence to say */
	VOC_LABEL_NEGATIVE,
	VOC_LABEL_NEUTRAL,
	VOC_LABEL_POSITIVE,
	VOC_LABEL_MIXED
} VocLabel;

/* One language's words, compiled from lexicon/LANGUAGE.tsv; immutable. */
typedef struct VocLexicon VocLexicon;

/*
 * The lexicon of a language (ISO 639-1), or the one common to all languages
 * (emoji, emoticons) when there is none for it or language is NULL.
 */
extern const VocLexicon *voc_lexicon(const char *language);

/*
 * The lexicon for a chunk of which language was detected, or NULL.  Where it
 * cannot be told, or from a word or two of a language without a lexicon, it
 * is the one that knows most of the words.
 */
extern const VocLexicon *voc_lexicon_detected(const char *language,
											  const VocChunk *chunk);

typedef struct VocClauseScore
{
	bool		scored;			/* a word of the lexicon was met */
	float		score;			/* -1 ... +1 */
	float		weight;			/* how much it counts in the text, > 0 */
} VocClauseScore;

typedef struct VocSentiment
{
	VocLabel	label;
	bool		scored;			/* false: label NONE, score meaningless */
	float		score;			/* -1 ... +1 */
	int			value;			/* 1 ... 5, 0 when not scored */
} VocSentiment;

/* What a text's score is made of so far; plain data, add is exact in any order. */
typedef struct VocSentimentSum
{
	double		positive;		/* sum of weight * score over positive clauses */
	double		negative;		/* the same over negative ones, as >= 0 */
	double		weight;			/* of the scored clauses */
	int64_t		words;			/* tokens read */
	int64_t		hits;			/* clauses that were scored */
} VocSentimentSum;

/*
 * Score every clause of a chunk; scores has room for VOC_CHUNK_TOKENS.
 * Clauses are cut at contrast words first, so chunk->clauses may grow.
 */
extern void voc_sentiment_chunk(const VocLexicon *lexicon, VocChunk *chunk,
								VocClauseScore *scores);
extern void voc_sentiment_begin(VocSentimentSum *sum);
extern void voc_sentiment_add(VocSentimentSum *sum, const VocChunk *chunk,
							  const VocClauseScore *scores);
extern void voc_sentiment_end(const VocSentimentSum *sum, VocSentiment *result);

/* "positive", "neutral", "negative", "mixed", or NULL for VOC_LABEL_NONE. */
extern const char *voc_label_name(VocLabel label);

#endif							/* VOC_SENTIMENT_H */
