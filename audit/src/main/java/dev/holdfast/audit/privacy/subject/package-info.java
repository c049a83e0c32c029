/** The persons whom events are about: their fields encrypted under a key each, their ids as pseudonyms, their erasure. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.privacy.subject;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
