/*
 * Privacy: personal data in free text
 */

CREATE FUNCTION voc.redact(comment text, kinds text[] DEFAULT NULL)
RETURNS text
AS 'MODULE_PATHNAME', 'voc_redact'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;

COMMENT ON FUNCTION voc.redact(text, text[]) IS
'A comment with personal data replaced by marks, and everything else as it was: [email] addresses; [phone] telephone numbers with a country code, or as they are written at home, or after a word such as tel.; [card] numbers of payment cards; [iban] accounts; [id] numbers of persons (Czech and Slovak birth number, PESEL, EGN, SNILS, INN, US Social Security, UK National Insurance). Cards, accounts and persons need right check digits, where they have any. kinds: which of email, phone, card, iban and id to mask, NULL for all. What is masked stays so: redacting once more changes nothing. NULL for no comment. Errors: 22023 a kind that does not exist, 22004 a NULL among the kinds.';
