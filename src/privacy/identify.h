/*-------------------------------------------------------------------------
 *
 * identify.h
 *	  Whether digits are the number of a card, of an account or of a person.
 *
 * Digits come as values 0 ... 9.  Each function says of a number of the right
 * length whether its check digits, and the date in it where it has one, are
 * right; of any other length it says no.
 *
 * IDENTIFICATION
 *	  src/privacy/identify.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_IDENTIFY_H
#define VOC_IDENTIFY_H

#include <stdbool.h>
#include <stdint.h>

#define VOC_CARD_MIN	13		/* digits */
#define VOC_CARD_MAX	19
#define VOC_IBAN_MAX	34		/* letters and digits */

/*
 * A payment card: an issuer's range with a length it uses (ISO/IEC 7812), and
 * the check digit of Luhn (ISO/IEC 7812-1, annex B).
 */
extern bool voc_is_card(const uint8_t *digits, int n);

/*
 * Length of an IBAN of the country of two capital letters (SWIFT, "IBAN
 * Registry"), or 0; and whether letters and digits without blanks, capital,
 * have the check digits of one (ISO 13616: mod 97).
 */
extern int	voc_iban_length(char first, char second);
extern bool voc_is_iban(const char *iban, int n);

/*
 * Czech and Slovak birth number: ten digits, divisible by 11 (or, of those
 * given until 1985, with a remainder of 10 that became 0); nine until 1953,
 * without a check digit (Act 133/2000 Coll., section 13).
 */
extern bool voc_is_birth_number(const uint8_t *digits, int n);

/* Polish PESEL (11 digits), Bulgarian EGN (10). */
extern bool voc_is_pesel(const uint8_t *digits, int n);
extern bool voc_is_egn(const uint8_t *digits, int n);

/* Russian SNILS (11 digits); INN of a person (12) or a company (10). */
extern bool voc_is_snils(const uint8_t *digits, int n);
extern bool voc_is_inn(const uint8_t *digits, int n);

/* US Social Security number (9 digits), but for those never given. */
extern bool voc_is_ssn(const uint8_t *digits, int n);

/*
 * UK National Insurance number, from its two letters and its suffix, all
 * capital (HMRC, National Insurance Manual 39110).
 */
extern bool voc_is_nino(char first, char second, char suffix);

#endif							/* VOC_IDENTIFY_H */
