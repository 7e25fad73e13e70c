/*-------------------------------------------------------------------------
 *
 * emerging.h
 *	  In how many comments each word and phrase is met, recent or earlier.
 *
 * A term is one to three tokens next to each other in a clause, words or
 * numbers, that neither starts nor ends with a function word and is not made
 * of numbers alone:
 *
 *		"The battery is swollen, see www.example.com"
 *
 *		battery
 *		battery is swollen
 *		swollen
 *		see
 *
 * A comment counts a term once.  Terms are the same when their normal forms
 * are; they are shown as the comment that is their example spells them.
 *
 * No more than a fixed number of terms is kept, by lossy counting (Manku and
 * Motwani, "Approximate frequency counts over data streams", VLDB 2002), with
 * buckets that end when the table is full.  The rarest terms are forgotten
 * then, and forgotten says how many comments any of them had at most:
 *
 *		what is not there was met in at most forgotten comments
 *		what is there was met in count ... count + missed of them
 *
 * IDENTIFICATION
 *	  src/coding/emerging.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_EMERGING_H
#define VOC_EMERGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../text/arena.h"
#include "../text/text.h"

#define VOC_TERM_WORDS	3		/* of a term at most */
#define VOC_COUNTS_MOST	(1u << 20)	/* that are kept; with all, 150 MB */
#define VOC_TERM_KEY	(VOC_TERM_WORDS * (VOC_NORM_MAX + 1))
#define VOC_TERM_SPELT	255		/* bytes of a spelling; longer is not shown */
#define VOC_NO_ID		INT64_MAX

typedef struct VocCounted
{
	uint64_t	hash;
	int64_t		recent;			/* comments that have it */
	int64_t		earlier;
	int64_t		missed;			/* comments that may have been forgotten */
	int64_t		id;				/* of its example; VOC_NO_ID: has none */
	uint64_t	comment;		/* that counted it last */
	uint8_t		words;
	bool		example_recent; /* its example is */
	uint16_t	key_len;
	uint16_t	spelt_len;		/* 0: too long, or as its key */
	uint16_t	room;			/* bytes that there is room for */
	char	   *bytes;			/* normal forms with a blank between; spelling */
} VocCounted;

/*
 * Where memory comes from.  begin makes an arena, and end frees all that came
 * from the one before: so what is forgotten is given back.
 */
typedef struct VocCountsHost
{
	VocArena	(*begin) (void *host);
	void		(*end) (void *host);
	void	   *host;
} VocCountsHost;

/* Function words of the eleven languages, all in one. */
typedef struct VocStops VocStops;

typedef struct VocCounts
{
	VocCountsHost host;
	VocArena	arena;
	const VocStops *stops;
	uint32_t	most;			/* terms that are kept */
	VocCounted   **slots;			/* open addressing, linear probing */
	uint32_t	nslots;			/* a power of two */
	uint32_t	nterms;
	int64_t		forgotten;
	uint64_t	comments;		/* counted, to tell one from the next */
} VocCounts;

extern const VocStops *voc_stops_build(VocArena *arena);
extern bool voc_is_stop(const VocStops *stops, const char *norm, size_t len);

extern void voc_counts_init(VocCounts *terms, VocCountsHost host,
						   const VocStops *stops, uint32_t most);

/* Count a comment, which is UTF-8; id may be VOC_NO_ID. */
extern void voc_counts_take(VocCounts *terms, const char *comment, size_t len,
							bool recent, int64_t id, VocChunk *chunk,
							VocInterrupt interrupt);

/*
 * Add counts of a term, as they were got from another table; for its example
 * a spelling, which may be empty.  What is missed counts from nothing: tables
 * are merged by voc_counts_forget(to, from->forgotten) and then adding each term
 * of from with missed - from->forgotten.
 */
extern void voc_counts_add(VocCounts *terms, const VocCounted *term,
						  int64_t missed);

/* Every term may have been met in so many comments more. */
extern void voc_counts_forget(VocCounts *terms, int64_t comments);

/* Each term in turn, in no order; start with *at = 0.  NULL at the end. */
extern const VocCounted *voc_counts_next(const VocCounts *terms, uint32_t *at);

/*
 * The reverse: terms that are known, each with its number as id, are looked
 * for in comments.  A term is read as a comment is; false when it is none.
 */
extern bool voc_counts_know(VocCounts *terms, const char *term, size_t len,
						   int64_t number, VocChunk *chunk);

/* Called with the number of each known term that a comment has, once. */
typedef void (*VocTermFound) (void *host, int64_t number);

extern void voc_counts_find(VocCounts *terms, const char *comment, size_t len,
						   VocChunk *chunk, VocInterrupt interrupt,
						   VocTermFound found, void *host);

/* --------------------------------------------------------------------
 * What a rise is worth
 * --------------------------------------------------------------------
 */

typedef struct VocLogOdds
{
	double		log_odds;		/* difference of the logarithms of odds */
	double		z;				/* that by its standard error */
	double		p;				/* one-sided: of a z as high, if nothing rose */
} VocLogOdds;

/*
 * The log-odds ratio of two shares with an informative Dirichlet prior
 * (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008),
 * 372-403, equations 15, 16 and 20 for two outcomes: has the term, or has not).
 * The prior has the share of both together, and weighs as much as prior
 * comments.  hits are at most comments, and comments and prior positive.
 */
extern VocLogOdds voc_log_odds(double hits, double comments,
							   double other_hits, double other_comments,
							   double prior);

#endif							/* VOC_EMERGING_H */
