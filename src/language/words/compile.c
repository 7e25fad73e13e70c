/*-------------------------------------------------------------------------
 *
 * compile.c
 *	  Turns the table of what tells languages apart into C source, at build
 *	  time.
 *
 *		compile words.tsv > words_data.c
 *
 * IDENTIFICATION
 *	  src/language/words/compile.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../text/host/host.h"
#include "../../text/text.h"
#include "../words.h"

#define PIECES_MAX	16384

#define WHOLE_WEIGHT	5.0f	/* of a whole word */
#define PIECE_WEIGHT_MAX	8.0		/* of a piece, in the table */

static VocArena arena;
static VocTable table;
static VocTrieKey pieces[PIECES_MAX];
static size_t npieces = 0;

static uint32_t
language_bit(const char *language)
{
	static const char *const languages[VOC_NLANGUAGES] = VOC_LANGUAGES;

	for (int i = 0; i < VOC_NLANGUAGES; i++)
		if (strcmp(languages[i], language) == 0)
			return (uint32_t) 1 << i;
	voc_host_error(table.path, table.line, "no such language: \"%s\"",
				   language);
	return 0;
}

static void
add_piece(const char *bytes, size_t len, uint32_t value)
{
	if (npieces == PIECES_MAX)
	{
		voc_host_error(table.path, table.line, "too many pieces");
		exit(1);
	}
	pieces[npieces].bytes = voc_host_copy(&arena, bytes, len);
	pieces[npieces].len = len;
	pieces[npieces++].value = value;
}

/* A word, or a piece with its own ^ and $. */
static void
parse_piece(char *word, bool whole, uint32_t value)
{
	char		bytes[VOC_NORM_MAX + 2];
	size_t		len = strlen(word);
	size_t		n = 0;
	bool		start = whole || word[0] == '^';
	bool		end = whole || word[len - 1] == '$';
	size_t		normed;

	if (!whole && start)
		word++, len--;
	if (!whole && end)
		len--;
	if (start)
		bytes[n++] = '^';
	normed = voc_normalize(word, len, bytes + n);

	/* What the reader would not take for letters is kept as it is. */
	if (normed == 0 || normed > VOC_NORM_MAX - 2)
		voc_host_error(table.path, table.line, "not a word: \"%s\"", word);
	n += normed;
	/* An elision ("l'") ends with an apostrophe that the reader drops. */
	if (len > 1 && word[len - 1] == '\'' && !end)
		bytes[n++] = '\'';
	if (end)
		bytes[n++] = '$';
	add_piece(bytes, n, value);
}

/* Sort the pieces and join the languages of equal ones. */
static void
join_pieces(void)
{
	size_t		kept = 0;

	qsort(pieces, npieces, sizeof(pieces[0]), voc_trie_compare);
	for (size_t i = 0; i < npieces; i++)
	{
		if (kept > 0 && voc_trie_compare(&pieces[kept - 1], &pieces[i]) == 0)
		{
			if (VOC_WORDS_WORTH(pieces[kept - 1].value) !=
				VOC_WORDS_WORTH(pieces[i].value))
				voc_host_error(table.path, table.line,
							   "two weights for one piece: \"%.*s\"",
							   (int) pieces[i].len, pieces[i].bytes);
			pieces[kept - 1].value |= pieces[i].value;
		}
		else
			pieces[kept++] = pieces[i];
	}
	npieces = kept;
}

/*
 * Put what a piece is worth to its languages where its weight was; a word's
 * depends on how many have it.
 */
static uint32_t
with_worth(const VocTrieKey *piece)
{
	static const float ln[VOC_NLANGUAGES + 1] = VOC_WORDS_LN;
	uint32_t	languages = VOC_WORDS_LANGUAGES(piece->value);
	float		worth;
	int			n = 0;

	if (VOC_WORDS_WORTH(piece->value) > 0)
		return piece->value;
	for (int i = 0; i < VOC_NLANGUAGES; i++)
		n += languages >> i & 1;
	worth = WHOLE_WEIGHT * ln[n] * VOC_WORDS_UNIT;
	return languages | (uint32_t) (worth + 0.5f) << VOC_NLANGUAGES;
}

/*
 * The second field of a line: the weight of its pieces, above the bits of the
 * languages, or 0 when they are words.
 */
static uint32_t
parse_weight(const char *field)
{
	char	   *end;
	double		weight;

	if (strcmp(field, "words") == 0)
		return 0;
	if (strncmp(field, "pieces ", 7) != 0)
		voc_host_error(table.path, table.line, "neither words nor pieces");
	else
	{
		weight = strtod(field + 7, &end);
		if (*end == '\0' && weight > 0 && weight <= PIECE_WEIGHT_MAX)
			return (uint32_t) (weight * VOC_WORDS_UNIT + 0.5) << VOC_NLANGUAGES;
		voc_host_error(table.path, table.line, "no such weight: \"%s\"",
					   field + 7);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	VocTrieUnit *units;
	size_t		nunits;

	if (argc != 2)
	{
		fprintf(stderr, "usage: compile FILE\n");
		return 2;
	}
	voc_host_arena(&arena);
	voc_table_open(&table, argv[1]);
	while (voc_table_row(&table))
	{
		uint32_t	bit;
		uint32_t	weight;

		if (table.nfields != 3)
		{
			voc_host_error(table.path, table.line, "a line has three fields");
			continue;
		}
		bit = language_bit(table.field[0]);
		weight = parse_weight(table.field[1]);
		for (char *word = strtok(table.field[2], " "); word != NULL;
			 word = strtok(NULL, " "))
			parse_piece(word, weight == 0, weight | bit);
	}
	join_pieces();
	if (voc_host_errors() > 0)
		return 1;

	for (size_t i = 0; i < npieces; i++)
		pieces[i].value = with_worth(&pieces[i]);
	units = voc_trie_build(pieces, npieces, &arena, &nunits);
	printf("/* Made by words/compile.c; do not edit. */\n"
		   "#include \"words.h\"\n\n");
	voc_host_print_trie("units", units, nunits);
	printf("const VocTrieUnit *const voc_words = units;\n");
	return 0;
}
