/** HTTP's view of versions: strong entity tags, and what If-Match and If-None-Match ask for. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.lock.etag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
