package dev.holdfast.migration.cli.create;

/**
 * The texts of new files: what the author has to say, and a statement that fails until it is removed. An empty migration
 * that is applied by mistake could not be filled afterwards.
 */
final class Skeleton {
    private Skeleton() {}

    static String migration(String title, String undoFile) {
        return """
                -- %s
                -- Why:
                -- Undo: %s
                -- Locks taken:

                %s
                """.formatted(title, undoFile, unwritten("migration " + title));
    }

    static String undo(String title) {
        return """
                -- Takes back: %s
                -- Everything that the migration made, changed or granted, in the reverse order; rows it would lose:

                %s
                """.formatted(title, unwritten("the undo of " + title));
    }

    static String verify(String title) {
        return """
                -- Verifies: %s
                -- Each statement is a query of one row and one column that must be true, such as
                -- SELECT count(*) = 1 FROM pg_class WHERE oid = 'public.account'::regclass;

                """.formatted(title);
    }

    private static String unwritten(String what) {
        return "DO $$ BEGIN RAISE EXCEPTION '" + what + " is not written yet'; END $$; -- remove this line when it is";
    }

    static String javaMigration(String packageName, String className, String title) {
        String head = packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
        return head + """
                import java.sql.Statement;
                import org.flywaydb.core.api.migration.BaseJavaMigration;
                import org.flywaydb.core.api.migration.Context;

                /** %s. */
                public class %s extends BaseJavaMigration {
                    @Override
                    public void migrate(Context context) throws Exception {
                        // On the migration's own connection and in its transaction: neither commit nor close it.
                        try (Statement statement = context.getConnection().createStatement()) {
                            throw new IllegalStateException("%s is not written yet");
                        }
                    }
                }
                """.formatted(title, className, className);
    }
}
