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

#define PIECES_MOST		65536	/* of a script */
#define SLOTS_PER_100	115		/* slots for a hundred pieces */
#define PROBES_MOST		256

typedef struct Piece
{
	uint64_t	key;
	uint64_t	row;
} Piece;

static const char *const languages[VOC_NSCRIPTS][VOC_LANGUAGES_MOST] =
VOC_LANGUAGES;

static VocTable table;
static Piece pieces[VOC_NSCRIPTS][PIECES_MOST];
static uint32_t npieces[VOC_NSCRIPTS];

static int
count_languages(int script)
{
	int			n = 0;

	while (n < VOC_LANGUAGES_MOST && languages[script][n] != NULL)
		n++;
	return n;
}

/* The script whose languages a line names, in their order. */
static int
parse_languages(char *names)
{
	char	   *name = strtok(names, " ");
	int			script = 0;
	int			n = 0;

	while (script < VOC_NSCRIPTS && name != NULL &&
		   strcmp(languages[script][0], name) != 0)
		script++;
	if (script < VOC_NSCRIPTS)
	{
		while (name != NULL && n < count_languages(script) &&
			   strcmp(languages[script][n], name) == 0)
		{
			n++;
			name = strtok(NULL, " ");
		}
		if (name == NULL && n == count_languages(script))
			return script;
	}
	voc_host_error(table.path, table.line, "not the languages of words.h");
	return -1;
}

/* The key of a letter with a diacritic or of a pair with one; 0 if it is none. */
static uint64_t
parse_typed(const char *piece)
{
	const unsigned char *p = (const unsigned char *) piece;
	const unsigned char *end = p + strlen(piece);
	uint32_t	cp[2] = {0, 0};
	bool		typed = false;
	int			n = 0;

	while (p < end)
	{
		if (n == 2)
			return 0;
		p += voc_utf8_decode(p, end, &cp[n]);
		typed |= cp[n] >= 0x80;
		n++;
	}
	if (!typed || (cp[0] >= 0x400 && cp[0] < 0x530) ||
		(cp[1] >= 0x400 && cp[1] < 0x530))
		return 0;
	return n == 1 ? voc_typed_key(0, cp[0]) : voc_typed_key(cp[0], cp[1]);
}

/*
 * The key of a piece of normal forms; 0 if it is none.  Each letter is turned
 * into its normal form by itself, for a piece of a word is no word.
 */
static uint64_t
parse_piece(const char *piece)
{
	const unsigned char *p = (const unsigned char *) piece;
	const unsigned char *end = p + strlen(piece);
	unsigned char letters[VOC_LETTERS_MAX];
	int			n = 0;

	while (p < end)
	{
		unsigned char one[VOC_LETTERS_MAX];
		char		norm[VOC_NORM_MAX];
		uint32_t	cp;
		int			bytes = voc_utf8_decode(p, end, &cp);

		if (n == VOC_LETTERS_MAX)
			return 0;
		if (cp == '\'' || cp == '-' || cp == '^' || cp == '$')
			letters[n++] = (unsigned char) cp;
		else
		{
			size_t		len = voc_normalize((const char *) p, (size_t) bytes,
											norm);

			if (len == 0 || voc_word_letters(norm, len, one) != 3)
				return 0;
			letters[n++] = one[1];
		}
		p += bytes;
	}
	return n >= 2 ? voc_piece_key(letters, n) : 0;
}

static uint64_t
parse_row(const char *signs, int script)
{
	uint64_t	row = 0;
	int			n = count_languages(script);

	if ((int) strlen(signs) != n)
		voc_host_error(table.path, table.line, "there are %d languages", n);
	for (int i = 0; i < VOC_LANGUAGES_MOST; i++)
	{
		char		c = i < n && i < (int) strlen(signs) ? signs[i] : '.';
		int			weight = 0;

		if (c >= '1' && c <= '7')
			weight = c - '0';
		else if (c >= 'a' && c <= 'h')
			weight = 'a' - 1 - c;
		else if (c != '.')
			voc_host_error(table.path, table.line, "no such weight: \"%c\"", c);
		row |= (uint64_t) (weight + VOC_WEIGHT_ZERO) << (i * VOC_WEIGHT_BITS);
	}
	return row;
}

static void
add_piece(int script, const char *name, const char *signs)
{
	uint64_t	key = parse_typed(name);
	Piece	   *piece;

	if (key == 0)
		key = parse_piece(name);
	if (key == 0)
		voc_host_error(table.path, table.line, "not a piece: \"%s\"", name);
	if (npieces[script] == PIECES_MOST)
	{
		voc_host_error(table.path, table.line, "too many pieces");
		exit(1);
	}
	piece = &pieces[script][npieces[script]++];
	piece->key = key;
	piece->row = parse_row(signs, script);
}

/* Put the pieces in their slots and print them. */
static void
print_pieces(int script, const char *name)
{
	uint32_t	slots = (uint32_t) (npieces[script] * (uint64_t) SLOTS_PER_100 / 100) + 1;
	uint32_t	end = slots + PROBES_MOST;
	uint16_t   *marks = calloc(end, sizeof(*marks));
	uint64_t   *rows = calloc(end, sizeof(*rows));

	for (uint32_t i = 0; i < npieces[script]; i++)
	{
		uint64_t	hash = voc_piece_hash(pieces[script][i].key);
		uint32_t	slot = voc_piece_slot(hash, slots);

		while (slot < end - 1 && marks[slot] != 0 &&
			   marks[slot] != voc_piece_mark(hash))
			slot++;
		if (slot == end - 1)
		{
			fprintf(stderr, "%s: no room at the end\n", table.path);
			exit(1);
		}
		/* Two keys that cannot be told apart: the first has it. */
		if (marks[slot] != 0)
			continue;
		marks[slot] = voc_piece_mark(hash);
		rows[slot] = pieces[script][i].row;
	}
	while (end > slots + 1 && marks[end - 2] == 0)
		end--;
	printf("static const uint16_t %s_marks[] = {", name);
	for (uint32_t i = 0; i < end; i++)
		printf("%s%u,", i % 12 == 0 ? "\n" : " ", marks[i]);
	printf("\n};\n\nstatic const uint32_t %s_rows[] = {", name);
	for (uint32_t i = 0; i < end; i++)
	{
		printf("%s0x%x,", i % 6 == 0 ? "\n" : " ",
			   (unsigned) (rows[i] & 0xFFFFFFFF));
		if (script == VOC_LATIN)
			printf(" 0x%x,", (unsigned) (rows[i] >> 32));
	}
	printf("\n};\n\n#define %s_slots %u\n\n", name, slots);
	free(marks);
	free(rows);
}

int
main(int argc, char **argv)
{
	int			script = -1;

	if (argc != 2)
	{
		fprintf(stderr, "usage: compile FILE\n");
		return 2;
	}
	voc_table_open(&table, argv[1]);
	while (voc_table_row(&table))
	{
		if (table.nfields != 2)
			voc_host_error(table.path, table.line, "a line has two fields");
		else if (strcmp(table.field[0], "languages") == 0)
			script = parse_languages(table.field[1]);
		else if (script < 0)
			voc_host_error(table.path, table.line, "of what languages?");
		else
			add_piece(script, table.field[0], table.field[1]);
	}
	if (voc_host_errors() > 0)
		return 1;

	printf("/* Made by words/compile.c; do not edit. */\n"
		   "#include \"words.h\"\n\n");
	print_pieces(VOC_LATIN, "latin");
	print_pieces(VOC_CYRILLIC, "cyrillic");
	printf("const VocPieces voc_pieces[VOC_NSCRIPTS] = {\n"
		   "\t{latin_marks, latin_rows, latin_slots},\n"
		   "\t{cyrillic_marks, cyrillic_rows, cyrillic_slots}\n};\n");
	return 0;
}
