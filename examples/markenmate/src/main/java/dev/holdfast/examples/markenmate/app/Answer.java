package dev.holdfast.examples.markenmate.app;

/**
 * What the application answers a request.
 *
 * @param status the HTTP status it would have
 * @param message what the user reads
 */
public record Answer(int status, String message) {
    static Answer done(String message) {
        return new Answer(200, message);
    }

    static Answer forbidden(String message) {
        return new Answer(403, message);
    }

    static Answer conflict(String message) {
        return new Answer(409, message);
    }

    /** Another transaction was in the way; nothing was decided. */
    static Answer tryAgain() {
        return conflict("Please try again");
    }

    @Override
    public String toString() {
        return status + " " + message;
    }
}
