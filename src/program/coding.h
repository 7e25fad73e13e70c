/*-------------------------------------------------------------------------
 *
 * coding.h
 *	  What comments are analyzed with: the code frame and the users' words.
 *
 * A program has its own, in tables; in a database without one, the generic
 * frame of the library serves.
 *
 * IDENTIFICATION
 *	  src/program/coding.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CODING_H
#define VOC_CODING_H

#include "../compat.h"

#include "../coding/codebook.h"
#include "../sentiment/sentiment.h"

typedef struct VocCoding
{
	VocCodebooks codebooks;		/* compiled when they are first asked for */
	const VocLexicon *const *own;	/* the users' words, or NULL */
	bool		program;		/* its own; else the library's */
	int			codebook_version;	/* 0: that of the library */
	int			lexicon_version;
	int			npatterns;
	int			nwords;
	MemoryContext context;		/* that all of it is in */
	VocPattern *patterns;
	const char **languages;		/* that there are patterns for */
	int			nlanguages;
	VocInstead *instead;		/* which topic stands instead of which */
	int			ninstead;
	struct VocCompiled *compiled;	/* the codebooks, by language */
} VocCoding;

/*
 * The coding as the active snapshot sees it: a statement has one all along,
 * in parallel workers as well.  Valid until the next call, or until the end of
 * the transaction while a config is held.
 */
extern const VocCoding *voc_coding(void);

/* Whether voc_coding() would have nothing to load. */
extern bool voc_coding_is_current(void);

/* The table of the users' words; InvalidOid without a program. */
extern Oid	voc_words_relid(void);

#endif							/* VOC_CODING_H */
