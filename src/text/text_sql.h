/*-------------------------------------------------------------------------
 *
 * text_sql.h
 *	  How texts come from the server to the cores, and back.
 *
 * IDENTIFICATION
 *	  src/text/text_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TEXT_SQL_H
#define VOC_TEXT_SQL_H

#include "postgres.h"

#include "arena.h"
#include "text.h"

/*
 * The UTF-8 bytes of a detoasted text, not NUL terminated.  They are those of
 * the text itself or, where the server encoding is another one, a copy in the
 * current memory context.
 */
extern const char *voc_text_utf8(text *in, size_t *len);

/* A text in the server encoding, from a NUL terminated UTF-8 string. */
extern text *voc_server_text(const char *utf8);

/* The same, or NULL when it has a character that the encoding does not. */
extern text *voc_server_text_if_any(const char *utf8);

/*
 * Where in a text something is, as the server's functions count: substr(text,
 * start, length).  Where the cores' characters are not the server's (SQL_ASCII
 * counts bytes), they are translated.
 */
typedef struct VocPlace
{
	const char *data;			/* in the text itself */
	int			bytes;
	int32		start;			/* from 1 */
	int32		length;
} VocPlace;

/* A cursor over a text: places that come in order are found in one pass. */
typedef struct VocPlaces
{
	const char *begin;
	const char *end;
	const char *at;
	uint32_t	chars;			/* before at */
} VocPlaces;

extern void voc_places_begin(VocPlaces *places, text *in);
extern void voc_places_find(VocPlaces *places, uint32_t char_start,
							uint32_t char_len, VocPlace *place);

/* For the reader: CHECK_FOR_INTERRUPTS. */
extern void voc_check_interrupts(void);

/* An arena over a memory context; deleting that frees it. */
extern VocArena voc_arena_in(MemoryContext context);

/*
 * The backend's own chunk, for a caller that is done with it before anything
 * else can be called: a chunk is too large for the stack, and to allocate for
 * every text.
 */
extern VocChunk *voc_workspace(void);

#endif							/* VOC_TEXT_SQL_H */
