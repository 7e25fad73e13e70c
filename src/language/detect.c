/*-------------------------------------------------------------------------
 *
 * detect.c
 *	  Which language a chunk of text is in.
 *
 * Each word gives evidence: frequent words and pieces of words by their
 * normal forms, so that it does not matter whether diacritics were typed, and
 * letters that only some languages have by the text itself.  The evidence for
 * a language is the sum over the words of the logarithm of how much more
 * often it is met there than in languages at large, as in a naive Bayes
 * classifier whose probabilities are all the same.  Neighbours, which share
 * most of their words, are only told apart when more speaks for the one.
 *
 * IDENTIFICATION
 *	  src/language/detect.c
 *
 *-------------------------------------------------------------------------
 */
#include "language.h"

#include <string.h>

#include "../text/utf8.h"
#include "words.h"

#define WORDS_MOST		48		/* words looked at */
#define WORDS_STEP		4		/* how often to see whether it is clear */

/* Evidence, in units of words.h. */
#define LETTER_WEIGHT	6
#define LEAST_EVIDENCE	(2 * VOC_WORDS_UNIT)	/* of the best language */
#define LEAST_MARGIN	(2 * VOC_WORDS_UNIT)	/* to the second */
#define NEAR_MARGIN		(3 * VOC_WORDS_UNIT)	/* to a neighbour */
#define CLEAR_MARGIN	(16 * VOC_WORDS_UNIT)	/* no need to look further */
#define CLEAR_PIECES	(12 * VOC_WORDS_UNIT)	/* nor at more pieces */

#define HARD_SIGN		0x44A
#define RUSSIAN_Y		0x44B

enum
{
	BG = 1 << 0, CS = 1 << 1, DE = 1 << 2, EN = 1 << 3, ES = 1 << 4,
	FR = 1 << 5, IT = 1 << 6, PL = 1 << 7, RU = 1 << 8, SK = 1 << 9,
	UK = 1 << 10
};

static const char *const languages[VOC_NLANGUAGES] = VOC_LANGUAGES;

/* The languages that a letter with a diacritic, or a Cyrillic one, is of. */
static const struct
{
	uint16_t	letter;
	uint16_t	of;
}			letters[] = {
	{0xDF, DE},					/* sharp s */
	{0xE0, FR | IT},			/* a grave */
	{0xE1, CS | SK | ES},		/* a acute */
	{0xE2, FR},					/* a circumflex */
	{0xE4, DE | SK},			/* a diaeresis */
	{0xE7, FR},					/* c cedilla */
	{0xE8, FR | IT},			/* e grave */
	{0xE9, CS | SK | ES | FR},	/* e acute */
	{0xEA, FR},					/* e circumflex */
	{0xEB, FR},					/* e diaeresis */
	{0xEC, IT},					/* i grave */
	{0xED, CS | SK | ES},		/* i acute */
	{0xEE, FR},					/* i circumflex */
	{0xEF, FR},					/* i diaeresis */
	{0xF1, ES},					/* n tilde */
	{0xF2, IT},					/* o grave */
	{0xF3, PL | ES},			/* o acute */
	{0xF4, SK | FR},			/* o circumflex */
	{0xF6, DE},					/* o diaeresis */
	{0xF9, FR | IT},			/* u grave */
	{0xFA, CS | SK | ES},		/* u acute */
	{0xFB, FR},					/* u circumflex */
	{0xFC, DE},					/* u diaeresis */
	{0xFD, CS | SK},			/* y acute */
	{0x105, PL},				/* a ogonek */
	{0x107, PL},				/* c acute */
	{0x10D, CS | SK},			/* c caron */
	{0x10F, CS | SK},			/* d caron */
	{0x119, PL},				/* e ogonek */
	{0x11B, CS},				/* e caron */
	{0x13A, SK},				/* l acute */
	{0x13E, SK},				/* l caron */
	{0x142, PL},				/* l stroke */
	{0x144, PL},				/* n acute */
	{0x148, CS | SK},			/* n caron */
	{0x153, FR},				/* oe */
	{0x155, SK},				/* r acute */
	{0x159, CS},				/* r caron */
	{0x15B, PL},				/* s acute */
	{0x161, CS | SK},			/* s caron */
	{0x165, CS | SK},			/* t caron */
	{0x16F, CS},				/* u ring */
	{0x17A, PL},				/* z acute */
	{0x17C, PL},				/* z dot */
	{0x17E, CS | SK},			/* z caron */
	{0x44A, BG},				/* hard sign */
	{0x44B, RU},				/* y */
	{0x44D, RU},				/* e */
	{0x451, RU},				/* io */
	{0x454, UK},				/* ie */
	{0x456, UK},				/* i */
	{0x457, UK},				/* yi */
	{0x491, UK}					/* ghe with upturn */
};

/* Padded, so that a compiler can work on several at once. */
typedef struct Evidence
{
	int			of[VOC_NLANGUAGES + 1];
} Evidence;

static void
add(Evidence *evidence, uint32_t of, int worth)
{
	for (int i = 0; i < VOC_NLANGUAGES + 1; i++)
		evidence->of[i] += worth & -(int) (of >> i & 1);
}

/* What a letter is evidence for. */
static void
add_letter(Evidence *evidence, uint32_t cp)
{
	static const float ln[VOC_NLANGUAGES + 1] = VOC_WORDS_LN;
	int			low = 0;
	int			high = (int) (sizeof(letters) / sizeof(letters[0])) - 1;

	while (low <= high)
	{
		int			mid = (low + high) / 2;
		int			n = 0;

		if (cp < letters[mid].letter)
			high = mid - 1;
		else if (cp > letters[mid].letter)
			low = mid + 1;
		else
		{
			for (unsigned of = letters[mid].of; of != 0; of &= of - 1)
				n++;
			add(evidence, letters[mid].of,
				(int) (ln[n] * LETTER_WEIGHT * VOC_WORDS_UNIT));
			return;
		}
	}
}

/* The small form of a letter that is not ASCII, as far as it matters here. */
static uint32_t
small_letter(uint32_t cp)
{
	if (cp >= 0xC0 && cp <= 0xDE)
		return cp + 0x20;
	if (cp >= 0x100 && cp < 0x139)
		return cp | 1;
	if (cp >= 0x139 && cp < 0x149)
		return cp + (cp & 1);
	if (cp >= 0x14A && cp < 0x178)
		return cp | 1;
	if (cp >= 0x179 && cp < 0x17F)
		return cp + (cp & 1);
	if (cp >= 0x410 && cp < 0x430)
		return cp + 0x20;
	if (cp >= 0x400 && cp < 0x410)
		return cp + 0x50;
	return cp;
}

/*
 * Is there a letter at p that a Russian hard sign separates from a prefix?
 * Elsewhere the hard sign is a vowel, and Bulgarian.
 */
static bool
is_separated(const unsigned char *p, const unsigned char *end)
{
	uint32_t	cp;

	if (p >= end)
		return false;
	voc_utf8_decode(p, end, &cp);
	cp = small_letter(cp);
	return cp == 0x435 || cp == 0x44E || cp == 0x44F || cp == 0x451;
}

static void
add_letters(Evidence *evidence, const char *text, const VocToken *token)
{
	const unsigned char *p = (const unsigned char *) text + token->start;
	const unsigned char *end = p + token->len;

	while (p < end)
	{
		uint32_t	cp;

		if (*p < 0x80)
		{
			p++;
			continue;
		}
		p += voc_utf8_decode(p, end, &cp);
		/* Cyrillic letters that everyone has, small ones and capitals. */
		if ((cp >= 0x430 && cp <= 0x449) || (cp >= 0x410 && cp <= 0x429))
			continue;
		cp = small_letter(cp);
		if (cp == HARD_SIGN && is_separated(p, end))
			cp = RUSSIAN_Y;		/* as good a sign of Russian */
		add_letter(evidence, cp);
	}
}

/* Put the ends of a word around its normal form; returns the length. */
static size_t
with_ends(char *word, const VocToken *token)
{
	word[0] = '^';
	memcpy(word + 1, token->norm, token->norm_len);
	word[token->norm_len + 1] = '$';
	return token->norm_len + 2u;
}

/*
 * Add the pieces of a word that start with the byte at from: all of them, or
 * only the whole word.
 */
static void
add_pieces(Evidence *evidence, const char *word, size_t len, size_t from,
		   bool whole)
{
	uint32_t	node = VOC_TRIE_ROOT;
	uint32_t	value;

	for (size_t at = from; at < len; at++)
	{
		node = voc_trie_step(voc_words, node, (unsigned char) word[at]);
		if (node == 0)
			return;
		if ((at == len - 1 ? whole || from > 0 : !whole) &&
			voc_trie_value(voc_words, node, &value))
			add(evidence, VOC_WORDS_LANGUAGES(value), VOC_WORDS_WORTH(value));
	}
}

/* The languages that are easily taken for each other. */
static uint32_t
neighbours(int language)
{
	uint32_t	bit = (uint32_t) 1 << language;

	if ((bit & (BG | RU | UK)) != 0)
		return BG | RU | UK;
	if ((bit & (CS | SK)) != 0)
		return CS | SK;
	return bit;
}

/* The best language, and how far it is before the second best. */
static int
best_language(const Evidence *evidence, int *margin, int *next)
{
	int			best = 0;
	int			second = -1;

	for (int i = 1; i < VOC_NLANGUAGES; i++)
		if (evidence->of[i] > evidence->of[best])
			best = i;
	for (int i = 0; i < VOC_NLANGUAGES; i++)
		if (i != best && (second < 0 || evidence->of[i] > evidence->of[second]))
			second = i;
	*margin = evidence->of[best] - evidence->of[second];
	*next = second;
	return best;
}

/*
 * Add what the words of the chunk say, until it is clear.  Looking at whole
 * words and at letters costs little, and is mostly enough; pieces of words
 * are looked at when it is not.
 */
static void
add_words(Evidence *evidence, const VocChunk *chunk, const char *text,
		  bool pieces)
{
	char		word[VOC_NORM_MAX + 2];
	int			words = 0;
	int			clear = pieces ? CLEAR_PIECES : CLEAR_MARGIN;
	int			margin;
	int			next;

	for (int i = 0; i < chunk->ntokens && words < WORDS_MOST; i++)
	{
		const VocToken *token = &chunk->tokens[i];
		size_t		len;

		if (token->kind != VOC_TOKEN_WORD)
			continue;
		len = with_ends(word, token);
		if (pieces)
		{
			for (size_t from = 0; from < len; from++)
				add_pieces(evidence, word, len, from, false);
		}
		else
		{
			add_pieces(evidence, word, len, 0, true);
			if ((token->flags & VOC_TOKEN_ACCENTED) != 0 ||
				(unsigned char) token->norm[0] >= 0x80)
				add_letters(evidence, text, token);
		}
		if (++words % WORDS_STEP == 0)
		{
			best_language(evidence, &margin, &next);
			if (margin >= clear)
				return;
		}
	}
}

const char *
voc_language_detect(const VocChunk *chunk, const char *text)
{
	Evidence	evidence = {{0}};
	int			margin;
	int			next;
	int			best;

	add_words(&evidence, chunk, text, false);
	best = best_language(&evidence, &margin, &next);
	if (margin < CLEAR_MARGIN)
	{
		add_words(&evidence, chunk, text, true);
		best = best_language(&evidence, &margin, &next);
	}
	if (evidence.of[best] < LEAST_EVIDENCE || margin < LEAST_MARGIN ||
		(margin < NEAR_MARGIN && (neighbours(best) >> next & 1) != 0))
		return NULL;
	return languages[best];
}

const char *
voc_language_code(const char *code, size_t len)
{
	for (int i = 0; i < VOC_NLANGUAGES; i++)
		if (len == 2 && memcmp(languages[i], code, 2) == 0)
			return languages[i];
	return NULL;
}
