/*-------------------------------------------------------------------------
 *
 * entry.c
 *	  How entries of a lexicon are written.
 *
 * IDENTIFICATION
 *	  src/sentiment/entry.c
 *
 *-------------------------------------------------------------------------
 */
#include "entry.h"

#include <string.h>

#define STEM_LEAST	2			/* bytes; a shorter one matches anything */

static bool
fail(VocEntryProblem *problem, const char *part, size_t len, const char *message)
{
	problem->part = part;
	problem->part_len = len;
	problem->message = message;
	return false;
}

/* Read one word; false when the reader takes it for more or less than a token. */
static bool
read_one(const char *word, size_t len, VocChunk *chunk)
{
	VocReader	reader;

	voc_reader_init(&reader, word, len, NULL);
	return voc_reader_next(&reader, chunk) && chunk->ntokens == 1 &&
		chunk->tokens[0].start == 0 && chunk->tokens[0].len == len;
}

/*
 * Append the normal form of one word of a term to the key.  It must be what
 * the reader takes for one token, or it would never be met.
 */
static bool
add_word(const char *word, size_t len, bool phrase, VocChunk *chunk,
		 char *key, size_t *key_len, VocEntryProblem *problem)
{
	const VocToken *token = &chunk->tokens[0];
	bool		stem = len > 1 && word[len - 1] == '*';

	/* The star of ":*" is a mouth. */
	if (stem && read_one(word, len, chunk) &&
		token->kind == VOC_TOKEN_EMOTICON)
		stem = false;
	if (!read_one(word, stem ? len - 1 : len, chunk))
		return fail(problem, word, len, "is not read as one token");
	if (token->kind == VOC_TOKEN_MARK || token->kind == VOC_TOKEN_LINK ||
		(phrase && token->kind != VOC_TOKEN_WORD &&
		 token->kind != VOC_TOKEN_NUMBER))
		return fail(problem, word, len, "is not a word");
	if (token->norm_len > VOC_NORM_MAX - VOC_TRIE_FIRST)
		return fail(problem, word, len, "is too long");
	if (stem && token->norm_len < (*key_len == 0 ? VOC_FILTER_STEM : STEM_LEAST))
		return fail(problem, word, len, "is too short for a stem");

	memcpy(key + *key_len, token->norm, token->norm_len);
	*key_len += token->norm_len;
	key[(*key_len)++] = stem ? VOC_LEXICON_STEM : VOC_LEXICON_EXACT;
	return true;
}

bool
voc_entry_key(const char *term, size_t len, VocChunk *chunk, char *key,
			 size_t *key_len, VocEntryProblem *problem)
{
	const char *end = term + len;
	bool		phrase = memchr(term, ' ', len) != NULL;
	int			words = 0;

	*key_len = 0;
	for (const char *word = term;;)
	{
		const char *space = memchr(word, ' ', (size_t) (end - word));
		size_t		n = (size_t) ((space != NULL ? space : end) - word);

		if (n == 0)
			return fail(problem, term, len, "is not words with one space between");
		if (++words > VOC_LEXICON_WORDS)
			return fail(problem, term, len, "has more than eight words");
		if (!add_word(word, n, phrase, chunk, key, key_len, problem))
			return false;
		if (space == NULL)
			return true;
		word = space + 1;
	}
}

void
voc_entry_spell(const char *key, size_t len, char *spelt)
{
	size_t		n = 0;

	for (size_t at = 0; at < len; at++)
	{
		size_t		end = at;

		while ((unsigned char) key[end] >= VOC_TRIE_FIRST)
			end++;
		if (at > 0)
			spelt[n++] = ' ';
		n += voc_norm_utf8(key + at, end - at, spelt + n);
		if (key[end] == VOC_LEXICON_STEM)
			spelt[n++] = '*';
		at = end;
	}
	spelt[n] = '\0';
}

static const VocRoleName roles[] = {
	{"aside", VOC_ROLE_ASIDE, 'y', -4, 4},
	{"courtesy", VOC_ROLE_COURTESY, 'y', 0.1, 4},
	{"negator", VOC_ROLE_NEGATOR, '?', -4, 0},
	{"without", VOC_ROLE_WITHOUT, 'n', 0, 0},
	{"intensifier", VOC_ROLE_INTENSIFIER, 'y', 1.01, 3.0},
	{"diminisher", VOC_ROLE_DIMINISHER, 'y', 0.05, 0.99},
	{"contrast", VOC_ROLE_CONTRAST, 'n', 0, 0},
	{"hypothetical", VOC_ROLE_HYPOTHETICAL, 'n', 0, 0},
	{"other", VOC_ROLE_OTHER, 'n', 0, 0},
	{"excess", VOC_ROLE_EXCESS, 'y', -4, -0.1},
	{"remedy", VOC_ROLE_REMEDY, 'y', 0.1, 4},
	{"rating", VOC_ROLE_RATING, 'y', 3, 100},
	{"heading", VOC_ROLE_HEADING, 'y', -1, 1},
	{"irony", VOC_ROLE_IRONY, '?', -4, 0},
	{"that", VOC_ROLE_THAT, 'n', 0, 0},
	{"stop", VOC_ROLE_STOP, 'n', 0, 0}
};

const VocRoleName *
voc_role_named(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strlen(roles[i].name) == len && memcmp(roles[i].name, name, len) == 0)
			return &roles[i];
	return NULL;
}

static int
hundredths(double number)
{
	return (int) (number * 100 + (number < 0 ? -0.5 : 0.5));
}

bool
voc_entry_value(const VocRoleName *role, double amount, uint32_t *value)
{
	if (role == NULL)
	{
		if (!(amount >= -4 && amount <= 4) || hundredths(amount) == 0)
			return false;
		*value = voc_entry_pack(VOC_ROLE_VALENCE, hundredths(amount));
		return true;
	}
	if (!(amount >= role->least && amount <= role->most) ||
		(role->role == VOC_ROLE_HEADING && hundredths(amount) % 100 != 0))
		return false;
	*value = voc_entry_pack(role->role, hundredths(amount));
	return true;
}
