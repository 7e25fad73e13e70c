/*-------------------------------------------------------------------------
 *
 * language.h
 *	  Which language a chunk of text is in.
 *
 * IDENTIFICATION
 *	  src/language/language.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_LANGUAGE_H
#define VOC_LANGUAGE_H

#include "../text/text.h"

/*
 * The ISO 639-1 code (static) of the language the chunk's words are in, or
 * NULL when the evidence is too thin to say.  text is what the reader read:
 * letters with diacritics, which the normal forms no longer show, tell
 * languages apart.  A long text is told by its first chunk.
 */
extern const char *voc_language_detect(const VocChunk *chunk, const char *text);

/*
 * The same code, static, when it is that of a language which can be detected;
 * else NULL.
 */
extern const char *voc_language_code(const char *code, size_t len);

#endif							/* VOC_LANGUAGE_H */
