/** What statements say about tables, part by part: the actions of ALTER TABLE, columns, constraints, tables of a query. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.statement.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
