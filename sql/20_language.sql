/*
 * Language: which language a text is in
 */

CREATE FUNCTION voc.language(comment text)
RETURNS text
AS 'MODULE_PATHNAME', 'voc_language'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION voc.language(text) IS
'The language a comment is written in, as an ISO 639-1 code: bg, cs, de, en, es, fr, it, pl, ru, sk or uk, which can be scored, or one of their neighbours be, hr, hu, mk, nl, pt, ro, sl, sr, sv. A long comment is told by its first 512 words. NULL when the evidence is too thin to say, the comment is in another language, or it is NULL.';
