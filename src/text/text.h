/*-------------------------------------------------------------------------
 *
 * text.h
 *	  A text, read once, as tokens and clauses.
 *
 * Everything that looks at a text (language, sentiment, coding) reads what
 * this reader produced; nothing else touches the bytes.  A text of any length
 * is read in chunks of at most VOC_CHUNK_TOKENS tokens, which live in buffers
 * of the reader, so the memory needed does not depend on the text:
 *
 *		"Skvělý telefon, ale BATERIE je hrůza!!! 😡"
 *
 *		 tokens   skvely telefon , ale baterie je hruza !!! 😡
 *		          WORD   WORD    M WORD WORD   W  WORD  M   EMOJI
 *		                                CAPS
 *		 clauses  [skvely telefon ,] [ale baterie je hruza !!! 😡]
 *
 * A chunk ends at a clause end where it can: a clause of more than
 * VOC_CHUNK_TOKENS tokens is cut, every other one is whole.
 *
 * IDENTIFICATION
 *	  src/text/text.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TEXT_H
#define VOC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VOC_CHUNK_TOKENS	512
#define VOC_NORM_MAX		64	/* bytes of a normal form that are kept */
#define VOC_NORM_UNIT		16	/* what it is filled up to with zeros */

typedef enum VocTokenKind
{
	VOC_TOKEN_WORD,				/* letters, with inner ' and - */
	VOC_TOKEN_NUMBER,			/* digits, with inner . , / */
	VOC_TOKEN_EMOJI,			/* one emoji, its modifiers taken in */
	VOC_TOKEN_EMOTICON,			/* :-) and its kind */
	VOC_TOKEN_MARK,				/* a run of one punctuation character */
	VOC_TOKEN_LINK				/* URL, address, @handle, [mask]: never scored */
} VocTokenKind;

/* VocToken.flags */
#define VOC_TOKEN_CAPS		0x01	/* two letters or more, all capitals */
#define VOC_TOKEN_TITLE		0x02	/* first letter a capital, others not */
#define VOC_TOKEN_ELONGATED	0x04	/* "sooo": squeezed in the normal form */
#define VOC_TOKEN_HASHTAG	0x08	/* followed a hash sign */
#define VOC_TOKEN_ACCENTED	0x10	/* had letters with diacritics */
#define VOC_TOKEN_COMPOUND	0x20	/* has an inner ' or - */

/*
 * norm is what is matched against lexicons and patterns: not NUL terminated,
 * case folded, diacritics of Latin letters stripped, "ё" as "е", a letter
 * repeated three times or more squeezed to one, typographic apostrophes as '.
 * It is UTF-8, but for Cyrillic letters, which take one byte (fold.h); that of
 * a LINK is the bytes of the text.  A word longer than VOC_NORM_MAX bytes is
 * cut there at a character boundary.  That of a chunk's token is filled up to a
 * multiple of VOC_NORM_UNIT bytes with zeros; from any other, eight bytes can
 * be read, whatever its length.
 */
typedef struct VocToken
{
	const char *norm;
	uint16_t	norm_len;
	uint8_t		kind;			/* VocTokenKind */
	uint8_t		flags;			/* VOC_TOKEN_* */
	uint16_t	clause;			/* index into the chunk's clauses */
	uint16_t	run;			/* MARK: how often it is repeated; else 1 */
	uint32_t	start;			/* first byte in the text */
	uint32_t	len;			/* bytes */
	uint32_t	char_start;		/* first character in the text, from 0 */
	uint32_t	char_len;		/* characters */
} VocToken;

/* Eight bytes of a normal form, or behind it, as a number: the first one lowest. */
static inline uint64_t
voc_norm_eight(const char *norm)
{
	uint64_t	bytes;

	memcpy(&bytes, norm, sizeof(bytes));
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

typedef struct VocClause
{
	uint16_t	first;			/* first token */
	uint16_t	count;			/* tokens, those of its end mark included */
	bool		sentence_end;	/* the next clause starts a new sentence */
	bool		question;		/* ends with a question mark */
	uint16_t	exclaims;		/* exclamation marks at its end */
} VocClause;

typedef struct VocChunk
{
	VocToken	tokens[VOC_CHUNK_TOKENS];
	int			ntokens;
	VocClause	clauses[VOC_CHUNK_TOKENS];
	int			nclauses;
	char		norms[VOC_CHUNK_TOKENS * VOC_NORM_MAX + VOC_NORM_UNIT];	/* what norm points to */
	bool		last;			/* the text ends here */
} VocChunk;

/*
 * Called now and then while a long text is read; the server checks for
 * interrupts there, and may not return.
 */
typedef void (*VocInterrupt) (void);

typedef struct VocReader
{
	const char *text;			/* UTF-8; bad bytes read as U+FFFD */
	size_t		len;
	size_t		pos;			/* next byte to read */
	uint32_t	char_pos;		/* its character position */
	VocInterrupt interrupt;		/* or NULL */
} VocReader;

extern void voc_reader_init(VocReader *reader, const char *text, size_t len,
							VocInterrupt interrupt);

/* Read the next chunk; false, and an empty chunk, when the text is at its end. */
extern bool voc_reader_next(VocReader *reader, VocChunk *chunk);

/*
 * Cut the clause that holds token at so that a new clause starts with it (a
 * contrast word, "ale", opens a clause of its own).  Nothing happens when
 * token at is already the first of its clause.
 */
extern void voc_chunk_split(VocChunk *chunk, int at);

/*
 * Write the normal form of one word, as the reader would make it; for
 * lexicons and patterns, which must be spelt as tokens are.  Returns the
 * bytes written, at most VOC_NORM_MAX.
 */
extern size_t voc_normalize(const char *word, size_t len, char *norm);

/*
 * Write a normal form, or a part of it that starts and ends with a character,
 * as UTF-8, for people to read.  Returns the bytes written, at most twice len.
 */
extern size_t voc_norm_utf8(const char *norm, size_t len, char *out);

#endif							/* VOC_TEXT_H */
