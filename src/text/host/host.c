/*-------------------------------------------------------------------------
 *
 * host.c
 *	  What the programs that run at build time share.
 *
 * IDENTIFICATION
 *	  src/text/host/host.c
 *
 *-------------------------------------------------------------------------
 */
#include "host.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	errors = 0;

static void *
block(void *host, size_t size)
{
	void	   *result = size < SIZE_MAX / 2 ? malloc(size) : NULL;

	(void) host;
	if (result == NULL)
	{
		fprintf(stderr, "out of memory\n");
		exit(1);
	}
	return result;
}

void
voc_host_arena(VocArena *arena)
{
	voc_arena_init(arena, block, NULL);
}

char *
voc_host_copy(VocArena *arena, const char *bytes, size_t len)
{
	char	   *copy = voc_arena_alloc(arena, len + 1);

	memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

void
voc_table_open(VocTable *table, const char *path)
{
	table->path = path;
	table->line = 0;
	table->nfields = 0;
	table->file = fopen(path, "rb");
	if (table->file == NULL)
	{
		perror(path);
		exit(1);
	}
}

static void
split_fields(VocTable *table)
{
	char	   *at = table->text;

	table->nfields = 0;
	while (table->nfields < VOC_HOST_FIELDS)
	{
		table->field[table->nfields++] = at;
		at = strchr(at, '\t');
		if (at == NULL)
			break;
		*at++ = '\0';
	}
}

bool
voc_table_row(VocTable *table)
{
	while (fgets(table->text, sizeof(table->text), table->file) != NULL)
	{
		size_t		len = strlen(table->text);

		table->line++;
		if (len == 0 || table->text[len - 1] != '\n')
			voc_host_error(table->path, table->line,
						   "line without an end, or too long");
		else
			table->text[--len] = '\0';
		if (len > 0 && table->text[len - 1] == '\r')
			voc_host_error(table->path, table->line,
						   "line ends with a carriage return");
		if (len == 0 || table->text[0] == '#')
			continue;
		split_fields(table);
		return true;
	}
	fclose(table->file);
	return false;
}

void
voc_host_error(const char *path, int line, const char *format,...)
{
	va_list		args;

	fprintf(stderr, "%s:%d: ", path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	errors++;
}

int
voc_host_errors(void)
{
	return errors;
}

void
voc_host_print_trie(const char *name, const VocTrieUnit *units, size_t nunits)
{
	printf("static const VocTrieUnit %s[%zu] = {", name, nunits);
	for (size_t i = 0; i < nunits; i++)
		printf("%s%uU%s", i % 10 == 0 ? "\n\t" : " ", (unsigned) units[i],
			   i + 1 < nunits ? "," : "");
	printf("\n};\n\n");
}
