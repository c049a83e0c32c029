package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.List;

/** What a {@link StatementSpy} has seen. Thread-safe. */
final class StatementLog {

    private final List<String> statements = new ArrayList<>();
    private final List<String> transactionCalls = new ArrayList<>();

    synchronized void statement(String sql) {
        statements.add(sql);
    }

    synchronized void transactionCall(String call) {
        transactionCalls.add(call);
    }

    synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    synchronized List<String> transactionCalls() {
        return List.copyOf(transactionCalls);
    }

    synchronized void reset() {
        statements.clear();
        transactionCalls.clear();
    }
}
