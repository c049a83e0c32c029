package dev.holdfast.auth.login;

/** Rolls a step's transaction back when the login is refused, so that no code is used up by a refusal. */
final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LoginRefusal reason;

    Undone(LoginRefusal reason) {
        super("login refused: " + reason.word(), null, false, false);
        this.reason = reason;
    }

    LoginRefusal reason() {
        return reason;
    }
}
