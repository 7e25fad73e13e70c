-- Users' own words: voc_data.word, and the explanation of a score

BEGIN;

SELECT plan(53);
\ir listen_setup.inc

CREATE TABLE shop.feedback (id integer PRIMARY KEY, comment text);
SET ROLE voc_cx;
SELECT voc.attach('shop.feedback', comment => 'comment') AS feedback \gset

-- The label that the program gives a comment
CREATE FUNCTION pg_temp.program_label(said text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	label text;
BEGIN
	TRUNCATE shop.feedback;
	INSERT INTO shop.feedback VALUES (1, said);
	SELECT coalesce(sentiment_label, 'none') INTO label FROM voc_data.signal WHERE retracted_at IS NULL ORDER BY id DESC LIMIT 1;
	RETURN label;
END
$$;
RESET ROLE;
GRANT ALL ON shop.feedback TO voc_cx;
SET ROLE voc_cx;

-- ---------------------------------------------------------------------
-- what they do
-- ---------------------------------------------------------------------

SELECT is(pg_temp.program_label('It is quite flumpy.'), 'none', 'a word that nobody knows');
INSERT INTO voc_data.word (term, language, valence, note) VALUES ('Flump*', 'en', 3, 'our mascot');
SELECT is(pg_temp.program_label('It is quite flumpy.'), 'positive', 'a stem of our own, in any case of letters');
SELECT is(pg_temp.program_label('It is not flumpy.'), 'negative', 'the built-in words bear on it');
SELECT is(voc.sentiment_label('It is quite flumpy.', 'en'), NULL, 'the IMMUTABLE functions do not know it');
SELECT is((SELECT array_agg(entry || ' ' || array_to_string(rules, '+') ORDER BY start) FROM voc.explain_own('It is quite flumpy.', 'en')),
	'{"quite intensifier","flump* own word+intensified"}', 'voc.explain_own() shows it');
SELECT is_empty($$SELECT * FROM voc.explain('flumpy', 'en')$$, 'voc.explain() does not');

SELECT is(pg_temp.program_label('Great phone'), 'positive', 'a word of the lexicon');
INSERT INTO voc_data.word (term, valence) VALUES ('great', -2);
SELECT is(pg_temp.program_label('Great phone'), 'negative', 'ours counts before it');
UPDATE voc_data.word SET valence = NULL, role = 'stop' WHERE term = 'great';
SELECT is(pg_temp.program_label('Great phone'), 'none', 'stop keeps it neutral');
INSERT INTO voc_data.word (term, language, valence) VALUES ('great', 'en', 1);
SELECT is(pg_temp.program_label('Great phone, I love it'), 'positive', 'a word of the language counts before one of all');
SELECT is(pg_temp.program_label('This was a great disappointment'), 'negative', 'a longer term of the lexicon wins');
DELETE FROM voc_data.word WHERE term = 'great';
SELECT is(pg_temp.program_label('Great phone'), 'positive', 'gone again');

INSERT INTO voc_data.word (term, language, role, factor) VALUES ('zimply', 'en', 'intensifier', 2), ('nopely', 'en', 'negator', NULL);
SELECT ok((SELECT contribution FROM voc.explain_own('zimply good', 'en') WHERE word = 'good') > (SELECT contribution FROM voc.explain_own('good', 'en')), 'an intensifier of our own');
SELECT is(pg_temp.program_label('nopely good'), 'negative', 'a negator of our own');
INSERT INTO voc_data.word (term, valence) VALUES ('red letter day*', 3);
SELECT is(pg_temp.program_label('What a red letter day'), 'positive', 'a phrase of our own');
INSERT INTO voc_data.word (term, language, valence) VALUES ('šmrnc', 'cs', 2);
SELECT is(pg_temp.program_label('Ta aplikace má smrnc a všechno v ní najdu'), 'positive', 'diacritics are of no matter');

TRUNCATE voc_data.word;
SELECT is(pg_temp.program_label('It is quite flumpy.'), 'none', 'TRUNCATE counts too');
SAVEPOINT before_words;
INSERT INTO voc_data.word (term, valence) VALUES ('flumpy', 3);
SELECT is(pg_temp.program_label('flumpy'), 'positive', 'before a rollback');
ROLLBACK TO before_words;
SELECT is(pg_temp.program_label('flumpy'), 'none', 'after it');
INSERT INTO voc_data.word (term, valence) VALUES ('flumpy', -3);
SELECT is((SELECT sentiment_label FROM voc_data.signal WHERE retracted_at IS NULL), NULL, 'what was captured before stays');
CALL voc.backfill('shop.feedback', batch => 0);
SELECT is((SELECT sentiment_label FROM voc_data.signal WHERE retracted_at IS NULL), 'negative', 'until it is backfilled');
TRUNCATE voc_data.word;

-- ---------------------------------------------------------------------
-- what is refused
-- ---------------------------------------------------------------------

SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('a, b', 1)$$, true),
	'22023 term "a, b" can never be met in a comment | "a," is not read as one token. | Write one to eight words with one space between; a * behind a word stands for any ending.', 'a comma');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('', 1)$$), '22023 term "" can never be met%', 'an empty term');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('two  spaces', 1)$$, true), '%is not words with one space between%', 'two spaces');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('a b c d e f g h i', 1)$$, true), '%has more than eight words%', 'nine words');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('go*', 1)$$, true), '%"go*" is too short for a stem%', 'a stem that would match half the language');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('http://x.cz', 1)$$, true), '%"http://x.cz" is not a word%', 'a link');
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('!!', 1)$$, true), '%"!!" is not a word%', 'punctuation');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('x', 4.5)$$), '22023 valence 4.5 of word "x" is not one', 'a valence out of range');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('x', 0)$$), '22023 valence 0 of word "x" is not one', 'a valence that says nothing');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('x', 'NaN')$$), '22023 valence NaN of word "x" is not one', 'NaN');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term) VALUES ('x')$$), '22023 word "x" has neither a valence nor a role', 'neither');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence, role) VALUES ('x', 1, 'stop')$$), '22023 word "x" has both a valence and a role', 'both');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, role) VALUES ('x', 'boss')$$), '22023 role "boss" of word "x" is not known', 'no such role');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, role) VALUES ('x', 'intensifier')$$), '22023 factor NULL does not go with role "intensifier" of word "x"', 'a role without its factor');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, role, factor) VALUES ('x', 'stop', 2)$$), '22023 factor 2 does not go with role "stop" of word "x"', 'a factor too many');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, language, valence) VALUES ('x', 'EN', 1)$$), '22023 language "EN" of word "x" is not known', 'no such language');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES (NULL, 1)$$), '23502 null value in column "term" of relation "word" violates not-null constraint', 'no term');
INSERT INTO voc_data.word (term, language, valence) VALUES ('Špatně', 'cs', -2);
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, language, valence) VALUES ('spatne', 'cs', 2)$$), '23505 %word_key%', 'the same word, otherwise spelt');
SELECT is(pg_temp.fault($$UPDATE voc_data.word SET valence = 9$$), '22023 valence 9 of word "Špatně" is not one', 'an update is guarded too');
RESET ROLE;

-- The bounds are good numbers, and what the guard takes is what is read
INSERT INTO voc_data.word (term, role, factor) VALUES ('bound1', 'intensifier', 1.01), ('bound2', 'diminisher', 0.99), ('bound3', 'heading', -1);
SELECT is((SELECT string_agg(entry, ' ') FROM voc.explain_own('bound1 bound2 good', 'en')), 'bound1 bound2 good', 'the bounds of factors');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, role, factor) VALUES ('x', 'heading', 0.5)$$), '22023 factor 0.5 does not go with role "heading" of word "x"', 'half a heading');
INSERT INTO voc_data.word (term, language, valence) VALUES ('foobarn*', 'cs', 2), ('zorkel', 'de', -2);
SELECT is((SELECT string_agg(array_to_string(rules, '+'), ' ') FROM voc.explain_own('nefoobarný a nejfoobarnější', 'cs')), 'own word+negated own word+intensified', 'prefixes of the language go with our words');
SELECT is((SELECT entry FROM voc.explain_own('Totalzorkel', 'de')), 'zorkel', 'and compounds');
RESET ROLE;

-- ---------------------------------------------------------------------
-- triggers on anybody's table
-- ---------------------------------------------------------------------

SET ROLE voc_nobody;
CREATE TEMP TABLE forged (term text, key path, language text, valence real, role text, factor real);
CREATE TRIGGER guard BEFORE INSERT ON forged FOR EACH ROW EXECUTE FUNCTION voc.word_guard();
SELECT is(pg_temp.fault($$INSERT INTO forged VALUES ('goodabababababab', NULL, NULL, 1, NULL, NULL)$$), '42703 "forged" has no column "key" of type text', 'a key of another type');
CREATE TEMP TABLE forged_loop (id bigint, version integer, state text, state_since timestamptz, owner text, acknowledged_at text, acted_at timestamptz, resolved_at timestamptz, closed_at timestamptz,
	signal_id bigint, customer text, kind text, rule_id bigint, occurred_at timestamptz, opened_at timestamptz, contact_mode text, resolution text, root_cause text, outcome text, evidence text, dismiss_reason text, next_contact_at timestamptz, team text, severity text, level integer, acknowledge_due timestamptz, act_due timestamptz, close_due timestamptz);
CREATE TRIGGER guard BEFORE UPDATE ON forged_loop FOR EACH ROW EXECUTE FUNCTION voc.loop_guard();
INSERT INTO forged_loop (id, version, state, state_since) VALUES (1, 1, 'open', now());
SELECT is(pg_temp.fault($$UPDATE forged_loop SET state = 'acknowledged', owner = 'x'$$), '42804 column "acknowledged_at" of the loop table is of type text, not timestamp with time zone', 'a loop of other types');
SELECT is(pg_temp.fault($$SELECT * FROM voc.explain_own('good')$$), '42501 permission denied for table word', 'words are for those who may read them');
RESET ROLE;

-- ---------------------------------------------------------------------
-- who may
-- ---------------------------------------------------------------------

SET ROLE voc_nobody;
SELECT alike(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('x', 1)$$), '42501 permission denied%', 'nobody may not');
RESET ROLE;
SET ROLE voc_cx;
SELECT voc.grant_access('voc_nobody', 'manager') IS NOT NULL AS granted \gset
SET ROLE voc_nobody;
SELECT is(pg_temp.fault($$INSERT INTO voc_data.word (term, valence) VALUES ('x', 1)$$), 'no error', 'a manager may');
RESET ROLE;

-- ---------------------------------------------------------------------
-- explanations add up
-- ---------------------------------------------------------------------

CREATE TEMP TABLE said (comment text, language text);
INSERT INTO said VALUES
	('Great phone, but the battery is NOT very good!!! Would be nice if you fixed the terrible charger 😡😡', 'en'),
	('Plusy: cena a rychlost. Minusy: žádné. Spokojen rozhodně nebyl, 2 z 10', 'cs'),
	('Раньше было лучше, теперь ужас ((( Спасибо за внимание?', 'ru'),
	('Nie polecam, obsługa niemiła, choć paczka dotarła szybko 👍', 'pl');
SELECT is_empty($$SELECT comment, clause, min(clause_score), sum(contribution) FROM said, voc.explain(comment, language)
	GROUP BY comment, clause HAVING abs(coalesce(min(clause_score), 0) - sum(contribution)) > 1e-5$$,
	'the contributions of a clause add up to its score');
SELECT is_empty($$SELECT comment, voc.sentiment(comment, language), s.score
	FROM said, LATERAL (SELECT sum(clause_score::float8 * clause_weight) / sum(clause_weight) AS score
		FROM (SELECT DISTINCT clause, clause_score, clause_weight FROM voc.explain(comment, language) WHERE clause_score IS NOT NULL) AS c) AS s
	WHERE abs(voc.sentiment(comment, language) - s.score) > 1e-5$$,
	'the clauses, by their weights, make the score of the text');
SELECT is_empty($$SELECT comment, start FROM (SELECT comment, start, lag(start) OVER (PARTITION BY comment ORDER BY n) AS before
	FROM said, voc.explain(comment, language) WITH ORDINALITY AS e (clause, clause_score, clause_weight, start, length, word, entry, rules, contribution, n)) AS s WHERE start < before$$,
	'rows are in the order of the text');
SELECT is_empty($$SELECT comment, word, substr(comment, start, length) FROM said, voc.explain(comment, language) WHERE word <> substr(comment, start, length)$$,
	'words are where they are said to be');

SELECT * FROM finish();
ROLLBACK;
