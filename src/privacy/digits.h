/*-------------------------------------------------------------------------
 *
 * digits.h
 *	  Groups of digits as people write numbers: 603 123 456, (02) 12-34-56.
 *
 * IDENTIFICATION
 *	  src/privacy/digits.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_DIGITS_H
#define VOC_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOC_DIGITS_MAX	24		/* more are no number that is looked for */
#define VOC_GROUPS_MAX	10

/* What stands between two groups. */
typedef enum VocJoin
{
	VOC_JOIN_NONE,
	VOC_JOIN_SPACE,				/* one blank, of any width */
	VOC_JOIN_DASH,
	VOC_JOIN_DOT,
	VOC_JOIN_SLASH,
	VOC_JOIN_BRACKET			/* one of ( and ), with a blank or a dash */
} VocJoin;

typedef struct VocDigits
{
	int			ngroups;
	uint8_t		digit[VOC_DIGITS_MAX];
	uint8_t		until[VOC_GROUPS_MAX];	/* digits up to the end of the group */
	VocJoin		join[VOC_GROUPS_MAX];	/* before the group; the first: BRACKET
										 * or NONE */
	size_t		start[VOC_GROUPS_MAX];	/* bytes of the group in the text */
	size_t		end[VOC_GROUPS_MAX];
	bool		more;			/* there is a group after these */
	size_t		next;			/* and it starts here */
} VocDigits;

/* Digits of the group. */
static inline int
voc_group_length(const VocDigits *digits, int group)
{
	return digits->until[group] - (group > 0 ? digits->until[group - 1] : 0);
}

/*
 * The bytes between two groups, if the byte at p, which is after a digit, is
 * the first of them and a digit follows; else 0.
 */
extern size_t voc_join(const unsigned char *text, size_t len, size_t p,
					   VocJoin *join);

/* Read the groups from the digit at p on, as many as there is room for. */
extern void voc_digits_read(const unsigned char *text, size_t len, size_t p,
							VocDigits *digits);

/*
 * Whether the first three groups are a day: 5.6.2023, 05/06/23, 2023-06-05.
 */
extern bool voc_is_date(const VocDigits *digits);

/*
 * How many of ngroups groups are a telephone number that begins with the
 * country code, after so many digits to skip (for 00); 0: none.  With strict,
 * only a length that the country's numbers have.
 */
extern int	voc_phone_abroad(const VocDigits *digits, int ngroups, int skip,
							 bool strict);

/*
 * Whether all the groups, up to ngroups, are a telephone number as people of
 * one of the countries write it at home.
 */
extern bool voc_phone_at_home(const VocDigits *digits, int ngroups);

/* The same for a number of which the text says that it is one. */
extern bool voc_phone_named(const VocDigits *digits, int ngroups);

#endif							/* VOC_DIGITS_H */
