/** Secrets taken out of events before they are stored: by the names they stand under, and by their own shape. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.privacy.redact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
