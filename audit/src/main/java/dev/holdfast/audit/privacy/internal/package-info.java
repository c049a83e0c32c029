/** An event's personal parts: taken out, as ciphertext in its metadata, and put back. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.privacy.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
