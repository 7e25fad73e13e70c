-- Topics, intents and opinions of comments
SET client_encoding = 'UTF8';

CREATE TEMP TABLE feedback (id serial, language text, comment text);
INSERT INTO feedback (language, comment) VALUES
  ('en', 'The parcel arrived two days late and the box was crushed.'),
  ('en', 'Great phone, but your app logs me out every day. Please fix it.'),
  ('en', 'Nobody called me back. I am cancelling my contract.'),
  ('cs', 'Balík přišel pozdě a kurýr byl drzý. Příště nakoupím jinde.'),
  ('cs', 'Mila obsluha, ale cekal jsem hodinu ve fronte. Zavolejte mi, prosim.'),
  ('cs', 'Odcházím spokojená, děkuji.'),
  ('pl', 'Faktura znowu błędna. Składam wypowiedzenie umowy.'),
  ('pl', 'Kurier punktualny, paczka cała. Polecam!'),
  ('ru', 'Интернет пропадает каждый вечер, верните деньги!'),
  ('ru', 'Отличный консультант, спасибо!'),
  ('bg', 'Батерията на телефона се изду. Моля, обадете ми се спешно!'),
  ('bg', 'Доставката закъсня с три дни, но телефонът е страхотен.');

SELECT language, comment, voc.topics(comment, language) AS topics,
  voc.intents(comment, language) AS intents
FROM feedback ORDER BY id;

-- Each opinion with its place
SELECT id, o.topic, o.label, sign(o.sentiment) AS sign, o.start, o.length, o.snippet
FROM feedback, voc.opinions(comment, language) AS o
ORDER BY id, o.start, o.topic;

-- Told or detected, the places are those of the snippets, and topics are those of opinions
SELECT language = voc.language(comment) AS told,
  voc.topics(comment, language) = voc.topics(comment) AS same_topics,
  voc.intents(comment, language) = voc.intents(comment) AS same_intents,
  (SELECT bool_and(substr(comment, start, length) = snippet)
    FROM voc.opinions(comment)) IS NOT FALSE AS in_place,
  (SELECT array_agg(DISTINCT topic ORDER BY topic) FROM voc.opinions(comment)) IS NOT DISTINCT FROM
    (SELECT array_agg(t ORDER BY t) FROM unnest(voc.topics(comment)) AS t) AS of_opinions,
  count(*)
FROM feedback GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5;

-- What feels is the clause: a bare verdict beside it counts, another sentence does not
SELECT comment, o.topic, o.label
FROM (VALUES
  (1, 'That is my bill.'),
  (2, 'That is my bill, terrible!'),
  (3, 'That is my bill. Terrible!'),
  (4, 'Signal is terrible but the price is great.')
) AS t(n, comment), voc.opinions(comment, 'en') AS o
ORDER BY n, o.start;

-- Words of one clause, in order
SELECT comment, voc.topics(comment, 'en')
FROM (VALUES
  (1, 'late, parcel'),
  (2, 'PARCEL LATE'),
  (3, 'The translation of the relatedness'),
  (4, 'A late bill is a bill.')
) AS t(n, comment) ORDER BY n;

-- Intents that open critical loops are phrases
SELECT comment, voc.intents(comment, 'en') && '{churn,callback,safety_or_legal}' AS critical
FROM (VALUES
  (1, 'I am leaving for another provider.'),
  (2, 'I was just leaving the office when the courier came.'),
  (3, 'My battery has swollen.'),
  (4, 'The battery is fine.'),
  (5, 'You will hear from my lawyer.'),
  (6, 'Please call me back today.'),
  (7, 'They called me back within the hour.'),
  (8, 'I switched from another operator to you.')
) AS t(n, comment) ORDER BY n;

-- Nothing
SELECT voc.topics(''), voc.intents(''), voc.topics(NULL) IS NULL AS null_topics,
  voc.intents('late', NULL) IS NULL AS null_intents;
SELECT count(*) FROM voc.opinions('');
SELECT count(*) FROM voc.opinions(NULL);
SELECT voc.topics('https://example.com/late-parcel 12345 :-)');

-- A language that is not known
SELECT voc.topics('late', 'klingon');
SELECT voc.intents('late', 'EN');
SELECT * FROM voc.opinions('late', '');

-- Long, stored out of line and compressed: opinions are bounded, none is lost
CREATE TEMP TABLE long_comment (comment text);
INSERT INTO long_comment
SELECT repeat('The parcel was late. ', 20000) || 'The courier was rude.';
SELECT voc.topics(comment, 'en') FROM long_comment;
SELECT o.topic, count(*), min(o.start), max(o.start) = min(o.start) AS once
FROM long_comment, voc.opinions(comment, 'en') AS o GROUP BY o.topic ORDER BY o.topic;

-- By topic, as a report has it
SELECT o.topic, count(*) AS opinions,
  count(*) FILTER (WHERE o.label = 'negative') AS negative
FROM feedback, voc.opinions(comment, language) AS o
GROUP BY o.topic ORDER BY opinions DESC, o.topic;
