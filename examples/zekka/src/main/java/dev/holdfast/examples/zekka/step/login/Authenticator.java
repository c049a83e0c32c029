package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.testkit.MutableClock;

/** An app on somebody's phone that holds a secret; time passes until it shows another code. */
final class Authenticator {
    private final OtpAuthUri held;
    private final MutableClock clock;

    Authenticator(OtpAuthUri held, MutableClock clock) {
        this.held = held;
        this.clock = clock;
    }

    /** The code it shows now. */
    String code() {
        return TotpCodes.of(held.parameters())
                .codeAt(held.secret(), held.parameters().stepAt(clock.instant()));
    }

    /** The next code it shows. */
    String nextCode() {
        clock.advance(held.parameters().period());
        return code();
    }
}
