/*-------------------------------------------------------------------------
 *
 * redact.h
 *	  Finding what tells who somebody is in a text: addresses and numbers.
 *
 * A text is read once, from left to right, and looked back and ahead at a
 * bounded number of bytes, so time is linear in the text and no memory is
 * needed.  Where something was found, what follows is judged as it would be
 * after a mark such as [phone], and what stands before it likewise: a text
 * whose finds were replaced by such marks has nothing left to be found.
 *
 *		"Volejte 603 123 456 nebo jan@seznam.cz."
 *				 PHONE			  EMAIL
 *
 * IDENTIFICATION
 *	  src/privacy/redact.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_REDACT_H
#define VOC_REDACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum VocPersonalKind
{
	VOC_PERSONAL_EMAIL,
	VOC_PERSONAL_PHONE,
	VOC_PERSONAL_CARD,
	VOC_PERSONAL_IBAN,
	VOC_PERSONAL_ID				/* number of a person */
} VocPersonalKind;

#define VOC_PERSONAL_KINDS	5
#define VOC_PERSONAL_ALL	((1u << VOC_PERSONAL_KINDS) - 1)

/* What was found: bytes start ... start + length - 1 of the text. */
typedef struct VocPersonal
{
	VocPersonalKind kind;
	size_t		start;
	size_t		length;
} VocPersonal;

typedef struct VocRedactor
{
	const unsigned char *text;
	size_t		len;
	unsigned	kinds;			/* 1 << VocPersonalKind: what to look for */
	void		(*pause) (void);	/* called now and then; or NULL */
	size_t		pos;			/* read up to here */
	size_t		floor;			/* end of what was found last, or 0 */
	size_t		last_digit;		/* end of the digits passed by last, if what
								 * follows may go on with them; else 0 */
} VocRedactor;

/* text: UTF-8, or any bytes; nothing of it is changed. */
extern void voc_redactor_init(VocRedactor *redactor, const char *text, size_t len,
							  unsigned kinds, void (*pause) (void));

/* The next find, which begins where the last one ended or later. */
extern bool voc_redactor_next(VocRedactor *redactor, VocPersonal *found);

/* "email", "phone", "card", "iban", "id" */
extern const char *voc_personal_name(VocPersonalKind kind);

#endif							/* VOC_REDACT_H */
