package dev.holdfast.examples.benchmarks.revision;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.UpdateResult;
import dev.holdfast.core.lock.VersionedTable;
import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.lock.Lendings;
import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The change through the optimistic lock and its event through the audit log, in one transaction. */
final class OwnRevisions {
    private OwnRevisions() {}

    static JdbcContestant.Work update(Connection connection, int contestant, int thread) {
        DSLContext tx = DSL.using(connection, SQLDialect.POSTGRES);
        OptimisticLock lock = OptimisticLock.on(VersionedTable.of("lending", "id"));
        AuditLog log = AuditLog.of(Namespace.defaults());
        Act act = Act.of("holdfast");
        Lendings.Known known = new Lendings.Known();
        return () -> {
            long id = Lendings.id(contestant, thread, known.next());
            UpdateResult result = lock.update(tx, RowKey.of(id), known.version(), Changes.of("note", known.note()));
            if (!(result instanceof UpdateResult.Updated)) {
                throw new IllegalStateException("a row of one's own must be updated, got " + result);
            }
            log.append(tx, act.noteChanged(String.valueOf(id), known.noteBefore(), known.note()));
            known.changed();
        };
    }
}
