/*
 * Language: which language a text is in
 */

CREATE FUNCTION voc.language(comment text)
RETURNS text
AS 'MODULE_PATHNAME', 'voc_language'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION voc.language(text) IS
'The language a comment is written in, as an ISO 639-1 code: bg, cs, de, en, es, fr, it, pl, ru, sk or uk. A long comment is told by its first 512 words. NULL when the evidence is too thin to say, or the comment is NULL.';
