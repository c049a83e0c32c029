package dev.holdfast.audit.privacy.subject;

import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.CREATED_AT;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.ERASED_AT;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.KEY_ID;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.SUBJECT_TAG;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.TAG_KEY;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.WRAPPED;
import static dev.holdfast.audit.privacy.subject.SubjectKeyTable.WRAPPED_UNDER;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.tx.HostTransaction;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The statements on the keys' table; each joins. Thread-safe. */
final class KeyStore {
    private final Table<Record> table;

    KeyStore(Namespace namespace) {
        this.table = DSL.table(namespace.name(SubjectKeyTable.NAME));
    }

    /** The person's row; a destroyed key before any other, so that nobody is made anew by a rotation of tags. */
    Optional<StoredKey> find(DSLContext tx, List<HashTag> tags) {
        return rows(tx, tags).stream().findFirst();
    }

    /** All rows of the person, of which there is more than one after a rotation of tags. */
    List<StoredKey> rows(DSLContext tx, List<HashTag> tags) {
        return HostTransaction.join(tx)
                .select(KEY_ID, SUBJECT_TAG, WRAPPED, WRAPPED_UNDER)
                .from(table)
                .where(SUBJECT_TAG.in(tags.stream().map(HashTag::hash).toList()))
                .orderBy(ERASED_AT.asc().nullsLast(), CREATED_AT)
                .fetch(KeyStore::read);
    }

    Map<String, StoredKey> byId(DSLContext tx, Collection<String> ids) {
        return HostTransaction.join(tx)
                .select(KEY_ID, SUBJECT_TAG, WRAPPED, WRAPPED_UNDER)
                .from(table)
                .where(KEY_ID.in(ids))
                .fetch(KeyStore::read)
                .stream()
                .collect(Collectors.toMap(StoredKey::id, Function.identity()));
    }

    /** Makes the person's row unless another node made one meanwhile, whether its key is alive or destroyed. */
    void add(DSLContext tx, HashTag tag, StoredKey key, OffsetDateTime now) {
        Sealed wrapped = key.wrapped();
        int unused = HostTransaction.join(tx)
                .insertInto(table)
                .set(KEY_ID, key.id())
                .set(SUBJECT_TAG, tag.hash())
                .set(TAG_KEY, tag.keyId())
                .set(WRAPPED, wrapped == null ? null : wrapped.bytes())
                .set(WRAPPED_UNDER, wrapped == null ? null : wrapped.keyId())
                .set(CREATED_AT, now)
                .set(ERASED_AT, wrapped == null ? now : null)
                .onConflict(SUBJECT_TAG)
                .doNothing()
                .execute();
    }

    /**
     * Destroys the person's keys in one statement, and leaves a row without a key under each tag: whoever makes a key for
     * the person at this moment meets the row, before it or after it.
     *
     * @param rowIds an id for each tag, for rows that are not there
     * @return the ids of the rows that were made or whose key was destroyed; empty when all of that had been done before
     */
    List<String> destroy(DSLContext tx, List<HashTag> tags, List<String> rowIds, OffsetDateTime now) {
        var rows = HostTransaction.join(tx).insertInto(table, KEY_ID, SUBJECT_TAG, TAG_KEY, CREATED_AT, ERASED_AT);
        for (int i = 0; i < tags.size(); i++) {
            rows = rows.values(rowIds.get(i), tags.get(i).hash(), tags.get(i).keyId(), now, now);
        }
        return rows.onConflict(SUBJECT_TAG)
                .doUpdate()
                .setNull(WRAPPED)
                .setNull(WRAPPED_UNDER)
                .set(ERASED_AT, now)
                .where(DSL.field(table.getQualifiedName().append(ERASED_AT.getName()))
                        .isNull())
                .returning(KEY_ID)
                .fetch(KEY_ID);
    }

    /** Rows whose key is wrapped under another than the active key, locked; those locked by others are passed over. */
    List<StoredKey> lockWrappedUnderOthers(DSLContext tx, String active, String after, int limit) {
        return HostTransaction.join(tx)
                .select(KEY_ID, SUBJECT_TAG, WRAPPED, WRAPPED_UNDER)
                .from(table)
                .where(WRAPPED_UNDER.ne(active), KEY_ID.gt(after))
                .orderBy(KEY_ID)
                .limit(limit)
                .forUpdate()
                .skipLocked()
                .fetch(KeyStore::read);
    }

    /** Stores a key as wrapped anew; a row whose key was destroyed meanwhile stays as it is. */
    boolean rewrap(DSLContext tx, String id, Sealed wrapped) {
        return HostTransaction.join(tx)
                        .update(table)
                        .set(WRAPPED, wrapped.bytes())
                        .set(WRAPPED_UNDER, wrapped.keyId())
                        .where(KEY_ID.eq(id), ERASED_AT.isNull())
                        .execute()
                == 1;
    }

    private static StoredKey read(Record row) {
        byte[] wrapped = row.get(WRAPPED);
        return new StoredKey(
                row.get(KEY_ID),
                StoredKey.hex(row.get(SUBJECT_TAG)),
                wrapped == null ? null : new Sealed(row.get(WRAPPED_UNDER), wrapped));
    }
}
