package dev.holdfast.testkit.postgres;

import java.sql.Connection;

/** What a template database is filled with: tables, rows, roles' rights. */
@FunctionalInterface
public interface TemplateSetup {

    /**
     * Fills the empty template database. Called once a key and server, by the first thread that asks for it.
     *
     * @param connection a superuser's connection in autocommit mode; the caller closes it
     * @throws Exception any failure: the template is then dropped and the failure handed to whoever asked
     */
    void apply(Connection connection) throws Exception;
}
