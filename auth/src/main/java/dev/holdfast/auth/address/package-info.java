/** The one address a request counts under, found through trusted proxies only. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.address;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
