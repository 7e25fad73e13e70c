/*-------------------------------------------------------------------------
 *
 * compile.c
 *	  Turns the readable lexicons into C source, at build time.
 *
 *		compile common=common.tsv cs=cs.tsv en=en.tsv > lexicon_data.c
 *		compile --check cs=cs.tsv
 *
 * A line of a lexicon is
 *
 *		term <tab> valence or role [<tab> note]
 *
 * and ../lexicon.h tells what becomes of it.  Anything that is not as it
 * should be, or that could never match, stops the build with file and line.
 *
 * IDENTIFICATION
 *	  src/sentiment/lexicon/compile.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../text/host/host.h"
#include "../entry.h"

/* A term, ready for the trie. */
typedef struct Term
{
	VocTrieKey	key;			/* first, so that terms sort as keys */
	const char *path;
	int			line;
	const char *spelling;
	bool		common;			/* from the common lexicon */
} Term;

typedef struct Terms
{
	Term	   *list;
	size_t		count;
	size_t		size;
} Terms;

#define AFFIXES_MAX	8			/* of each kind */

typedef struct Affixes
{
	VocAffix	list[AFFIXES_MAX];
	int			count;
} Affixes;

typedef struct Source
{
	const char *language;		/* "" for the common one */
	const char *path;
	Terms		terms;
	Affixes		prefixes;
	Affixes		ofs;
	Affixes		fors;
	bool		concord;
	bool		compounds;
	int			marks;
	int			trailing;
} Source;

static VocArena arena;
static VocTable table;
static VocChunk chunk;

/* --------------------------------------------------------------------
 * One line
 * --------------------------------------------------------------------
 */

/* A whole string as a number. */
static bool
parse_number(const char *text, double *number)
{
	char	   *end;

	if (*text == '\0' || *text == ' ')
		return false;
	*number = strtod(text, &end);
	return *end == '\0';
}

/* "negator" or "intensifier 1.3" */
static bool
parse_role(const char *text, uint32_t *value)
{
	size_t		len = strcspn(text, " ");
	const VocRoleName *role = voc_role_named(text, len);
	double		amount = 0;

	if (role != NULL &&
		(text[len] == '\0' ? role->amount != 'y' :
		 role->amount != 'n' && parse_number(text + len + 1, &amount)) &&
		voc_entry_value(role, amount, value))
		return true;
	voc_host_error(table.path, table.line, "not a valence or role: \"%s\"",
				   text);
	return false;
}

static bool
parse_value(const char *text, uint32_t *value)
{
	double		valence;

	if (!parse_number(text, &valence))
		return parse_role(text, value);
	if (voc_entry_value(NULL, valence, value))
		return true;
	if (valence >= -4 && valence <= 4)
		voc_host_error(table.path, table.line,
					   "valence 0: a neutral word has the role stop");
	else
		voc_host_error(table.path, table.line,
					   "valence %s is beyond -4 ... +4", text);
	return false;
}

/*
 * Is a phrase, less its stars, read as one clause of those words?  What the
 * reader parts could never be met.
 */
static bool
is_read_whole(const char *term)
{
	char		plain[VOC_ENTRY_MAX];
	size_t		len = 0;
	int			words = 1;
	VocReader	reader;

	if (strlen(term) >= sizeof(plain) || strchr(term, ' ') == NULL)
		return strlen(term) < sizeof(plain);
	for (const char *p = term; *p != '\0'; p++)
	{
		words += *p == ' ';
		if (*p != '*')
			plain[len++] = *p;
	}
	voc_reader_init(&reader, plain, len, NULL);
	return voc_reader_next(&reader, &chunk) && chunk.ntokens == words &&
		chunk.nclauses == 1;
}

/* A letter three times in a row, which is squeezed to one? */
static bool
is_squeezed(void)
{
	for (int i = 0; i < chunk.ntokens; i++)
		if (chunk.tokens[i].kind == VOC_TOKEN_WORD &&
			(chunk.tokens[i].flags & VOC_TOKEN_ELONGATED) != 0)
			return true;
	return false;
}

static bool
parse_term(const char *term, VocTrieKey *key)
{
	char		bytes[VOC_ENTRY_KEY_MAX];
	size_t		len = 0;
	VocEntryProblem problem;

	if (!voc_entry_key(term, strlen(term), &chunk, bytes, &len, &problem))
	{
		voc_host_error(table.path, table.line, "\"%.*s\" %s",
					   (int) problem.part_len, problem.part, problem.message);
		return false;
	}
	/* The last word is still in the chunk, or all of the phrase. */
	if (!is_read_whole(term))
		voc_host_error(table.path, table.line, "\"%s\" is not read as one clause",
					   term);
	else if (is_squeezed())
		voc_host_error(table.path, table.line,
					   "\"%s\" has a letter three times in a row, which is read as one",
					   term);
	key->bytes = voc_host_copy(&arena, bytes, len);
	key->len = len;
	return true;
}

/* --------------------------------------------------------------------
 * Grammar
 * --------------------------------------------------------------------
 */

static void
add_affix(Affixes *affixes, const char *word, double factor)
{
	char		norm[VOC_NORM_MAX];
	size_t		len = voc_normalize(word, strlen(word), norm);

	if (len == 0 || affixes->count == AFFIXES_MAX)
	{
		voc_host_error(table.path, table.line, len == 0 ?
					   "\"%s\" is not a word" : "\"%s\" is one too many", word);
		return;
	}
	for (int i = 0; i < affixes->count; i++)
		if (affixes->list[i].len == len &&
			memcmp(affixes->list[i].norm, norm, len) == 0)
			voc_host_error(table.path, table.line, "\"%s\" is there already", word);
	affixes->list[affixes->count].norm = voc_host_copy(&arena, norm, len);
	affixes->list[affixes->count].len = (uint16_t) len;
	affixes->list[affixes->count++].factor = (float) factor;
}

/* A line that says something of the grammar; false when it is a term. */
static bool
parse_grammar(Source *source, const char *word, const char *what)
{
	double		number = 0;

	if (strcmp(what, "of") == 0)
		add_affix(&source->ofs, word, 0);
	else if (strcmp(what, "for") == 0)
		add_affix(&source->fors, word, 0);
	else if (strcmp(what, "prefix negator") == 0)
		add_affix(&source->prefixes, word, 0);
	else if (strncmp(what, "prefix ", 7) == 0 &&
			 parse_number(what + 7, &number) && number > 1 && number <= 3)
		add_affix(&source->prefixes, word, number);
	else if (strcmp(word, "*") != 0)
		return false;
	else if (strcmp(what, "concord") == 0)
		source->concord = true;
	else if (strcmp(what, "compounds") == 0)
		source->compounds = true;
	else if (strncmp(what, "trailing ", 9) == 0 &&
			 parse_number(what + 9, &number) && number >= 0 && number <= 9)
		source->trailing = (int) number;
	else if (strncmp(what, "marks ", 6) == 0 &&
			 parse_number(what + 6, &number) && number >= 3 && number <= 100)
		source->marks = (int) number;
	else
		voc_host_error(table.path, table.line, "not of grammar: \"%s\"", what);
	return true;
}

/* --------------------------------------------------------------------
 * One lexicon
 * --------------------------------------------------------------------
 */

static void
add_term(Terms *terms, const Term *term)
{
	if (terms->count == terms->size)
	{
		Term	   *grown;

		terms->size = terms->size == 0 ? 1024 : terms->size * 2;
		grown = voc_arena_alloc0(&arena, terms->size, sizeof(Term));
		if (terms->count > 0)
			memcpy(grown, terms->list, terms->count * sizeof(Term));
		terms->list = grown;
	}
	terms->list[terms->count++] = *term;
}

static void
read_source(Source *source)
{
	voc_table_open(&table, source->path);
	while (voc_table_row(&table))
	{
		Term		term;

		memset(&term, 0, sizeof(term));
		if (table.nfields < 2 || table.nfields > 3)
		{
			voc_host_error(table.path, table.line,
						   "a line is a term, a valence or role, and perhaps a note");
			continue;
		}
		if (parse_grammar(source, table.field[0], table.field[1]))
			continue;
		if (!parse_value(table.field[1], &term.key.value) ||
			!parse_term(table.field[0], &term.key))
			continue;
		term.path = source->path;
		term.line = table.line;
		term.spelling = voc_host_copy(&arena, table.field[0],
									  strlen(table.field[0]));
		term.common = source->language[0] == '\0';
		add_term(&source->terms, &term);
	}
}

/* Keys in order; of the same key in file and line order. */
static int
compare_terms(const void *a, const void *b)
{
	const Term *left = a;
	const Term *right = b;
	int			order = voc_trie_compare(&left->key, &right->key);

	if (order != 0)
		return order;
	if (left->common != right->common)
		return left->common ? 1 : -1;
	return left->line - right->line;
}

/*
 * Sort the terms and keep one of each; the same term twice is an error,
 * except that a language may say otherwise than the common lexicon.
 */
static void
check_terms(Source *source)
{
	Terms	   *terms = &source->terms;
	bool		common = source->language[0] == '\0';
	size_t		kept = 0;

	if (terms->count > 0)
		qsort(terms->list, terms->count, sizeof(Term), compare_terms);
	for (size_t i = 0; i < terms->count; i++)
	{
		const Term *term = &terms->list[i];
		const Term *before = kept > 0 ? &terms->list[kept - 1] : NULL;

		if (before != NULL &&
			voc_trie_compare(&before->key, &term->key) == 0)
		{
			/* What is wrong in the common one is said there, once. */
			if (term->common == common && before->common == common)
				voc_host_error(term->path, term->line,
							   before->key.value == term->key.value ?
							   "\"%s\" is there already as \"%s\", line %d" :
							   "\"%s\" contradicts \"%s\", line %d",
							   term->spelling, before->spelling, before->line);
			continue;
		}
		terms->list[kept++] = *term;
	}
	terms->count = kept;
}

/* Does a key begin with the letters of a stem's? */
static bool
begins_with(const VocTrieKey *key, const VocTrieKey *stem)
{
	return key->len >= stem->len &&
		memcmp(key->bytes, stem->bytes, stem->len - 1) == 0;
}

/* A single word that is a stem with a valence. */
static bool
is_feeling_stem(const Term *term)
{
	const VocTrieKey *key = &term->key;

	return key->bytes[key->len - 1] == VOC_LEXICON_STEM &&
		voc_entry_role(key->value) == VOC_ROLE_VALENCE &&
		strchr(term->spelling, ' ') == NULL;
}

/*
 * A stem that begins a word of the opposite sign takes the forms of that word
 * which are not listed; all of them are when that is a stem too.
 */
static void
check_stems(const Source *source)
{
	const Terms *terms = &source->terms;

	for (size_t i = 0; i < terms->count; i++)
	{
		const Term *stem = &terms->list[i];

		if (stem->common || !is_feeling_stem(stem))
			continue;
		for (size_t k = i + 1; k < terms->count &&
			 begins_with(&terms->list[k].key, &stem->key); k++)
		{
			const Term *word = &terms->list[k];

			if (strchr(word->spelling, ' ') == NULL &&
				word->key.bytes[word->key.len - 1] == VOC_LEXICON_EXACT &&
				voc_entry_role(word->key.value) == VOC_ROLE_VALENCE &&
				voc_entry_amount(word->key.value) *
				voc_entry_amount(stem->key.value) < 0)
				voc_host_error(stem->path, stem->line,
							   "\"%s\" swallows forms of \"%s\", line %d, "
							   "which has the opposite sign: make the stem longer or list its forms",
							   stem->spelling, word->spelling, word->line);
		}
	}
}

static const char *
name_of(const Source *source)
{
	return source->language[0] == '\0' ? "common" : source->language;
}

static void
print_affixes(const Source *source, const char *what, const Affixes *affixes)
{
	if (affixes->count == 0)
		return;
	printf("static const VocAffix %s_%s[] = {\n", what, name_of(source));
	for (int i = 0; i < affixes->count; i++)
	{
		printf("\t{\"");
		for (int k = 0; k < affixes->list[i].len; k++)
			printf("\\%03o", (unsigned char) affixes->list[i].norm[k]);
		printf("\", %d, %.2ff}%s\n", affixes->list[i].len,
			   (double) affixes->list[i].factor,
			   i + 1 < affixes->count ? "," : "");
	}
	printf("};\n\n");
}

static void
print_lexicon(const Source *source)
{
	const char *name = name_of(source);
	uint64_t	letters = 0;

	for (int i = 0; i < source->prefixes.count; i++)
		letters |= voc_letter_bit(source->prefixes.list[i].norm[0]);
	printf("\t{\"%s\", units_%s, &filter_%s, ", source->language, name, name);
	printf(source->prefixes.count > 0 ? "prefixes_%s, " : "NULL, ", name);
	printf(source->ofs.count > 0 ? "ofs_%s, " : "NULL, ", name);
	printf(source->fors.count > 0 ? "fors_%s, " : "NULL, ", name);
	printf("UINT64_C(0x%llx), %d, %d, %d, %s, %s, %d, %d}",
		   (unsigned long long) letters, source->prefixes.count,
		   source->ofs.count, source->fors.count,
		   source->concord ? "true" : "false",
		   source->compounds ? "true" : "false", source->marks,
		   source->trailing);
}

/* Bytes of a key up to the label that ends a word. */
static size_t
word_len(const char *bytes)
{
	size_t		len = 0;

	while ((unsigned char) bytes[len] >= VOC_TRIE_FIRST)
		len++;
	return len;
}

/* Set the bits of a stem of so many bytes, with zeros behind them. */
static void
set_stem(VocFilter *filter, uint64_t stem, size_t len)
{
	if (len > VOC_FILTER_STEM + 1)
		filter->stems[voc_filter_stems(stem)] |= UINT32_C(1) << voc_filter_fifth(stem);
	else if (len > VOC_FILTER_STEM)
		filter->stems[voc_filter_stems(stem)] = ~UINT32_C(0);
	else
		for (uint64_t fourth = 0; fourth < 1 << VOC_FILTER_FOURTH_BITS; fourth++)
			filter->stems[voc_filter_stems(stem | fourth << 24)] = ~UINT32_C(0);
}

/* Set the bits of the filter that a term sets. */
static void
set_bits(VocFilter *filter, const VocTrieKey *key)
{
	char		first[VOC_NORM_MAX] = {0};
	char		second[VOC_NORM_MAX] = {0};
	size_t		len = word_len(key->bytes);
	uint64_t	hash;
	unsigned	bit;

	memcpy(first, key->bytes, len);
	hash = voc_filter_hash(voc_norm_eight(first));
	bit = voc_filter_bit(hash);
	if (key->bytes[len] == VOC_LEXICON_STEM)
	{
		set_stem(filter, voc_norm_eight(first), len);
		return;
	}
	if (key->len > len + 1)
	{
		memcpy(second, key->bytes + len + 1, word_len(key->bytes + len + 1));
		bit = voc_filter_pair(hash, voc_norm_eight(second));
	}
	filter->words[voc_filter_number(hash)] |= UINT64_C(1) << bit;
}

static void
print_filter(const Source *source)
{
	VocFilter  *filter = voc_arena_alloc0(&arena, 1, sizeof(VocFilter));

	for (size_t i = 0; i < source->terms.count; i++)
		set_bits(filter, &source->terms.list[i].key);
	printf("static _Alignas(64) const VocFilter filter_%s = {{", name_of(source));
	for (size_t i = 0; i < sizeof(filter->words) / sizeof(filter->words[0]); i++)
		printf("%sUINT64_C(0x%llx),", i % 4 == 0 ? "\n\t" : " ",
			   (unsigned long long) filter->words[i]);
	printf("\n}, {");
	for (size_t i = 0; i < sizeof(filter->stems) / sizeof(filter->stems[0]); i++)
		printf("%s%u,", i % 8 == 0 ? "\n\t" : " ", filter->stems[i]);
	printf("\n}};\n\n");
}

static void
print_source(const Source *source)
{
	const Terms *terms = &source->terms;
	VocTrieKey *keys;
	VocTrieUnit *units;
	size_t		nunits;
	char		name[32];

	keys = voc_arena_alloc0(&arena, terms->count + 1, sizeof(VocTrieKey));
	for (size_t i = 0; i < terms->count; i++)
		keys[i] = terms->list[i].key;
	units = voc_trie_build(keys, terms->count, &arena, &nunits);
	print_filter(source);
	snprintf(name, sizeof(name), "units_%s", name_of(source));
	printf("/* %zu terms */\n", terms->count);
	voc_host_print_trie(name, units, nunits);
	print_affixes(source, "prefixes", &source->prefixes);
	print_affixes(source, "ofs", &source->ofs);
	print_affixes(source, "fors", &source->fors);
}

/* --------------------------------------------------------------------
 * All of them
 * --------------------------------------------------------------------
 */

static int
compare_sources(const void *a, const void *b)
{
	return strcmp(((const Source *) a)->language,
				  ((const Source *) b)->language);
}

static void
print_all(const Source *sources, int nsources)
{
	printf("/* Made by lexicon/compile.c; do not edit. */\n"
		   "#include \"lexicon.h\"\n\n");
	for (int i = 0; i < nsources; i++)
		print_source(&sources[i]);
	printf("const VocLexicon voc_lexicons[] = {\n");
	for (int i = 0; i < nsources; i++)
	{
		print_lexicon(&sources[i]);
		printf(i + 1 < nsources ? ",\n" : "\n");
	}
	printf("};\n\nconst int voc_nlexicons = %d;\n", nsources);
}

/* LANGUAGE=PATH */
static void
parse_argument(char *argument, Source *source)
{
	char	   *equals = strchr(argument, '=');

	if (equals == NULL || (equals - argument != 2 &&
						   strncmp(argument, "common=", 7) != 0))
	{
		fprintf(stderr, "usage: compile [--check] [common=FILE] LANGUAGE=FILE ...\n");
		exit(2);
	}
	*equals = '\0';
	source->language = strcmp(argument, "common") == 0 ? "" : argument;
	source->path = equals + 1;
}

int
main(int argc, char **argv)
{
	Source	   *sources;
	const Source *common;
	int			nsources = 0;
	bool		check = false;

	voc_host_arena(&arena);
	sources = voc_arena_alloc0(&arena, (size_t) argc + 1, sizeof(Source));
	for (int i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--check") == 0)
			check = true;
		else
			parse_argument(argv[i], &sources[nsources++]);
	}

	qsort(sources, (size_t) nsources, sizeof(Source), compare_sources);
	for (int i = 0; i < nsources; i++)
		read_source(&sources[i]);
	common = nsources > 0 && sources[0].language[0] == '\0' ? &sources[0] : NULL;
	for (int i = nsources - 1; i >= 0; i--)
	{
		if (common != NULL && &sources[i] != common)
			for (size_t k = 0; k < common->terms.count; k++)
				add_term(&sources[i].terms, &common->terms.list[k]);
		check_terms(&sources[i]);
		check_stems(&sources[i]);
	}

	if (voc_host_errors() > 0)
	{
		fprintf(stderr, "%d errors\n", voc_host_errors());
		return 1;
	}
	if (!check)
		print_all(sources, nsources);
	return 0;
}
