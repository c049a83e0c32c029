/** The command line of migrations: {@code java -jar holdfast-migration-cli.jar}; all it decides is how to ask and how to show. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
