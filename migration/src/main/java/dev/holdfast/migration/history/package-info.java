/** Flyway's history table: how it is made, read and written, and what its rows mean for the migrations at hand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
