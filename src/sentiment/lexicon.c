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

#define MAX_STEMS	16			/* nested stems; the longest are kept */
#define DOUBTFUL_WORDS	3		/* a language told from so few may be another */

/* Where the walk over one token can end. */
typedef struct Ends
{
	uint32_t	nodes[MAX_STEMS + 1];	/* the best one last */
	int			count;
} Ends;

const VocLexicon *
voc_lexicon(const char *language)
{
	for (int i = 1; language != NULL && i < voc_nlexicons; i++)
		if (voc_lexicons[i].language[0] == language[0] &&
			voc_lexicons[i].language[1] == language[1])
			return &voc_lexicons[i];
	return &voc_lexicons[0];
}

static void
add_end(Ends *ends, uint32_t node)
{
	if (node == 0)
		return;
	if (ends->count == MAX_STEMS)
	{
		memmove(ends->nodes, ends->nodes + 1,
				sizeof(ends->nodes[0]) * (MAX_STEMS - 1));
		ends->count--;
	}
	ends->nodes[ends->count++] = node;
}

/* The rest of a walk, from a place in a tail: there is but one end. */
static void
walk_tail(const VocTrieUnit *units, uint32_t place, const char *norm,
		  size_t len, Ends *ends)
{
	unsigned	byte = voc_trie_tail(units, place);
	size_t		i = 0;

	while (i < len && byte == (unsigned char) norm[i])
	{
		byte = voc_trie_tail(units, ++place);
		i++;
	}
	if (byte == VOC_LEXICON_STEM || (byte == VOC_LEXICON_EXACT && i == len))
		add_end(ends, place + 1);
}

/* Walk over a normal form, from node. */
static void
walk(const VocTrieUnit *units, uint32_t node, const char *norm, size_t len,
	 Ends *ends)
{
	size_t		i = 0;

	ends->count = 0;
	while ((node & VOC_TRIE_IN_TAIL) == 0)
	{
		if (i == len)
		{
			add_end(ends, voc_trie_step(units, node, VOC_LEXICON_EXACT));
			return;
		}
		node = voc_trie_step(units, node, (unsigned char) norm[i++]);
		if (node == 0)
			return;
		if ((node & VOC_TRIE_IN_TAIL) == 0 && voc_trie_ends(units, node))
			add_end(ends, voc_trie_step(units, node, VOC_LEXICON_STEM));
	}
	walk_tail(units, node, norm + i, len - i, ends);
}

/*
 * How many tokens the longest term takes that goes on from node with these
 * tokens, and its value.  The depth is that of the longest phrase, and the
 * branches are the nested stems of the lexicon, so the work for a token is
 * bounded by the lexicon and not by the text.
 */
static int
match_from(const VocTrieUnit *units, uint32_t node, const VocToken *tokens,
		   int ntokens, uint32_t *value)
{
	Ends		ends;
	int			best = 0;

	walk(units, node, tokens[0].norm, tokens[0].norm_len, &ends);
	for (int i = ends.count - 1; i >= 0; i--)
	{
		uint32_t	found;
		int			n = 0;

		if (ntokens > 1 && tokens[1].kind <= VOC_TOKEN_NUMBER &&
			voc_trie_step(units, ends.nodes[i], (unsigned char) tokens[1].norm[0]) != 0)
			n = match_from(units, ends.nodes[i], tokens + 1, ntokens - 1,
						   &found);
		if (n > 0)
			n++;
		else if (voc_trie_value(units, ends.nodes[i], &found))
			n = 1;
		if (n > best)
		{
			best = n;
			*value = found;
		}
	}
	return best;
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
	uint32_t	value = 0;
	int			n;

	if (ntokens > VOC_LEXICON_WORDS)
		ntokens = VOC_LEXICON_WORDS;
	n = match_from(lexicon->units, VOC_TRIE_ROOT, tokens, ntokens, &value);
	if (n > 0)
		unpack(value, entry);
	return n;
}

int
voc_lexicon_word(const VocLexicon *lexicon, const char *norm, size_t len,
				 VocEntry *entry)
{
	Ends		ends;
	uint32_t	value = 0;

	walk(lexicon->units, VOC_TRIE_ROOT, norm, len, &ends);
	for (int i = ends.count - 1; i >= 0; i--)
	{
		if (!voc_trie_value(lexicon->units, ends.nodes[i], &value))
			continue;
		unpack(value, entry);
		return 1;
	}
	return 0;
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
