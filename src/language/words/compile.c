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
#define LETTER_WEIGHT	0.5f	/* of each letter or end of a piece */

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
add_piece(const char *bytes, size_t len, uint32_t bit)
{
	if (npieces == PIECES_MAX)
	{
		voc_host_error(table.path, table.line, "too many pieces");
		exit(1);
	}
	pieces[npieces].bytes = voc_host_copy(&arena, bytes, len);
	pieces[npieces].len = len;
	pieces[npieces++].value = bit;
}

/* A word, or a piece with its own ^ and $. */
static void
parse_piece(char *word, bool whole, uint32_t bit)
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
	add_piece(bytes, n, bit);
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
			pieces[kept - 1].value |= pieces[i].value;
		else
			pieces[kept++] = pieces[i];
	}
	npieces = kept;
}

/* Join what a piece is worth to its languages. */
static uint32_t
with_worth(const VocTrieKey *piece)
{
	static const float ln[VOC_NLANGUAGES + 1] = VOC_WORDS_LN;
	bool		whole = piece->bytes[0] == '^' &&
		piece->bytes[piece->len - 1] == '$';
	float		worth = 0;
	int			n = 0;

	for (int i = 0; i < VOC_NLANGUAGES; i++)
		n += piece->value >> i & 1;
	for (size_t i = 0; i < piece->len; i++)
		if (((unsigned char) piece->bytes[i] & 0xC0) != 0x80)
			worth += LETTER_WEIGHT;
	if (whole)
		worth = WHOLE_WEIGHT;
	worth *= ln[n] * VOC_WORDS_UNIT;
	return piece->value | (uint32_t) (worth + 0.5f) << VOC_NLANGUAGES;
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
		bool		whole;

		if (table.nfields != 3)
		{
			voc_host_error(table.path, table.line, "a line has three fields");
			continue;
		}
		bit = language_bit(table.field[0]);
		whole = strcmp(table.field[1], "words") == 0;
		for (char *word = strtok(table.field[2], " "); word != NULL;
			 word = strtok(NULL, " "))
			parse_piece(word, whole, bit);
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
