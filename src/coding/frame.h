/*-------------------------------------------------------------------------
 *
 * frame.h
 *	  The code frames that come with the library.
 *
 * A frame has topics, their titles, and patterns.  They are kept as text
 * without pointers, which costs nothing when the library is loaded and is
 * shared by all backends; a reader goes through the rows.
 *
 * IDENTIFICATION
 *	  src/coding/frame.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_FRAME_H
#define VOC_FRAME_H

#include "codebook.h"

typedef enum VocFrameRowKind
{
	VOC_FRAME_TOPIC = 1,		/* key: its team, or ""; text: what it is about */
	VOC_FRAME_CRITICAL,			/* the same, for a topic that is critical */
	VOC_FRAME_INSTEAD,			/* text: topics that it stands for, spaces between */
	VOC_FRAME_TITLE,			/* key: language; text: name for people */
	VOC_FRAME_TOPIC_PATTERN,	/* key: language, or "*"; text: pattern */
	VOC_FRAME_INTENT_PATTERN
} VocFrameRowKind;

typedef struct VocFrameRow
{
	VocFrameRowKind kind;
	const char *code;			/* of the topic or intent */
	const char *key;
	const char *text;
} VocFrameRow;

typedef struct VocFrame
{
	const char *name;
	const char *rows;			/* each a byte (its kind) and three strings */
	const char *end;
	int			npatterns;
} VocFrame;

/* Made from the directories under codebook/; the first is the generic one. */
extern const VocFrame voc_builtin_frames[];
extern const int voc_builtin_nframes;

/* NULL when there is none of that name. */
extern const VocFrame *voc_builtin_frame(const char *name);

/*
 * The row at *at, which begins at frame->rows and is moved to the next one;
 * false at the end.
 */
extern bool voc_frame_next(const VocFrame *frame, const char **at,
						   VocFrameRow *row);

/* The patterns of a frame, frame->npatterns of them, which point into it. */
extern void voc_frame_patterns(const VocFrame *frame, VocPattern *patterns);

/*
 * Which topic of a frame stands instead of which; the array and the codes are
 * in the arena.  Returns their number.
 */
extern int	voc_frame_instead(const VocFrame *frame, VocArena *arena,
							  VocInstead **instead);

#endif							/* VOC_FRAME_H */
