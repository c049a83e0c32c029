/** Migrations beside plain JDBC, Flyway and Liquibase, and what is read to run them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.migration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
