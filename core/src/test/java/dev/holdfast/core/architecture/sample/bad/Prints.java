package dev.holdfast.core.architecture.sample.bad;

final class Prints {
    private Prints() {}

    static void out() {
        System.out.println("printed");
    }

    static void trace(RuntimeException failure) {
        failure.printStackTrace();
    }
}
