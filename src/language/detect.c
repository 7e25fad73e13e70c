/*-------------------------------------------------------------------------
 *
 * detect.c
 *	  Which language a chunk of text is in.
 *
 * First it is counted which script most of the letters are in, then the
 * weights of the pieces of the words in that script are added up (see
 * words.h), until it is clear.  A sum is the logarithm of the odds that the
 * text is in a language rather than in one not known here.
 *
 * All languages are added at once: a row of weights of four bits is split
 * into even and odd ones, each with a byte to itself, and these sums, before
 * they can overflow, into sums of 16 bits:
 *
 *		row		... w3  w2  w1  w0
 *		even	...   w2      w0		at most 16 rows of at most 15
 *		odd		...   w3      w1
 *		wide[0] ...           w0		wide[2] ... w2, every fourth
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

#define WORDS_MOST		40		/* looked at, so that no sum overflows */
#define WORDS_LEAST		3		/* before it can be clear */

/* Differences between languages, in units of words.h. */
#define LEAST_MARGIN	1		/* to the second best */
#define WORD_MARGIN 2	/* when there is but one word */
#define LEAST_EVIDENCE	4		/* against languages not known here */
#define CLEAR_MARGIN	(12 * VOC_WEIGHT_UNIT)	/* no need to look further */

#define LATIN_PER_CYRILLIC	3	/* a brand name is Latin anywhere */
#define KNOWN_PER_OTHER		2

#define EVEN_WEIGHTS	UINT64_C(0x0F0F0F0F0F0F0F0F)
#define EVEN_BYTES		UINT64_C(0x00FF00FF00FF00FF)
#define ROWS_MOST		16		/* that a byte has room for */

static const char *const languages[VOC_NSCRIPTS][VOC_LANGUAGES_MOST] =
VOC_LANGUAGES;
static const int nlanguages[VOC_NSCRIPTS] = {16, 6};

typedef struct Evidence
{
	uint64_t	wide[4];		/* sums: that of language l is in l % 4 */
	int			rows;
	int			words;
} Evidence;

typedef struct Verdict
{
	int			best;
	int			evidence;		/* for it */
	int			margin;			/* to the second best */
} Verdict;

/* The row of a key; false when it has none. */
static inline bool
find_row(const VocPieces *pieces, VocScript script, uint64_t key, uint64_t *row)
{
	uint64_t	hash = voc_piece_hash(key);
	uint32_t	slot = voc_piece_slot(hash, pieces->slots);
	uint16_t	mark = voc_piece_mark(hash);

	while (pieces->marks[slot] != mark)
		if (pieces->marks[slot++] == 0)
			return false;
	if (script == VOC_LATIN)
		*row = pieces->rows[2 * slot] |
			(uint64_t) pieces->rows[2 * slot + 1] << 32;
	else
		*row = pieces->rows[slot];
	return true;
}

static void
add_keys(Evidence *evidence, VocScript script, const uint64_t *keys, int nkeys)
{
	const VocPieces *pieces = &voc_pieces[script];

	for (int i = 0; i < nkeys;)
	{
		uint64_t	even = 0;
		uint64_t	odd = 0;
		uint64_t	row;
		int			n = 0;

		for (; i < nkeys && n < ROWS_MOST; i++)
		{
			if (!find_row(pieces, script, keys[i], &row))
				continue;
			even += row & EVEN_WEIGHTS;
			odd += row >> 4 & EVEN_WEIGHTS;
			n++;
		}
		evidence->wide[0] += even & EVEN_BYTES;
		evidence->wide[1] += odd & EVEN_BYTES;
		evidence->wide[2] += even >> 8 & EVEN_BYTES;
		evidence->wide[3] += odd >> 8 & EVEN_BYTES;
		evidence->rows += n;
	}
}

static void
add_word(Evidence *evidence, VocScript script, const VocToken *token,
		 const char *text)
{
	unsigned char letters[VOC_LETTERS_MAX];
	uint64_t	keys[2 * VOC_KEYS_MAX];
	int			n = voc_word_letters(token->norm, token->norm_len, letters);
	int			nkeys;

	if (n == 0)
		return;
	nkeys = voc_word_keys(letters, n, keys);
	if (script == VOC_LATIN && (token->flags & VOC_TOKEN_ACCENTED) != 0)
		nkeys += voc_typed_keys(text + token->start, token->len, keys + nkeys);
	add_keys(evidence, script, keys, nkeys);
	evidence->words++;
}

static Verdict
judge(const Evidence *evidence, VocScript script)
{
	int			none = evidence->rows * VOC_WEIGHT_ZERO;
	int			second = 0;		/* languages not known here */
	Verdict		verdict = {-1, 0, 0};

	for (int i = 0; i < nlanguages[script]; i++)
	{
		int			sum = (int) (evidence->wide[i % 4] >> (i / 4 * 16) & 0xFFFF) - none;

		if (verdict.best < 0 || sum > verdict.evidence)
		{
			if (verdict.best >= 0 && verdict.evidence > second)
				second = verdict.evidence;
			verdict.best = i;
			verdict.evidence = sum;
		}
		else if (sum > second)
			second = sum;
	}
	verdict.margin = verdict.evidence - second;
	return verdict;
}

/* The script most of the letters are in; VOC_NSCRIPTS when none is known. */
static VocScript
find_script(const VocToken *tokens, int count)
{
	uint32_t	letters[VOC_NSCRIPTS + 1] = {0};
	VocScript	script;

	for (int i = 0; i < count; i++)
		if (tokens[i].kind == VOC_TOKEN_WORD)
			letters[voc_word_script(tokens[i].norm)] += tokens[i].char_len;
	script = letters[VOC_CYRILLIC] * LATIN_PER_CYRILLIC > letters[VOC_LATIN] ?
		VOC_CYRILLIC : VOC_LATIN;
	return letters[VOC_NSCRIPTS] * KNOWN_PER_OTHER > letters[script] ?
		VOC_NSCRIPTS : script;
}

const char *
voc_language_detect_tokens(const VocChunk *chunk, int first, int count,
						   const char *text, float *margin)
{
	const VocToken *tokens = chunk->tokens + first;
	VocScript	script = find_script(tokens, count);
	Evidence	evidence = {{0}, 0, 0};
	Verdict		verdict = {-1, 0, 0};

	if (margin != NULL)
		*margin = 0;
	if (script == VOC_NSCRIPTS)
		return NULL;
	for (int i = 0; i < count && evidence.words < WORDS_MOST; i++)
	{
		if (tokens[i].kind != VOC_TOKEN_WORD ||
			voc_word_script(tokens[i].norm) != script)
			continue;
		add_word(&evidence, script, &tokens[i], text);
		if (evidence.words >= WORDS_LEAST)
		{
			verdict = judge(&evidence, script);
			if (verdict.margin >= CLEAR_MARGIN)
				break;
		}
	}
	if (evidence.words > 0 && evidence.words < WORDS_LEAST)
		verdict = judge(&evidence, script);
	if (margin != NULL)
		*margin = (float) verdict.margin / VOC_WEIGHT_UNIT;
	if (verdict.evidence < LEAST_EVIDENCE ||
		verdict.margin < (evidence.words == 1 ? WORD_MARGIN : LEAST_MARGIN))
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
