/*-------------------------------------------------------------------------
 *
 * own.c
 *	  Users' own words, compiled to lexicons at run time.
 *
 * IDENTIFICATION
 *	  src/sentiment/own.c
 *
 *-------------------------------------------------------------------------
 */
#include "own.h"

#include <stdlib.h>
#include <string.h>

#include "entry.h"

/* A word ready for the trie. */
typedef struct Term
{
	VocTrieKey	key;			/* first, so that terms compare as keys */
	int			rank;			/* of equal keys the highest counts */
	int			lexicon;		/* or -1 for all */
} Term;

/* The lexicon of a language; -1: none. */
static int
find_lexicon(const char *language)
{
	for (int i = 1; i < voc_nlexicons; i++)
		if (strcmp(voc_lexicons[i].language, language) == 0)
			return i;
	return -1;
}

static bool
make_term(const VocWord *word, int rank, VocChunk *chunk, VocArena *arena,
		  Term *term)
{
	const VocRoleName *role = NULL;
	VocEntryProblem problem;
	char		bytes[VOC_ENTRY_KEY_MAX];
	char	   *copy;

	term->lexicon = -1;
	term->rank = rank;
	if (word->language != NULL &&
		(term->lexicon = find_lexicon(word->language)) < 0)
		return false;
	if (word->role != NULL &&
		(role = voc_role_named(word->role, strlen(word->role))) == NULL)
		return false;
	if (!voc_entry_value(role, word->amount, &term->key.value) ||
		!voc_entry_key(word->term, strlen(word->term), chunk, bytes,
					  &term->key.len, &problem))
		return false;
	copy = voc_arena_alloc0(arena, term->key.len, 1);
	memcpy(copy, bytes, term->key.len);
	term->key.bytes = copy;
	return true;
}

/* Keys in order; of the same key the one that counts last. */
static int
compare_terms(const void *a, const void *b)
{
	const Term *left = a;
	const Term *right = b;
	int			order = voc_trie_compare(&left->key, &right->key);

	if (order != 0)
		return order;
	if ((left->lexicon < 0) != (right->lexicon < 0))
		return left->lexicon < 0 ? -1 : 1;
	return left->rank < right->rank ? -1 : left->rank > right->rank;
}

/* How many terms are for one language only. */
static int
count_terms(const Term *terms, int nterms, int lexicon)
{
	int			n = 0;

	for (int i = 0; i < nterms; i++)
		n += terms[i].lexicon == lexicon;
	return n;
}

/* The trie of the terms, in order, for a language and for all. */
static const VocTrieUnit *
compile_units(const Term *terms, int nterms, int lexicon, VocArena *arena)
{
	VocTrieKey *keys = voc_arena_alloc0(arena, (size_t) nterms + 1,
										sizeof(VocTrieKey));
	size_t		n = 0;
	size_t		nunits;

	for (int i = 0; i < nterms; i++)
	{
		if (terms[i].lexicon >= 0 && terms[i].lexicon != lexicon)
			continue;
		if (n == 0 || voc_trie_compare(&keys[n - 1], &terms[i].key) != 0)
			n++;
		keys[n - 1] = terms[i].key;
	}
	return n == 0 ? NULL : voc_trie_build(keys, n, arena, &nunits);
}

const VocLexicon *const *
voc_own_compile(const VocWord *words, int nwords, VocChunk *chunk,
				VocArena *arena, int *nbad)
{
	Term	   *terms = voc_arena_alloc0(arena, (size_t) nwords + 1, sizeof(Term));
	const VocLexicon **own;
	const VocTrieUnit *all;
	int			nterms = 0;

	for (int i = 0; i < nwords; i++)
		nterms += make_term(&words[i], i, chunk, arena, &terms[nterms]);
	*nbad = nwords - nterms;
	if (nterms == 0)
		return NULL;
	qsort(terms, (size_t) nterms, sizeof(Term), compare_terms);
	own = voc_arena_alloc0(arena, (size_t) voc_nlexicons, sizeof(VocLexicon *));
	all = compile_units(terms, nterms, -1, arena);
	for (int i = 0; i < voc_nlexicons; i++)
	{
		/* The grammar is the language's. */
		VocLexicon *lexicon = voc_arena_alloc0(arena, 1, sizeof(VocLexicon));

		*lexicon = voc_lexicons[i];
		lexicon->filter = NULL;
		lexicon->units = count_terms(terms, nterms, i) == 0 ? all :
			compile_units(terms, nterms, i, arena);
		own[i] = lexicon->units != NULL ? lexicon : NULL;
	}
	return own;
}
