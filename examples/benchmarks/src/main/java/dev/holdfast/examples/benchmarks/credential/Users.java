package dev.holdfast.examples.benchmarks.credential;

/**
 * The users of a contestant, as many for each thread.
 *
 * @param perThread how many a thread has
 * @param perTurn how many operations a thread does in a turn, each user's at one stretch
 */
record Users(int perThread, int perTurn) {
    /** One user for each operation of a turn. */
    static Users oneEach(int perTurn) {
        return new Users(perTurn, perTurn);
    }

    /** A user for so many operations of a turn. */
    static Users forSeveral(int operations, int perTurn) {
        return new Users((perTurn + operations - 1) / operations, perTurn);
    }

    /** Which of all users, and which of their operations this turn. */
    record Next(int user, int operation) {
        String of(String name) {
            return name + "-" + user;
        }
    }

    /** One thread's operations, from the first user on in each turn; not thread-safe. */
    static final class Turn {
        private final Users users;
        private final int first;
        private int done;

        private Turn(Users users, int thread) {
            this.users = users;
            this.first = thread * users.perThread;
        }

        Next next() {
            int operation = done++ % users.perTurn;
            int each = (users.perTurn + users.perThread - 1) / users.perThread;
            return new Next(first + operation / each, operation % each);
        }
    }

    Turn of(int thread) {
        return new Turn(this, thread);
    }
}
