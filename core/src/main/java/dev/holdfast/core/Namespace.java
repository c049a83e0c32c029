package dev.holdfast.core;

import java.util.regex.Pattern;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * Where Holdfast's own tables live: a schema, and a prefix before each table's name.
 *
 * <p>The default is a schema of its own, {@code holdfast}, without a prefix: two migrators in one schema get in each
 * other's way.
 *
 * @param schema the schema's name, an unquoted lower-case identifier of at most 40 characters
 * @param prefix what each table's name begins with; empty, or an unquoted lower-case identifier of at most 16 characters
 */
public record Namespace(String schema, String prefix) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,39}");
    private static final Pattern PREFIX = Pattern.compile("|[a-z_][a-z0-9_]{0,15}");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when a name is not an unquoted lower-case identifier
     */
    public Namespace {
        Require.matching("schema", schema, IDENTIFIER, "must be a lower-case SQL identifier of 1 to 40 characters");
        Require.matching(
                "prefix", prefix, PREFIX, "must be empty or a lower-case SQL identifier of 1 to 16 characters");
    }

    /**
     * The usual place: schema {@code holdfast}, no prefix.
     *
     * @return the default namespace
     */
    public static Namespace defaults() {
        return new Namespace("holdfast", "");
    }

    /**
     * The same prefix in another schema.
     *
     * @param other the schema's name
     * @return the namespace
     */
    public Namespace withSchema(String other) {
        return new Namespace(other, prefix);
    }

    /**
     * The same schema with another prefix.
     *
     * @param other the prefix, or the empty text for none
     * @return the namespace
     */
    public Namespace withPrefix(String other) {
        return new Namespace(schema, other);
    }

    /**
     * The qualified name of one of Holdfast's tables (or functions, or views).
     *
     * @param local the name in the module's scripts, without schema and prefix
     * @return schema and prefixed name
     */
    public Name name(String local) {
        return DSL.name(schema, prefix + local);
    }

    /**
     * The qualified name as it stands in SQL text; the parts need no quotes by construction.
     *
     * @param local the name in the module's scripts
     * @return {@code schema.prefixlocal}
     */
    public String sql(String local) {
        return schema + "." + prefix + local;
    }

    /**
     * The text with the placeholders for schema and prefix filled in.
     *
     * @param script a script that may hold them
     * @return the text to run
     */
    public String fill(String script) {
        return script.replace("${schema}", schema).replace("${prefix}", prefix);
    }
}
