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
	uint16_t	clause;			/* of its first word */
	uint16_t	first;			/* first and last token */
	uint16_t	last;
} VocHit;

/*
 * Compile a code frame.  Returns NULL, and says why and for which pattern in
 * *error and *bad, when a pattern is not well formed.  The result keeps
 * nothing of the patterns but lives in the arena.
 */
extern VocCodebook *voc_codebook_compile(const VocPattern *patterns, int npatterns,
										 VocArena *arena,
										 VocPatternError *error, int *bad);

/*
 * Find all matches in a chunk.  Patterns of the given language and those of
 * every language ("*") are used; language NULL uses the patterns of all.
 * Returns the number of hits written to hits, at most maxhits, ordered by
 * first token.
 */
extern int	voc_codebook_match(const VocCodebook *codebook, const char *language,
							   const VocChunk *chunk, VocHit *hits, int maxhits);

/*
 * The same, but every hit is handed to found, so that none is lost however
 * many there are; the order is the same.
 */
typedef void (*VocHitFound) (const VocHit *hit, void *arg);

extern void voc_codebook_scan(const VocCodebook *codebook,
							  const char *language, const VocChunk *chunk,
							  VocHitFound found, void *arg);

/* The frame that comes with the library: made from codebook/generic.tsv. */
extern const VocPattern voc_builtin_patterns[];
extern const int voc_builtin_npatterns;

#endif							/* VOC_CODEBOOK_H */
