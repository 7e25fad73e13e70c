/*-------------------------------------------------------------------------
 *
 * language.h
 *	  Which language a chunk of text is in.
 *
 * Twenty-one languages are told apart: the eleven whose texts voc works on
 * (bg cs de en es fr it pl ru sk uk), and those that would be taken for one of
 * them if they were not known (be hr hu mk nl pt ro sl sr sv).  All are
 * answers; that of a text in any other language is mostly NULL.
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
 * languages apart.  A long text is told by its first chunk, and a chunk by its
 * first words as soon as they leave no doubt.
 */
extern const char *voc_language_detect(const VocChunk *chunk, const char *text);

/*
 * The same of count tokens from first on, such as those of a clause: for a
 * text whose parts are in different languages.  expected is the language they
 * are in unless something speaks for another, or NULL: no more is looked at than
 * it takes to see that nothing does.  A clause of one or two words
 * is often like that of a neighbour; *margin, where margin is not NULL, says
 * how sure the answer is, in natural logarithms of the odds against the second
 * best: below 1 every other answer is right, at 2 three of four are, and from 4
 * on 19 of 20 or more.  It is 0 or less where nothing can be said.
 */
extern const char *voc_language_detect_tokens(const VocChunk *chunk, int first,
											  int count, const char *text,
											  const char *expected,
											  float *margin);

/*
 * The same code, static, when it is that of one of the eleven; else NULL.
 */
extern const char *voc_language_code(const char *code, size_t len);

#endif							/* VOC_LANGUAGE_H */
