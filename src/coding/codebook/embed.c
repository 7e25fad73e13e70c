/*-------------------------------------------------------------------------
 *
 * embed.c
 *	  Makes the code frame that comes with the library into C source.
 *
 * Runs at build time: embed generic.tsv > codebook_data.c.  A row is
 *
 *		topic or intent <tab> code <tab> language or * <tab> pattern
 *
 * Every pattern is parsed as it will be in the server, so that what is wrong
 * with one stops the build and is reported with its line.
 *
 * IDENTIFICATION
 *	  src/coding/codebook/embed.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../text/host/host.h"
#include "../pattern.h"

typedef struct Row
{
	int			line;
	const char *field[4];
} Row;

typedef struct Frame
{
	Row		   *rows;
	size_t		nrows;
	size_t		room;
	VocArena	arena;
	VocTable	table;
	VocChunk	chunk;
	VocPatternTree tree;
} Frame;

static bool
is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Names of lower-case letters, with a dot between two of them. */
static bool
is_path(const char *code)
{
	for (;; code++)
	{
		if (!is_lower(*code))
			return false;
		while (is_lower(*code))
			code++;
		if (*code != '.')
			return *code == '\0';
	}
}

static bool
is_language(const char *language)
{
	return strcmp(language, "*") == 0 ||
		(strlen(language) == 2 && is_lower(language[0]) &&
		 is_lower(language[1]));
}

static void
check_row(Frame *frame, const Row *row)
{
	const char *path = frame->table.path;
	VocPatternError error;

	if (strcmp(row->field[0], "topic") != 0 &&
		strcmp(row->field[0], "intent") != 0)
		voc_host_error(path, row->line, "\"%s\" is neither topic nor intent",
					   row->field[0]);
	if (!is_path(row->field[1]))
		voc_host_error(path, row->line, "\"%s\" is not a code",
					   row->field[1]);
	if (!is_language(row->field[2]))
		voc_host_error(path, row->line, "\"%s\" is not a language",
					   row->field[2]);
	if (!voc_pattern_parse(row->field[3], &frame->chunk, &frame->tree,
						   &error))
		voc_host_error(path, row->line, "%s at byte %d of \"%s\". %s",
					   error.message, error.position + 1, row->field[3],
					   error.hint);
}

static void
read_rows(Frame *frame)
{
	while (voc_table_row(&frame->table))
	{
		Row		   *row;

		if (frame->table.nfields != 4)
		{
			voc_host_error(frame->table.path, frame->table.line,
						   "%d columns instead of 4", frame->table.nfields);
			continue;
		}
		if (frame->nrows == frame->room)
		{
			frame->room = frame->room * 2 + 256;
			frame->rows = realloc(frame->rows, frame->room * sizeof(Row));
			if (frame->rows == NULL)
				abort();
		}
		row = &frame->rows[frame->nrows++];
		row->line = frame->table.line;
		for (int i = 0; i < 4; i++)
			row->field[i] = voc_host_copy(&frame->arena,
										  frame->table.field[i],
										  strlen(frame->table.field[i]));
		check_row(frame, row);
	}
}

static int
compare_rows(const void *a, const void *b)
{
	const Row  *x = *(const Row *const *) a;
	const Row  *y = *(const Row *const *) b;

	for (int i = 0; i < 4; i++)
	{
		int			order = strcmp(x->field[i], y->field[i]);

		if (order != 0)
			return order;
	}
	return 0;
}

static void
check_duplicates(Frame *frame)
{
	const Row **sorted = calloc(frame->nrows + 1, sizeof(Row *));

	if (sorted == NULL)
		abort();
	for (size_t i = 0; i < frame->nrows; i++)
		sorted[i] = &frame->rows[i];
	qsort(sorted, frame->nrows, sizeof(Row *), compare_rows);
	for (size_t i = 1; i < frame->nrows; i++)
		if (compare_rows(&sorted[i - 1], &sorted[i]) == 0)
			voc_host_error(frame->table.path, sorted[i]->line,
						   "the same row as in line %d", sorted[i - 1]->line);
	free(sorted);
}

static void
print_string(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++)
	{
		unsigned char c = (unsigned char) *text;

		/* three digits, so that no digit that follows is taken in */
		if (c == '"' || c == '\\' || c < 0x20 || c >= 0x7F)
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void
print_rows(const Frame *frame)
{
	printf("/* Made by codebook/embed.c; do not edit. */\n"
		   "#include \"codebook.h\"\n\n"
		   "const VocPattern voc_builtin_patterns[] = {\n");
	for (size_t i = 0; i < frame->nrows; i++)
	{
		const Row  *row = &frame->rows[i];

		printf("\t{%s", strcmp(row->field[0], "topic") == 0 ?
			   "VOC_CODE_TOPIC" : "VOC_CODE_INTENT");
		for (int field = 1; field < 4; field++)
		{
			printf(",%s", field == 3 ? "\n\t" : " ");
			print_string(row->field[field]);
		}
		printf("}%s\n", i + 1 < frame->nrows ? "," : "");
	}
	printf("};\n\nconst int voc_builtin_npatterns = %zu;\n", frame->nrows);
}

int
main(int argc, char **argv)
{
	static Frame frame;

	if (argc != 2)
	{
		fprintf(stderr, "usage: embed FRAME.tsv\n");
		return 2;
	}
	voc_host_arena(&frame.arena);
	voc_table_open(&frame.table, argv[1]);
	read_rows(&frame);
	check_duplicates(&frame);
	if (voc_host_errors() == 0 && frame.nrows == 0)
		voc_host_error(argv[1], frame.table.line, "no patterns");
	if (voc_host_errors() > 0)
		return 1;
	print_rows(&frame);
	return 0;
}
