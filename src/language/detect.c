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
#define WORDS_AT_ONCE	4		/* added between judgements */

/* Differences between languages, in units of words.h. */
#define LEAST_MARGIN	1		/* to the second best */
#define WORD_MARGIN		3		/* when there is but one word */
#define LEAST_EVIDENCE	4		/* against languages not known here */
#define CLEAR_MARGIN	(8 * VOC_WEIGHT_UNIT)	/* no need to look further */
#define EXPECTED_MARGIN	(4 * VOC_WEIGHT_UNIT)	/* for what is expected */

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
	const VocToken *of[VOC_NSCRIPTS + 1][WORDS_MOST + 1];
	int			count[VOC_NSCRIPTS + 1];
} Words;

typedef struct Verdict
{
	int			best;
	int			evidence;		/* for it */
	int			margin;			/* to the second best */
} Verdict;

/* Four numbers of a row as one, the lowest bits first. */
static inline uint64_t
four(const uint16_t *row)
{
	return row[0] | (uint64_t) row[1] << 16 | (uint64_t) row[2] << 32 |
		(uint64_t) row[3] << 48;
}

/*
 * Add words whose sums are ready made, and say which they are; returns how
 * many.  There is no branch, for it would be foretold wrongly at every other
 * word, and the words' places in memory would be waited for one by one.
 */
static inline int
add_known(Evidence *evidence, const VocToken *const *words, int nwords,
		  bool *known)
{
	int			nknown = 0;

	for (int i = 0; i < nwords; i++)
	{
		uint16_t	mark;
		uint32_t	slot = voc_find_key(&voc_words.keys,
										voc_word_key(words[i]->norm,
													 words[i]->norm_len),
										&mark);
		const uint16_t *row = voc_words.rows + slot * VOC_ROW_WORD;
		uint64_t	has = row[0] == mark;
		uint64_t	bytes = -has & EVEN_BYTES;
		uint64_t	first = four(row + 1);
		uint64_t	second = four(row + 5);

		evidence->wide[0] += first & bytes;
		evidence->wide[1] += first >> 8 & bytes;
		evidence->wide[2] += second & bytes;
		evidence->wide[3] += second >> 8 & bytes;
		known[i] = has != 0;
		nknown += (int) has;
	}
	evidence->zero += nknown * VOC_SUM_ZERO;
	return nknown;
}

/* The row of a key, all zeroes when it has none. */
static inline uint64_t
find_row(VocScript script, uint64_t key, int *found)
{
	const VocRows *pieces = &voc_pieces[script];
	uint16_t	mark;
	uint32_t	slot = voc_find_key(&pieces->keys, key, &mark);
	const uint16_t *row = pieces->rows +
		slot * (script == VOC_LATIN ? VOC_ROW_LATIN : VOC_ROW_CYRILLIC);
	bool		has = row[0] == mark;

	*found += has;
	return -(uint64_t) has &
		(script == VOC_LATIN ? four(row + 1) : row[1] | (uint64_t) row[2] << 16);
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

/* Add the pieces of a word. */
static void
add_pieces(Evidence *evidence, VocScript script, const VocToken *token)
{
	unsigned char letters[VOC_LETTERS_MAX];
	uint64_t	keys[VOC_KEYS_MAX];
	int			n = voc_word_letters(token->norm, token->norm_len, letters);

	if (n == 0)
		return;
	n = voc_word_keys(letters, n, keys);
	if (script == VOC_CYRILLIC)
		add_keys(evidence, VOC_CYRILLIC, keys, n);
	else
		add_keys(evidence, VOC_LATIN, keys, n);
}

/* Add what was typed of a word, which its normal form has lost. */
static void
add_typed(Evidence *evidence, const VocToken *token, const char *text)
{
	uint64_t	keys[VOC_KEYS_MAX];

	add_keys(evidence, VOC_LATIN, keys,
			 voc_typed_keys(text + token->start, token->len, keys));
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

	for (int w = 0; w < 4; w++)
	{
		uint64_t	wide = evidence->wide[w];

		for (int i = w; i < nlanguages[script]; i += 4)
		{
			int			this = (int) (wide & 0xFFFF) << LANE_BITS | (LANE_MASK - 1 - i);
			int			less = this < best ? this : best;

			best = this > best ? this : best;
			second = less > second ? less : second;
			wide >>= 16;
		}
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

	if (count > TOKENS_MOST)
		count = TOKENS_MOST;
	for (int i = 0; i < count; i++)
	{
		bool		word = tokens[i].kind == VOC_TOKEN_WORD;
		int			n;

		/* No branch: punctuation comes when it comes. */
		script = voc_word_script(tokens[i].norm);
		n = words->count[script];
		letters[script] += word ? tokens[i].char_len : 0;
		words->of[script][n] = &tokens[i];
		words->count[script] = n + (word && n < WORDS_MOST);
	}
	script = letters[VOC_CYRILLIC] * LATIN_PER_CYRILLIC > letters[VOC_LATIN] ?
		VOC_CYRILLIC : VOC_LATIN;
	return letters[VOC_NSCRIPTS] * KNOWN_PER_OTHER > letters[script] ?
		VOC_NSCRIPTS : script;
}

/*
 * Is a verdict so clear that there is no need to look further?  A few names
 * speak against all languages known here, so that never is.
 */
static inline bool
is_clear(const Verdict *verdict, int expected)
{
	return verdict->evidence > 0 &&
		(verdict->margin >= CLEAR_MARGIN ||
		 (verdict->best == expected && verdict->margin >= EXPECTED_MARGIN));
}

/*
 * Add up words until it is clear which language they are in: first those
 * whose sums are ready made, some at a time, then what was typed of all, and
 * then the pieces of the others, one by one.
 */
static Verdict
judge_words(VocScript script, const VocToken *const *words, int nwords,
			const char *text, int expected)
{
	Evidence	evidence = {{0}, 0};
	Verdict		verdict = {0, 0, 0};
	bool		known[WORDS_MOST];
	int			nknown = 0;
	int			ntyped = 0;

	for (int i = 0; i < nwords; i += WORDS_AT_ONCE)
	{
		int			n = nwords - i < WORDS_AT_ONCE ? nwords - i : WORDS_AT_ONCE;

		nknown += add_known(&evidence, words + i, n, known + i);
		if (nknown < WORDS_LEAST)
			continue;
		verdict = judge(&evidence, script);
		if (is_clear(&verdict, expected))
			return verdict;
	}
	for (int i = 0; i < nwords && script == VOC_LATIN; i++)
		if ((words[i]->flags & VOC_TOKEN_ACCENTED) != 0)
		{
			add_typed(&evidence, words[i], text);
			ntyped += !known[i];
		}
	verdict = judge(&evidence, script);
	if (nknown + ntyped >= WORDS_LEAST && is_clear(&verdict, expected))
		return verdict;
	for (int i = 0; i < nwords; i++)
	{
		if (known[i])
			continue;
		add_pieces(&evidence, script, words[i]);
		verdict = judge(&evidence, script);
		if (i + 1 >= WORDS_LEAST && is_clear(&verdict, expected))
			break;
	}
	return verdict;
}

/* The number of a language among those of a script, or -1. */
static int
find_language(VocScript script, const char *code)
{
	for (int i = 0; code != NULL && i < nlanguages[script]; i++)
		if (memcmp(languages[script][i], code, 2) == 0)
			return i;
	return -1;
}

const char *
voc_language_detect_tokens(const VocChunk *chunk, int first, int count,
						   const char *text, const char *expected,
						   float *margin)
{
	Words		words;
	VocScript	script = find_words(chunk->tokens + first, count, &words);
	int			nwords = words.count[script];
	Verdict		verdict = {0, 0, 0};

	if (script < VOC_NSCRIPTS && nwords > 0)
		verdict = judge_words(script, words.of[script], nwords, text,
							  find_language(script, expected));
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
	return voc_language_detect_tokens(chunk, 0, chunk->ntokens, text, NULL,
									  NULL);
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
