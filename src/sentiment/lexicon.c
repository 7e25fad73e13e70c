/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *	  Looking up words and phrases in a compiled lexicon.
 *
 * IDENTIFICATION
 *	  src/sentiment/lexicon.c
 *
 *-------------------------------------------------------------------------
 */
#include "lexicon.h"

#include <string.h>

#define DOUBTFUL_WORDS	3		/* a language told from so few may be another */

const VocLexicon *
voc_lexicon(const char *language)
{
	for (int i = 1; language != NULL && i < voc_nlexicons; i++)
		if (voc_lexicons[i].language[0] == language[0] &&
			voc_lexicons[i].language[1] == language[1])
			return &voc_lexicons[i];
	return &voc_lexicons[0];
}

/* Where terms are looked up. */
typedef struct Search
{
	const VocTrieUnit *units;
	const VocToken *end;		/* no term goes on to this token */
} Search;

static int	match_from(const Search *s, uint32_t node, const char *norm,
					   size_t len, const VocToken *next, uint32_t *value);

/*
 * A word ends at this node: go on with the next tokens, unless it is 0.  A
 * term of as many tokens as the best so far replaces that, and its value.
 */
static int
end_word(const Search *s, uint32_t node, const VocToken *next, int best,
		 uint32_t *value)
{
	uint32_t	found;
	int			n = 0;

	if (node == 0)
		return best;
	if (next < s->end && next->kind <= VOC_TOKEN_NUMBER &&
		voc_trie_step(s->units, node, (unsigned char) next->norm[0]) != 0)
		n = match_from(s, node, next->norm, next->norm_len, next + 1, &found);
	if (n > 0)
		n++;
	else if (voc_trie_value(s->units, node, &found))
		n = 1;
	if (n == 0 || n < best)
		return best;
	*value = found;
	return n;
}

/* From a place in a tail there is but one end: it, or 0. */
static inline uint32_t
end_of_tail(const VocTrieUnit *units, uint32_t place, const char *norm,
			size_t len)
{
	unsigned	byte = voc_trie_tail(units, place);
	size_t		i = 0;

	while (i < len && byte == (unsigned char) norm[i])
	{
		byte = voc_trie_tail(units, ++place);
		i++;
	}
	return byte == VOC_LEXICON_STEM || (byte == VOC_LEXICON_EXACT && i == len) ?
		place + 1 : 0;
}

/*
 * How many words the longest term takes that goes on from node with this one
 * and the next tokens, and its value.  The depth is that of the longest phrase,
 * and the branches are the nested stems of the lexicon, so the work for a token
 * is bounded by the lexicon and not by the text.
 */
static int
match_from(const Search *s, uint32_t node, const char *norm, size_t len,
		   const VocToken *next, uint32_t *value)
{
	const VocTrieUnit *units = s->units;
	VocTrieUnit unit = 0;
	size_t		i = 0;
	int			best = 0;

	if ((node & VOC_TRIE_IN_TAIL) == 0)
		unit = units[node];
	while ((node & VOC_TRIE_IN_TAIL) == 0)
	{
		unsigned	label;

		if (i == len)
			return end_word(s, voc_trie_step(units, node, VOC_LEXICON_EXACT),
							next, best, value);
		label = (unsigned char) norm[i++];
		node = (unit >> VOC_TRIE_BASE) + label;
		unit = units[node];
		if ((unit & 0xFF) != label)
			return best;
		if ((unit & VOC_TRIE_TAIL) != 0)
			node = voc_trie_tail_place(unit);
		else if ((unit & VOC_TRIE_ENDS) != 0)
			best = end_word(s, voc_trie_step(units, node, VOC_LEXICON_STEM),
							next, best, value);
	}
	return end_word(s, end_of_tail(units, node, norm + i, len - i), next, best,
					value);
}

static void
unpack(uint32_t value, VocEntry *entry)
{
	entry->role = voc_entry_role(value);
	entry->amount = voc_entry_amount(value);
}

int
voc_lexicon_match(const VocLexicon *lexicon, const VocToken *tokens,
				  int ntokens, VocEntry *entry)
{
	int			most = ntokens < VOC_LEXICON_WORDS ? ntokens : VOC_LEXICON_WORDS;
	Search		s = {lexicon->units, tokens + most};
	uint32_t	value;
	int			n = match_from(&s, VOC_TRIE_ROOT, tokens->norm,
							   tokens->norm_len, tokens + 1, &value);

	if (n > 0)
		unpack(value, entry);
	return n;
}

int
voc_lexicon_word(const VocLexicon *lexicon, const char *norm, size_t len,
				 VocEntry *entry)
{
	Search		s = {lexicon->units, NULL};
	uint32_t	value;
	int			n = match_from(&s, VOC_TRIE_ROOT, norm, len, NULL, &value);

	if (n > 0)
		unpack(value, entry);
	return n;
}

/*
 * The same search as match_from, for a term of exactly these tokens: which
 * of the ends it takes at each.  lengths has what it takes of each token's
 * normal form, and stems whether it ends there as a stem.
 */
static bool
trace(const VocTrieUnit *units, uint32_t node, const VocToken *tokens,
	  int ntokens, size_t *lengths, bool *stems)
{
	uint32_t	nodes[VOC_NORM_MAX + 1];
	uint32_t	value;
	size_t		len = 0;

	/* The nodes after each byte, as far as the lexicon has them. */
	nodes[0] = node;
	while (len < tokens[0].norm_len &&
		   (nodes[len + 1] = voc_trie_step(units, nodes[len],
										   (unsigned char) tokens[0].norm[len])) != 0)
		len++;

	/* Exact words before stems, longer stems before shorter ones. */
	stems[0] = len < tokens[0].norm_len;
	for (lengths[0] = len; lengths[0] > 0; lengths[0] -= stems[0], stems[0] = true)
	{
		uint32_t	end = voc_trie_step(units, nodes[lengths[0]], stems[0] ?
										VOC_LEXICON_STEM : VOC_LEXICON_EXACT);

		if (end == 0)
			continue;
		if (ntokens > 1 ?
			trace(units, end, tokens + 1, ntokens - 1, lengths + 1, stems + 1) :
			voc_trie_value(units, end, &value))
			return true;
	}
	return false;
}

bool
voc_lexicon_spell(const VocLexicon *lexicon, const VocToken *tokens,
				  int ntokens, char *spelt)
{
	size_t		lengths[VOC_LEXICON_WORDS];
	bool		stems[VOC_LEXICON_WORDS];
	size_t		n = 0;

	if (ntokens > VOC_LEXICON_WORDS ||
		!trace(lexicon->units, VOC_TRIE_ROOT, tokens, ntokens, lengths, stems))
		return false;
	for (int i = 0; i < ntokens; i++)
	{
		if (i > 0)
			spelt[n++] = ' ';
		n += voc_norm_utf8(tokens[i].norm, lengths[i], spelt + n);
		if (stems[i])
			spelt[n++] = '*';
	}
	spelt[n] = '\0';
	return true;
}

bool
voc_lexicon_spell_word(const VocLexicon *lexicon, const char *norm, size_t len,
					   char *spelt)
{
	VocToken	token;

	memset(&token, 0, sizeof(token));
	token.norm = norm;
	token.norm_len = (uint16_t) len;
	return voc_lexicon_spell(lexicon, &token, 1, spelt);
}

bool
voc_lexicon_is_one(const VocAffix *words, int nwords, const VocToken *token)
{
	for (int i = 0; i < nwords; i++)
		if (token->norm_len == words[i].len &&
			memcmp(token->norm, words[i].norm, token->norm_len) == 0)
			return true;
	return false;
}

static int
count_words(const VocChunk *chunk)
{
	int			words = 0;

	for (int i = 0; i < chunk->ntokens; i++)
		words += chunk->tokens[i].kind == VOC_TOKEN_WORD;
	return words;
}

static int
count_known(const VocLexicon *lexicon, const VocChunk *chunk)
{
	int			known = 0;

	for (int i = 0; i < chunk->ntokens; i++)
	{
		const VocToken *token = &chunk->tokens[i];
		VocEntry	entry;

		if (token->kind == VOC_TOKEN_WORD &&
			voc_lexicon_may_have(lexicon, token->norm, token->norm_len))
			known += voc_lexicon_word(lexicon, token->norm, token->norm_len,
									  &entry);
	}
	return known;
}

const VocLexicon *
voc_lexicon_detected(const char *language, const VocChunk *chunk)
{
	const VocLexicon *best = voc_lexicon(language);
	int			most = 0;

	if (best != &voc_lexicons[0] ||
		(language != NULL && count_words(chunk) > DOUBTFUL_WORDS))
		return best;
	for (int l = 1; l < voc_nlexicons; l++)
	{
		int			known = count_known(&voc_lexicons[l], chunk);

		if (known > most)
		{
			most = known;
			best = &voc_lexicons[l];
		}
	}
	return best;
}
