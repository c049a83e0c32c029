package dev.holdfast.migration.cli.session;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/** Why no connection came about, without the driver's own words: they may quote the address. */
record ConnectFailure(JdbcUrl url, String role, SQLException failure) {
    private static final int MAX_CAUSES = 16;

    /** The failure with our sentence, the driver's SQLSTATE, and no cause. */
    SQLException asException() {
        SQLException exception = new SQLException(message(), state());
        exception.setStackTrace(failure.getStackTrace());
        return exception;
    }

    private String state() {
        return Optional.ofNullable(failure.getSQLState()).orElse("08001");
    }

    private String message() {
        String where = url.place();
        return switch (state()) {
            case "28P01", "28000" ->
                where + " did not let role " + role + " in: check --user, and HOLDFAST_PASSWORD or the password file";
            case "3D000" -> where + " does not exist: create it, or correct --url";
            case "42501" -> where + " does not allow role " + role + " to connect: grant CONNECT";
            case "53300" -> where + " has no connection left: end some, or raise max_connections";
            case "57P03" -> where + " is starting up or shutting down: try again";
            case "08004" ->
                where + " asked for a password, and none was given or it was refused:"
                        + " set HOLDFAST_PASSWORD, or name a file with --password-file";
            default ->
                "could not reach " + where + (unknownHost() ? ", whose name is unknown" : "") + " (SQLSTATE " + state()
                        + "): check --url, and that the server runs and listens there";
        };
    }

    private boolean unknownHost() {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
