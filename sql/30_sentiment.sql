/*
 * Sentiment: how a text feels, by the lexicons that are compiled in
 */

CREATE FUNCTION voc.sentiment(comment text, language text DEFAULT 'auto')
RETURNS real
AS 'MODULE_PATHNAME', 'voc_sentiment'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment(text, text) IS
'The sentiment of a comment, from -1 (most negative) to +1 (most positive). language is an ISO 639-1 code (bg, cs, de, en, es, fr, it, pl, ru, sk, uk) or auto, which detects it. NULL when nothing in the comment carries a feeling that the lexicon of the language knows, or an argument is NULL. Raises 22023 for another language.';

CREATE FUNCTION voc.sentiment_label(comment text, language text DEFAULT 'auto')
RETURNS text
AS 'MODULE_PATHNAME', 'voc_sentiment_label'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment_label(text, text) IS
'The sentiment of a comment in a word: positive, neutral, negative, or mixed when good and bad are about even. language as in voc.sentiment(). NULL when nothing in the comment carries a feeling, or an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.sentiment_value(comment text, language text DEFAULT 'auto')
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_sentiment_value'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment_value(text, text) IS
'The sentiment of a comment as a value, by its score: 1 very negative (-0.45 or less), 2 negative (below -0.07), 3 neutral or mixed, 4 positive (above 0.07), 5 very positive (0.45 or more). language as in voc.sentiment(). NULL when nothing in the comment carries a feeling, or an argument is NULL. Raises 22023 for a language that is not known.';
