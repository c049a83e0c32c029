/** What stands in the log for ids that identify a person by themselves. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.privacy.pseudonym;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
