/** A run record for people: one HTML page, Markdown, or plain text. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
