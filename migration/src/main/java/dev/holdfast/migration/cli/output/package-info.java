/** How an answer is shown: tables for people, one JSON document for machines, and the exit codes. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.output;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
