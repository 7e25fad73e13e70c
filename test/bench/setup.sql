-- What the bench works on: the extension, a program, and feedback.

CREATE EXTENSION voc;
SELECT voc.create_program();
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
