-- What the bench works on: the extension, a program, and feedback.

CREATE EXTENSION voc;
SELECT voc.create_program();
SELECT voc.load_codebook('telecom');
CREATE SCHEMA bench;

CREATE TABLE bench.sample (
    id bigint,
    customer_id text,
    submitted_at timestamptz,
    channel text,
    touchpoint text,
    plan text,
    region text,
    store text,
    sku text,
    score numeric,
    comment text
);

-- Best of n runs, in milliseconds; every run is undone.
CREATE FUNCTION bench.best(query text, runs integer)
RETURNS double precision
LANGUAGE plpgsql
AS $$
DECLARE
    best double precision;
    started timestamptz;
    took double precision;
BEGIN
    FOR i IN 1..runs LOOP
        started := clock_timestamp();
        EXECUTE query;
        took := extract(epoch FROM clock_timestamp() - started) * 1000;
        best := least(best, took);
    END LOOP;
    RETURN best;
END
$$;

-- What people write by hand where there is nothing better: an expression or a
-- query for each topic.
CREATE TABLE bench.topic (code text, expression text, query text);
INSERT INTO bench.topic
VALUES ('delivery', '(late|delay(ed)?|slow|overdue).{0,30}(deliver|parcel|package|order)|(deliver|parcel|package|order).{0,30}(late|delay|slow)', '(late | delay | slow | overdue) & (deliver | parcel | package | order)'),
       ('damage', '(broken|damaged|crushed|cracked).{0,30}(box|parcel|screen|package)', '(broken | damage | crush | crack) & (box | parcel | screen | package)'),
       ('price', 'expensive|overpriced|price|cheap|worth', 'expensive | overpriced | price | cheap | worth'),
       ('bill', '(bill|invoice).{0,40}(wrong|twice|error|too high)|overcharged', '(bill | invoice) & (wrong | twice | error | high) | overcharge'),
       ('network', 'signal|coverage|reception|no internet|slow internet|outage', 'signal | coverage | reception | (slow & internet) | outage'),
       ('app', '\mapp\M|website|log ?in|crash(es|ed)?|freez', 'app | website | login | crash | freeze'),
       ('waiting', '(wait|queue|hold).{0,30}(line|phone|call|hour|minute)|nobody answer', '(wait | queue | hold) & (line | phone | call | hour | minute)'),
       ('staff', 'staff|rude|polite|friendly|helpful|agent', 'staff | rude | polite | friendly | helpful | agent'),
       ('refund', 'refund|money back|return(ed|ing)?|warranty', 'refund | (money & back) | return | warranty'),
       ('payment', 'payment|checkout|card (declined|refused)|pay by', 'payment | checkout | (card & declined)'),
       ('store', '\mstore\M|\mshop\M|parking|opening hours', 'store | shop | parking | (opening & hours)'),
       ('leaving', 'cancel(ling|led)? my (contract|subscription)|switch(ing|ed)? to|leaving', '(cancel & (contract | subscription)) | (switch <-> to) | leaving');
