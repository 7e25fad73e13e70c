/*-------------------------------------------------------------------------
 *
 * arena.h
 *	  The allocator that every pure core is handed.
 *
 * An arena is a bump pointer over blocks that its host provides:
 *
 *		block 1                       block 2
 *		[used........|free]   ...     [used...|free............]
 *		                                      ^at             ^end
 *
 * Nothing is freed singly: the host drops all blocks at once, in the server
 * by deleting the memory context they came from, in a unit test by walking
 * its own list.  The cores never call malloc, and keep nothing between calls.
 *
 * IDENTIFICATION
 *	  src/text/arena.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_ARENA_H
#define VOC_ARENA_H

#include <stddef.h>

/*
 * Get a block of at least size bytes, aligned for any type.  It does not
 * return when there is no memory: the server raises an error, a test aborts.
 */
typedef void *(*VocBlockAlloc) (void *host, size_t size);

typedef struct VocArena
{
	VocBlockAlloc grow;			/* where blocks come from */
	void	   *host;			/* its first argument */
	char	   *at;				/* next free byte, or NULL at the start */
	char	   *end;			/* end of the current block */
} VocArena;

extern void voc_arena_init(VocArena *arena, VocBlockAlloc grow, void *host);
extern void *voc_arena_alloc(VocArena *arena, size_t size);

/* Zeroed; raises through the host when count * size overflows. */
extern void *voc_arena_alloc0(VocArena *arena, size_t count, size_t size);

#endif							/* VOC_ARENA_H */
