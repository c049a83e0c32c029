package dev.holdfast.migration.tenant;

import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Says which tenants there are; the host may implement it over its own list. */
@FunctionalInterface
public interface TenantDirectory {
    /**
     * The tenants' schemas. Asked once at the beginning of each call.
     *
     * @return the names as the catalog has them, without a repetition; the first ones are the canaries
     */
    List<String> schemas();

    /**
     * Tenants given by name.
     *
     * @param schemas their schemas, canaries first
     * @return the directory
     */
    static TenantDirectory of(List<String> schemas) {
        List<String> fixed = List.copyOf(schemas);
        return () -> fixed;
    }

    /**
     * Every schema whose name begins with a text, in alphabetical order.
     *
     * @param dataSource the tenants' database
     * @param prefix such as {@code tenant_}; taken as it is, so that {@code _} is no wildcard
     * @return the directory, which looks anew each time it is asked
     */
    static TenantDirectory startingWith(DataSource dataSource, String prefix) {
        return () ->
                ReadOnlyTransaction.read(dataSource, "look for tenants", connection -> schemas(connection, prefix));
    }

    private static List<String> schemas(Connection connection, String prefix) throws SQLException {
        String sql = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, ?) ORDER BY nspname COLLATE \"C\"";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, prefix);
            try (ResultSet rows = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }
}
