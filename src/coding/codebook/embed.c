/*-------------------------------------------------------------------------
 *
 * embed.c
 *	  Makes the code frames that come with the library into C source.
 *
 * Runs at build time: embed generic/topics.tsv generic/cs.tsv ... >
 * codebook_data.c.  The directory of a file is its frame, which starts with
 * its topics:
 *
 *		code <tab> team or - <tab> critical (yes or no) <tab> instead <tab> about
 *
 * and goes on with a file for each language, or all.tsv for what is the same
 * in every language:
 *
 *		title <tab> code <tab> name of the topic, for people
 *		topic or intent <tab> code <tab> pattern
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
#include "../frame.h"
#include "../pattern.h"

#define FRAMES_MAX	16

static const char *const intents[] = {
	"churn", "complaint", "request", "question", "praise", "purchase",
	"callback", "safety_or_legal"
};

typedef struct Row
{
	const char *path;
	int			line;
	int			frame;
	VocFrameRow row;
} Row;

typedef struct Book
{
	const char *frames[FRAMES_MAX];
	int			nframes;
	Row		   *rows;
	size_t		nrows;
	size_t		room;
	VocArena	arena;
	VocTable	table;
	VocChunk	chunk;
	VocPatternTree tree;
} Book;

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

static const Row *
find_topic(const Book *book, const char *code, size_t len)
{
	for (size_t i = 0; i < book->nrows; i++)
	{
		const Row  *row = &book->rows[i];

		if ((row->row.kind == VOC_FRAME_TOPIC ||
			 row->row.kind == VOC_FRAME_CRITICAL) &&
			strncmp(row->row.code, code, len) == 0 &&
			row->row.code[len] == '\0')
			return row;
	}
	return NULL;
}

static bool
is_intent(const char *code)
{
	for (size_t i = 0; i < sizeof(intents) / sizeof(intents[0]); i++)
		if (strcmp(intents[i], code) == 0)
			return true;
	return false;
}

static void
add_row(Book *book, VocFrameRowKind kind, const char *code, const char *key,
		const char *text)
{
	Row		   *row;

	if (book->nrows == book->room)
	{
		book->room = book->room * 2 + 256;
		book->rows = realloc(book->rows, book->room * sizeof(Row));
		if (book->rows == NULL)
			abort();
	}
	row = &book->rows[book->nrows++];
	row->path = book->table.path;
	row->line = book->table.line;
	row->frame = book->nframes - 1;
	row->row.kind = kind;
	row->row.code = voc_host_copy(&book->arena, code, strlen(code));
	row->row.key = voc_host_copy(&book->arena, key, strlen(key));
	row->row.text = voc_host_copy(&book->arena, text, strlen(text));
}

static void
add_topic(Book *book)
{
	VocTable   *table = &book->table;
	char	  **field = table->field;
	const char *dot;

	if (table->nfields != 5)
	{
		voc_host_error(table->path, table->line, "%d columns instead of 5",
					   table->nfields);
		return;
	}
	if (!is_path(field[0]))
		voc_host_error(table->path, table->line, "\"%s\" is not a code",
					   field[0]);
	if (find_topic(book, field[0], strlen(field[0])) != NULL)
		voc_host_error(table->path, table->line, "topic \"%s\" is there twice",
					   field[0]);
	dot = strrchr(field[0], '.');
	if (dot != NULL && find_topic(book, field[0], dot - field[0]) == NULL)
		voc_host_error(table->path, table->line,
					   "topic \"%s\" is part of none above it", field[0]);
	if (strcmp(field[2], "yes") != 0 && strcmp(field[2], "no") != 0)
		voc_host_error(table->path, table->line, "\"%s\" is not yes or no",
					   field[2]);
	add_row(book, strcmp(field[2], "yes") == 0 ? VOC_FRAME_CRITICAL :
			VOC_FRAME_TOPIC, field[0],
			strcmp(field[1], "-") == 0 ? "" : field[1], field[4]);
	if (strcmp(field[3], "-") != 0)
		add_row(book, VOC_FRAME_INSTEAD, field[0], "", field[3]);
}

/* Topics of the same frame may stand below. */
static void
check_instead(const Book *book)
{
	for (size_t i = 0; i < book->nrows; i++)
	{
		const Row  *row = &book->rows[i];
		const char *code = row->row.text;

		if (row->row.kind != VOC_FRAME_INSTEAD)
			continue;
		while (*code != '\0')
		{
			size_t		len = strcspn(code, " ");

			if (find_topic(book, code, len) == NULL)
				voc_host_error(row->path, row->line,
							   "topic \"%.*s\" is not known", (int) len, code);
			code += len;
			code += *code == ' ';
		}
	}
}

static void
add_pattern(Book *book, bool topic, const char *language)
{
	VocTable   *table = &book->table;
	char	  **field = table->field;
	VocPatternError error;

	if (!topic && !is_intent(field[1]))
		voc_host_error(table->path, table->line, "\"%s\" is not an intent",
					   field[1]);
	if (!voc_pattern_parse(field[2], &book->chunk, &book->tree, &error))
		voc_host_error(table->path, table->line, "%s at byte %d of \"%s\". %s",
					   error.message, error.position + 1, field[2],
					   error.hint);
	add_row(book, topic ? VOC_FRAME_TOPIC_PATTERN : VOC_FRAME_INTENT_PATTERN,
			field[1], language, field[2]);
}

static void
add_language_row(Book *book, const char *language)
{
	VocTable   *table = &book->table;
	char	  **field = table->field;
	bool		title;
	bool		topic;

	if (table->nfields != 3)
	{
		voc_host_error(table->path, table->line, "%d columns instead of 3",
					   table->nfields);
		return;
	}
	title = strcmp(field[0], "title") == 0;
	topic = strcmp(field[0], "topic") == 0;
	if (!title && !topic && strcmp(field[0], "intent") != 0)
		voc_host_error(table->path, table->line,
					   "\"%s\" is neither title nor topic nor intent",
					   field[0]);
	if ((title || topic) &&
		find_topic(book, field[1], strlen(field[1])) == NULL)
		voc_host_error(table->path, table->line, "topic \"%s\" is not known",
					   field[1]);
	if (title)
		add_row(book, VOC_FRAME_TITLE, field[1], language, field[2]);
	else
		add_pattern(book, topic, language);
}

/* "dir/generic/cs.tsv": begins frame "generic" and gives "cs". */
static const char *
begin_file(Book *book, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *start = slash;
	const char *frame;
	const char *name;

	if (slash == NULL || slash == path)
	{
		fprintf(stderr, "%s: not FRAME/LANGUAGE.tsv\n", path);
		exit(2);
	}
	while (start > path && start[-1] != '/')
		start--;
	frame = voc_host_copy(&book->arena, start, slash - start);
	name = voc_host_copy(&book->arena, slash + 1, strcspn(slash + 1, "."));
	if (book->nframes == 0 ||
		strcmp(book->frames[book->nframes - 1], frame) != 0)
	{
		if (book->nframes == FRAMES_MAX || strcmp(name, "topics") != 0)
		{
			fprintf(stderr, "%s: a frame begins with its topics\n", path);
			exit(2);
		}
		book->frames[book->nframes++] = frame;
	}
	return strcmp(name, "all") == 0 ? "*" : name;
}

static void
read_file(Book *book, const char *path)
{
	const char *language = begin_file(book, path);

	voc_table_open(&book->table, path);
	while (voc_table_row(&book->table))
	{
		if (strcmp(language, "topics") == 0)
			add_topic(book);
		else
			add_language_row(book, language);
	}
}

static int
compare_rows(const void *a, const void *b)
{
	const Row  *x = *(const Row *const *) a;
	const Row  *y = *(const Row *const *) b;
	int			order = strcmp(x->row.code, y->row.code);

	if (order == 0)
		order = strcmp(x->row.key, y->row.key);
	if (order == 0)
		order = (int) x->row.kind - (int) y->row.kind;
	/* a topic has one title in a language */
	if (order == 0 && x->row.kind != VOC_FRAME_TITLE)
		order = strcmp(x->row.text, y->row.text);
	return order;
}

static void
check_duplicates(const Book *book)
{
	const Row **sorted = calloc(book->nrows + 1, sizeof(Row *));

	if (sorted == NULL)
		abort();
	for (size_t i = 0; i < book->nrows; i++)
		sorted[i] = &book->rows[i];
	qsort(sorted, book->nrows, sizeof(Row *), compare_rows);
	for (size_t i = 1; i < book->nrows; i++)
		if (compare_rows(&sorted[i - 1], &sorted[i]) == 0)
			voc_host_error(sorted[i]->path, sorted[i]->line,
						   "the same as line %d of %s", sorted[i - 1]->line,
						   sorted[i - 1]->path);
	free(sorted);
}

static void
print_string(const char *text)
{
	for (; *text != '\0'; text++)
	{
		unsigned char c = (unsigned char) *text;

		/* three digits, so that no digit that follows is taken in */
		if (c == '"' || c == '\\' || c < 0x20 || c >= 0x7F)
			printf("\\%03o", c);
		else
			putchar(c);
	}
	printf("\\000");
}

static void
print_frame(const Book *book, int frame)
{
	printf("static const char frame_%d[] =\n", frame);
	for (size_t i = 0; i < book->nrows; i++)
	{
		const Row  *row = &book->rows[i];

		if (row->frame != frame)
			continue;
		printf("\"\\%03o", row->row.kind);
		print_string(row->row.code);
		print_string(row->row.key);
		print_string(row->row.text);
		printf("\"\n");
	}
	printf(";\n\n");
}

static int
count_patterns(const Book *book, int frame)
{
	int			n = 0;

	for (size_t i = 0; i < book->nrows; i++)
		n += book->rows[i].frame == frame &&
			(book->rows[i].row.kind == VOC_FRAME_TOPIC_PATTERN ||
			 book->rows[i].row.kind == VOC_FRAME_INTENT_PATTERN);
	return n;
}

static void
print_book(const Book *book)
{
	printf("/* Made by codebook/embed.c; do not edit. */\n"
		   "#include \"frame.h\"\n\n");
	for (int i = 0; i < book->nframes; i++)
		print_frame(book, i);
	printf("const VocFrame voc_builtin_frames[] = {\n");
	for (int i = 0; i < book->nframes; i++)
		printf("\t{\"%s\", frame_%d, frame_%d + sizeof(frame_%d) - 1, %d},\n",
			   book->frames[i], i, i, i, count_patterns(book, i));
	printf("};\n\nconst int voc_builtin_nframes = %d;\n", book->nframes);
}

int
main(int argc, char **argv)
{
	static Book book;

	if (argc < 2)
	{
		fprintf(stderr, "usage: embed FRAME/topics.tsv FRAME/LANGUAGE.tsv ...\n");
		return 2;
	}
	voc_host_arena(&book.arena);
	for (int i = 1; i < argc; i++)
		read_file(&book, argv[i]);
	check_duplicates(&book);
	check_instead(&book);
	if (voc_host_errors() > 0)
		return 1;
	print_book(&book);
	return 0;
}
