/** Where archives are kept. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.archive.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
