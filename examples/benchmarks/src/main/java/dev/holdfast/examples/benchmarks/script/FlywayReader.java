package dev.holdfast.examples.benchmarks.script;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.parser.Parser;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/** Flyway's own parser for PostgreSQL, set up once. */
final class FlywayReader {
    private final Parser parser = new PostgreSQLParser(
            Flyway.configure().placeholderReplacement(false).load().getConfiguration(), new ParsingContext());

    /** How many statements it finds. */
    int count(String text) {
        int found = 0;
        try (SqlStatementIterator statements = parser.parse(new StringResource(text))) {
            while (statements.hasNext()) {
                statements.next();
                found++;
            }
        }
        return found;
    }
}
