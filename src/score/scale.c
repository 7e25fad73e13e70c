/*-------------------------------------------------------------------------
 *
 * scale.c
 *	  What a score means: the scales that are built in.
 *
 * IDENTIFICATION
 *	  src/score/scale.c
 *
 *-------------------------------------------------------------------------
 */
#include "scale.h"

#include <string.h>

static const VocScale scales[] = {
	{"nps", 0, 10, 9},
	{"csat5", 1, 5, 4},
	{"csat7", 1, 7, 6},
	{"ces7", 1, 7, 5},
	{"stars5", 1, 5, 4},
	{"thumbs", 0, 1, 1}
};

const VocScale *
voc_scale_find(const char *name, size_t len)
{
	int			i;

	for (i = 0; i < voc_scale_count(); i++)
	{
		if (strlen(scales[i].name) == len &&
			memcmp(scales[i].name, name, len) == 0)
			return &scales[i];
	}
	return NULL;
}

int
voc_scale_count(void)
{
	return (int) (sizeof(scales) / sizeof(scales[0]));
}

const VocScale *
voc_scale_at(int i)
{
	return &scales[i];
}
