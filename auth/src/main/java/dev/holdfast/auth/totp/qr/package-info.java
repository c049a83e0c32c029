/** The QR code of an enrolment. The one package that needs ZXing, {@code com.google.zxing:core}. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.totp.qr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
