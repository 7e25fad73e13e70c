-- The sentiment of a comment
SELECT comment, voc.sentiment(comment) > 0 AS is_positive,
  voc.sentiment_label(comment), voc.sentiment_value(comment) > 3 AS is_high
FROM (VALUES
  ('The staff was great and very friendly.'),
  ('Terrible service, the worst I have ever had!'),
  ('The room was not good.'),
  ('Great phone but the battery is terrible.'),
  ('The food was good. The waiter was bad.')
) AS t(comment);

-- In other languages, with and without diacritics
SELECT language, voc.sentiment_label(comment, language) AS told,
  voc.sentiment_label(comment) AS detected
FROM (VALUES
  ('cs', U&'Skv\011Bl\00E1 obsluha a v\0161echno bylo v po\0159\00E1dku'),
  ('cs', 'Skvela obsluha a vsechno bylo v poradku'),
  ('cs', U&'To jsem ne\010Dekal, hrozn\00E1 obsluha, jsem zklaman\00FD'),
  ('pl', U&'Okropna obs\0142uga, nie polecam tego lekarza'),
  ('ru', U&'\0423\0436\0430\0441\043D\043E\0435 \043E\0431\0441\043B\0443\0436\0438\0432\0430\043D\0438\0435, \0431\043E\043B\044C\0448\0435 \043D\0435 \043F\0440\0438\0434\0443'),
  ('bg', U&'\041E\0442\043B\0438\0447\043D\043E \043E\0431\0441\043B\0443\0436\0432\0430\043D\0435, \0449\0435 \0441\0435 \0432\044A\0440\043D\0430')
) AS t(language, comment);

-- Composed and decomposed letters are the same
SELECT voc.sentiment(U&'skv\011Bl\00E9', 'cs') = voc.sentiment(U&'skve\030Cle\0301', 'cs') AS same;

-- Emoji and emoticons need no language
SELECT voc.sentiment_label(U&'\+01F44D') AS thumb, voc.sentiment_label(U&'\+01F621') AS rage,
  voc.sentiment_label(':-)') AS smile, voc.sentiment_label(':-(') AS frown,
  voc.sentiment(U&'\+01F44D\+01F3FD') = voc.sentiment(U&'\+01F44D') AS any_skin;

-- Nothing to feel
SELECT comment, voc.sentiment(comment) AS score, voc.sentiment_label(comment) AS label,
  voc.sentiment_value(comment) AS value
FROM (VALUES (NULL), (''), ('12345'), ('http://example.com')) AS t(comment);
SELECT voc.sentiment('great', NULL) IS NULL AS is_null;

-- Bounds
SELECT voc.sentiment(repeat('great food! ', 100), 'en') BETWEEN 0 AND 1 AS above,
  voc.sentiment(repeat('terrible food! ', 100), 'en') BETWEEN -1 AND 0 AS below,
  voc.sentiment_value(repeat('great food! ', 100), 'en') AS high,
  voc.sentiment_value(repeat('terrible food! ', 100), 'en') AS low;

-- A language that is not known
SELECT voc.sentiment('great', 'klingon');
SELECT voc.sentiment_label('great', 'EN');
SELECT voc.sentiment_value('great', '');
SELECT voc.sentiment(comment => 'great', language => 'en') > 0 AS named;

-- Long, stored out of line and compressed
CREATE TEMP TABLE long_comment (comment text);
INSERT INTO long_comment SELECT repeat('The room was great. ', 100000);
SELECT length(comment), voc.sentiment_label(comment) FROM long_comment;

-- Usable where only immutable functions are
CREATE TEMP TABLE generated (
  comment text,
  sentiment real GENERATED ALWAYS AS (voc.sentiment(comment)) STORED
);
CREATE INDEX ON generated (voc.sentiment_label(comment));
INSERT INTO generated VALUES ('great'), ('terrible'), ('table');
SELECT comment, sign(sentiment) FROM generated ORDER BY comment;
