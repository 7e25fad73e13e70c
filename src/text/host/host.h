/*-------------------------------------------------------------------------
 *
 * host.h
 *	  What the programs that run at build time share.
 *
 * They turn readable tables into C source.  None of this is linked into the
 * library.
 *
 * IDENTIFICATION
 *	  src/text/host/host.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_HOST_H
#define VOC_HOST_H

#include "../arena.h"
#include "../trie.h"

#define VOC_HOST_FIELDS		8
#define VOC_HOST_LINE		65536

/* A table: lines of fields with tabs between; those with # are comments. */
typedef struct VocTable
{
	const char *path;
	void	   *file;
	int			line;			/* of the row last read, from 1 */
	int			nfields;
	char	   *field[VOC_HOST_FIELDS];
	char		text[VOC_HOST_LINE];
} VocTable;

/* Blocks by malloc, never given back; exits when there is no memory. */
extern void voc_host_arena(VocArena *arena);
extern char *voc_host_copy(VocArena *arena, const char *bytes, size_t len);

/* Exits when there is no such file. */
extern void voc_table_open(VocTable *table, const char *path);
extern bool voc_table_row(VocTable *table);

/* Print "path:line: message" and count it. */
extern void voc_host_error(const char *path, int line, const char *format,...)
			__attribute__((format(printf, 3, 4)));
extern int	voc_host_errors(void);

/* Print a trie as the definition of an array. */
extern void voc_host_print_trie(const char *name, const VocTrieUnit *units,
								size_t nunits);

#endif							/* VOC_HOST_H */
