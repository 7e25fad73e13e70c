-- Personal data in comments: masked on demand, and at capture

BEGIN;

SELECT plan(42);
\ir listen_setup.inc
RESET ROLE;

-- ---------------------------------------------------------------------
-- voc.redact
-- ---------------------------------------------------------------------

SELECT is(voc.redact('Volejte 603 123 456 nebo jan.novak@seznam.cz, r.č. 800101/1238.'),
	'Volejte [phone] nebo [email], r.č. [id].', 'cs');
SELECT is(voc.redact('Zadzwońcie: 601 234 567, PESEL 44051401359, konto PL61 1090 1014 0000 0712 1981 2874'),
	'Zadzwońcie: [phone], PESEL [id], konto [iban]', 'pl');
SELECT is(voc.redact('Звоните 8 (916) 123-45-67, СНИЛС 112-233-445 95, ИНН 500100732259, карта 2200 0000 0000 0004'),
	'Звоните [phone], СНИЛС [id], ИНН [id], карта [card]', 'ru');
SELECT is(voc.redact('Обадете се на 0888 123 456, ЕГН 7523169263'), 'Обадете се на [phone], ЕГН [id]', 'bg');
SELECT is(voc.redact('Call (212) 555-0123, SSN 123-45-6789, NINO AB 12 34 56 C, card 4111-1111-1111-1111'),
	'Call [phone], SSN [id], NINO [id], card [card]', 'en');
SELECT is(voc.redact(t), t, 'kept: ' || t) FROM (VALUES
	('Objednávka č. 603123456 ze dne 5. 6. 2023 za 12 500 Kč nedorazila ani 05.06.2023 v 14:30.'),
	('Zamówienie nr 601 234 567, paczka 1Z999AA10123456784, wersja 10.0.19045.'),
	('Заказ № 89161234567 на сумму 12 000 000 руб. не пришел до 31.12.2023.'),
	('Поръчка 0888123456 за 250 300 400 лв закъсня.'),
	('Order 1234567890, invoice #212-555-0123, tracking 00340434161094042557, 24/7, 9:00-17:00, 10/10.')) AS v (t);
SELECT is(voc.redact(voc.redact(t)), voc.redact(t), 'once more changes nothing')
FROM (VALUES ('a@b.cz 603 123 456 4111 1111 1111 1111 603 123 456, 800101/1238 CZ65 0800 0000 1920 0014 5399')) AS v (t);
SELECT is(voc.redact('a@b.cz, +420 603 123 456, 800101/1238', '{email,id}'), '[email], +420 603 123 456, [id]', 'only some kinds');
SELECT is(voc.redact('a@b.cz', '{}'), 'a@b.cz', 'none');
SELECT is(voc.redact('a@b.cz', kinds => NULL), '[email]', 'all');
SELECT is(voc.redact(NULL), NULL, 'no comment');
SELECT is(voc.redact(''), '', 'an empty comment');
SELECT is(pg_temp.fault($$SELECT voc.redact('x', '{email,name}')$$, true),
	'22023 kind of personal data is not known | The kind is "name". | Use some of email, phone, card, iban, id.', 'a kind that does not exist');
SELECT alike(pg_temp.fault($$SELECT voc.redact('x', ARRAY['email', NULL])$$), '22004 %', 'a kind that is NULL');
SELECT is(length(voc.redact(repeat('Pište na a@b.cz. ', 100000))), 1800000, 'a long text');
SELECT is(voc.redact(repeat('1', 1000000)), repeat('1', 1000000), 'a long run of digits');
SELECT is(md5(voc.redact(repeat('1-', 500000))), md5(repeat('1-', 500000)), 'many groups of digits');
CREATE TABLE pg_temp.note (t text, r text GENERATED ALWAYS AS (voc.redact(t)) STORED);
INSERT INTO pg_temp.note VALUES ('tel. 603123456');
SELECT is((SELECT r FROM pg_temp.note), 'tel. [phone]', 'in a generated column');
SELECT is(voc.topics('My phone is great'), voc.topics('My phone is great [card] [phone] [email]'), 'marks have no topics');

-- ---------------------------------------------------------------------
-- at capture
-- ---------------------------------------------------------------------

SET ROLE voc_app;
CREATE TABLE shop.answer (id integer PRIMARY KEY, comment text, score text, plan text);
INSERT INTO shop.answer VALUES (1, 'The delivery was late, call +420 603 123 456', '2', 'gold');
SET ROLE voc_cx;
SELECT throws_ok($$SELECT voc.attach('shop.answer', comment => 'comment', redact => NULL)$$, '22004', 'whether to redact is NULL');
SELECT voc.attach('shop.answer', comment => 'comment', score => 'score', scale => 'nps', segments => '{plan}') AS answer \gset
SELECT is((SELECT redact FROM voc_data.source WHERE id = :answer), false, 'a source is not redacted unless it is asked for');
SELECT voc.capture_page('shop.answer', NULL, 10) AS done \gset
SELECT is(pg_temp.signals('shop.answer'), '1=The delivery was late, call +420 603 123 456', 'the text as it is');
SELECT voc.detach('shop.answer') AS gone \gset
SELECT is(voc.attach('shop.answer', comment => 'comment', score => 'score', scale => 'nps', segments => '{plan}', redact => true), :answer::bigint,
	'attached again with redaction, it is the same source');
SELECT is((SELECT redact FROM voc_data.source WHERE id = :answer), true, 'which says so');
SELECT voc.capture_page('shop.answer', NULL, 10) AS done \gset
SELECT is(pg_temp.signals('shop.answer'), '1=The delivery was late, call [phone]', 'backfill masks what was there');

SET ROLE voc_app;
INSERT INTO shop.answer VALUES
	(2, 'My mail a.very.long.address@example.com, and the delivery was late', '1', 'gold'),
	(3, repeat(' ', 3), '9', NULL),
	(4, 'Great service', '10', NULL);
UPDATE shop.answer SET comment = 'Great service, thanks, jan@seznam.cz' WHERE id = 4;
SELECT is(pg_temp.signals('shop.answer'),
	'1=The delivery was late, call [phone], 2=My mail [email], and the delivery was late, 3=9, 4=Great service, thanks, [email]', 'inserted and updated');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(DISTINCT substr(s.comment, o.start, o.length), ', ') FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id
	WHERE s.source_key = '2'), 'delivery was late', 'opinions have their places in what is stored');
SELECT is((SELECT sentiment FROM voc_data.signal WHERE source_key = '2'),
	voc.sentiment('My mail [email], and the delivery was late'), 'which is what was scored');

-- what is shown of rejected rows
SET ROLE voc_app;
INSERT INTO shop.answer VALUES
	(5, 'x', 'call 603 123 456', NULL),
	(6, 'x', repeat('.', 195) || ' jan.novak@seznam.cz', NULL);
SET ROLE voc_cx;
SELECT is((SELECT value FROM voc_data.rejected WHERE source_key = '5'), 'call [phone]', 'a value that is shown is masked');
SELECT is((SELECT value FROM voc_data.rejected WHERE source_key = '6'), repeat('.', 195) || ' [ema', 'before it is cut');
RESET ROLE;
ALTER TABLE voc_data.signal ADD CONSTRAINT no_thanks CHECK (comment !~ 'no thanks');
SET ROLE voc_app;
INSERT INTO shop.answer VALUES (7, 'no thanks, I am at 603 123 456', '3', 'jan@seznam.cz');
SET ROLE voc_cx;
SELECT is((SELECT sqlstate || ' ' || (value NOT LIKE '%603 123 456%') || ' ' || (value LIKE '%"plan": "[email]"%') FROM voc_data.rejected WHERE source_key = '7'),
	'23514 true true', 'and what the server says of a row');

-- raised errors show no more
UPDATE voc_data.source SET on_error = 'raise' WHERE id = :answer;
SET ROLE voc_app;
SELECT is(pg_temp.fault($$INSERT INTO shop.answer VALUES (8, 'x', 'tel. 603123456', NULL)$$, true),
	'22P02 feedback cannot be captured: the score is not a number | Row "8" of "answer", column "score": tel. [phone]. | Give a number, or NULL for a missing score.',
	'an error that is raised is masked too');
SET ROLE voc_cx;
UPDATE voc_data.source SET on_error = 'reject' WHERE id = :answer;

-- switched off and on by UPDATE; the next statement sees it
UPDATE voc_data.source SET redact = false WHERE id = :answer;
SET ROLE voc_app;
INSERT INTO shop.answer VALUES (10, 'call +420 603 123 456', '5', NULL);
SET ROLE voc_cx;
UPDATE voc_data.source SET redact = true WHERE id = :answer;
SET ROLE voc_app;
INSERT INTO shop.answer VALUES (11, 'call +420 603 123 456', '5', NULL);
SET ROLE voc_cx;
SELECT is((SELECT string_agg(comment, ' | ' ORDER BY source_key) FROM voc_data.signal WHERE source_key IN ('10', '11')),
	'call +420 603 123 456 | call [phone]', 'by UPDATE of the source, from the next statement on');
SELECT voc.capture_page('shop.answer', NULL, 100) AS done \gset
SELECT is((SELECT comment FROM voc_data.signal WHERE source_key = '10'), 'call [phone]', 'and for the rest by backfill');

-- recoding works on what is stored
INSERT INTO voc_data.word (term, language, valence) VALUES ('flumpy', 'en', 3);
CALL voc.recode(0);
SELECT is((SELECT comment FROM voc_data.signal WHERE source_key = '2'), 'My mail [email], and the delivery was late', 'recoding keeps the text');
SELECT is((SELECT string_agg(DISTINCT substr(s.comment, o.start, o.length), ', ') FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id
	WHERE s.source_key = '2'), 'delivery was late', 'and the places');

-- who may take the mask off
RESET ROLE;
SELECT voc.grant_access('voc_nobody', 'admin') AS granted \gset
SET ROLE voc_nobody;
SELECT alike(pg_temp.fault($$UPDATE voc_data.source SET redact = false$$), '42501 %', 'only those who could read the table');
RESET ROLE;
SELECT is((SELECT bool_and(redact) FROM voc_data.source), true, 'it is still on');

SELECT * FROM finish();
ROLLBACK;
