package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;

/** The table of subject keys, a schema module of its own: apart from the log, so that dumps of the log leave it out. */
public final class SubjectKeySchema {
    private static final Namespace USUAL = new Namespace("holdfast_keys", "");

    private SubjectKeySchema() {}

    /**
     * The usual place of the keys: the schema {@code holdfast_keys}, without a prefix.
     *
     * @return the namespace, in which nothing else lives
     */
    public static Namespace namespace() {
        return USUAL;
    }

    /**
     * The module's scripts, to be applied in a namespace that is not the log's.
     *
     * @return the schema module {@code audit_keys}
     */
    public static SchemaModule module() {
        return SchemaModule.fromResources("audit_keys", SubjectKeySchema.class, "V001__create_audit_subject_key");
    }
}
