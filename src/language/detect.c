/*-------------------------------------------------------------------------
 *
 * detect.c
 *	  Which language a chunk of text is in.
 *
 * First it is counted which script most of the letters are in, then the
 * weights of the pieces of the words in that script are added up (see
 * words.h).  A sum is the logarithm of the odds that the text is in a language
 * rather than in one not known here.  Most words of most texts are among those
 * whose sums are ready made; pieces are only looked at, of the other words,
 * when these do not make it clear.
 *
 * All languages are added at once.  A row of weights of four bits is split
 * into even and odd ones, each with a byte to itself, and the sums of these,
 * before they can overflow, into sums of 16 bits, of every fourth language:
 *
 *		row		... w5 w4 w3 w2 w1 w0
 *		even	...    w4    w2    w0		at most 16 rows of at most 15
 *		odd		... w5    w3    w1
 *		wide[0] ...    w4          w0		wide[1] ... w5 w1
 *
 * (Lamport, Multiple byte processing with full-word instructions, CACM 1975.)
 *
 * IDENTIFICATION
 *	  src/language/detect.c
 *
 *-------------------------------------------------------------------------
 */
#include "language.h"

#include <string.h>

#include "words.h"

#define WORDS_MOST		32		/* looked at, so that no sum overflows */
#define TOKENS_MOST		128		/* looked at for their script */
#define WORDS_LEAST		2		/* before it can be clear */

/* Differences between languages, in units of words.h. */
#define LEAST_MARGIN	1		/* to the second best */
#define WORD_MARGIN		3		/* when there is but one word */
#define LEAST_EVIDENCE	4		/* against languages not known here */
#define CLEAR_MARGIN	(8 * VOC_WEIGHT_UNIT)	/* no need to look further */

#define LATIN_PER_CYRILLIC	3	/* a brand name is Latin anywhere */
#define KNOWN_PER_OTHER		2

#define LANE_BITS		5		/* room for a language's number */
#define LANE_MASK		((1 << LANE_BITS) - 1)

#define EVEN_WEIGHTS	UINT64_C(0x0F0F0F0F0F0F0F0F)
#define EVEN_BYTES		UINT64_C(0x00FF00FF00FF00FF)
#define ROWS_MOST		16		/* that a byte has room for */

static const char *const languages[VOC_NSCRIPTS][VOC_LANGUAGES_MOST] =
VOC_LANGUAGES;
static const int nlanguages[VOC_NSCRIPTS] = {16, 6};

typedef struct Evidence
{
	uint64_t	wide[4];		/* sums: that of language l is in l % 4 */
	int			zero;			/* what a sum is of which nothing is known */
} Evidence;

/* By script; the last one is any other. */
typedef struct Words
{
	const VocToken *of[VOC_NSCRIPTS + 1][WORDS_MOST];
	int			count[VOC_NSCRIPTS + 1];
} Words;

typedef struct Verdict
{
	int			best;
	int			evidence;		/* for it */
	int			margin;			/* to the second best */
} Verdict;

/* Add a word whose sums are ready made; false when it has none. */
static inline bool
add_known(Evidence *evidence, const VocToken *token)
{
	uint16_t	mark;
	uint32_t	slot = voc_find_key(&voc_words.keys,
									voc_word_key(token->norm, token->norm_len),
									&mark);
	const uint64_t *row = voc_words.rows[slot];

	if (voc_words.keys.marks[slot] != mark)
		return false;
	evidence->wide[0] += row[0] & EVEN_BYTES;
	evidence->wide[1] += row[0] >> 8 & EVEN_BYTES;
	evidence->wide[2] += row[1] & EVEN_BYTES;
	evidence->wide[3] += row[1] >> 8 & EVEN_BYTES;
	evidence->zero += VOC_SUM_ZERO;
	return true;
}

/* The row of a key, all zeroes when it has none. */
static inline uint64_t
find_row(VocScript script, uint64_t key, int *found)
{
	const VocPieces *pieces = &voc_pieces[script];
	uint16_t	mark;
	uint32_t	slot = voc_find_key(&pieces->keys, key, &mark);
	bool		has = pieces->keys.marks[slot] == mark;
	uint64_t	row;

	if (script == VOC_LATIN)
		row = pieces->rows[2 * slot] |
			(uint64_t) pieces->rows[2 * slot + 1] << 32;
	else
		row = pieces->rows[slot];
	*found += has;
	return row & -(uint64_t) has;
}

static inline void
add_keys(Evidence *evidence, VocScript script, const uint64_t *keys, int nkeys)
{
	for (int from = 0; from < nkeys; from += ROWS_MOST)
	{
		int			to = nkeys - from < ROWS_MOST ? nkeys : from + ROWS_MOST;
		uint64_t	even = 0;
		uint64_t	odd = 0;
		int			found = 0;

		for (int i = from; i < to; i++)
		{
			uint64_t	row = find_row(script, keys[i], &found);

			even += row & EVEN_WEIGHTS;
			odd += row >> 4 & EVEN_WEIGHTS;
		}
		evidence->wide[0] += even & EVEN_BYTES;
		evidence->wide[1] += odd & EVEN_BYTES;
		evidence->wide[2] += even >> 8 & EVEN_BYTES;
		evidence->wide[3] += odd >> 8 & EVEN_BYTES;
		evidence->zero += found * VOC_WEIGHT_ZERO;
	}
}

/* Add the pieces of a word, unless it is known, and what was typed of it. */
static void
add_pieces(Evidence *evidence, VocScript script, const VocToken *token,
		   const char *text, bool known)
{
	unsigned char letters[VOC_LETTERS_MAX];
	uint64_t	keys[VOC_KEYS_MAX];
	int			n = known ? 0 :
		voc_word_letters(token->norm, token->norm_len, letters);
	int			nkeys = n == 0 ? 0 : voc_word_keys(letters, n, keys);

	if (script == VOC_CYRILLIC)
		add_keys(evidence, VOC_CYRILLIC, keys, nkeys);
	else
	{
		if ((token->flags & VOC_TOKEN_ACCENTED) != 0)
			nkeys += voc_typed_keys(text + token->start, token->len,
									keys + nkeys);
		add_keys(evidence, VOC_LATIN, keys, nkeys);
	}
}

/*
 * Which language most speaks for.  A sum and its language are compared as one
 * number, so that there is no branch; of equals the first in words.h is best.
 */
static Verdict
judge(const Evidence *evidence, VocScript script)
{
	int			none = evidence->zero << LANE_BITS | LANE_MASK;
	int			best = none;	/* languages not known here */
	int			second = 0;
	Verdict		verdict;

	for (int i = 0; i < nlanguages[script]; i++)
	{
		int			sum = (int) (evidence->wide[i & 3] >> (i >> 2) * 16 & 0xFFFF);
		int			this = sum << LANE_BITS | (LANE_MASK - 1 - i);
		int			less = this < best ? this : best;

		best = this > best ? this : best;
		second = less > second ? less : second;
	}
	verdict.best = LANE_MASK - 1 - (best & LANE_MASK);
	verdict.evidence = (best >> LANE_BITS) - evidence->zero;
	verdict.margin = (best >> LANE_BITS) - (second >> LANE_BITS);
	return verdict;
}

/*
 * Find the first words in each script; returns that which most of the letters
 * are in, VOC_NSCRIPTS when it is none of ours.
 */
static VocScript
find_words(const VocToken *tokens, int count, Words *words)
{
	uint32_t	letters[VOC_NSCRIPTS + 1] = {0};
	VocScript	script;

	memset(words->count, 0, sizeof(words->count));

	for (int i = 0; i < count && i < TOKENS_MOST; i++)
	{
		if (tokens[i].kind != VOC_TOKEN_WORD)
			continue;
		script = voc_word_script(tokens[i].norm);
		letters[script] += tokens[i].char_len;
		if (words->count[script] < WORDS_MOST)
			words->of[script][words->count[script]++] = &tokens[i];
	}
	script = letters[VOC_CYRILLIC] * LATIN_PER_CYRILLIC > letters[VOC_LATIN] ?
		VOC_CYRILLIC : VOC_LATIN;
	return letters[VOC_NSCRIPTS] * KNOWN_PER_OTHER > letters[script] ?
		VOC_NSCRIPTS : script;
}

/* Add up words until it is clear which language they are in. */
static Verdict
judge_words(VocScript script, const VocToken *const *words, int nwords,
			const char *text)
{
	Evidence	evidence = {{0}, 0};
	Verdict		verdict = {0, 0, 0};
	bool		known[WORDS_MOST];
	int			nknown = 0;

	for (int i = 0; i < nwords; i++)
	{
		known[i] = add_known(&evidence, words[i]);
		nknown += known[i];
		if (known[i] && nknown >= WORDS_LEAST)
		{
			verdict = judge(&evidence, script);
			if (verdict.margin >= CLEAR_MARGIN)
				return verdict;
		}
	}
	for (int i = 0; i < nwords; i++)
	{
		add_pieces(&evidence, script, words[i], text, known[i]);
		if (i + 1 < WORDS_LEAST && i + 1 < nwords)
			continue;
		verdict = judge(&evidence, script);
		if (verdict.margin >= CLEAR_MARGIN)
			break;
	}
	return verdict;
}

const char *
voc_language_detect_tokens(const VocChunk *chunk, int first, int count,
						   const char *text, float *margin)
{
	Words		words;
	VocScript	script = find_words(chunk->tokens + first, count, &words);
	int			nwords = words.count[script];
	Verdict		verdict = {0, 0, 0};

	if (script < VOC_NSCRIPTS && nwords > 0)
		verdict = judge_words(script, words.of[script], nwords, text);
	if (margin != NULL)
		*margin = (float) verdict.margin / VOC_WEIGHT_UNIT;
	if (verdict.evidence < LEAST_EVIDENCE ||
		verdict.margin < (nwords == 1 ? WORD_MARGIN : LEAST_MARGIN))
		return NULL;
	return languages[script][verdict.best];
}

const char *
voc_language_detect(const VocChunk *chunk, const char *text)
{
	return voc_language_detect_tokens(chunk, 0, chunk->ntokens, text, NULL);
}

const char *
voc_language_code(const char *code, size_t len)
{
	static const char *const codes[] = {
		"bg", "cs", "de", "en", "es", "fr", "it", "pl", "ru", "sk", "uk"
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (len == 2 && memcmp(codes[i], code, 2) == 0)
			return codes[i];
	return NULL;
}
