package dev.holdfast.audit.archive;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import javax.sql.DataSource;

/**
 * What the archive needs of its host.
 *
 * @param runner owns the transactions; its role owns the log's table
 * @param connections gives connections outside of any transaction, for {@code DETACH PARTITION … CONCURRENTLY}, which PostgreSQL
 *     refuses within one (PostgreSQL manual, ALTER TABLE); of the same role
 * @param namespace where the log's tables are
 * @param trail records what leaves the log and what is brought back, with the act
 */
public record ArchiveHost(TransactionRunner runner, DataSource connections, Namespace namespace, AuditTrail trail) {}
