/*-------------------------------------------------------------------------
 *
 * entry.h
 *	  How entries of a lexicon are written: "spokojen*", -1.2 or "negator".
 *
 * The same for the lexicons that are compiled in and for the users' own words.
 *
 * IDENTIFICATION
 *	  src/sentiment/entry.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_ENTRY_H
#define VOC_ENTRY_H

#include "lexicon.h"

#define VOC_ENTRY_KEY_MAX	(VOC_LEXICON_WORDS * (VOC_NORM_MAX + 1))

/* What is wrong with a term: the part of it, and what of that. */
typedef struct VocEntryProblem
{
	const char *part;
	size_t		part_len;
	const char *message;		/* to stand after the part */
} VocEntryProblem;

/*
 * The key of a term in the trie.  term is one to VOC_LEXICON_WORDS words, each
 * perhaps a stem with a * behind it, and one space between; chunk is room to
 * work in.  Writes up to VOC_ENTRY_KEY_MAX bytes and their number; false, and
 * *problem, when the term could never be met.
 */
extern bool voc_entry_key(const char *term, size_t len, VocChunk *chunk,
						 char *key, size_t *key_len, VocEntryProblem *problem);

/*
 * Write the term of a key as UTF-8 and NUL terminated, less diacritics; spelt
 * has room for VOC_ENTRY_MAX bytes.
 */
extern void voc_entry_spell(const char *key, size_t len, char *spelt);

/* A role as it is written, and what numbers it takes. */
typedef struct VocRoleName
{
	const char *name;
	VocRole		role;
	char		amount;			/* it takes one: 'y'es, 'n'o, '?' either way */
	double		least;
	double		most;
} VocRoleName;

/* The role of that name, or NULL. */
extern const VocRoleName *voc_role_named(const char *name, size_t len);

/*
 * What a role with an amount, or a valence (role NULL), packs to; false when
 * the amount is beyond what it takes.  A valence is -4 ... +4 and not 0, in
 * hundredths.
 */
extern bool voc_entry_value(const VocRoleName *role, double amount,
						   uint32_t *value);

#endif							/* VOC_ENTRY_H */
