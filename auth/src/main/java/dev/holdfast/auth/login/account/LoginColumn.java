package dev.holdfast.auth.login.account;

import dev.holdfast.core.Require;

/**
 * A column that holds login names, and how its names are compared.
 *
 * @param column the column: text, varchar or citext
 * @param isLowerCased true when every stored name is in lower case already, so that a plain index serves; else the
 *     lookup asks for {@code lower(column)} and wants an index on that expression ({@link AccountTable#indexStatements})
 */
public record LoginColumn(String column, boolean isLowerCased) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is not an identifier
     */
    public LoginColumn {
        Require.identifier("column", column);
    }

    /**
     * A column in which the same name may stand in any case.
     *
     * @param column the column
     * @return the login column
     */
    public static LoginColumn anyCase(String column) {
        return new LoginColumn(column, false);
    }

    /**
     * A column that holds lower case alone, as by a constraint of the host's.
     *
     * @param column the column
     * @return the login column
     */
    public static LoginColumn lowerCased(String column) {
        return new LoginColumn(column, true);
    }
}
