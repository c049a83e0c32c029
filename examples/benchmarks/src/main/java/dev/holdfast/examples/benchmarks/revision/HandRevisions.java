package dev.holdfast.examples.benchmarks.revision;

import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.BareAudit;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.lock.Lendings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The change and its record in one statement, by hand: the least that one round trip can do. */
final class HandRevisions {
    /** In a SELECT list the server does not take a parameter's type from the column it is for. */
    private static final String SQL = "WITH changed AS (UPDATE lending SET note = ?, version = version + 1"
            + " WHERE id = ? AND version = ? RETURNING id) INSERT INTO holdfast.audit_event (" + BareAudit.COLUMNS
            + ") SELECT "
            + Arrays.stream(BareAudit.COLUMNS.split(", ", -1))
                    .map(HandRevisions::parameter)
                    .collect(Collectors.joining(", "))
            + " FROM changed";

    private static final int BEFORE = 3;

    private HandRevisions() {}

    static JdbcContestant.Work oneStatement(Connection connection, int contestant, int thread) {
        BareAudit audit = new BareAudit(connection);
        BareAudit.Doer doer = Act.doer("hand");
        Lendings.Known known = new Lendings.Known();
        return () -> {
            long id = Lendings.id(contestant, thread, known.next());
            try (PreparedStatement statement = connection.prepareStatement(SQL)) {
                statement.setString(1, known.note());
                statement.setLong(2, id);
                statement.setLong(3, known.version());
                audit.bind(statement, BEFORE, facts(id, known), doer);
                JdbcContestant.requireOne(statement.executeUpdate());
            }
            known.changed();
        };
    }

    private static BareAudit.Facts facts(long id, Lendings.Known known) {
        return new BareAudit.Facts(
                "lending.update",
                "DATA",
                "lending",
                String.valueOf(id),
                "[{\"path\":\"note\",\"old\":\"" + known.noteBefore() + "\",\"new\":\"" + known.note() + "\"}]",
                "{}");
    }

    private static String parameter(String column) {
        return switch (column) {
            case "targets", "change_set", "metadata" -> "?::jsonb";
            case "source_ip" -> "?::inet";
            default -> "?";
        };
    }
}
