/*-------------------------------------------------------------------------
 *
 * frame.c
 *	  Reading the code frames that come with the library.
 *
 * IDENTIFICATION
 *	  src/coding/frame.c
 *
 *-------------------------------------------------------------------------
 */
#include "frame.h"

#include <string.h>

const VocFrame *
voc_builtin_frame(const char *name)
{
	for (int i = 0; i < voc_builtin_nframes; i++)
		if (strcmp(voc_builtin_frames[i].name, name) == 0)
			return &voc_builtin_frames[i];
	return NULL;
}

static const char *
next_string(const char **at)
{
	const char *string = *at;

	*at += strlen(string) + 1;
	return string;
}

bool
voc_frame_next(const VocFrame *frame, const char **at, VocFrameRow *row)
{
	if (*at == frame->end)
		return false;
	row->kind = (VocFrameRowKind) *(*at)++;
	row->code = next_string(at);
	row->key = next_string(at);
	row->text = next_string(at);
	return true;
}

void
voc_frame_patterns(const VocFrame *frame, VocPattern *patterns)
{
	const char *at = frame->rows;
	VocFrameRow row;
	int			n = 0;

	while (voc_frame_next(frame, &at, &row))
	{
		if (row.kind != VOC_FRAME_TOPIC_PATTERN &&
			row.kind != VOC_FRAME_INTENT_PATTERN)
			continue;
		patterns[n].kind = row.kind == VOC_FRAME_TOPIC_PATTERN ?
			VOC_CODE_TOPIC : VOC_CODE_INTENT;
		patterns[n].code = row.code;
		patterns[n].language = row.key;
		patterns[n].pattern = row.text;
		n++;
	}
}

/* Words of a text with single spaces between them. */
static int
count_words(const char *text)
{
	int			n = 1;

	for (; *text != '\0'; text++)
		n += *text == ' ';
	return n;
}

int
voc_frame_instead(const VocFrame *frame, VocArena *arena,
				  VocInstead **instead)
{
	const char *at = frame->rows;
	VocFrameRow row;
	int			n = 0;

	while (voc_frame_next(frame, &at, &row))
		if (row.kind == VOC_FRAME_INSTEAD)
			n += count_words(row.text);
	*instead = voc_arena_alloc0(arena, n + 1, sizeof(VocInstead));
	n = 0;
	for (at = frame->rows; voc_frame_next(frame, &at, &row);)
	{
		const char *text = row.text;

		if (row.kind != VOC_FRAME_INSTEAD)
			continue;
		while (*text != '\0')
		{
			size_t		len = strcspn(text, " ");
			char	   *other = voc_arena_alloc0(arena, len + 1, 1);

			memcpy(other, text, len);
			(*instead)[n].code = row.code;
			(*instead)[n++].other = other;
			text += len;
			text += *text == ' ';
		}
	}
	return n;
}
