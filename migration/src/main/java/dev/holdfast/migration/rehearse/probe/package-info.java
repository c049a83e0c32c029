/** What a statement really did, read from PostgreSQL: locks, rewritten tables, rows, full scans. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse.probe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
