package dev.holdfast.audit.harden;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that the log's protection rests on, as the module's scripts make it.
 *
 * @param signature its qualified name with the types of its arguments
 * @param body what the catalog holds of it
 * @param language its language
 * @param config its settings as an array's text, or the empty text
 * @param ddl makes it what it should be
 */
record GuardFunction(String signature, String body, String language, String config, String ddl) {
    private static final String CONFIG = "{\"search_path=pg_catalog, pg_temp\"}";

    /** A body in standard SQL is stored parsed; this is how PostgreSQL 15 to 18 print it. */
    private static final String UUID7_TIME = "RETURN to_timestamp(((((('x'::text || encode(substr(uuid_send(id), 1, 6),"
            + " 'hex'::text)))::bit(48))::bigint)::double precision / (1000)::double precision))";

    static List<GuardFunction> all(Namespace namespace) {
        return List.of(
                guard(namespace, "audit_append_only"),
                guard(namespace, "audit_grow_only"),
                new GuardFunction(
                        namespace.sql("uuid7_time") + "(uuid)",
                        UUID7_TIME,
                        "sql",
                        "",
                        found(namespace, "uuid7_time", "\\(id uuid\\).*?;").group()));
    }

    private static GuardFunction guard(Namespace namespace, String name) {
        Matcher found = found(namespace, name, "\\(\\).*?\\$guard\\$(.*?)\\$guard\\$");
        return new GuardFunction(namespace.sql(name) + "()", found.group(1), "plpgsql", CONFIG, found.group());
    }

    /** The scripts are the one place where the functions stand. */
    private static Matcher found(Namespace namespace, String name, String rest) {
        Pattern function =
                Pattern.compile("CREATE FUNCTION " + Pattern.quote(namespace.sql(name)) + rest, Pattern.DOTALL);
        for (SchemaScript script : AuditSchema.module().scripts()) {
            Matcher matcher = function.matcher(namespace.fill(script.up()));
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new IllegalStateException("no script of the audit module makes " + namespace.sql(name));
    }

    /** Keeps the triggers that call it. */
    String replacing() {
        String statement = ddl.endsWith(";") ? ddl.substring(0, ddl.length() - 1) : ddl;
        return statement.replaceFirst("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION");
    }
}
