/** Where the pieces of SQL text begin and end, character by character; for the lexer alone. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.sql.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
