/** A report of the audit log as one page that needs nothing else: who did what, and whether the log can be believed. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
