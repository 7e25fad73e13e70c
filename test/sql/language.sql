-- The language of a comment
SELECT code, voc.language(comment) AS detected
FROM (VALUES
  ('en', 'The parcel came two days later than promised.'),
  ('cs', U&'Bal\00EDk p\0159i\0161el o dva dny pozd\011Bji, ne\017E sl\00EDbili.'),
  ('cs', 'balik prisel pozde a obsluha byla neprijemna'),
  ('sk', U&'Bal\00EDk pri\0161iel o dva dni nesk\00F4r, ako s\013E\00FAbili.'),
  ('pl', U&'Paczka przysz\0142a dwa dni p\00F3\017Aniej ni\017C obiecano.'),
  ('ru', U&'\041F\043E\0441\044B\043B\043A\0430 \043F\0440\0438\0448\043B\0430 \043F\043E\0437\0436\0435, \0447\0435\043C \043E\0431\0435\0449\0430\043B\0438.'),
  ('uk', U&'\041F\043E\0441\0438\043B\043A\0430 \043F\0440\0438\0439\0448\043B\0430 \043F\0456\0437\043D\0456\0448\0435, \043D\0456\0436 \043E\0431\0456\0446\044F\043B\0438.'),
  ('bg', U&'\041F\0440\0430\0442\043A\0430\0442\0430 \043F\0440\0438\0441\0442\0438\0433\043D\0430 \043F\043E-\043A\044A\0441\043D\043E \043E\0442 \043E\0431\0435\0449\0430\043D\043E\0442\043E.'),
  ('de', U&'Das Paket kam zwei Tage sp\00E4ter als versprochen.'),
  ('es', U&'El paquete lleg\00F3 dos d\00EDas m\00E1s tarde de lo prometido.'),
  ('it', U&'Il pacco \00E8 arrivato due giorni dopo il previsto.'),
  ('fr', U&'Le colis est arriv\00E9 deux jours plus tard que pr\00E9vu.')
) AS t(code, comment);

-- Neighbours, which are not taken for one of the above
SELECT code, voc.language(comment) AS detected
FROM (VALUES
  ('mk', U&'\041F\0440\0430\0442\043A\0430\0442\0430 \0441\0442\0438\0433\043D\0430 \0434\0432\0430 \0434\0435\043D\0430 \043F\043E\0434\043E\0446\043D\0430.'),
  ('sr', 'Posle dve nedelje niko mi ne odgovara.'),
  ('nl', 'De levering kwam twee dagen te laat.'),
  ('pt', 'A encomenda chegou com dois dias de atraso.'),
  ('hu', U&'A csomag k\00E9t nappal k\00E9s\0151bb \00E9rkezett.')
) AS t(code, comment);

-- Too little to say
SELECT comment, voc.language(comment) IS NULL AS is_null
FROM (VALUES (NULL), (''), ('   '), ('12345 !!!'), ('xqz'), ('@handle http://example.com')) AS t(comment);

-- Long, stored out of line and compressed
CREATE TEMP TABLE long_comment (comment text);
INSERT INTO long_comment SELECT repeat('The delivery was late and the box was open. ', 50000);
SELECT length(comment), voc.language(comment) FROM long_comment;

-- Usable where only immutable functions are
CREATE INDEX ON long_comment (voc.language(comment));
CREATE TEMP TABLE generated (
  comment text,
  language text GENERATED ALWAYS AS (voc.language(comment)) STORED
);
INSERT INTO generated VALUES ('Thank you, that was very quick.'), ('Dziekuje bardzo, polecam.');
SELECT language FROM generated;
