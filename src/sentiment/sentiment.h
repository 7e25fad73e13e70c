/*-------------------------------------------------------------------------
 *
 * sentiment.h
 *	  The sentiment of clauses and texts, from lexicons compiled in.
 *
 * A text is scored chunk by chunk as the reader produces it:
 *
 *		voc_scorer_begin(&scorer, language, NULL);
 *		while (voc_reader_next(&reader, chunk))
 *			voc_scorer_chunk(&scorer, chunk, text, scores);		clauses
 *		voc_scorer_end(&scorer, &result);						the text
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
	int64_t		hits;			/* clauses that were scored */
} VocSentimentSum;

/*
 * What was done to a word, or for what it counts by itself, as the explainer
 * names it.  The first ones are the roles of words that bear on others.
 */
#define VOC_RULES(RULE) \
	RULE(ASIDE, "aside") \
	RULE(COURTESY, "courtesy") \
	RULE(NEGATOR, "negator") \
	RULE(WITHOUT, "without") \
	RULE(INTENSIFIER, "intensifier") \
	RULE(DIMINISHER, "diminisher") \
	RULE(CONTRAST, "contrast") \
	RULE(HYPOTHETICAL, "hypothetical") \
	RULE(OTHER, "other") \
	RULE(EXCESS, "excess") \
	RULE(REMEDY, "remedy") \
	RULE(HEADING, "heading") \
	RULE(IRONY, "irony") \
	RULE(THAT, "that") \
	RULE(STOP, "stop") \
	RULE(PICTURE, "emoji") \
	RULE(REPEATED, "repeated") \
	RULE(RATING, "rating") \
	RULE(PART, "part of a word") \
	RULE(OWN, "own word") \
	RULE(NEGATED, "negated") \
	RULE(LACKING, "lacking") \
	RULE(INTENSIFIED, "intensified") \
	RULE(DIMINISHED, "diminished") \
	RULE(CAPITALS, "capitals") \
	RULE(ELONGATED, "elongated") \
	RULE(REMEDIED, "remedied") \
	RULE(IRONIC, "ironic") \
	RULE(ELSEWHERE, "of another time or place") \
	RULE(SUPPOSED, "supposed") \
	RULE(ASKED, "asked") \
	RULE(CLOSING, "closing") \
	RULE(EXCLAIMED, "exclaimed") \
	RULE(HEADED, "under a heading")

#define VOC_RULE_NUMBER(name, text)	VOC_RULE_NUMBER_##name,
typedef enum VocRuleNumber
{
	VOC_RULES(VOC_RULE_NUMBER)
	VOC_NRULES
} VocRuleNumber;
#undef VOC_RULE_NUMBER

/* Rules as a set: bit VOC_RULE_NUMBER_x. */
#define VOC_RULE(name)		(UINT64_C(1) << VOC_RULE_NUMBER_##name)

extern const char *voc_rule_name(VocRuleNumber rule);

#define VOC_ENTRY_MAX	1056	/* bytes of a spelt entry, as UTF-8 */

/* A word or a rule that counted, for the explainer. */
typedef struct VocEvidence
{
	int			clause;			/* in the text, from 0 */
	const VocClauseScore *score;	/* of that clause */
	uint32_t	char_start;		/* in the text, from 0 */
	uint32_t	char_len;
	const char *entry;			/* as in the lexicon, without diacritics; or NULL */
	uint64_t	rules;			/* VOC_RULE() */
	float		contribution;	/* to the clause's score */
} VocEvidence;

typedef void (*VocExplain) (const VocEvidence *evidence, void *arg);

/* The scoring of one text. */
typedef struct VocScorer
{
	const char *language;		/* of the text; NULL: none, or not yet known */
	bool		given;			/* by the caller, not detected */
	const VocLexicon *lexicon;	/* NULL until the first chunk */
	const VocLexicon *const *own;	/* the user's words, or NULL */
	float		heading;		/* +1 or -1 under "Pros:", "Cons:" */
	uint32_t	heading_left;	/* clauses it still speaks for */
	bool		plus_seen;		/* a line that starts with + */
	int			clauses;		/* of the chunks before */
	VocSentimentSum sum;
	VocExplain	explain;		/* or NULL */
	void	   *explain_arg;
} VocScorer;

/*
 * Begin a text in a language (ISO 639-1), or NULL to detect it; voc_scorer's
 * language is then the one found in the first chunk.  own has the user's words
 * for each lexicon (own.h), or is NULL.
 */
extern void voc_scorer_begin(VocScorer *scorer, const char *language,
							 const VocLexicon *const *own);

/* Have everything that counts told, clause by clause. */
extern void voc_scorer_explain(VocScorer *scorer, VocExplain explain, void *arg);

/*
 * Score every clause of the next chunk of the text; scores has room for
 * VOC_CHUNK_TOKENS.  Clauses are cut at contrast words first, so
 * chunk->nclauses may grow.
 */
extern void voc_scorer_chunk(VocScorer *scorer, VocChunk *chunk,
							 const char *text, VocClauseScore *scores);
extern void voc_scorer_end(const VocScorer *scorer, VocSentiment *result);

/* "positive", "neutral", "negative", "mixed", or NULL for VOC_LABEL_NONE. */
extern const char *voc_label_name(VocLabel label);

#endif							/* VOC_SENTIMENT_H */
