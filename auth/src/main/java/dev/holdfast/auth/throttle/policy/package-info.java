/** How strict a throttle is: the kinds of bucket, what each allows, and which spellings name one account. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.throttle.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
