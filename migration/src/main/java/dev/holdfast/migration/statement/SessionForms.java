package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;

/** Transactions, settings, cursors, prepared statements and notices: what concerns the session alone. */
final class SessionForms {
    private static final String[] MODE_WORDS = {
        "isolation",
        "level",
        "serializable",
        "repeatable",
        "read",
        "committed",
        "uncommitted",
        "write",
        "only",
        "not",
        "deferrable",
        ","
    };

    static final List<Form> ALL = List.of(
            Form.of("BEGIN", "begin [work|transaction] ...")
                    .use(TransactionUse.BEGINS)
                    .with(SessionForms::modes),
            Form.of("START TRANSACTION", "start transaction ...")
                    .use(TransactionUse.BEGINS)
                    .with(SessionForms::modes),
            // Outside of a block only: they end a transaction prepared before, whoever prepared it.
            Form.of("COMMIT PREPARED", "commit prepared *").outside(),
            Form.of("ROLLBACK PREPARED", "rollback prepared *").outside(),
            Form.of("COMMIT", "commit [work|transaction] [and chain]", "commit [work|transaction] and no chain")
                    .use(TransactionUse.COMMITS),
            Form.of("END", "end [work|transaction] [and chain]", "end [work|transaction] and no chain")
                    .use(TransactionUse.COMMITS),
            Form.of("PREPARE TRANSACTION", "prepare transaction *").use(TransactionUse.COMMITS),
            Form.of("ROLLBACK TO SAVEPOINT", "rollback [work|transaction] to [savepoint] NAME")
                    .use(TransactionUse.WITHIN),
            Form.of("ROLLBACK", "rollback [work|transaction] [and chain]", "rollback [work|transaction] and no chain")
                    .use(TransactionUse.ROLLS_BACK),
            Form.of("ABORT", "abort [work|transaction] [and chain]", "abort [work|transaction] and no chain")
                    .use(TransactionUse.ROLLS_BACK),
            Form.of("SAVEPOINT", "savepoint NAME").use(TransactionUse.WITHIN),
            Form.of("RELEASE SAVEPOINT", "release [savepoint] NAME").use(TransactionUse.WITHIN),
            Form.of("SET TRANSACTION", "set transaction snapshot *").use(TransactionUse.WITHIN),
            Form.of("SET TRANSACTION", "set transaction ...")
                    .use(TransactionUse.WITHIN)
                    .with(SessionForms::modes),
            Form.of("SET TRANSACTION", "set session characteristics as transaction ...")
                    .with(SessionForms::modes),
            Form.of(
                    "SET CONSTRAINTS",
                    "set constraints all deferred|immediate",
                    "set constraints NAMES deferred|immediate"),
            Form.of("SET ROLE", "set [session|local] role *"),
            Form.of(
                    "SET SESSION AUTHORIZATION",
                    "set session authorization *",
                    "set session|local session authorization *"),
            Form.of(
                    "SET",
                    "set [session|local] time zone ...",
                    "set [session|local] names|schema *",
                    "set [session|local] xml option document|content",
                    "set [session|local] NAME to|= ..."),
            Form.of(
                    "SHOW",
                    "show time zone",
                    "show transaction isolation level",
                    "show session authorization",
                    "show NAME"),
            Form.of("RESET", "reset time zone", "reset transaction isolation level", "reset session authorization"),
            Form.of("RESET", "reset NAME"),
            Form.of("DISCARD", "discard all").outside(),
            Form.of("DISCARD", "discard plans|sequences|temporary|temp"),
            Form.of("LISTEN", "listen NAME"),
            Form.of("UNLISTEN", "unlisten *"),
            Form.of("NOTIFY", "notify NAME [, *]"),
            Form.of("LOAD", "load *"),
            Form.of("CHECKPOINT", "checkpoint [()]"),
            Form.of("CLOSE", "close NAME"),
            Form.of("FETCH", "fetch ..."),
            Form.of("MOVE", "move ..."),
            Form.of("DEALLOCATE", "deallocate [prepare] NAME"),
            // What these run stands elsewhere, so their text tells nothing.
            Form.of("EXECUTE", "execute NAME [()]").rewrites(Effect.DEPENDS).scans(Effect.DEPENDS),
            Form.of("CALL", "call NAME ()")
                    .rewrites(Effect.DEPENDS)
                    .scans(Effect.DEPENDS)
                    .with((match, facts) -> facts
                            == facts.reaches(OutsideFunctions.called(match.all().rest()))),
            Form.of("DO", "do *", "do language ANY *", "do * language ANY")
                    .rewrites(Effect.DEPENDS)
                    .scans(Effect.DEPENDS)
                    .with((match, facts) -> facts == facts.reaches(DoBlock.reach(match.all()))),
            Form.of("PREPARE", "prepare NAME [()] as ...").queries(),
            Form.of("DECLARE", "declare NAME ...").with(SessionForms::cursor));

    private SessionForms() {}

    private static boolean modes(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        while (cursor.acceptAny(MODE_WORDS).isPresent()) {
            // Their order is the server's to judge.
        }
        return cursor.atEnd();
    }

    private static boolean cursor(Phrase.Match match, Facts facts) {
        TokenCursor cursor = match.rest();
        boolean found = cursor.skipTo("cursor") && cursor.skipTo("for") && cursor.accept("for");
        facts.query(cursor);
        return found;
    }
}
