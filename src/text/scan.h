/*-------------------------------------------------------------------------
 *
 * scan.h
 *	  The tokens that are not simply words, numbers or marks.
 *
 * Each function looks at the bytes from p, never at or past end, and returns
 * how many of them belong to what it looks for, or 0.  base is where the text
 * starts, for those that must know what stands before p.  The looking ahead
 * is bounded, so that no text is read more than a constant number of times.
 *
 * IDENTIFICATION
 *	  src/text/scan.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SCAN_H
#define VOC_SCAN_H

#include "text.h"
#include "utf8.h"

#define VOC_SCAN_AHEAD	512		/* bytes looked ahead at most */
#define VOC_LINK_MAX	4096	/* what is beyond reads as words */

/* http://..., https://..., www....: p is at an h or a w. */
extern size_t voc_scan_url(const unsigned char *p, const unsigned char *end);

/*
 * The rest of an e-mail address or a bare domain whose first word ended at p.
 */
extern size_t voc_scan_address(const unsigned char *p,
							   const unsigned char *end);

/* @handle: p is at the @ */
extern size_t voc_scan_handle(const unsigned char *base,
							  const unsigned char *p,
							  const unsigned char *end);

/* [email], [phone] and the like: what was there is masked (privacy/redact.h). */
extern size_t voc_scan_masked(const unsigned char *p, const unsigned char *end);

/* <br>, </p>, <!-- and the like; *breaks: the tag separates. */
extern size_t voc_scan_tag(const unsigned char *p, const unsigned char *end,
						   bool *breaks);

/* &amp; &#39; &#x10D; and their kind; *cp is the character meant. */
extern size_t voc_scan_entity(const unsigned char *p,
							  const unsigned char *end, uint32_t *cp);

/*
 * An emoji with its modifiers, or a smiley of ASCII characters.  The normal
 * form, without skin tone and selectors, or without nose and with one mouth,
 * goes to norm, which has VOC_NORM_MAX bytes.
 */
extern size_t voc_scan_emoji(const unsigned char *p, const unsigned char *end,
							 char *norm, size_t *norm_len);
extern size_t voc_scan_emoticon(const unsigned char *base,
								const unsigned char *p,
								const unsigned char *end,
								char *norm, size_t *norm_len);

#endif							/* VOC_SCAN_H */
