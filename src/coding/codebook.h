/*-------------------------------------------------------------------------
 *
 * codebook.h
 *	  Topics and intents found in a chunk of tokens by a compiled code frame.
 *
 * IDENTIFICATION
 *	  src/coding/codebook.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CODEBOOK_H
#define VOC_CODEBOOK_H

#include "../text/arena.h"
#include "../text/text.h"

typedef enum VocCodeKind
{
	VOC_CODE_TOPIC,
	VOC_CODE_INTENT
} VocCodeKind;

/* One row of a code frame. */
typedef struct VocPattern
{
	VocCodeKind kind;
	const char *code;			/* dotted path of the topic, or the intent */
	const char *language;		/* ISO 639-1, or "*" for every language */
	const char *pattern;		/* in the pattern language */
} VocPattern;

/*
 * A finer topic stands instead of a broader one: where both are met in a
 * clause, the broader one is not meant.
 */
typedef struct VocInstead
{
	const char *code;
	const char *other;			/* the broader one */
} VocInstead;

/* Why a pattern was refused, and where. */
typedef struct VocPatternError
{
	const char *message;		/* lower case, no period; static */
	const char *hint;			/* a full sentence; static */
	int			position;		/* byte in the pattern, from 0 */
} VocPatternError;

typedef struct VocCodebook VocCodebook;

/* A pattern that matched. */
typedef struct VocHit
{
	VocCodeKind kind;
	const char *code;
	uint32_t	number;			/* of the code */
	uint16_t	clause;			/* of its first word */
	uint16_t	first;			/* first and last token */
	uint16_t	last;
} VocHit;

/*
 * Compile those patterns of a code frame that are for a language (or for every
 * one); all of them when language is NULL.  Returns NULL, and says why and for
 * which pattern in *error and *bad, when a pattern is not well formed.  The
 * result lives in the arena and keeps nothing of the patterns; scratch may be
 * freed afterwards.  interrupt, if any, is called now and then.
 */
extern VocCodebook *voc_codebook_compile(const VocPattern *patterns, int npatterns,
										 const char *language,
										 VocInterrupt interrupt,
										 VocArena *scratch, VocArena *arena,
										 VocPatternError *error, int *bad);

/*
 * Tell a codebook which topics stand instead of which.  What it has no pattern
 * of is passed over.
 */
extern void voc_codebook_set_instead(VocCodebook *codebook,
									 const VocInstead *instead, int n,
									 VocArena *scratch, VocArena *arena);

/*
 * The numbers of the codes that stand instead of this one, *n of them.  Of two
 * that stand for each other neither does.
 */
extern const uint32_t *voc_codebook_instead(const VocCodebook *codebook,
											uint32_t code, uint32_t *n);

/* Numbers of codes are below this. */
extern uint32_t voc_codebook_ncodes(const VocCodebook *codebook);

/*
 * What is known of the conditions of patterns: in the clause at hand, and in
 * the whole text.  One for each text.
 */
typedef struct VocFacts
{
	uint64_t   *clause;			/* bits, by number of the condition */
	uint64_t   *text;
	uint32_t	nwords;			/* of each */
	VocInterrupt interrupt;
	bool		whole;			/* text is of the whole text already */
} VocFacts;

/*
 * Allocates nothing when no pattern has conditions.  interrupt, if any, is
 * called at every word that is looked at.
 */
extern void voc_facts_begin(VocFacts *facts, const VocCodebook *codebook,
							VocInterrupt interrupt, VocArena *arena);

/*
 * Whether a pattern has a condition about the whole text.  If so, and the text
 * has several chunks, all of them are noted before the first is scanned;
 * otherwise the scan itself notes the chunk.
 */
extern bool voc_codebook_text_scope(const VocCodebook *codebook);
extern void voc_codebook_note(const VocCodebook *codebook,
							  const VocChunk *chunk, VocFacts *facts);

/*
 * Find all matches in a chunk.  Every hit is handed to found, ordered by first
 * token.
 */
typedef void (*VocHitFound) (const VocHit *hit, void *arg);

extern void voc_codebook_scan(const VocCodebook *codebook,
							  const VocChunk *chunk, VocFacts *facts,
							  VocHitFound found, void *arg);

/*
 * Where analysis gets the codebook of a language from; NULL is asked for when
 * the language cannot be told, and means the patterns of all.
 */
typedef struct VocCodebooks
{
	const VocCodebook *(*get) (void *arg, const char *language);
	void	   *arg;
} VocCodebooks;

#endif							/* VOC_CODEBOOK_H */
