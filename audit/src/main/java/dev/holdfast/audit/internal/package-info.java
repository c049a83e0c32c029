/** What more than one package of the audit log writes in the same form. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
