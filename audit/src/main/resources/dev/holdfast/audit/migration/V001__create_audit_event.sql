-- Why: the audit log is one table. The id is a UUID of version 7 made by the host: idempotency key, order and partition
--      key in one, so that the primary key is the id alone. No foreign key leads anywhere: erasing a user must neither
--      erase nor rewrite what the user did. There is no DEFAULT partition: it would forbid DETACH ... CONCURRENTLY.
-- Undo: U001 drops the table with its attached partitions, and so every event in them: export them first.
-- Locks: none on anything that exists; everything here is new.

-- The time in a UUID of version 7 (RFC 9562, section 5.7), which PostgreSQL reads by itself only from 18 on.
-- Exact until 2106, when microseconds outgrow the double that to_timestamp takes; inlined by the planner, since everything in it is immutable.
CREATE FUNCTION ${schema}.${prefix}uuid7_time(id uuid) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_timestamp(('x' || encode(substr(uuid_send(id), 1, 6), 'hex'))::bit(48)::bigint::double precision / 1000);

CREATE TABLE ${schema}.${prefix}audit_event (
    id               uuid        NOT NULL,
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    occurred_at      timestamptz NOT NULL,
    tx_id            xid8        NOT NULL DEFAULT pg_current_xact_id(),
    http_duration_us bigint,
    schema_version   smallint    NOT NULL,
    risk_score       smallint    NOT NULL,
    http_status      smallint,
    trace_flags      smallint,
    suspicious       boolean     NOT NULL,
    origin           text        NOT NULL DEFAULT 'LIVE',
    action           text        NOT NULL,
    category         text        NOT NULL,
    outcome          text        NOT NULL,
    reason           text,
    severity         text        NOT NULL,
    actor_type       text        NOT NULL,
    actor_id         text        NOT NULL,
    actor_name       text,
    actor_session    text,
    on_behalf_of     text,
    target_type      text,
    target_id        text,
    target_name      text,
    tenant_id        text,
    source_ip        inet,
    user_agent       text,
    geo              text,
    correlation_id   text,
    trace_id         text,
    span_id          text,
    http_method      text,
    http_route       text,
    risk_level       text        NOT NULL,
    data_class       text,
    subject_key_id   text,
    targets          jsonb       NOT NULL,
    change_set       jsonb       NOT NULL,
    metadata         jsonb       NOT NULL,
    CONSTRAINT ${prefix}audit_event_pkey PRIMARY KEY (id),
    CONSTRAINT ${prefix}audit_event_origin CHECK (origin IN ('LIVE', 'SPOOL', 'IMPORT', 'ARCHIVE')),
    CONSTRAINT ${prefix}audit_event_category CHECK (category IN
        ('AUTHENTICATION', 'AUTHORIZATION', 'ACCOUNT', 'SESSION', 'DATA', 'CONFIGURATION', 'SYSTEM')),
    CONSTRAINT ${prefix}audit_event_outcome CHECK (outcome IN ('SUCCESS', 'FAILURE', 'DENIED', 'UNKNOWN')),
    CONSTRAINT ${prefix}audit_event_severity CHECK (severity IN ('INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    CONSTRAINT ${prefix}audit_event_actor_type CHECK (actor_type IN ('USER', 'SERVICE', 'SYSTEM', 'ANONYMOUS')),
    CONSTRAINT ${prefix}audit_event_risk_level CHECK (risk_level IN ('NONE', 'LOW', 'MEDIUM', 'HIGH')),
    CONSTRAINT ${prefix}audit_event_risk_score CHECK (risk_score BETWEEN 0 AND 100),
    CONSTRAINT ${prefix}audit_event_data_class CHECK
        (data_class IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
    -- A live row cannot be backdated: its id, and so its partition and its place in the order, is about its recording.
    CONSTRAINT ${prefix}audit_event_recorded_near_id CHECK (origin <> 'LIVE'
        OR recorded_at - ${schema}.${prefix}uuid7_time(id) BETWEEN interval '-24 hours' AND interval '24 hours'),
    -- What makes a search by time exact although it reads a range of ids.
    CONSTRAINT ${prefix}audit_event_occurred_near_id CHECK
        (occurred_at - ${schema}.${prefix}uuid7_time(id) BETWEEN interval '-24 hours' AND interval '24 hours')
) PARTITION BY RANGE (id);

CREATE INDEX ${prefix}audit_event_actor ON ${schema}.${prefix}audit_event (actor_id, id);
CREATE INDEX ${prefix}audit_event_target ON ${schema}.${prefix}audit_event (target_type, target_id, id)
    WHERE target_id IS NOT NULL;
CREATE INDEX ${prefix}audit_event_recorded ON ${schema}.${prefix}audit_event USING brin (recorded_at);
