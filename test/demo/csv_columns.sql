/* test/demo/csv_columns.sql: which column of the file (csv.header) is what; makes table feedback */

\ir look.sql

CREATE TABLE csv.problem (text text);
CREATE TABLE csv.option (role text, name text);
INSERT INTO csv.option
VALUES ('comment', :'comment'), ('score', :'score'), ('customer', :'customer'),
       ('time', :'time'), ('channel', :'channel'), ('touchpoint', :'touchpoint');
DELETE FROM csv.option WHERE name = '';

-- Lower case, without diacritics, whatever the locale; all else is "_".
CREATE FUNCTION csv.plain(name text)
RETURNS text
LANGUAGE SQL IMMUTABLE
AS $$
SELECT btrim(regexp_replace(translate(lower(name),
    'ÁÀÂÄÃÅĄČĆÇĎÉÈÊËĚĘÍÌÎÏŁĹĽŇŃÑÓÒÔÖÕŘŔŠŚŤÚÙÛÜŮÝŽŹŻáàâäãåąčćçďéèêëěęíìîïłĺľňńñóòôöõřŕšśťúùûüůýžźżАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐё',
    'aaaaaaacccdeeeeeeiiiilllnnnooooorrsstuuuuuyzzzaaaaaaacccdeeeeeeiiiilllnnnooooorrsstuuuuuyzzzабвгдеежзийклмнопрстуфхцчшщъыьэюяіїєґе'),
    '[^a-z0-9а-яіїєґ]+', '_', 'g'), '_')
$$;

-- Names that exports use, best first.
CREATE TABLE csv.known (role text, names text[]);
INSERT INTO csv.known
VALUES ('time', '{submitted_at,occurred_at,created_at,submitted,created,timestamp,datetime,date_time,date,time,response_date,submission_date,recorded_date,completed_at,end_date,datum,cas,datum_a_cas,vytvoreno,odeslano,data,data_dodania,utworzono,дата,время,дата_и_время,време,створено,fecha,datum_uhrzeit,data_ora}'),
       ('score', '{nps,nps_score,score,rating,stars,star_rating,overall_rating,csat,csat_score,ces,satisfaction,recommend,recommendation,likelihood,grade,hodnoceni,skore,znamka,hvezdy,hvezdicky,ocena,wynik,gwiazdki,оценка,рейтинг,балл,баллы,оцінка,hodnotenie,bewertung,punkte,sterne,puntuacion,valoracion,calificacion,punteggio,valutazione,voto,etoiles,evaluation,note_globale}'),
       ('comment', '{comment,comments,feedback,review,review_text,reviewtext,verbatim,text,message,body,content,answer,response,opinion,remarks,note,notes,komentar,komentare,poznamka,recenze,recenzia,vyjadreni,nazor,zprava,sprava,komentarz,opinia,tresc,uwagi,recenzja,wiadomosc,отзыв,комментарий,текст,сообщение,коментар,отзив,мнение,съобщение,відгук,повідомлення,kommentar,rezension,bewertungstext,nachricht,comentario,comentarios,resena,texto,commento,recensione,testo,commentaire,avis,texte}'),
       ('customer', '{customer_id,customer,customerid,client_id,client,user_id,userid,user,username,account_id,account,respondent_id,respondent,contact_id,contact,email,e_mail,email_address,author,reviewer,zakaznik,zakaznik_id,klient,klient_id,uzivatel,zakaznicke_cislo,uzytkownik,клиент,пользователь,автор,потребител,кліент,kunde,kunden_id,kundennummer,cliente,utente,usuario}'),
       ('channel', '{channel,kanal,канал,canal,canale,medium,platform}'),
       ('touchpoint', '{touchpoint,touch_point,journey_stage,stage,survey_name,survey,dotykovy_bod,kontaktni_bod,punkt_styku,точка_контакта,department,oddeleni}');

-- Columns of the table: as in the file; empty and double names get a number.
CREATE TABLE csv.col AS
SELECT h.position, h.name AS given, csv.plain(h.name) AS plain, NULL::text AS role, NULL::text AS how,
       CASE WHEN b.base IN ('', 'row_id', 'read_time') OR row_number() OVER (PARTITION BY b.base ORDER BY h.position) > 1
            THEN concat_ws('_', nullif(left(b.base, 20), ''), 'column', h.position)
            ELSE b.base END AS name
FROM csv.header AS h
CROSS JOIN LATERAL (SELECT (btrim(coalesce(h.name, ''))::name)::text AS base) AS b;

DO $$
DECLARE
    columns text := (SELECT string_agg('"' || c.given || '"', ', ' ORDER BY c.position) FROM csv.col AS c);
    asked record;
    hit integer;
BEGIN
    -- what was asked for
    FOR asked IN SELECT o.role, o.name FROM csv.option AS o LOOP
        SELECT c.position INTO hit
        FROM csv.col AS c
        WHERE c.given = asked.name OR c.plain = csv.plain(asked.name)
        ORDER BY c.given <> asked.name, c.position
        LIMIT 1;
        IF hit IS NULL THEN
            INSERT INTO csv.problem
            VALUES (format('the file has no column "%s" (option %s=)', asked.name, upper(asked.role))), ('Its columns are ' || columns);
            RETURN;
        END IF;
        UPDATE csv.col SET role = asked.role, how = 'as asked' WHERE position = hit;
    END LOOP;

    -- a name of the list, then a name with a word of the list in it
    FOR pass IN 1..2 LOOP
        FOR asked IN
            SELECT k.role, k.names FROM csv.known AS k
            WHERE NOT EXISTS (SELECT FROM csv.col AS c WHERE c.role = k.role)
            ORDER BY array_position('{time,score,comment,customer,channel,touchpoint}', k.role)
        LOOP
            SELECT c.position INTO hit
            FROM csv.col AS c
            JOIN unnest(asked.names) WITH ORDINALITY AS n (name, place)
                ON CASE pass WHEN 1 THEN c.plain = n.name ELSE '_' || c.plain || '_' LIKE '%\_' || n.name || '\_%' END
            WHERE c.role IS NULL
            ORDER BY n.place, c.position
            LIMIT 1;
            UPDATE csv.col SET role = asked.role, how = 'by its name' WHERE position = hit;
        END LOOP;
    END LOOP;

    IF NOT EXISTS (SELECT FROM csv.col AS c WHERE c.role IN ('comment', 'score')) THEN
        INSERT INTO csv.problem
        VALUES ('no column with a comment or a score was recognised'),
               (CASE WHEN EXISTS (SELECT FROM csv.col AS c WHERE c.given ~ '^[-+]?[0-9]+([.,][0-9]+)?$' OR length(c.given) > 120 OR c.given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}')
                     THEN 'The first line must name the columns; it reads: ' ELSE 'Its columns are ' END || left(columns, 400)),
               ('Name them: make demo CSV=file.csv COMMENT=column SCORE=column SCALE=nps (or one of them);'),
               ('CUSTOMER=, TIME=, CHANNEL=, TOUCHPOINT= and DELIMITER= may be given too.');
    END IF;
END
$$;

SELECT format('CREATE TABLE feedback (row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, %s, read_time timestamptz)',
              string_agg(format('%I text', c.name), ', ' ORDER BY c.position))
FROM csv.col AS c
\gexec
