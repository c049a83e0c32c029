package dev.holdfast.migration.backup;

import static dev.holdfast.migration.backup.BackupTable.*;

import dev.holdfast.migration.sql.TableName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The catalogue's statements. */
final class Catalogue {
    private final Table<Record> table;
    private final String schema;

    Catalogue(BackupPolicy policy) {
        this.table = DSL.table(policy.namespace().name(LOCAL_NAME));
        this.schema = policy.schema();
    }

    Backup insert(
            DSLContext tx, UUID set, TableName source, TableName backup, Backup.Content content, Backup.Dates dates) {
        Record row = tx.insertInto(table)
                .set(SET_ID, set)
                .set(SOURCE_SCHEMA, source.schema())
                .set(SOURCE_TABLE, source.name())
                .set(BACKUP_NAME, backup.name())
                .set(KIND, content.kind().name())
                .set(ROW_COUNT, content.rows())
                .set(CHECKSUM, content.checksum())
                .set(DEFINITION, content.definition())
                .set(TAKEN_AT, utc(dates.takenAt()))
                .set(EXPIRES_AT, utc(dates.expiresAt()))
                .returning(FIELDS)
                .fetchSingle();
        return backup(row);
    }

    boolean isNameTaken(DSLContext tx, String name) {
        return tx.fetchExists(table, BACKUP_NAME.eq(name));
    }

    Optional<Backup> find(DSLContext tx, long id) {
        return tx.select(FIELDS).from(table).where(BACKUP_ID.eq(id)).fetchOptional(this::backup);
    }

    List<Backup> present(DSLContext tx) {
        return tx.select(FIELDS)
                .from(table)
                .where(DROPPED_AT.isNull())
                .orderBy(BACKUP_ID.desc())
                .fetch(this::backup);
    }

    boolean markVerified(DSLContext tx, long id, Instant at) {
        return tx.update(table)
                        .set(VERIFIED_AT, utc(at))
                        .where(BACKUP_ID.eq(id), DROPPED_AT.isNull())
                        .execute()
                == 1;
    }

    /** Marks it dropped if it may be: one statement decides and writes. */
    Optional<Backup> markDropped(DSLContext tx, long id, Instant at, boolean beforeExpiry) {
        // At expiresAt it may go.
        Condition due = beforeExpiry ? DSL.noCondition() : EXPIRES_AT.le(utc(at));
        return tx.update(table)
                .set(DROPPED_AT, utc(at))
                .where(BACKUP_ID.eq(id), DROPPED_AT.isNull(), VERIFIED_AT.isNotNull(), due)
                .returning(FIELDS)
                .fetchOptional(this::backup);
    }

    private Backup backup(Record row) {
        return new Backup(
                row.get(BACKUP_ID),
                row.get(SET_ID),
                new TableName(row.get(SOURCE_SCHEMA), row.get(SOURCE_TABLE)),
                new TableName(schema, row.get(BACKUP_NAME)),
                new Backup.Content(
                        Backup.Kind.valueOf(row.get(KIND)), row.get(ROW_COUNT), row.get(CHECKSUM), row.get(DEFINITION)),
                new Backup.Dates(
                        row.get(TAKEN_AT).toInstant(),
                        row.get(EXPIRES_AT).toInstant(),
                        instant(row.get(VERIFIED_AT)),
                        instant(row.get(DROPPED_AT))));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
