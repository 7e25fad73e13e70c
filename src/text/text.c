/*-------------------------------------------------------------------------
 *
 * text.c
 *	  A text, read once, as tokens and clauses.
 *
 * IDENTIFICATION
 *	  src/text/text.c
 *
 *-------------------------------------------------------------------------
 */
#include "text.h"

#include <string.h>

#include "fold.h"
#include "scan.h"
#include "sixteen.h"
#include "utf8.h"

#define WORD_MAX		4096	/* bytes of a word; a longer one is cut */
#define PAUSE_BYTES		65536	/* how often the host may interrupt */
#define RUN_MAX			UINT16_MAX
#define TAIL			32		/* bytes that a word is looked for in */

/* What a byte starts. */
enum
{
	BYTE_MARK,					/* punctuation */
	BYTE_SPACE,
	BYTE_NEWLINE,
	BYTE_LETTER,
	BYTE_DIGIT,
	BYTE_FACE,					/* punctuation that may start an emoticon */
	BYTE_HIGH					/* not ASCII */
};

#define M	BYTE_MARK
#define S	BYTE_SPACE
#define N	BYTE_NEWLINE
#define L	BYTE_LETTER
#define D	BYTE_DIGIT
#define F	BYTE_FACE
#define H	BYTE_HIGH
static const unsigned char byte_kind[256] = {
	S, S, S, S, S, S, S, S, S, S, N, N, N, N, S, S,
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	S, M, M, M, M, M, M, M, F, M, M, M, M, F, M, M,	/* !"#$%&'()*+,-./ */
	D, D, D, D, D, D, D, D, D, D, F, F, F, F, F, M,	/* 0-9:;<=>? */
	M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, M, F, M, F, M, /* [\]^_ */
	M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, S,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H
};
#undef M
#undef S
#undef N
#undef L
#undef D
#undef F
#undef H

/* A reading of one chunk. */
typedef struct Reading
{
	const unsigned char *base;	/* the text */
	const unsigned char *at;	/* next byte */
	const unsigned char *end;
	uint32_t	chars;			/* characters before it */
	VocToken   *tokens;
	int			ntokens;
	VocClause  *clauses;
	int			nclauses;
	char	   *norm;			/* where the next normal form goes */
	int			first;			/* first token of the open clause */
	int			words;			/* its tokens that are not marks */
	int			depth;			/* parentheses open */
	bool		ended;			/* it had its end mark */
	bool		sentence;		/* which ended the sentence */
	bool		question;
	uint32_t	exclaims;
	unsigned char tail[2 * TAIL];	/* the last bytes, and zeros behind them */
} Reading;

/* --------------------------------------------------------------------
 * Clauses
 * --------------------------------------------------------------------
 */

static void
close_clause(Reading *r)
{
	if (r->ntokens > r->first)
	{
		VocClause  *clause = &r->clauses[r->nclauses++];

		clause->first = (uint16_t) r->first;
		clause->count = (uint16_t) (r->ntokens - r->first);
		clause->sentence_end = r->sentence;
		clause->question = r->question;
		clause->exclaims = (uint16_t)
			(r->exclaims > RUN_MAX ? RUN_MAX : r->exclaims);
	}
	r->first = r->ntokens;
	r->words = 0;
	r->ended = false;
	r->sentence = false;
	r->question = false;
	r->exclaims = 0;
}

static void
end_clause(Reading *r, bool sentence)
{
	if (r->words == 0)
		return;
	r->ended = true;
	r->sentence |= sentence;
}

/* A line of its own is a sentence of its own. */
static void
break_line(Reading *r)
{
	if (r->words == 0)
		return;
	r->sentence = true;
	close_clause(r);
}

static bool
at_space(const Reading *r)
{
	return r->at >= r->end || byte_kind[*r->at] == BYTE_SPACE ||
		byte_kind[*r->at] == BYTE_NEWLINE ||
		(*r->at == 0xC2 && r->at + 1 < r->end && r->at[1] == 0xA0);
}

static bool
after_space(const Reading *r, const unsigned char *p)
{
	return p == r->base || byte_kind[p[-1]] == BYTE_SPACE ||
		byte_kind[p[-1]] == BYTE_NEWLINE;
}

/*
 * Is the full stop at the reading's end one of an abbreviation ("c. 5",
 * "e.g.") or of an ordinal number ("25. ledna") rather than of a sentence?
 */
static bool
is_abbreviation(const Reading *r)
{
	const VocToken *before;
	const unsigned char *p = r->at;

	if (r->ntokens - 2 < r->first)
		return false;
	before = &r->tokens[r->ntokens - 2];
	if (before->kind == VOC_TOKEN_WORD && before->char_len == 1)
		return true;
	if (before->kind != VOC_TOKEN_NUMBER || p >= r->end)
		return false;
	if (*p == ' ' && p + 1 < r->end)
		p++;
	return *p >= 'a' && *p <= 'z';
}

/* What the mark just added does to its clause. */
static void
apply_mark(Reading *r, const unsigned char *start)
{
	const VocToken *mark = &r->tokens[r->ntokens - 1];

	switch (mark->norm[0])
	{
		case '!':
			r->exclaims += mark->run;
			end_clause(r, true);
			break;
		case '?':
			r->question = r->words > 0;
			end_clause(r, true);
			break;
		case '.':
			if (mark->run > 1 || !is_abbreviation(r))
				end_clause(r, true);
			break;
		case ':':
			if (at_space(r))
				end_clause(r, false);
			break;
		case '-':
			if (mark->run > 1 || mark->len > 1 ||
				(at_space(r) && after_space(r, start)))
				end_clause(r, false);
			break;
		case '(':
			r->depth += mark->run;
			break;
		case ')':
			r->depth -= mark->run < r->depth ? mark->run : r->depth;
			end_clause(r, false);
			break;
		case ',':
		case ';':
		case '|':
			end_clause(r, false);
			break;
		default:
			break;
	}
}

/* --------------------------------------------------------------------
 * Tokens
 * --------------------------------------------------------------------
 */

/* Does a token of this kind still belong to a clause that had its end? */
static bool
stays(const Reading *r, int kind, const char *norm)
{
	if (kind == VOC_TOKEN_EMOJI || kind == VOC_TOKEN_EMOTICON)
		return true;
	if (kind != VOC_TOKEN_MARK)
		return false;
	if (memchr(".!?,;:)", norm[0], 7) != NULL)
		return true;
	return norm[0] == '"' && r->at > r->base &&
		byte_kind[r->at[-1]] != BYTE_SPACE;
}

/*
 * Add the token from the reading's place, of len bytes, and step over it.  Its
 * normal form is in place, and zeros come behind it.
 */
static inline VocToken *
add_token(Reading *r, int kind, size_t norm_len, size_t len, uint32_t chars)
{
	VocToken   *token;

	if (r->ended && !stays(r, kind, r->norm))
		close_clause(r);

	token = &r->tokens[r->ntokens++];
	token->norm = r->norm;
	token->norm_len = (uint16_t) norm_len;
	token->kind = (uint8_t) kind;
	token->flags = 0;
	token->clause = (uint16_t) r->nclauses;
	token->run = 1;
	token->start = (uint32_t) (r->at - r->base);
	token->len = (uint32_t) len;
	token->char_start = r->chars;
	token->char_len = chars;

	r->words += kind != VOC_TOKEN_MARK;
	memset(r->norm + norm_len, 0, VOC_NORM_UNIT);
	r->norm += (norm_len + VOC_NORM_UNIT - 1) & ~(size_t) (VOC_NORM_UNIT - 1);
	r->at += len;
	r->chars += chars;
	return token;
}

static uint32_t
count_chars(const unsigned char *p, size_t len)
{
	uint32_t	chars = 0;

	for (size_t i = 0; i < len; i++)
		chars += !voc_utf8_is_tail(p[i]);
	return chars;
}

/* Add a token that was recognized as a whole; its normal form is in place. */
static VocToken *
add_whole(Reading *r, int kind, size_t norm_len, size_t len)
{
	return add_token(r, kind, norm_len, len, count_chars(r->at, len));
}

static void
add_link(Reading *r, size_t len)
{
	size_t		norm_len = len < VOC_NORM_MAX ? len : VOC_NORM_MAX;

	/* Bytes which are not a character's must not be cut through. */
	while (norm_len > 0 && norm_len < len && voc_utf8_is_tail(r->at[norm_len]))
		norm_len--;
	memcpy(r->norm, r->at, norm_len);
	add_whole(r, VOC_TOKEN_LINK, norm_len, len);
}

/* --------------------------------------------------------------------
 * Words
 * --------------------------------------------------------------------
 */

typedef struct Word
{
	const unsigned char *p;		/* next byte */
	uint32_t	chars;
	char	   *out;			/* next byte of the normal form */
	char	   *full;			/* no character is started beyond this */
	uint32_t	last;			/* last letter: its byte, or 256 + character */
	unsigned	same;			/* how often it was repeated */
	unsigned	seen;			/* VOC_FOLD_* */
	uint32_t	upper;			/* capitals */
	bool		elongated;
	bool		compound;		/* has an inner ' or - */
} Word;

/* Does a letter start at p? */
static bool
letter_at(const Reading *r, const unsigned char *p)
{
	uint32_t	cp;

	if (p >= r->end)
		return false;
	if (*p < 0x80)
		return byte_kind[*p] == BYTE_LETTER;
	voc_utf8_decode(p, r->end, &cp);
	return voc_char_class(cp) == VOC_CHAR_LETTER;
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x2BC ||
		cp == 0xB4 || cp == '`';
}

/* Write a letter that takes one byte in a normal form. */
static inline void
put_byte(Word *w, unsigned char norm)
{
	w->same = norm == w->last ? w->same + 1 : 0;
	w->elongated |= w->same >= 2;
	w->last = norm;
	if (w->out <= w->full)
		*w->out++ = (char) norm;
}

/* Write a letter that is not ASCII. */
static void
put_letter(Word *w, uint32_t cp)
{
	char		folded[VOC_UTF8_MAX];
	unsigned	seen = 0;
	int			n = voc_fold_letter(cp, folded, &seen);

	w->seen |= seen;
	w->upper += (seen & VOC_FOLD_UPPER) != 0;
	if (n == 1)
		put_byte(w, (unsigned char) folded[0]);
	else
	{
		uint32_t	written = 0;

		/* Two letters, or one of another script, kept apart from the bytes. */
		if ((unsigned char) folded[0] >= 0x80)
		{
			voc_utf8_decode((unsigned char *) folded,
							(unsigned char *) folded + n, &written);
			written += 0x100;
		}
		w->same = written == w->last && written != 0 ? w->same + 1 : 0;
		w->elongated |= w->same >= 2;
		w->last = written;
		if (w->out <= w->full)
			for (int i = 0; i < n; i++)
				*w->out++ = folded[i];
	}
}

/* A combining mark: dropped, unless it makes another letter. */
static void
put_mark(Word *w, uint32_t mark)
{
	unsigned char made;

	if (w->last > 0xFF)
		return;
	made = voc_fold_mark((unsigned char) w->last, mark);
	if (mark >= 0x300 && mark < 0x370 && w->last < 0x80)
		w->seen |= VOC_FOLD_ACCENTED;
	if (made == 0 || w->out > w->full)
		return;
	w->out[-1] = (char) made;
	w->last = made;
}

/*
 * Take one character that is no ASCII letter or digit into the word; false
 * when the word ends before it.
 */
static bool
take_other(const Reading *r, Word *w)
{
	uint32_t	cp;
	size_t		n;

	if (*w->p >= 0x80)
		n = (size_t) voc_utf8_decode(w->p, r->end, &cp);
	else if (*w->p != '&' || (n = voc_scan_entity(w->p, r->end, &cp)) == 0)
	{
		cp = *w->p;
		n = 1;
	}

	if (is_apostrophe(cp) || cp == '-' || cp == 0x2010 || cp == 0x2011)
	{
		if (w->chars == 0 || !letter_at(r, w->p + n))
			return false;
		w->compound = true;
		w->last = is_apostrophe(cp) ? '\'' : '-';
		w->same = 0;
		if (w->out <= w->full)
			*w->out++ = (char) w->last;
	}
	else if (cp < 0x80)
	{
		/* An ASCII letter can only come from an entity; leave those alone. */
		return false;
	}
	else
	{
		switch (voc_char_class(cp))
		{
			case VOC_CHAR_LETTER:
				put_letter(w, cp);
				break;
			case VOC_CHAR_MARK:
				put_mark(w, cp);
				break;
			case VOC_CHAR_IGNORED:
				break;
			default:
				return false;
		}
	}
	/* An entity is several characters of the text. */
	w->chars += *w->p == '&' ? (uint32_t) n : 1;
	w->p += n;
	return true;
}

/* Squeeze runs of three equal letters or more to one; returns the length. */
static size_t
squeeze(char *norm, size_t len)
{
	size_t		from = 0;
	size_t		to = 0;

	while (from < len)
	{
		size_t		n = voc_norm_char((unsigned char) norm[from]);
		size_t		next = from + n;

		while (next + n <= len && memcmp(norm + from, norm + next, n) == 0)
			next += n;
		/* Digits and a letter typed twice stay as they are. */
		if (next - from < 3 * n || (norm[from] >= '0' && norm[from] <= '9'))
			n = next - from;
		memmove(norm + to, norm + from, n);
		to += n;
		from = next;
	}
	return to;
}

static unsigned
word_flags(const Reading *r, const Word *w)
{
	unsigned	flags = 0;
	uint32_t	cp;
	unsigned	seen = 0;
	char		scrap[VOC_UTF8_MAX];

	if (w->upper >= 2 && (w->seen & VOC_FOLD_LOWER) == 0)
		flags |= VOC_TOKEN_CAPS;
	else if (w->upper == 1 && w->chars > 1)
	{
		voc_utf8_decode(r->at, r->end, &cp);
		if (cp >= 0x80)
			voc_fold_letter(cp, scrap, &seen);
		if ((cp >= 'A' && cp <= 'Z') || (seen & VOC_FOLD_UPPER) != 0)
			flags |= VOC_TOKEN_TITLE;
	}
	if (w->elongated)
		flags |= VOC_TOKEN_ELONGATED;
	if (w->compound)
		flags |= VOC_TOKEN_COMPOUND;
	if ((w->seen & VOC_FOLD_ACCENTED) != 0)
		flags |= VOC_TOKEN_ACCENTED;
	if (r->at > r->base && r->at[-1] == '#')
		flags |= VOC_TOKEN_HASHTAG;
	return flags;
}

/* Read the letters and digits from the reading's place into w. */
static void
scan_word(const Reading *r, Word *w)
{
	const unsigned char *stop = r->end;

	if (stop - w->p > WORD_MAX)
		stop = w->p + WORD_MAX;
	while (w->p < stop)
	{
		unsigned	c = *w->p;
		unsigned	kind = byte_kind[c];
		unsigned	seen = 0;
		unsigned char norm;

		if (kind == BYTE_LETTER)
		{
			unsigned	small = c | 0x20;

			w->seen |= c == small ? VOC_FOLD_LOWER : VOC_FOLD_UPPER;
			w->upper += c != small;
			put_byte(w, (unsigned char) small);
		}
		else if (kind == BYTE_HIGH && w->p + 1 < stop &&
				 (norm = voc_fold_pair(w->p[0], w->p[1], &seen)) != 0)
		{
			w->seen |= seen;
			w->upper += (seen & VOC_FOLD_UPPER) != 0;
			put_byte(w, norm);
			w->p++;
		}
		else if (kind == BYTE_DIGIT && w->chars > 0)
		{
			w->last = c;
			w->same = 0;
			if (w->out <= w->full)
				*w->out++ = (char) c;
		}
		else
		{
			if ((kind == BYTE_SPACE) || !take_other(r, w))
				break;
			continue;
		}
		w->chars++;
		w->p++;
	}
}

/*
 * Does a word end for sure before byte p?  A sign that may join parts of a
 * word or of an address does not end it for sure.
 */
static inline bool
surely_ends(const Reading *r, const unsigned char *p)
{
	/* Bytes, all below 64. */
	static const uint64_t enders =
		UINT64_C(1) << '\n' | UINT64_C(1) << ' ' | UINT64_C(1) << '!' |
		UINT64_C(1) << '"' | UINT64_C(1) << ')' | UINT64_C(1) << ',' |
		UINT64_C(1) << ';' | UINT64_C(1) << '?';

	if (p >= r->end)
		return true;
	if (*p == '.')
		return p + 1 >= r->end || p[1] == ' ' || p[1] == '\n';
	return *p < 64 && (enders >> *p & 1) != 0;
}

/* The flag of a word that starts at p, if it has a hash sign before it. */
static inline uint8_t
hash_flag(const Reading *r, const unsigned char *p)
{
	return p > r->base && p[-1] == '#' ? VOC_TOKEN_HASHTAG : 0;
}

/* The flags of a word by its capitals, and all of its letters, as bits. */
static inline uint8_t
case_flags(uint64_t capitals, uint64_t all)
{
	if (capitals == 0 || all == 1)
		return 0;
	return capitals == 1 ? VOC_TOKEN_TITLE : capitals == all ? VOC_TOKEN_CAPS : 0;
}

/*
 * Read a word of Latin letters with nothing peculiar about it but diacritics,
 * of one or two bytes each, without a branch that depends on which.  False, and
 * nothing done, when it is any other word.
 */
static bool
read_latin_word(Reading *r)
{
	const unsigned char *p = r->at;
	const unsigned char *stop = r->end - p < VOC_NORM_MAX / 2 ?
		r->end : p + VOC_NORM_MAX / 2;
	unsigned char *out = (unsigned char *) r->norm;
	uint64_t	capitals = 0;
	unsigned	triples = 0;
	unsigned	before = 0;
	unsigned	same = 0;
	unsigned	n = 0;
	unsigned	flags;

	while (stop - p >= 2)
	{
		bool		pair = p[0] >= 0xC3 && p[0] <= 0xC5 && voc_utf8_is_tail(p[1]);
		unsigned	letter = pair ? (unsigned char)
			voc_fold_latin[(p[0] - 0xC3) << 6 | (p[1] & 0x3F)] : p[0];
		unsigned	small = letter | 0x20;

		if (small < 'a' || small > 'z')
			break;
		capitals |= (uint64_t) (letter != small) << n;
		same = small == before ? same + 1 : 0;
		triples |= same >= 2;
		before = small;
		out[n++] = (unsigned char) small;
		p += 1 + pair;
	}
	if (n == 0 || triples != 0 || stop - p < 2 || !surely_ends(r, p))
		return false;
	flags = case_flags(capitals, (UINT64_C(1) << n) - 1) | hash_flag(r, r->at);
	if ((size_t) (p - r->at) > n)
		flags |= VOC_TOKEN_ACCENTED;
	add_token(r, VOC_TOKEN_WORD, n, (size_t) (p - r->at), n)->flags =
		(uint8_t) flags;
	return true;
}

static inline VocSixteen
read_sixteen(const unsigned char *bytes, bool cyrillic)
{
	return cyrillic ? voc_sixteen_cyrillic(bytes) : voc_sixteen_latin(bytes);
}

/*
 * Read words of up to fifteen letters with nothing peculiar about them, as most
 * words of most texts are, with a space between: all letters of a word at once.
 * They are ASCII, or Cyrillic of two bytes each.  False, and nothing done, when
 * the first is any other word.  A letter that stands three times in a row is to
 * be squeezed, and what follows a word may belong to it, so those are left to
 * the long way.
 */
static inline __attribute__((always_inline)) bool
read_plain_words(Reading *r, bool cyrillic)
{
	const unsigned char *base = r->base;
	const unsigned char *end = r->end;
	const unsigned char *at = r->at;
	const unsigned width = cyrillic ? 2 : 1;
	uint32_t	chars = r->chars;
	VocToken   *first = &r->tokens[r->ntokens];
	VocToken   *token = first;
	VocToken   *full = &r->tokens[VOC_CHUNK_TOKENS];
	char	   *norm = r->norm;
	bool		latin = false;

	while (at < end && token < full)
	{
		/* Two calls, for the next word waits for this: no choice of a place. */
		VocSixteen	s = end - at >= (cyrillic ? 32 : 16) ?
			read_sixteen(at, cyrillic) :
			read_sixteen(r->tail + TAIL - (end - at), cyrillic);
		unsigned	n = (unsigned) __builtin_ctz(~s.letters);
		uint32_t	all = (1u << n) - 1;
		const unsigned char *next = at + width * n;

		if (n == 0 || n == 16 ||
			((s.doubled & s.doubled >> 1 & all >> 2) | (s.peculiar & all)) != 0)
			break;
		if (next >= end || *next != ' ')
		{
			if (!surely_ends(r, next))
			{
				latin = !cyrillic && *next >= 0x80;
				break;
			}
		}
		if (r->ended)
			close_clause(r);
		voc_sixteen_write(&s, n, norm);
		token->norm = norm;
		token->norm_len = (uint16_t) n;
		token->kind = VOC_TOKEN_WORD;
		token->flags = case_flags(s.capitals & all, all) | hash_flag(r, at);
		token->clause = (uint16_t) r->nclauses;
		token->run = 1;
		token->start = (uint32_t) (at - base);
		token->len = width * n;
		token->char_start = chars;
		token->char_len = n;
		token++;
		norm += VOC_NORM_UNIT;
		chars += n;
		at = next;
		if (at < end && *at == ' ')
		{
			at++;
			chars++;
		}
	}
	r->at = at;
	r->chars = chars;
	r->norm = norm;
	r->ntokens += (int) (token - first);
	r->words += (int) (token - first);
	return (latin && read_latin_word(r)) || token > first;
}

static bool
read_ascii_words(Reading *r)
{
	return read_plain_words(r, false);
}

static bool
read_cyrillic_words(Reading *r)
{
	return read_plain_words(r, true);
}

/*
 * Read a word; false when what is at the reading's place is none after all,
 * which can only be when it does not start with an ASCII letter.
 */
static bool
read_word(Reading *r)
{
	Word		w;
	size_t		norm_len;
	size_t		len;
	unsigned	flags;

	if (((*r->at | 0x20) == 'h' || (*r->at | 0x20) == 'w') &&
		(len = voc_scan_url(r->at, r->end)) > 0)
	{
		add_link(r, len);
		return true;
	}

	memset(&w, 0, sizeof(w));
	w.p = r->at;
	w.out = r->norm;
	w.full = r->norm + VOC_NORM_MAX - VOC_UTF8_MAX;
	scan_word(r, &w);
	if (w.out == r->norm)
		return false;

	len = (size_t) (w.p - r->at);
	if (w.p < r->end && (*w.p == '.' || *w.p == '@' || *w.p == '_'))
	{
		size_t		tail = voc_scan_address(w.p, r->end);

		if (tail == 0 && w.chars == 1 && *w.p == '_' &&
			(tail = voc_scan_emoticon(r->base, r->at, r->end, r->norm,
									  &norm_len)) > 0)
		{
			add_whole(r, VOC_TOKEN_EMOTICON, norm_len, tail);
			return true;
		}
		if (tail > 0)
		{
			add_link(r, len + tail);
			return true;
		}
	}

	/* "un po' caro": what was elided is no end of a quotation. */
	if (w.p < r->end && *w.p == '\'' && r->at > r->base && r->at[-1] == ' ')
	{
		len++;
		w.chars++;
	}

	norm_len = (size_t) (w.out - r->norm);
	if (w.elongated)
		norm_len = squeeze(r->norm, norm_len);
	flags = word_flags(r, &w);
	add_token(r, VOC_TOKEN_WORD, norm_len, len, w.chars)->flags =
		(uint8_t) flags;
	return true;
}

/* --------------------------------------------------------------------
 * Everything else
 * --------------------------------------------------------------------
 */

static bool
read_emoji(Reading *r)
{
	size_t		norm_len;
	size_t		len = voc_scan_emoji(r->at, r->end, r->norm, &norm_len);

	if (len == 0)
		return false;
	add_whole(r, VOC_TOKEN_EMOJI, norm_len, len);
	return true;
}

static bool
read_emoticon(Reading *r)
{
	size_t		norm_len;
	size_t		len;

	len = voc_scan_emoticon(r->base, r->at, r->end, r->norm, &norm_len);
	if (len == 0)
		return false;
	add_whole(r, VOC_TOKEN_EMOTICON, norm_len, len);
	return true;
}

/*
 * ")))" without an opening parenthesis is a smile, "(((" the opposite: the
 * way it is typed where the colon is on another layer of the keyboard.
 */
static bool
read_smile(Reading *r)
{
	const unsigned char *p = r->at;

	while (p < r->end && *p == *r->at && p - r->at < RUN_MAX)
		p++;
	if (p - r->at < 2 || (*r->at == ')' && r->depth > 0))
		return false;
	r->norm[0] = r->norm[1] = (char) *r->at;
	add_whole(r, VOC_TOKEN_EMOTICON, 2, (size_t) (p - r->at));
	return true;
}

static void
read_number(Reading *r)
{
	const unsigned char *p = r->at;
	size_t		norm_len;
	size_t		len;

	if (r->end - p > 1 && p[1] >= 0x80 && read_emoji(r))
		return;
	while (p < r->end && p - r->at < WORD_MAX &&
		   (byte_kind[*p] == BYTE_DIGIT ||
			((*p == '.' || *p == ',' || *p == '/' || *p == ':') &&
			 p + 1 < r->end && byte_kind[p[1]] == BYTE_DIGIT)))
		p++;
	len = (size_t) (p - r->at);
	norm_len = len < VOC_NORM_MAX ? len : VOC_NORM_MAX;
	memcpy(r->norm, r->at, norm_len);
	add_token(r, VOC_TOKEN_NUMBER, norm_len, len, (uint32_t) len);
}

/* The end of a run of one punctuation character, its length and what it is. */
static const unsigned char *
find_run(const Reading *r, uint32_t *mark, uint32_t *run, uint32_t *chars)
{
	const unsigned char *p = r->at;

	while (p < r->end && *run < RUN_MAX - 3)
	{
		uint32_t	cp;
		uint32_t	folded;
		int			n = voc_utf8_decode(p, r->end, &cp);

		folded = cp < 0x80 ? cp : voc_fold_punctuation(cp);
		if (*chars > 0 && folded != *mark)
			break;
		*mark = folded;
		*run += cp == 0x2026 ? 3 : 1;
		(*chars)++;
		p += n;
	}
	return p;
}

/* A run of one punctuation character. */
static void
read_mark(Reading *r)
{
	const unsigned char *start = r->at;
	const unsigned char *end = start + 1;
	uint32_t	mark = *start;
	uint32_t	chars = 0;
	uint32_t	run = 0;
	size_t		norm_len;

	/* Most are alone, before another ASCII character. */
	if (mark < 0x80 && (end >= r->end || (*end < 0x80 && *end != mark)))
		chars = run = 1;
	else
		end = find_run(r, &mark, &run, &chars);
	norm_len = (size_t) voc_utf8_encode(mark, r->norm);
	if (mark == '(' && r->words > 0)
		close_clause(r);
	add_token(r, VOC_TOKEN_MARK, norm_len, (size_t) (end - start),
			  chars)->run = (uint16_t) run;
	apply_mark(r, start);
}

static void
skip(Reading *r, size_t len)
{
	r->chars += count_chars(r->at, len);
	r->at += len;
}

/* Read what starts with an ASCII character that is no letter, digit, space. */
static void
read_ascii(Reading *r)
{
	size_t		len;
	uint32_t	cp;
	bool		breaks = false;

	switch (*r->at)
	{
		case '#':
			if (letter_at(r, r->at + 1))
			{
				skip(r, 1);
				return;
			}
			if (read_emoji(r))
				return;
			break;
		case '*':
			if (read_emoji(r))
				return;
			break;
		case '@':
			if ((len = voc_scan_handle(r->base, r->at, r->end)) > 0)
			{
				add_link(r, len);
				return;
			}
			break;
		case '[':
			if ((len = voc_scan_masked(r->at, r->end)) > 0)
			{
				add_link(r, len);
				return;
			}
			break;
		case '<':
			if ((len = voc_scan_tag(r->at, r->end, &breaks)) > 0)
			{
				if (breaks)
					break_line(r);
				skip(r, len);
				return;
			}
			break;
		case '&':
			if ((len = voc_scan_entity(r->at, r->end, &cp)) > 0)
			{
				if (cp < 0x80 || !read_word(r))
					skip(r, len);
				return;
			}
			break;
		case '(':
		case ')':
			if (read_smile(r))
				return;
			break;
		default:
			break;
	}
	read_mark(r);
}

/* Read what starts with a character that is not ASCII. */
static void
read_high(Reading *r)
{
	uint32_t	cp;
	int			n = voc_utf8_decode(r->at, r->end, &cp);

	switch (voc_char_class(cp))
	{
		case VOC_CHAR_LETTER:
			if (read_word(r))
				return;
			break;
		case VOC_CHAR_EMOJI:
			if (read_emoji(r))
				return;
			break;
		case VOC_CHAR_PUNCTUATION:
			if (!read_emoji(r))
				read_mark(r);
			return;
		case VOC_CHAR_NEWLINE:
			break_line(r);
			break;
		default:
			break;
	}
	r->at += n;
	r->chars++;
}

static void
read_token(Reading *r)
{
	switch (byte_kind[*r->at])
	{
		case BYTE_LETTER:
			read_word(r);
			break;
		case BYTE_SPACE:
			r->at++;
			r->chars++;
			break;
		case BYTE_NEWLINE:
			break_line(r);
			r->at++;
			r->chars++;
			break;
		case BYTE_DIGIT:
			read_number(r);
			break;
		case BYTE_HIGH:
			read_high(r);
			break;
		case BYTE_FACE:
			if (read_emoticon(r))
				break;
			/* FALLTHROUGH */
		default:
			read_ascii(r);
			break;
	}
}

/* --------------------------------------------------------------------
 * What the header offers
 * --------------------------------------------------------------------
 */

void
voc_reader_init(VocReader *reader, const char *text, size_t len,
				VocInterrupt interrupt)
{
	reader->text = text;
	reader->len = len < UINT32_MAX ? len : UINT32_MAX;
	reader->pos = 0;
	reader->char_pos = 0;
	reader->interrupt = interrupt;
}

/* The chunk is full: give back the open clause, which is not whole. */
static void
give_back(Reading *r)
{
	const VocToken *first = &r->tokens[r->first];

	if (r->ended || r->first == 0 || r->first == r->ntokens)
		return;
	r->at = r->base + first->start;
	r->chars = first->char_start;
	r->ntokens = r->first;
}

/* Where fewer bytes are left than are looked at at once, a copy is read. */
static void
keep_tail(Reading *r)
{
	size_t		left = (size_t) (r->end - r->at);

	memset(r->tail + TAIL, 0, TAIL);
	if (left >= TAIL)
		memcpy(r->tail, r->end - TAIL, TAIL);
	else
		memcpy(r->tail + TAIL - left, r->at, left);
}

static void
read_chunk(Reading *r, VocInterrupt interrupt)
{
	const unsigned char *pause = r->at;

	keep_tail(r);
	while (r->at < r->end && r->ntokens < VOC_CHUNK_TOKENS)
	{
		if (r->at >= pause)
		{
			if (interrupt != NULL)
				interrupt();
			pause = r->end - r->at > PAUSE_BYTES ?
				r->at + PAUSE_BYTES : r->end;
		}
		/* Most of a text is words with a space between. */
		while (byte_kind[*r->at] == BYTE_LETTER ? read_ascii_words(r) :
			   (*r->at | 1) == 0xD1 ? read_cyrillic_words(r) :
			   *r->at >= 0xC3 && *r->at <= 0xC5 && read_latin_word(r))
		{
			if (r->at < r->end && *r->at == ' ')
			{
				r->at++;
				r->chars++;
			}
			if (r->at >= r->end || r->ntokens == VOC_CHUNK_TOKENS)
				return;
		}
		if (*r->at == ' ')
		{
			r->at++;
			r->chars++;
		}
		else
			read_token(r);
	}
}

bool
voc_reader_next(VocReader *reader, VocChunk *chunk)
{
	Reading		r;

	memset(&r, 0, offsetof(Reading, tail));
	r.base = (const unsigned char *) reader->text;
	r.at = r.base + reader->pos;
	r.end = r.base + reader->len;
	r.chars = reader->char_pos;
	r.tokens = chunk->tokens;
	r.clauses = chunk->clauses;
	r.norm = chunk->norms;

	read_chunk(&r, reader->interrupt);
	if (r.at < r.end)
		give_back(&r);
	else
		r.sentence = true;
	close_clause(&r);

	reader->pos = (size_t) (r.at - r.base);
	reader->char_pos = r.chars;
	chunk->ntokens = r.ntokens;
	chunk->nclauses = r.nclauses;
	chunk->last = r.at >= r.end;
	return chunk->ntokens > 0;
}

void
voc_chunk_split(VocChunk *chunk, int at)
{
	int			k = chunk->tokens[at].clause;
	VocClause  *clause = &chunk->clauses[k];

	if (at == clause->first)
		return;

	memmove(clause + 1, clause,
			sizeof(VocClause) * (size_t) (chunk->nclauses - k));
	chunk->nclauses++;
	clause[1].first = (uint16_t) at;
	clause[1].count = (uint16_t) (clause->first + clause->count - at);
	clause->count = (uint16_t) (at - clause->first);
	clause->sentence_end = false;
	clause->question = false;
	clause->exclaims = 0;
	for (int i = at; i < chunk->ntokens; i++)
		chunk->tokens[i].clause++;
}

size_t
voc_normalize(const char *word, size_t len, char *norm)
{
	Reading		r;
	VocToken	token[1];
	VocClause	clause[1];
	char		room[VOC_NORM_MAX + VOC_NORM_UNIT];

	memset(&r, 0, sizeof(r));
	r.base = r.at = (const unsigned char *) word;
	r.end = r.base + len;
	r.tokens = token;
	r.clauses = clause;
	r.norm = room;
	while (r.at < r.end && r.ntokens == 0)
		read_token(&r);
	if (r.ntokens == 0)
		return 0;
	memcpy(norm, token[0].norm, token[0].norm_len);
	return token[0].norm_len;
}

size_t
voc_norm_utf8(const char *norm, size_t len, char *out)
{
	size_t		written = 0;
	size_t		i = 0;

	while (i < len)
	{
		unsigned char byte = (unsigned char) norm[i];
		size_t		n = voc_norm_char(byte);

		if (byte >= VOC_NORM_CYRILLIC && n == 1)
			written += (size_t) voc_utf8_encode(byte == VOC_NORM_GHE ? 0x491 :
												0x430u + byte - VOC_NORM_CYRILLIC,
												out + written);
		else
			for (size_t k = i; k < i + n && k < len; k++)
				out[written++] = norm[k];
		i += n;
	}
	return written;
}
