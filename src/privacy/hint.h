/*-------------------------------------------------------------------------
 *
 * hint.h
 *	  What the words before a number say that it is.
 *
 * IDENTIFICATION
 *	  src/privacy/hint.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_HINT_H
#define VOC_HINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum VocHint
{
	VOC_HINT_NONE,
	VOC_HINT_PHONE,				/* tel., mobil, zadzwońcie, звоните ... */
	VOC_HINT_ORDER,				/* order, objednávka, заказ, №, #: the number
								 * of a thing */
	VOC_HINT_INN,
	VOC_HINT_SSN
} VocHint;

/*
 * The nearest word of the four before p, on its line and in its sentence, that
 * says something.  Nothing before floor is looked at.
 */
extern VocHint voc_hint_before(const unsigned char *text, size_t floor, size_t p);

/* Whether a currency or a percent sign follows at p, or stands before it. */
extern bool voc_amount_after(const unsigned char *text, size_t len, size_t p);
extern bool voc_amount_before(const unsigned char *text, size_t floor, size_t p);

/*
 * The character that ends at p; a bracket when that is at floor, where
 * something was taken out.
 */
extern uint32_t voc_char_before(const unsigned char *text, size_t floor, size_t p,
								size_t *start);

/* Whether a character is one of words: a letter, a digit, or an underscore. */
extern bool voc_is_wordly(uint32_t cp);

#endif							/* VOC_HINT_H */
