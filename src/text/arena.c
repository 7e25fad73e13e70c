/*-------------------------------------------------------------------------
 *
 * arena.c
 *	  The allocator that every pure core is handed.
 *
 * IDENTIFICATION
 *	  src/text/arena.c
 *
 *-------------------------------------------------------------------------
 */
#include "arena.h"

#include <stdint.h>
#include <string.h>

#define ARENA_BLOCK		8192	/* asked for when less is needed */
#define ARENA_ALIGN		16

void
voc_arena_init(VocArena *arena, VocBlockAlloc grow, void *host)
{
	arena->grow = grow;
	arena->host = host;
	arena->at = NULL;
	arena->end = NULL;
}

void *
voc_arena_alloc(VocArena *arena, size_t size)
{
	void	   *result;

	/* A size that cannot be rounded up is the host's to refuse. */
	if (size > SIZE_MAX - ARENA_ALIGN)
		return arena->grow(arena->host, SIZE_MAX);

	size = (size + ARENA_ALIGN - 1) & ~(size_t) (ARENA_ALIGN - 1);
	if (arena->at == NULL || (size_t) (arena->end - arena->at) < size)
	{
		/* What needs much gets a block of its own; the current one stays. */
		if (size > ARENA_BLOCK / 4)
			return arena->grow(arena->host, size);

		arena->at = arena->grow(arena->host, ARENA_BLOCK);
		arena->end = arena->at + ARENA_BLOCK;
	}

	result = arena->at;
	arena->at += size;
	return result;
}

void *
voc_arena_alloc0(VocArena *arena, size_t count, size_t size)
{
	void	   *result;

	if (size != 0 && count > SIZE_MAX / size)
		result = voc_arena_alloc(arena, SIZE_MAX);
	else
		result = voc_arena_alloc(arena, count * size);
	return memset(result, 0, count * size);
}
