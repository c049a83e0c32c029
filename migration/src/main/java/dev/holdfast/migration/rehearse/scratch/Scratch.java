package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.core.tx.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A scratch database and the session whose lock says that its rehearsal lives. */
final class Scratch implements ScratchDatabase {
    private static final int ANSWER_SECONDS = 5;

    private final ScratchServer server;
    private final String name;
    private final Connection maintenance;
    private boolean closed;

    Scratch(ScratchServer server, String name) {
        this.server = server;
        this.name = name;
        try {
            this.maintenance = server.connect();
            if (!ScratchServer.lock(maintenance, name)) {
                maintenance.close();
                throw new IllegalStateException("the lock of the new scratch database " + name + " is taken");
            }
        } catch (SQLException e) {
            throw DatabaseException.of("maintenance database could not be used", e);
        }
    }

    Connection maintenance() {
        return maintenance;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataSource dataSource() {
        return server.to(name);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try (maintenance) {
            if (maintenance.isValid(ANSWER_SECONDS)) {
                ScratchServer.drop(maintenance, name);
                ScratchServer.unlock(maintenance, name);
            } else {
                dropAnew();
            }
            closed = true;
        } catch (SQLException e) {
            throw DatabaseException.of("scratch database " + name + " could not be dropped: drop it by hand", e);
        }
    }

    /** The session was cut, by the server or the network; the database must go nevertheless. */
    private void dropAnew() throws SQLException {
        try (Connection other = server.connect()) {
            ScratchServer.drop(other, name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
